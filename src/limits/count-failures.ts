/** Failures counted by a limiter of rate-limiter-flexible, in the words of the port. */
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { FailureCounter } from '../services/ports/limits.ts';

/** It only counts: who asks knows how many are too many. */
export const NEVER_REACHED = 1_000_000_000;

export const countFailures = (limiter: RateLimiterAbstract): FailureCounter => ({
  read: async (key) => {
    const counted = await limiter.get(key);
    if (counted === null) return { failures: 0, resetS: 0 };
    return { failures: counted.consumedPoints, resetS: Math.ceil(counted.msBeforeNext / 1000) };
  },
  add: async (key) => {
    await limiter.consume(key);
  },
});
