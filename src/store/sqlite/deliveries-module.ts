/** The deliveries' part of the database: imported in the database's threads. Tables of its own, beside the store's. */
import type { Delivery, DeliveryPage } from '../../services/ports/delivery-store.ts';
import type { Connection, SqlValue } from './connection.ts';

export const name = 'deliveries';

export const migrations: readonly string[] = [
  `
CREATE TABLE subscribers (
  name TEXT PRIMARY KEY, generation INTEGER NOT NULL, seq INTEGER NOT NULL, disabled_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE deliveries (
  subscriber TEXT NOT NULL, seq INTEGER NOT NULL, state TEXT NOT NULL, order_key TEXT, due_at INTEGER,
  updated_at INTEGER NOT NULL, doc TEXT NOT NULL,
  PRIMARY KEY (subscriber, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_unsettled ON deliveries (subscriber, seq, order_key, due_at) WHERE state IN ('due', 'parked');
CREATE INDEX deliveries_settled ON deliveries (updated_at) WHERE state IN ('delivered', 'given_up');
`,
];

export type SubscriberRow = {
  readonly name: string;
  readonly generation: number;
  readonly seq: number;
  readonly disabled_at: number | null;
};
export type UnsettledRow = { readonly seq: number; readonly order_key: string | null; readonly due_at: number | null };
type DocRow = { readonly doc: string };

const SUBSCRIBER = 'SELECT name, generation, seq, disabled_at FROM subscribers WHERE name = ?';
const subscriberOf = (connection: Connection, subscriber: string): SubscriberRow | undefined =>
  connection.get<SubscriberRow>(SUBSCRIBER, subscriber);

/** A delivery as it crosses to the thread, its text made outside. */
export type DeliveryRow = Pick<Delivery, 'subscriber' | 'seq' | 'state' | 'orderKey'> & {
  readonly dueMs: number | null;
  readonly updatedMs: number;
  readonly doc: string;
};

const docs = (connection: Connection, sql: string, ...values: readonly SqlValue[]): readonly string[] =>
  connection.all<DocRow>(sql, ...values).map(({ doc }) => doc);

export const operations = {
  ensureSubscriber: (connection: Connection, { subscriber, seq }: { subscriber: string; seq: number }): void => {
    connection.run('INSERT INTO subscribers VALUES (?, 1, ?, NULL) ON CONFLICT DO NOTHING', subscriber, seq);
  },
  subscribers: (connection: Connection, names: readonly string[]): readonly SubscriberRow[] =>
    names.flatMap((each) => subscriberOf(connection, each) ?? []),
  takeSubscriber: (connection: Connection, subscriber: string): SubscriberRow | null => {
    connection.run('UPDATE subscribers SET generation = generation + 1 WHERE name = ?', subscriber);
    return subscriberOf(connection, subscriber) ?? null;
  },
  advance: (
    connection: Connection,
    cursors: readonly { name: string; generation: number; seq: number }[],
  ): readonly string[] =>
    cursors.flatMap((cursor) => {
      const { name: subscriber, generation, seq } = cursor;
      const held = connection.run(
        'UPDATE subscribers SET seq = ? WHERE name = ? AND generation = ?',
        seq,
        subscriber,
        generation,
      );
      return held === 0 ? [subscriber] : [];
    }),
  moveSubscriber: (connection: Connection, { subscriber, seq }: { subscriber: string; seq: number | null }): boolean =>
    connection.run(
      'UPDATE subscribers SET generation = generation + 1, seq = coalesce(?, seq) WHERE name = ?',
      seq,
      subscriber,
    ) === 1,
  disableSubscriber: (connection: Connection, { subscriber, at }: { subscriber: string; at: number | null }): boolean =>
    connection.run(
      'UPDATE subscribers SET generation = generation + 1, disabled_at = ? WHERE name = ?',
      at,
      subscriber,
    ) === 1,
  removeSubscriber: (connection: Connection, subscriber: string): void => {
    connection.run('DELETE FROM subscribers WHERE name = ?', subscriber);
    connection.run('DELETE FROM deliveries WHERE subscriber = ?', subscriber);
  },
  putDeliveries: (
    connection: Connection,
    put: { subscriber: string; generation: number; rows: readonly DeliveryRow[] },
  ): boolean => {
    if (subscriberOf(connection, put.subscriber)?.generation !== put.generation) return false;
    for (const { subscriber, seq, state, orderKey, dueMs, updatedMs, doc } of put.rows) {
      connection.run(
        `INSERT INTO deliveries (subscriber, seq, state, order_key, due_at, updated_at, doc) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (subscriber, seq) DO UPDATE SET state = excluded.state, order_key = excluded.order_key,
           due_at = excluded.due_at, updated_at = excluded.updated_at, doc = excluded.doc`,
        subscriber,
        seq,
        state,
        orderKey,
        dueMs,
        updatedMs,
        doc,
      );
    }
    return true;
  },
  // Named: without statistics SQLite takes the primary key, and reads a month's history.
  unsettledDeliveries: (connection: Connection, subscriber: string): readonly UnsettledRow[] =>
    connection.all<UnsettledRow>(
      `SELECT seq, order_key, due_at FROM deliveries INDEXED BY deliveries_unsettled
       WHERE subscriber = ? AND state IN ('due', 'parked') ORDER BY seq`,
      subscriber,
    ),
  delivery: (connection: Connection, { subscriber, seq }: { subscriber: string; seq: number }): string | null =>
    connection.get<DocRow>('SELECT doc FROM deliveries WHERE subscriber = ? AND seq = ?', subscriber, seq)?.doc ?? null,
  deliveries: (
    connection: Connection,
    { subscriber, states, beforeSeq, limit }: DeliveryPage & { subscriber: string },
  ) =>
    docs(
      connection,
      `SELECT doc FROM deliveries WHERE subscriber = ? AND seq < ? AND state IN (SELECT value FROM json_each(?))
       ORDER BY seq DESC LIMIT ?`,
      subscriber,
      beforeSeq ?? Number.MAX_SAFE_INTEGER,
      JSON.stringify(states),
      limit,
    ),
  pruneDeliveries: (connection: Connection, { before, limit }: { before: number; limit: number }): number =>
    connection.run(
      `DELETE FROM deliveries WHERE (subscriber, seq) IN (
         SELECT subscriber, seq FROM deliveries
         WHERE state IN ('delivered', 'given_up') AND updated_at < ? ORDER BY updated_at LIMIT ?)`,
      before,
      limit,
    ),
};
