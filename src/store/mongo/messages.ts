/** The message log on MongoDB, beside the commit log: nothing has to be atomic with it, and nothing waits for it. */
import type { mongo } from 'mongoose';
import type { OcppMessage } from '../../domain/ocpp-message.ts';
import type { MessageLogStore } from '../../services/ports/message-log.ts';
import { onMongo } from './connection.ts';
import type { Models } from './models.ts';

type StoredMessage = Omit<OcppMessage, 'id'> & { readonly _id: string };

const storedOf = ({ id, ...message }: OcppMessage): StoredMessage => ({ _id: id, ...message });

const messageOf = ({ _id, ...message }: StoredMessage): OcppMessage => ({ id: _id, ...message });

export const createMongoMessageLog = (models: Models): MessageLogStore => {
  const messages = models.messages.collection as unknown as mongo.Collection<StoredMessage>;
  return {
    appendMessages: async (appended) => {
      if (appended.length === 0) return;
      // One member's word is enough for a line of a log.
      await onMongo(() => messages.insertMany(appended.map(storedOf), { ordered: false, writeConcern: { w: 1 } }));
    },
    messages: async ({
      stationId,
      direction,
      action,
      commandId,
      transactionId,
      fromAt,
      toAt,
      after,
      descending,
      limit,
    }) => {
      const way = descending ? -1 : 1;
      const beyond = descending ? '$lt' : '$gt';
      const filter = {
        stationId,
        ...(direction === null ? {} : { direction }),
        ...(action === null ? {} : { action }),
        ...(commandId === null ? {} : { commandId }),
        ...(transactionId === null ? {} : { transactionId }),
        ...(fromAt === null && toAt === null
          ? {}
          : { at: { ...(fromAt === null ? {} : { $gte: fromAt }), ...(toAt === null ? {} : { $lt: toAt }) } }),
        ...(after === null
          ? {}
          : { $or: [{ at: { [beyond]: after.at } }, { at: after.at, _id: { [beyond]: after.id } }] }),
      } as mongo.Filter<StoredMessage>;
      const found = await onMongo(() => messages.find(filter).sort({ at: way, _id: way }).limit(limit).toArray());
      return found.map(messageOf);
    },
    pruneMessages: async (before, limit) => {
      const old = await onMongo(() =>
        messages
          .find({ at: { $lt: before } })
          .sort({ at: 1 })
          .limit(limit)
          .project<{ _id: string }>({ _id: 1 })
          .toArray(),
      );
      if (old.length === 0) return 0;
      const ids = old.map(({ _id }) => _id);
      return (await onMongo(() => messages.deleteMany({ _id: { $in: ids } }))).deletedCount;
    },
  };
};
