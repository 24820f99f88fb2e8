/** /evses */
import type { PartyNames } from '../domain/party.ts';
import type { FoundEvse } from '../services/api/evses.ts';
import { sendVersioned } from './etags.ts';
import { fromDate } from './instant.ts';
import { patchObject } from './merge-patch.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, sendPage } from './paging.ts';
import { fromOwner } from './party.ts';
import { pathOf, queryText, type RouteDependencies, type Routes } from './request.ts';
import { fromEvse } from './station.ts';

type Schemas = components['schemas'];

export const fromFound = ({ record, station, evse }: FoundEvse, names: PartyNames): Schemas['EvseRecord'] => {
  const { status, connectors } =
    station === null ? { status: 'UNKNOWN' as const, connectors: [] } : fromEvse(station, evse);
  return {
    uid: record.uid,
    version: record.version,
    ...fromOwner(record, names),
    evse_id: record.emi3Id,
    station_id: record.stationId,
    id: record.number,
    location_id: record.locationId,
    status,
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
    parties: { names },
  },
  publicUrl,
}: Pick<RouteDependencies, 'services' | 'publicUrl'>): Routes => ({
  listEvses: async (request, response, caller) => {
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
      toPut: ({ found: { record } }): Schemas['EvsePatch'] => ({ evse_id: record.emi3Id }),
      write: async ({ evse_id: emi3Id = null }, ifVersion) =>
        versioned(await evses.update(caller, name, { emi3Id }, ifVersion)),
    });
    sendVersioned(response, patched, fromFound(patched.found, names));
  },
});
