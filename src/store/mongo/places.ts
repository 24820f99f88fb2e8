/** Locations and stations. */
import type { Location } from '../../domain/location.ts';
import type { Station } from '../../domain/station.ts';
import type { ListQuery, LocationStore, StationQuery, StationStore } from '../../services/ports.ts';
import { onMongo } from './connection.ts';
import type { Models } from './models.ts';
import { countSelected, OLDEST_FIRST, readByIds, readOne, readPage, type Selection } from './page.ts';

const locationSelection = ({ scope }: ListQuery): Selection => ({
  collection: 'locations',
  equal: [],
  within: [['_id', scope.locationIds]],
});

export const createLocationStore = (models: Models): LocationStore => ({
  location: (id) => readOne<Location>(models, 'locations', { _id: id }),
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
  station: (id) => readOne<Station>(models, 'stations', { _id: id }),
  stationsById: (ids) => readByIds<Station>(models, 'stations', ids),
  stations: (query) => readPage<Station>(models, stationSelection(query), query),
  countStations: (query, upTo) => countSelected(models, stationSelection(query), query, upTo),
  onlineStationIds: async () => {
    const found = await onMongo(() =>
      models.stations.find({ 'd.online': true }, { _id: 1 }).sort(OLDEST_FIRST).lean<{ _id: string }[]>(),
    );
    return found.map(({ _id }) => _id);
  },
});
