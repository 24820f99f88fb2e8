import type { Session } from '../../domain/session.ts';
import type { SessionQuery, SessionStore } from '../../services/ports.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';
import {
  type DocumentRow,
  type DocumentTable,
  putDocument,
  readDocument,
  readDocuments,
  readDocumentsByKey,
} from './documents.ts';
import { decodeAll, decodeOrNull, encode, uidKey, uidKeys } from './json.ts';
import { countAll, decodePage, readPage, type Selection } from './page.ts';
import { createReadingStore } from './readings.ts';

const sessionTable: DocumentTable = {
  name: 'sessions',
  key: 'id',
  columns: [
    'id',
    'version',
    'token_uid',
    'station_id',
    'location_id',
    'driver_id',
    'status',
    'transaction_id',
    'start_key',
    'created_at',
    'updated_at',
    'doc',
  ],
};

export type SessionRow = readonly [id: string, version: number, tokenUid: string | null, ...others: DocumentRow];

export const sessionRow = (session: Session): SessionRow => [
  session.id,
  session.version,
  session.token === null ? null : uidKey(session.token.uid),
  session.stationId,
  session.locationId,
  session.driverId,
  session.status,
  session.transaction.id,
  session.transaction.startKey,
  session.createdAt.getTime(),
  session.updatedAt.getTime(),
  encode(session),
];

/** The document's text, for whoever tells of the same session in the same change. */
export const textOfSession = (row: SessionRow): string => String(row.at(-1));

/** A session's commands are seen by those who may see its token: that follows when the token becomes known. */
export const putSession = (connection: Connection, row: SessionRow): void => {
  if (!putDocument(connection, sessionTable, row)) return;
  const [id, , tokenUid] = row;
  connection.run(
    "UPDATE commands SET token_uid = ?1 WHERE session_id = ?2 AND type <> 'START_SESSION' AND token_uid IS NOT ?1",
    tokenUid,
    id,
  );
};

const selection = (query: SessionQuery): Selection => ({
  table: sessionTable,
  equal: [
    ['token_uid', query.tokenUid === null ? null : uidKey(query.tokenUid)],
    ['driver_id', query.scope.driverId],
    ['station_id', query.stationId],
    ['location_id', query.locationId],
    ['status', query.status],
  ],
  within: [
    ['token_uid', uidKeys(query.scope.tokenUids)],
    ['location_id', query.scope.locationIds],
  ],
});

type OfStation = { readonly stationId: string; readonly key: string };

export const sessionOperations = {
  session: (connection: Connection, id: string) =>
    readDocument(connection, 'SELECT doc FROM sessions WHERE id = ?', id),
  sessionsById: (connection: Connection, ids: readonly string[]) => readDocumentsByKey(connection, sessionTable, ids),
  sessions: (connection: Connection, query: SessionQuery) => readPage(connection, selection(query), query),
  countSessions: (connection: Connection, query: SessionQuery) => countAll(connection, selection(query), query),
  // INDEXED BY: the small index of the few that are open, where SQLite would take a larger one.
  openSessionsOf: (connection: Connection, stationId: string) =>
    readDocuments(
      connection,
      `SELECT doc FROM sessions INDEXED BY sessions_open_of_station
       WHERE station_id = ? AND status IN ('PENDING', 'ACTIVE') ORDER BY created_at, id`,
      stationId,
    ),
  openSessionsOfToken: (connection: Connection, uid: string) =>
    readDocuments(
      connection,
      `SELECT doc FROM sessions INDEXED BY sessions_open_of_token
       WHERE token_uid = ? AND status IN ('PENDING', 'ACTIVE') ORDER BY created_at, id`,
      uidKey(uid),
    ),
  // Newest first: a station that lost its memory may count from the start again.
  sessionByTransaction: (connection: Connection, { stationId, key }: OfStation) =>
    readDocument(
      connection,
      `SELECT doc FROM sessions WHERE station_id = ? AND transaction_id = ? ORDER BY created_at DESC LIMIT 1`,
      stationId,
      key,
    ),
  sessionByStartKey: (connection: Connection, { stationId, key }: OfStation) =>
    readDocument(
      connection,
      `SELECT doc FROM sessions WHERE station_id = ? AND start_key = ? ORDER BY created_at DESC LIMIT 1`,
      stationId,
      key,
    ),
};

export const createSessionStore = (database: SqliteDatabase): SessionStore => {
  const call = database.reader<typeof sessionOperations>('store');
  return {
    session: async (id) => decodeOrNull<Session>(await call('session', id)),
    sessionsById: async (ids) => decodeAll<Session>(await call('sessionsById', ids)),
    sessions: async (query) => decodePage<Session>(await call('sessions', query)),
    countSessions: (query) => call('countSessions', query),
    openSessionsOf: async (stationId) => decodeAll<Session>(await call('openSessionsOf', stationId)),
    openSessionsOfToken: async (uid) => decodeAll<Session>(await call('openSessionsOfToken', uid)),
    sessionByTransaction: async (stationId, key) =>
      decodeOrNull<Session>(await call('sessionByTransaction', { stationId, key })),
    sessionByStartKey: async (stationId, key) =>
      decodeOrNull<Session>(await call('sessionByStartKey', { stationId, key })),
    ...createReadingStore(database),
  };
};
