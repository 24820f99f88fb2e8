/** Numbers are taken from the file in blocks: most calls write nothing. What is left at a stop is a gap. */
import { DomainError } from '../../domain/error.ts';
import type { SequenceName, SequenceStore } from '../../services/ports/sequence-store.ts';
import type { Connection } from './connection.ts';
import type { SqliteDatabase } from './database.ts';

const BLOCK = 256;
const MAX_INT32 = 2 ** 31 - 1;

export const sequenceOperations = {
  /** The last number of a block that is the caller's from now on. */
  takeBlock: (connection: Connection, { name, size }: { name: SequenceName; size: number }): number => {
    const row = connection.get<{ taken: number }>(
      `INSERT INTO sequences (name, taken) VALUES (?1, ?2)
       ON CONFLICT (name) DO UPDATE SET taken = taken + ?2 RETURNING taken`,
      name,
      size,
    );
    if (row === undefined || row.taken > MAX_INT32) {
      throw new DomainError('unavailable', { detail: `The sequence "${name}" is used up.` });
    }
    return row.taken;
  },
};

export const createSequenceStore = (database: SqliteDatabase): SequenceStore => {
  const call = database.client<typeof sequenceOperations>('store');
  const blocks = new Map<SequenceName, { next: number; readonly last: number }>();
  const taking = new Map<SequenceName, Promise<void>>();

  const take = async (name: SequenceName): Promise<void> => {
    try {
      const last = await call('takeBlock', { name, size: BLOCK });
      blocks.set(name, { next: last - BLOCK + 1, last });
    } finally {
      taking.delete(name);
    }
  };

  const nextNumber = async (name: SequenceName): Promise<number> => {
    for (;;) {
      const block = blocks.get(name);
      if (block !== undefined && block.next <= block.last) return block.next++;
      const pending = taking.get(name) ?? take(name);
      taking.set(name, pending);
      await pending;
    }
  };

  return { nextNumber };
};
