import { webcrypto } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Clock, NewId } from '../services/ports/time.ts';

/** ulid's own source asks the system for one byte at a time (40 µs an id); a pool makes it under 1 µs. */
const pooledRandom = (): (() => number) => {
  const pool = new Uint8Array(4096);
  let next = pool.length;
  return () => {
    if (next === pool.length) {
      webcrypto.getRandomValues(pool);
      next = 0;
    }
    const byte = pool[next++] ?? 0;
    return byte / 256;
  };
};

/** ULIDs that grow within the process, also within a millisecond and when the clock steps back. */
export const createIds = (clock: Clock): NewId => {
  const next = monotonicFactory(pooledRandom());
  return () => next(clock.now().getTime());
};
