/** What sessions have beside what every kind has. */
import { TYPES_WITH_TOKEN } from '../../domain/commands/naming.ts';
import { withoutCase } from '../../domain/kinds/kind.ts';
import { ownerOf } from '../../domain/party.ts';
import type { EnergyInterval, Register, Session, ToldTimes } from '../../domain/session.ts';
import { SESSIONS_OF_ONE_ID } from '../../services/ports/session-store.ts';
import type { SessionExtras } from '../session-extras.ts';
import { decodeAllOf, decodeOfOrNull } from '../stored-text.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';
import { type DocumentRow, putDocument, readDocument, readDocuments } from './documents.ts';
import { instantText, uidKey } from './json.ts';
import { TABLES } from './kind-table.ts';
import { createReadingStore } from './readings.ts';

export type SessionRow = readonly [id: string, version: number, tokenUid: string | null, ...others: DocumentRow];

const sampleText = (sample: Register | EnergyInterval | null) =>
  sample === null ? null : { ...sample, sampledAt: instantText(sample.sampledAt) };

const timesText = ({ startedAt, endedAt }: ToldTimes) => ({
  startedAt: instantText(startedAt),
  endedAt: instantText(endedAt),
});

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
      ...(transaction.toldTimes === undefined ? {} : { toldTimes: timesText(transaction.toldTimes) }),
    },
    createdAt: instantText(session.createdAt),
    updatedAt: instantText(session.updatedAt),
  });
};

/** The row that the declaration gives; by hand, because it is made so often. */
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
  session.evseUid === null ? null : uidKey(session.evseUid),
  ownerOf(session),
  session.stationGroupId === null ? null : withoutCase(session.stationGroupId),
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
  if (!putDocument(connection, TABLES.sessions, row)) return;
  const [id, , tokenUid] = row;
  connection.run(FOLLOW_TOKEN, tokenUid, id);
};

type OfStation = { readonly stationId: string; readonly key: string };

export const sessionOperations = {
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
  sessionsByTransaction: (connection: Connection, { stationId, key }: OfStation) =>
    readDocuments(
      connection,
      `SELECT doc FROM sessions WHERE station_id = ? AND transaction_id = ? ORDER BY created_at DESC LIMIT ?`,
      stationId,
      key,
      SESSIONS_OF_ONE_ID,
    ),
  sessionByStartKey: (connection: Connection, { stationId, key }: OfStation) =>
    readDocument(
      connection,
      `SELECT doc FROM sessions WHERE station_id = ? AND start_key = ? ORDER BY created_at DESC LIMIT 1`,
      stationId,
      key,
    ),
};

export const createSessionExtras = (database: SqliteDatabase): SessionExtras => {
  const call = database.reader<typeof sessionOperations>('store');
  const find = database.lookUp<typeof sessionOperations>('store');
  return {
    countOpenSessions: () => call('countOpenSessions', null),
    openSessionsOf: async (stationId) => decodeAllOf('sessions', await find('openSessionsOf', stationId)),
    openSessionsOfToken: async (uid) => decodeAllOf('sessions', await find('openSessionsOfToken', uid)),
    sessionByTransaction: async (stationId, key) =>
      decodeOfOrNull('sessions', await find('sessionByTransaction', { stationId, key })),
    sessionsByTransaction: async (stationId, key) =>
      decodeAllOf('sessions', await find('sessionsByTransaction', { stationId, key })),
    sessionByStartKey: async (stationId, key) =>
      decodeOfOrNull('sessions', await find('sessionByStartKey', { stationId, key })),
    ...createReadingStore(database),
  };
};
