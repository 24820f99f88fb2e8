/**
 * What came of a sending is known here only: it is kept until the store takes it. Given back to the queue it would be
 * lost, and the job itself with it when the command's time to wait is over.
 */
import { isDomainError } from '../../domain/error.ts';
import type { Clock } from '../ports/time.ts';

/** Between two tries, while the store takes nothing. */
const STORE_AGAIN_MS = 500;
/** Ten minutes: then the record says what it says, and the next start that nobody knows. */
const STORE_TRIES = 1200;

export type UntilStored = <T>(write: () => Promise<T>) => Promise<T>;

export const createUntilStored =
  ({ clock }: { readonly clock: Clock }): UntilStored =>
  async (write) => {
    for (let left = STORE_TRIES; ; left -= 1) {
      try {
        return await write();
      } catch (error) {
        if (left === 0 || !isDomainError(error, 'unavailable')) throw error;
      }
      await new Promise<void>((resolve) => clock.after(STORE_AGAIN_MS, resolve));
    }
  };
