/** Numbers are taken in blocks, each a commit: two nodes never take the same. What is left at a stop is a gap. */
import { DomainError, isDomainError } from '../../domain/error.ts';
import type { SequenceName, SequenceStore } from '../../services/ports/sequence-store.ts';
import type { GroupCommitter } from './committer.ts';
import { findById } from './find.ts';
import type { Models } from './models.ts';
import { sequenceRow } from './rows.ts';
import type { StoredDocument } from './stored-document.ts';

const BLOCK = 256;
const MAX_INT32 = 2 ** 31 - 1;
/** Other nodes may be faster so often. */
const TRIES = 50;

export const createSequenceStore = (models: Models, { put }: Pick<GroupCommitter, 'put'>): SequenceStore => {
  const blocks = new Map<SequenceName, { next: number; readonly last: number }>();
  const taking = new Map<SequenceName, Promise<void>>();

  const tryTake = async (name: SequenceName): Promise<number> => {
    const found = await findById<StoredDocument>(models, 'sequences', name);
    const last = Number(found?.d.taken ?? 0) + BLOCK;
    if (last > MAX_INT32) throw new DomainError('unavailable', { detail: `The sequence "${name}" is used up.` });
    await put([sequenceRow(name, (found?.d.v ?? 0) + 1, last)]);
    return last;
  };

  const take = async (name: SequenceName): Promise<void> => {
    try {
      for (let left = TRIES; ; left -= 1) {
        try {
          const last = await tryTake(name);
          blocks.set(name, { next: last - BLOCK + 1, last });
          return;
        } catch (error) {
          if (left <= 1 || !isDomainError(error, 'conflict')) throw error;
        }
      }
    } finally {
      taking.delete(name);
    }
  };

  return {
    nextNumber: async (name) => {
      for (;;) {
        const block = blocks.get(name);
        if (block !== undefined && block.next <= block.last) return block.next++;
        const pending = taking.get(name) ?? take(name);
        taking.set(name, pending);
        await pending;
      }
    },
  };
};
