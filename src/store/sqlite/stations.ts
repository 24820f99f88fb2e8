/** What stations have beside what every kind has. */
import type { StationStore } from '../../services/ports/station-store.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';

export const stationOperations = {
  onlineStationIds: (connection: Connection, _: null) =>
    connection
      .all<{ id: string }>('SELECT id FROM stations WHERE online = 1 ORDER BY created_at, id')
      .map((row) => row.id),
};

export const createStationExtras = (database: SqliteDatabase): Pick<StationStore, 'onlineStationIds'> => {
  const call = database.reader<typeof stationOperations>('store');
  return { onlineStationIds: () => call('onlineStationIds', null) };
};
