/** The subscribers' cursors and deliveries on the embedded database. */
import type { Delivery, DeliveryStore, SubscriberState } from '../../services/ports/delivery-store.ts';
import type { SqliteDatabase } from './database.ts';
import type { DeliveryRow, operations, SubscriberRow } from './deliveries-module.ts';
import { decode, decodeOrNull, encode } from './json.ts';

/** For openDatabase's `modules`. */
export const deliveriesModule: URL = new URL('./deliveries-module.ts', import.meta.url);

const stateOf = ({ name, generation, seq, disabled_at: disabledMs }: SubscriberRow): SubscriberState => ({
  name,
  generation,
  seq,
  disabledAt: disabledMs === null ? null : new Date(disabledMs),
});

const rowOf = (delivery: Delivery): DeliveryRow => {
  const { subscriber, seq, state, orderKey, dueAt, updatedAt } = delivery;
  const dueMs = dueAt?.getTime() ?? null;
  return { subscriber, seq, state, orderKey, dueMs, updatedMs: updatedAt.getTime(), doc: encode(delivery) };
};

/** On a database that was opened with `deliveriesModule` among its modules. */
export const createSqliteDeliveryStore = (database: SqliteDatabase): DeliveryStore => {
  const call = database.client<typeof operations>('deliveries');
  const read = database.reader<typeof operations>('deliveries');
  return {
    ensureSubscriber: (subscriber, seq) => call('ensureSubscriber', { subscriber, seq }),
    subscribers: async (names) => (await read('subscribers', names)).map(stateOf),
    takeSubscriber: async (name) => {
      const row = await call('takeSubscriber', name);
      return row === null ? null : stateOf(row);
    },
    advance: (cursors) => call('advance', cursors),
    moveSubscriber: (subscriber, seq) => call('moveSubscriber', { subscriber, seq }),
    disableSubscriber: (subscriber, at) => call('disableSubscriber', { subscriber, at: at?.getTime() ?? null }),
    removeSubscriber: (name) => call('removeSubscriber', name),
    putDeliveries: (subscriber, generation, deliveries) =>
      call('putDeliveries', { subscriber, generation, rows: deliveries.map(rowOf) }),
    unsettledDeliveries: async (name) =>
      (await read('unsettledDeliveries', name)).map(({ seq, order_key: orderKey, due_at: dueMs }) => ({
        seq,
        orderKey,
        dueAt: dueMs === null ? null : new Date(dueMs),
      })),
    delivery: async (subscriber, seq) => decodeOrNull<Delivery>(await read('delivery', { subscriber, seq })),
    deliveries: async (subscriber, page) =>
      (await read('deliveries', { subscriber, ...page })).map((text) => decode<Delivery>(text)),
    pruneDeliveries: (before, limit) => call('pruneDeliveries', { before: before.getTime(), limit }),
  };
};
