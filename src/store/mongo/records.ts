/** Records stand alone, each of one document: they are written at once, beside the commit log. */
import type { JsonObject } from '../../domain/json.ts';
import type { RecordStore } from '../../services/ports/record-store.ts';
import type { Clock } from '../../services/ports/time.ts';
import { isDuplicateKey, onMongo } from './connection.ts';
import { findById } from './find.ts';
import type { Models } from './models.ts';
import { pairKey } from './rows.ts';

type Found = { readonly value: string; readonly expiresAt: Date | null };

export const createRecordStore = (models: Models, clock: Clock): RecordStore => {
  const { collection } = models.records;

  const put = async (id: string, fields: Record<string, unknown>, triesLeft: number): Promise<void> => {
    try {
      await onMongo(() => collection.replaceOne({ _id: id } as never, fields, { upsert: true }));
    } catch (error) {
      // Two first puts at once: one of them finds the other's now.
      if (triesLeft <= 1 || !isDuplicateKey(error)) throw error;
      await put(id, fields, triesLeft - 1);
    }
  };

  return {
    record: async (kind, id) => {
      const found = await findById<Found>(models, 'records', pairKey(kind, id));
      if (found === null || (found.expiresAt !== null && found.expiresAt <= clock.now())) return null;
      return JSON.parse(found.value) as JsonObject;
    },
    putRecord: (kind, id, value, { expiresAt, group = null }) =>
      put(pairKey(kind, id), { value: JSON.stringify(value), expiresAt, group }, 3),
    addRecord: async (kind, id, value) => {
      const added = { _id: pairKey(kind, id), value: JSON.stringify(value), expiresAt: null, group: null };
      try {
        await onMongo(() => collection.insertOne(added as never));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    deleteRecord: async (kind, id) => {
      await onMongo(() => models.records.deleteOne({ _id: pairKey(kind, id) }));
    },
    deleteRecordGroup: async (group) => {
      await onMongo(() => models.records.deleteMany({ group }));
    },
  };
};
