/** The message log's part of the database: imported in the database's threads. A table of its own, beside the store's. */
import type { Connection, SqlValue } from './connection.ts';

export const name = 'messages';

// The row's own number grows with its time, near enough for the oldest to go first.
export const migrations: readonly string[] = [
  `
CREATE TABLE messages (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL, station_id TEXT NOT NULL, at INTEGER NOT NULL, direction TEXT,
  kind TEXT NOT NULL, version TEXT, message_id TEXT, action TEXT, text TEXT, is_cut INTEGER NOT NULL,
  latency_ms INTEGER, error_code TEXT, command_id TEXT, transaction_id TEXT, dropped INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_of_station ON messages (station_id, at, id);
CREATE INDEX messages_of_command ON messages (command_id, at, id) WHERE command_id IS NOT NULL;
CREATE INDEX messages_of_transaction ON messages (station_id, transaction_id, at, id) WHERE transaction_id IS NOT NULL;
`,
];

export type MessageRow = {
  readonly id: string;
  readonly station_id: string;
  readonly at: number;
  readonly direction: string | null;
  readonly kind: string;
  readonly version: string | null;
  readonly message_id: string | null;
  readonly action: string | null;
  readonly text: string | null;
  readonly is_cut: number;
  readonly latency_ms: number | null;
  readonly error_code: string | null;
  readonly command_id: string | null;
  readonly transaction_id: string | null;
  readonly dropped: number;
};

export type MessageRowQuery = {
  readonly stationId: string;
  readonly direction: string | null;
  readonly action: string | null;
  readonly commandId: string | null;
  readonly transactionId: string | null;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly after: { readonly ms: number; readonly id: string } | null;
  readonly descending: boolean;
  readonly limit: number;
};

const COLUMNS =
  'id, station_id, at, direction, kind, version, message_id, action, text, is_cut, latency_ms, error_code, command_id, transaction_id, dropped';

const INSERT = `INSERT INTO messages (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

export const operations = {
  append: (connection: Connection, rows: readonly MessageRow[]): void => {
    for (const row of rows)
      connection.run(
        INSERT,
        row.id,
        row.station_id,
        row.at,
        row.direction,
        row.kind,
        row.version,
        row.message_id,
        row.action,
        row.text,
        row.is_cut,
        row.latency_ms,
        row.error_code,
        row.command_id,
        row.transaction_id,
        row.dropped,
      );
  },
  page: (connection: Connection, query: MessageRowQuery): readonly MessageRow[] => {
    const conditions = ['station_id = ?'];
    const values: SqlValue[] = [query.stationId];
    const where = (condition: string, ...given: readonly (SqlValue | null)[]): void => {
      if (given.some((value) => value === null)) return;
      conditions.push(condition);
      values.push(...(given as readonly SqlValue[]));
    };
    where('command_id = ?', query.commandId);
    where('transaction_id = ?', query.transactionId);
    where('direction = ?', query.direction);
    where('action = ?', query.action);
    where('at >= ?', query.fromMs);
    where('at < ?', query.toMs);
    const [sign, order] = query.descending ? ['<', 'DESC'] : ['>', 'ASC'];
    where(`(at, id) ${sign} (?, ?)`, query.after?.ms ?? null, query.after?.id ?? null);
    // Named: without statistics SQLite may take a station's whole log for one command's.
    const index =
      query.commandId !== null
        ? 'messages_of_command'
        : query.transactionId !== null
          ? 'messages_of_transaction'
          : 'messages_of_station';
    return connection.all<MessageRow>(
      `SELECT ${COLUMNS} FROM messages INDEXED BY ${index} WHERE ${conditions.join(' AND ')}
       ORDER BY at ${order}, id ${order} LIMIT ?`,
      ...values,
      query.limit,
    );
  },
  prune: (connection: Connection, { before, limit }: { readonly before: number; readonly limit: number }): number =>
    connection.run(
      `DELETE FROM messages WHERE seq IN (
         SELECT seq FROM (SELECT seq, at FROM messages ORDER BY seq LIMIT ?) WHERE at < ?)`,
      limit,
      before,
    ),
};
