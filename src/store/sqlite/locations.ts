import type { Location } from '../../domain/location.ts';
import type { ListQuery } from '../../services/ports/list.ts';
import type { LocationStore } from '../../services/ports/location-store.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';
import { type DocumentRow, type DocumentTable, readDocument, readDocumentsByKey } from './documents.ts';
import { decodeAll, decodeOrNull, encode } from './json.ts';
import type { Counted, Selection } from './list-plan.ts';
import { countUpTo, decodePage, readPage } from './page.ts';

export const locationTable: DocumentTable = {
  name: 'locations',
  key: 'id',
  columns: ['id', 'version', 'created_at', 'updated_at', 'doc'],
};

export const locationRow = (location: Location): DocumentRow => [
  location.id,
  location.version,
  location.createdAt.getTime(),
  location.updatedAt.getTime(),
  encode(location),
];

const selection = (query: ListQuery): Selection => ({
  table: locationTable,
  filters: [['id', query.scope.locationIds]],
});

export const locationOperations = {
  location: (connection: Connection, id: string) =>
    readDocument(connection, 'SELECT doc FROM locations WHERE id = ?', id),
  locationsById: (connection: Connection, ids: readonly string[]) => readDocumentsByKey(connection, locationTable, ids),
  locations: (connection: Connection, query: ListQuery) => readPage(connection, selection(query), query),
  countLocations: (connection: Connection, { query, upTo }: Counted<ListQuery>) =>
    countUpTo(connection, selection(query), query, upTo),
};

export const createLocationStore = (database: SqliteDatabase): LocationStore => {
  const call = database.reader<typeof locationOperations>('store');
  const find = database.lookUp<typeof locationOperations>('store');
  return {
    location: async (id) => decodeOrNull<Location>(await find('location', id)),
    locationsById: async (ids) => decodeAll<Location>(await call('locationsById', ids)),
    locations: async (query) => decodePage<Location>(await call('locations', query)),
    countLocations: (query, upTo) => call('countLocations', { query, upTo }),
  };
};
