import type { StoredReading } from '../../domain/meter.ts';
import type { SessionStore } from '../../services/ports/session-store.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';
import { readDocuments } from './documents.ts';
import { decode, instantText } from './json.ts';
import { type DocumentPage, decodePage } from './page.ts';

export type ReadingRow = readonly [sessionId: string, sampledAtMs: number, key: string, doc: string];

/** What `encode` gives, without its walk: no value of a reading holds an instant of ours. */
const encodeReading = (reading: StoredReading): string =>
  JSON.stringify({
    ...reading,
    sampledAt: instantText(reading.sampledAt),
    receivedAt: instantText(reading.receivedAt),
  });

export const readingRow = (reading: StoredReading): ReadingRow => [
  reading.sessionId,
  reading.sampledAt.getTime(),
  reading.key,
  encodeReading(reading),
];

/** One that is there already (a replayed message) is passed over. */
export const putReading = (connection: Connection, row: ReadingRow): void => {
  connection.run(
    'INSERT INTO readings (session_id, sampled_at, key, doc) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ...row,
  );
};

type ReadingPage = { readonly sessionId: string } & Parameters<SessionStore['readings']>[1];

export const readingOperations = {
  readings: (connection: Connection, { sessionId, limit, after }: ReadingPage): DocumentPage => {
    const docs =
      after === null
        ? readDocuments(
            connection,
            'SELECT doc FROM readings WHERE session_id = ? ORDER BY sampled_at, key LIMIT ?',
            sessionId,
            limit + 1,
          )
        : readDocuments(
            connection,
            `SELECT doc FROM readings WHERE session_id = ? AND (sampled_at, key) > (?, ?)
             ORDER BY sampled_at, key LIMIT ?`,
            sessionId,
            after.sampledAt.getTime(),
            after.key,
            limit + 1,
          );
    return { docs: docs.slice(0, limit), more: docs.length > limit };
  },
};

export const createReadingStore = (database: SqliteDatabase): Pick<SessionStore, 'readings'> => {
  const call = database.reader<typeof readingOperations>('store');
  return {
    readings: async (sessionId, page) =>
      decodePage(await call('readings', { sessionId, ...page }), decode<StoredReading>),
  };
};
