/** Locations and stations. */
import type { Location } from '../../domain/location.ts';
import type { Station } from '../../domain/station.ts';
import type { ListQuery } from '../../services/ports/list.ts';
import type { LocationStore } from '../../services/ports/location-store.ts';
import type { StationQuery, StationStore } from '../../services/ports/station-store.ts';
import { createById, find } from './find.ts';
import type { Models } from './models.ts';
import { countSelected, OLDEST_FIRST, readByIds, readPage, type Selection } from './page.ts';

const locationSelection = ({ scope }: ListQuery): Selection => ({
  collection: 'locations',
  equal: [],
  within: [['_id', scope.locationIds]],
});

export const createLocationStore = (models: Models): LocationStore => ({
  location: createById<Location>(models, 'locations'),
  locationsById: (ids) => readByIds<Location>(models, 'locations', ids),
  locations: (query) => readPage<Location>(models, locationSelection(query), query),
  countLocations: (query, upTo) => countSelected(models, locationSelection(query), query, upTo),
});

const stationSelection = ({ scope, locationId, online }: StationQuery): Selection => ({
  collection: 'stations',
  equal: [
    ['d.locationId', locationId],
    ['d.online', online],
  ],
  within: [['d.locationId', scope.locationIds]],
});

export const createStationStore = (models: Models): StationStore => ({
  station: createById<Station>(models, 'stations'),
  stationsById: (ids) => readByIds<Station>(models, 'stations', ids),
  stations: (query) => readPage<Station>(models, stationSelection(query), query),
  countStations: (query, upTo) => countSelected(models, stationSelection(query), query, upTo),
  onlineStationIds: async () => {
    const online = { 'd.online': true };
    const found = await find<{ _id: string }>(models, 'stations', online, { fields: { _id: 1 }, order: OLDEST_FIRST });
    return found.map(({ _id }) => _id);
  },
});
