/** How far the log has been applied, by whichever node: everything up to `n`, and so every event up to `seq`. */
import { isDuplicateKey, onMongo } from './connection.ts';
import { findById } from './find.ts';
import type { Models } from './models.ts';

const APPLIED = 'applied';
/** A document of its own: not every server makes two updates of one document at once into both. */
const PRUNED = 'pruned';
/** Its `n` is the format that whoever works on this database must understand. */
const READER = 'reader';

export type Progress = { readonly n: number; readonly seq: number };

export type ProgressMark = {
  /** Makes it when there is none. */
  readonly prepare: () => Promise<void>;
  readonly read: () => Promise<Progress>;
  readonly reached: (n: number, seq: number) => Promise<void>;
  /** Numbers of the log up to here are gone, and never mean anything again. */
  readonly prunedThrough: () => Promise<number>;
  readonly pruning: (throughN: number) => Promise<void>;
  /** The format that is asked of every node; 0 when none is. */
  readonly oldestReader: () => Promise<number>;
  readonly requireReader: (format: number) => Promise<void>;
  /** A real write: rejects when the server cannot take one. */
  readonly probe: () => Promise<void>;
};

export const createProgress = (models: Models): ProgressMark => {
  const model = models.progress;
  const raise = async (id: string, fields: Record<string, number>): Promise<void> => {
    await onMongo(() => model.collection.updateOne({ _id: id } as never, { $max: fields }));
  };
  const find = async (id: string): Promise<Progress> => {
    const found = await findById<Progress>(models, 'progress', id);
    if (found === null) throw new Error('The database has lost its progress mark.');
    return found;
  };
  return {
    prepare: async () => {
      const start = [APPLIED, PRUNED].map((_id) => ({ _id, n: 0, seq: 0 }));
      try {
        await onMongo(() => model.collection.insertMany(start as never, { ordered: false }));
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    read: () => find(APPLIED),
    // Together, and only forwards: whoever applies an entry again does not set it back.
    reached: (n, seq) => raise(APPLIED, { n, seq }),
    prunedThrough: async () => (await find(PRUNED)).n,
    pruning: (throughN) => raise(PRUNED, { n: throughN }),
    oldestReader: async () => (await findById<Progress>(models, 'progress', READER))?.n ?? 0,
    requireReader: async (format) => {
      await onMongo(() =>
        model.collection.updateOne({ _id: READER } as never, { $max: { n: format } }, { upsert: true }),
      );
    },
    probe: async () => {
      await onMongo(() =>
        model.collection.updateOne({ _id: 'probe' } as never, { $inc: { probe: 1 } }, { upsert: true }),
      );
    },
  };
};
