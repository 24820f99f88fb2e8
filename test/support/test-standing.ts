/** Standing as a test says it: nothing changes until it does. */
import type { Caller } from '../../src/domain/access.ts';
import type { DomainError } from '../../src/domain/error.ts';
import type { Standing } from '../../src/services/api/standing.ts';

export type TestStanding = Standing & {
  /** From here on `now` answers so. */
  readonly setNow: (now: (caller: Caller) => Promise<Caller>) => void;
  /** Ends all who are watched. */
  readonly endAll: (why: DomainError) => void;
  /** How many are watched. */
  readonly watched: () => number;
};

export const createTestStanding = (): TestStanding => {
  const watchers = new Set<(why: DomainError) => void>();
  let now: Standing['now'] = async (caller) => caller;
  return {
    now: (caller) => now(caller),
    watch: (_caller, ended) => {
      watchers.add(ended);
      return () => watchers.delete(ended);
    },
    setNow: (other) => {
      now = other;
    },
    endAll: (why) => {
      for (const ended of [...watchers]) ended(why);
    },
    watched: () => watchers.size,
  };
};
