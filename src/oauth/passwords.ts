/** Passwords of people by argon2id, on the runtime's worker threads, a few at a time. */
import { hash, verify } from '@node-rs/argon2';
import { DomainError } from '../domain/error.ts';
import { createBulkhead } from '../services/bulkhead.ts';
import type { Passwords } from '../services/ports/passwords.ts';

export type PasswordCost = {
  readonly memoryKiB: number;
  /** Over all of the memory. */
  readonly passes: number;
};

/** What OWASP's Password Storage Cheat Sheet asks for at least. */
export const PASSWORD_COST: PasswordCost = { memoryKiB: 19_456, passes: 2 };

/** They share four threads with files and names, and the cores with everyone. */
const BOUNDS = { perKey: 2, inAll: 2, waitingPerKey: 64, waitingInAll: 64 };
const NEVER = new AbortController().signal;

/** cost: of what is hashed from now on; each hash says its own. */
export const createPasswords = async (cost: PasswordCost): Promise<Passwords> => {
  const options = { memoryCost: cost.memoryKiB, timeCost: cost.passes, parallelism: 1 };
  const places = createBulkhead(BOUNDS);
  const inPlace = async <T>(task: () => Promise<T>): Promise<T> => {
    const leave = await places.enter('passwords', NEVER);
    if (typeof leave === 'string') throw new DomainError('unavailable', { retryAfterS: 1 });
    try {
      return await task();
    } finally {
      leave();
    }
  };
  /** Of no account: whoever asks for one that is not there waits as long. */
  const nobodys = await hash('nobody has this password', options);
  return {
    hash: (password) => inPlace(() => hash(password, options)),
    matches: async (password, stored) => {
      const isRight = await inPlace(() => verify(stored ?? nobodys, password));
      return isRight && stored !== null;
    },
  };
};
