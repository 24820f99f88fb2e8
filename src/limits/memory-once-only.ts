/** What may happen once only, remembered in this process. */

import type { OnceOnly } from '../services/ports/limits.ts';
import type { Clock } from '../services/ports/time.ts';

const AT_MOST = 100_000;

export const createMemoryOnceOnly = ({ clock }: { readonly clock: Clock }): OnceOnly => {
  /** When each can be forgotten, in the order in which they came. */
  const seen = new Map<string, number>();
  return {
    firstTime: async (key, ttlMs) => {
      const nowMs = clock.now().getTime();
      for (const [old, untilMs] of seen) {
        if (untilMs > nowMs && seen.size < AT_MOST) break;
        seen.delete(old);
      }
      if ((seen.get(key) ?? 0) > nowMs) return false;
      seen.delete(key);
      seen.set(key, nowMs + ttlMs);
      return true;
    },
  };
};
