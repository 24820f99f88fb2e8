/** /evses */
import type { FoundEvse } from '../services/api/evses.ts';
import { fromDate } from './instant.ts';
import type { components } from './openapi.gen.ts';
import { pathOf, type RouteDependencies, type Routes } from './request.ts';
import { fromEvse } from './station.ts';

const fromFound = ({ record, station, evse }: FoundEvse): components['schemas']['EvseRecord'] => {
  const { status, connectors } =
    station === null ? { status: 'UNKNOWN' as const, connectors: [] } : fromEvse(station, evse);
  return {
    uid: record.uid,
    version: record.version,
    station_id: record.stationId,
    id: record.number,
    location_id: record.locationId,
    status,
    connectors,
    created_at: fromDate(record.createdAt),
    last_updated: fromDate(record.updatedAt),
  };
};

export const evseRoutes = ({ services: { evses } }: Pick<RouteDependencies, 'services'>): Routes => ({
  getEvse: async (request, response, caller) => {
    response.json(fromFound(await evses.get(caller, pathOf(request, 'id'))));
  },
});
