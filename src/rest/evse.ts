/** /evses */

import type { PartyNames } from '../domain/party.ts';
import type { FoundEvse } from '../services/api/evses.ts';
import { fromSet, toSet } from './connector-properties.ts';
import { sendVersioned } from './etags.ts';
import { fromDate } from './instant.ts';
import { patchObject } from './merge-patch.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, sendPage } from './paging.ts';
import { fromOwner } from './party.ts';
import { fromDistance, searchOf } from './plug-search.ts';
import { pathOf, queryText, type RouteDependencies, type Routes } from './request.ts';
import { fromEvse } from './station.ts';

type Schemas = components['schemas'];

/** What is told of an EVSE that no station has. */
const NOWHERE = {
  status: 'UNKNOWN',
  start_order: null,
  start_order_source: null,
  connectors: [],
} as const satisfies Partial<Schemas['EvseRecord']>;

export const fromFound = ({ record, station, evse }: FoundEvse, names: PartyNames): Schemas['EvseRecord'] => {
  const { status, start_order, start_order_source, connectors } = station === null ? NOWHERE : fromEvse(station, evse);
  return {
    uid: record.uid,
    version: record.version,
    ...fromOwner(record, names),
    evse_id: record.emi3Id,
    station_id: record.stationId,
    id: record.number,
    location_id: record.locationId,
    status,
    start_order,
    start_order_source,
    connectors,
    created_at: fromDate(record.createdAt),
    last_updated: fromDate(record.updatedAt),
  };
};

/** What is shown changes with the EVSE's record and with its station, which has the status. */
const versioned = (found: FoundEvse) => ({
  found,
  version: found.record.version,
  tag: `${found.record.version}.${found.station?.version ?? 0}`,
});

export const evseRoutes = ({
  services: {
    evses,
    plugs,
    parties: { names },
  },
  publicUrl,
}: Pick<RouteDependencies, 'services' | 'publicUrl'>): Routes => ({
  listEvses: async (request, response, caller) => {
    const search = searchOf(request);
    if (search !== null) {
      const page = await plugs.evses(caller, search);
      sendPage(request, response, { page, limit: search.limit, publicUrl }, ({ distanceM, ...found }) =>
        JSON.stringify({ ...fromFound(found, names), distance_m: fromDistance(distanceM) }),
      );
      return;
    }
    const input = pageInputOf(request);
    const page = await evses.list(caller, input, {
      stationId: queryText(request, 'station_id'),
      locationId: queryText(request, 'location_id'),
      emi3Id: queryText(request, 'evse_id'),
    });
    sendPage(request, response, { page, limit: input.limit, publicUrl }, (found) =>
      JSON.stringify(fromFound(found, names)),
    );
  },
  getEvse: async (request, response, caller) => {
    const found = await evses.get(caller, pathOf(request, 'id'));
    sendVersioned(response, versioned(found), fromFound(found, names));
  },
  patchEvse: async (request, response, caller) => {
    const name = pathOf(request, 'id');
    const patched = await patchObject(request, {
      read: async () => versioned(await evses.current(caller, name)),
      toPut: ({ found: { record, evse } }): Schemas['EvsePatch'] => ({
        evse_id: record.emi3Id,
        start_order: evse?.facts?.set?.startOrder ?? null,
        connectors: evse?.facts?.set?.connectors?.map(fromSet) ?? null,
      }),
      write: async ({ evse_id: emi3Id = null, start_order: startOrder = null, connectors = null }, ifVersion) =>
        versioned(
          await evses.update(
            caller,
            name,
            { emi3Id, startOrder, connectors: connectors === null ? null : connectors.map(toSet) },
            ifVersion,
          ),
        ),
    });
    sendVersioned(response, patched, fromFound(patched.found, names));
  },
});
