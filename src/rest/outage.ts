/** /outages and /stations/{id}/outages */

import type { Request } from 'express';
import type { Outage, OutageCause } from '../domain/outage.ts';
import { disconnectReasonOf, errorCodeOf, stationErrorOf } from '../domain/outage-rules.ts';
import type { PartyNames } from '../domain/party.ts';
import type { OutageFilter } from '../services/api/outages.ts';
import { fromDate, fromDateOrNull } from './instant.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, sendPage } from './paging.ts';
import { fromOwner } from './party.ts';
import { type Handle, pathOf, queryOf, queryText, type RouteDependencies, type Routes } from './request.ts';
import { fromStationError } from './station-error.ts';
import { textOnce } from './text-once.ts';

export const fromOutage = (outage: Outage, names: PartyNames): components['schemas']['Outage'] => ({
  id: outage.id,
  version: outage.version,
  ...fromOwner(outage, names),
  station_id: outage.stationId,
  location_id: outage.locationId,
  evse_id: outage.evseId,
  evse_uid: outage.evseUid,
  cause: outage.cause,
  disconnect_reason: disconnectReasonOf(outage),
  error_code: errorCodeOf(outage),
  error: fromStationError(stationErrorOf(outage)),
  started_at: fromDate(outage.startedAt),
  ended_at: fromDateOrNull(outage.endedAt),
  created_at: fromDate(outage.createdAt),
  last_updated: fromDate(outage.updatedAt),
});

const textOfOutage = textOnce(fromOutage);

const filterOf = (request: Request): OutageFilter => ({
  stationId: queryText(request, 'station_id'),
  locationId: queryText(request, 'location_id'),
  evseUid: queryText(request, 'evse_uid'),
  cause: queryOf<OutageCause>(request, 'cause'),
  open: queryOf<boolean>(request, 'open'),
});

export const outageRoutes = ({
  services: {
    outages,
    stations,
    parties: { names },
  },
  publicUrl,
}: RouteDependencies): Routes => {
  const send = async (
    [request, response, caller]: Parameters<Handle>,
    filter: Partial<OutageFilter> = {},
  ): Promise<void> => {
    const input = pageInputOf(request);
    const page = await outages.list(caller, input, { ...filterOf(request), ...filter });
    sendPage(request, response, { page, limit: input.limit, publicUrl }, (outage) => textOfOutage(outage, names));
  };
  return {
    listOutages: (...asked) => send(asked),
    listStationOutages: async (...asked) => {
      const [request, , caller] = asked;
      const { id } = await stations.get(caller, pathOf(request, 'id'));
      await send(asked, { stationId: id });
    },
  };
};
