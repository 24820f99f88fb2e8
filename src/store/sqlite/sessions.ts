import { TYPES_WITH_TOKEN } from '../../domain/commands/naming.ts';
import type { EnergyInterval, Register, Session } from '../../domain/session.ts';
import type { SessionQuery, SessionStore } from '../../services/ports/session-store.ts';
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
import { decodeAll, decodeOrNull, instantText, uidKey, uidKeys } from './json.ts';
import { type Counted, only, type Selection } from './list-plan.ts';
import { countUpTo, decodePage, readPage } from './page.ts';
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

const sampleText = (sample: Register | EnergyInterval | null) =>
  sample === null ? null : { ...sample, sampledAt: instantText(sample.sampledAt) };

/** What `encode` gives, without its walk: it is by far the most frequent document. An instant missed here is right, but slow. */
const encodeSession = (session: Session): string => {
  const { transaction } = session;
  const { told } = transaction;
  return JSON.stringify({
    ...session,
    startedAt: instantText(session.startedAt),
    endedAt: instantText(session.endedAt),
    transaction: {
      ...transaction,
      first: sampleText(transaction.first),
      last: sampleText(transaction.last),
      intervals: transaction.intervals.map(sampleText),
      told: {
        ...told,
        tokenAt: instantText(told.tokenAt),
        chargingStateAt: instantText(told.chargingStateAt),
        powerAt: instantText(told.powerAt),
        stateOfChargeAt: instantText(told.stateOfChargeAt),
      },
      newestAt: instantText(transaction.newestAt),
    },
    createdAt: instantText(session.createdAt),
    updatedAt: instantText(session.updatedAt),
  });
};

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
  encodeSession(session),
];

/** The document's text, for whoever tells of the same session in the same change. */
export const textOfSession = (row: SessionRow): string => String(row.at(-1));

const OWN_TOKEN = TYPES_WITH_TOKEN.map((type) => `'${type}'`).join(', ');
const FOLLOW_TOKEN = `UPDATE commands SET token_uid = ?1
  WHERE session_id = ?2 AND type NOT IN (${OWN_TOKEN}) AND token_uid IS NOT ?1`;

/** A session's commands are seen by those who may see its token: that follows when the token becomes known. */
export const putSession = (connection: Connection, row: SessionRow): void => {
  if (!putDocument(connection, sessionTable, row)) return;
  const [id, , tokenUid] = row;
  connection.run(FOLLOW_TOKEN, tokenUid, id);
};

const selection = (query: SessionQuery): Selection => ({
  table: sessionTable,
  filters: [
    // Nearly all are COMPLETED.
    ['status', query.status === 'COMPLETED' ? null : only(query.status)],
    ['station_id', only(query.stationId)],
    ['token_uid', query.tokenUid === null ? null : [uidKey(query.tokenUid)]],
    ['driver_id', only(query.scope.driverId)],
    ['token_uid', uidKeys(query.scope.tokenUids)],
    ['location_id', query.scope.locationIds],
    ['location_id', only(query.locationId)],
    ['status', query.status === 'COMPLETED' ? ['COMPLETED'] : null],
  ],
  changedLate: 'sessions_changed_late',
});

type OfStation = { readonly stationId: string; readonly key: string };

export const sessionOperations = {
  session: (connection: Connection, id: string) =>
    readDocument(connection, 'SELECT doc FROM sessions WHERE id = ?', id),
  sessionsById: (connection: Connection, ids: readonly string[]) => readDocumentsByKey(connection, sessionTable, ids),
  sessions: (connection: Connection, query: SessionQuery) => readPage(connection, selection(query), query),
  countSessions: (connection: Connection, { query, upTo }: Counted<SessionQuery>) =>
    countUpTo(connection, selection(query), query, upTo),
  countOpenSessions: (connection: Connection, _: null): number =>
    connection.get<{ n: number }>(`SELECT count(*) AS n FROM sessions WHERE status IN ('PENDING', 'ACTIVE')`)?.n ?? 0,
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
  const find = database.lookUp<typeof sessionOperations>('store');
  return {
    session: async (id) => decodeOrNull<Session>(await find('session', id)),
    sessionsById: async (ids) => decodeAll<Session>(await call('sessionsById', ids)),
    sessions: async (query) => decodePage<Session>(await call('sessions', query)),
    countSessions: (query, upTo) => call('countSessions', { query, upTo }),
    countOpenSessions: () => call('countOpenSessions', null),
    openSessionsOf: async (stationId) => decodeAll<Session>(await find('openSessionsOf', stationId)),
    openSessionsOfToken: async (uid) => decodeAll<Session>(await find('openSessionsOfToken', uid)),
    sessionByTransaction: async (stationId, key) =>
      decodeOrNull<Session>(await find('sessionByTransaction', { stationId, key })),
    sessionByStartKey: async (stationId, key) =>
      decodeOrNull<Session>(await find('sessionByStartKey', { stationId, key })),
    ...createReadingStore(database),
  };
};
