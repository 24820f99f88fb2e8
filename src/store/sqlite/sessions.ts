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

const sessionTable: DocumentTable = { name: 'sessions', key: 'id' };

export type SessionRow = DocumentRow & { readonly id: string; readonly token_uid: string | null };

export const sessionRow = (session: Session): SessionRow => ({
  id: session.id,
  version: session.version,
  station_id: session.stationId,
  location_id: session.locationId,
  token_uid: session.token === null ? null : uidKey(session.token.uid),
  driver_id: session.driverId,
  status: session.status,
  transaction_id: session.transaction.id,
  start_key: session.transaction.startKey,
  created_at: session.createdAt.getTime(),
  updated_at: session.updatedAt.getTime(),
  doc: encode(session),
});

/** A session's commands are seen by those who may see its token: that follows when the token becomes known. */
export const putSession = (connection: Connection, row: SessionRow): void => {
  const before = connection.get<{ token_uid: string | null }>('SELECT token_uid FROM sessions WHERE id = ?', row.id);
  putDocument(connection, sessionTable, row);
  if (row.token_uid === (before?.token_uid ?? null)) return;
  connection.run(
    "UPDATE commands SET token_uid = ? WHERE session_id = ? AND type <> 'START_SESSION'",
    row.token_uid,
    row.id,
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
  const call = database.client<typeof sessionOperations>('store');
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
