/**
 * The subscribers' cursors and deliveries on MongoDB, beside the commit log: no other write has to be atomic with them.
 *
 * A node that was paused may write deliveries after another has taken its subscriber over, for no transaction binds them
 * to the subscriber's document. So each carries the generation of its writer (`g`), and who takes over says from which
 * one on they count (`from`): what an older one writes later is never read, and goes at the next taking.
 */
import type { mongo } from 'mongoose';
import type { Delivery, DeliveryStore, SubscriberState } from '../../services/ports/delivery-store.ts';
import { decode, encode } from '../sqlite/json.ts';
import { isDuplicateKey, onMongo } from './connection.ts';
import type { Models } from './models.ts';

type StoredSubscriber = {
  readonly _id: string;
  readonly g: number;
  readonly from: number;
  readonly seq: number;
  readonly disabledAt: Date | null;
};
type StoredDelivery = {
  readonly _id: string;
  readonly subscriber: string;
  readonly seq: number;
  readonly g: number;
  readonly state: Delivery['state'];
  readonly orderKey: string | null;
  readonly dueAt: Date | null;
  readonly updatedAt: Date;
  readonly json: string;
};

const UNSETTLED = { $in: ['due', 'parked'] as Delivery['state'][] };
const SETTLED = { $in: ['delivered', 'given_up'] as Delivery['state'][] };

const stateOf = ({ _id, g, seq, disabledAt }: StoredSubscriber): SubscriberState => ({
  name: _id,
  generation: g,
  seq,
  disabledAt,
});

const deliveryOf = ({ json }: Pick<StoredDelivery, 'json'>): Delivery => decode<Delivery>(json);

/** No name holds a line break. */
const idOf = (subscriber: string, seq: number): string => `${subscriber}\n${seq}`;

const fieldsOf = (delivery: Delivery, g: number): Omit<StoredDelivery, '_id'> => {
  const { subscriber, seq, state, orderKey, dueAt, updatedAt } = delivery;
  return { subscriber, seq, g, state, orderKey, dueAt, updatedAt, json: encode(delivery) };
};

/** As the copy writes them, which no node does at the time. */
export const subscriberDocument = ({ name, generation, seq, disabledAt }: SubscriberState): StoredSubscriber => ({
  _id: name,
  g: generation,
  from: generation,
  seq,
  disabledAt,
});
export const deliveryDocument = (delivery: Delivery, generation: number): StoredDelivery => ({
  _id: idOf(delivery.subscriber, delivery.seq),
  ...fieldsOf(delivery, generation),
});

export const createMongoDeliveryStore = (models: Models): DeliveryStore => {
  const subscribers = models.subscribers.collection as unknown as mongo.Collection<StoredSubscriber>;
  const deliveries = models.deliveries.collection as unknown as mongo.Collection<StoredDelivery>;

  const find = (name: string): Promise<StoredSubscriber | null> => onMongo(() => subscribers.findOne({ _id: name }));
  const change = async (name: string, set: Partial<StoredSubscriber>): Promise<boolean> => {
    const update = { $inc: { g: 1 }, ...(Object.keys(set).length === 0 ? {} : { $set: set }) };
    const { matchedCount } = await onMongo(() => subscribers.updateOne({ _id: name }, update));
    return matchedCount === 1;
  };

  const take = async (name: string): Promise<SubscriberState | null> => {
    const taken = await onMongo(() =>
      subscribers.findOneAndUpdate({ _id: name }, { $inc: { g: 1 } }, { returnDocument: 'after' }),
    );
    if (taken === null) return null;
    const { g, from } = taken;
    const unsettled = { subscriber: name, state: UNSETTLED };
    await onMongo(() => deliveries.deleteMany({ ...unsettled, g: { $lt: from } }));
    await onMongo(() => deliveries.updateMany({ ...unsettled, g: { $lt: g } }, { $set: { g } }));
    const { matchedCount } = await onMongo(() => subscribers.updateOne({ _id: name, g }, { $set: { from: g } }));
    // Somebody took it meanwhile: this is the later one now.
    return matchedCount === 1 ? stateOf(taken) : take(name);
  };

  return {
    ensureSubscriber: async (name, seq) => {
      try {
        await onMongo(() => subscribers.insertOne({ _id: name, g: 1, from: 1, seq, disabledAt: null }));
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    subscribers: async (names) =>
      (await onMongo(() => subscribers.find({ _id: { $in: [...names] } }).toArray())).map(stateOf),
    takeSubscriber: take,
    advance: async (cursors) => {
      if (cursors.length === 0) return [];
      const writes: mongo.AnyBulkWriteOperation<StoredSubscriber>[] = cursors.map(({ name, generation, seq }) => ({
        updateOne: { filter: { _id: name, g: generation }, update: { $set: { seq } } },
      }));
      const { matchedCount } = await onMongo(() => subscribers.bulkWrite(writes, { ordered: false }));
      if (matchedCount === cursors.length) return [];
      const now = await onMongo(() => subscribers.find({ _id: { $in: cursors.map(({ name }) => name) } }).toArray());
      const generations = new Map(now.map(({ _id, g }) => [_id, g]));
      return cursors.flatMap(({ name, generation }) => (generations.get(name) === generation ? [] : [name]));
    },
    moveSubscriber: (name, seq) => change(name, seq === null ? {} : { seq }),
    disableSubscriber: (name, at) => change(name, { disabledAt: at }),
    removeSubscriber: async (name) => {
      await onMongo(() => subscribers.deleteOne({ _id: name }));
      await onMongo(() => deliveries.deleteMany({ subscriber: name }));
    },
    putDeliveries: async (name, generation, put) => {
      if ((await find(name))?.g !== generation) return false;
      if (put.length === 0) return true;
      const writes: mongo.AnyBulkWriteOperation<StoredDelivery>[] = put.map((delivery) => ({
        updateOne: {
          // What a later one has written stays: this becomes a second document of the same key, which there is not.
          filter: { _id: idOf(name, delivery.seq), g: { $lte: generation } },
          update: { $set: fieldsOf(delivery, generation) },
          upsert: true,
        },
      }));
      try {
        await onMongo(() => deliveries.bulkWrite(writes, { ordered: true }));
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
      return true;
    },
    unsettledDeliveries: async (name) => {
      const from = (await find(name))?.from ?? 0;
      const filter = { subscriber: name, state: UNSETTLED, g: { $gte: from } };
      const found = await onMongo(() => deliveries.find(filter).sort({ seq: 1 }).toArray());
      return found.map(({ seq, orderKey, dueAt }) => ({ seq, orderKey, dueAt }));
    },
    delivery: async (name, seq) => {
      const found = await onMongo(() => deliveries.findOne({ _id: idOf(name, seq) }));
      return found === null ? null : deliveryOf(found);
    },
    deliveries: async (name, { states, beforeSeq, limit }) => {
      const filter = {
        subscriber: name,
        state: { $in: [...states] },
        ...(beforeSeq === null ? {} : { seq: { $lt: beforeSeq } }),
      };
      return (await onMongo(() => deliveries.find(filter).sort({ seq: -1 }).limit(limit).toArray())).map(deliveryOf);
    },
    pruneDeliveries: async (before, limit) => {
      const filter = { state: SETTLED, updatedAt: { $lt: before } };
      const old = await onMongo(() =>
        deliveries
          .find(filter, { projection: { _id: 1 } })
          .limit(limit)
          .toArray(),
      );
      if (old.length === 0) return 0;
      const { deletedCount } = await onMongo(() => deliveries.deleteMany({ _id: { $in: old.map(({ _id }) => _id) } }));
      return deletedCount;
    },
  };
};
