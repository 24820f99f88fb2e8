import type { Station } from '../../domain/station.ts';
import type { StationQuery, StationStore } from '../../services/ports/station-store.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';
import { type DocumentRow, type DocumentTable, readDocument, readDocumentsByKey } from './documents.ts';
import { decodeAll, decodeOrNull, encode } from './json.ts';
import { type Counted, only, type Selection } from './list-plan.ts';
import { countUpTo, decodePage, readPage } from './page.ts';

export const stationTable: DocumentTable = {
  name: 'stations',
  key: 'id',
  columns: ['id', 'version', 'location_id', 'online', 'created_at', 'updated_at', 'doc'],
};

export const stationRow = (station: Station): DocumentRow => [
  station.id,
  station.version,
  station.locationId,
  station.online ? 1 : 0,
  station.createdAt.getTime(),
  station.updatedAt.getTime(),
  encode(station),
];

const selection = (query: StationQuery): Selection => ({
  table: stationTable,
  filters: [
    ['location_id', only(query.locationId)],
    ['location_id', query.scope.locationIds],
  ],
  // Literals: a parameter would not let SQLite see that the partial index holds.
  condition: query.online === null ? null : query.online ? 'online = 1' : 'online = 0',
});

export const stationOperations = {
  station: (connection: Connection, id: string) =>
    readDocument(connection, 'SELECT doc FROM stations WHERE id = ?', id),
  stationsById: (connection: Connection, ids: readonly string[]) => readDocumentsByKey(connection, stationTable, ids),
  stations: (connection: Connection, query: StationQuery) => readPage(connection, selection(query), query),
  countStations: (connection: Connection, { query, upTo }: Counted<StationQuery>) =>
    countUpTo(connection, selection(query), query, upTo),
  onlineStationIds: (connection: Connection, _: null) =>
    connection
      .all<{ id: string }>('SELECT id FROM stations WHERE online = 1 ORDER BY created_at, id')
      .map((row) => row.id),
};

export const createStationStore = (database: SqliteDatabase): StationStore => {
  const call = database.reader<typeof stationOperations>('store');
  const find = database.lookUp<typeof stationOperations>('store');
  return {
    station: async (id) => decodeOrNull<Station>(await find('station', id)),
    stationsById: async (ids) => decodeAll<Station>(await call('stationsById', ids)),
    stations: async (query) => decodePage<Station>(await call('stations', query)),
    countStations: (query, upTo) => call('countStations', { query, upTo }),
    onlineStationIds: () => call('onlineStationIds', null),
  };
};
