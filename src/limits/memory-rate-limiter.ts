/** Requests counted in this process; a limiter on Redis would count for all nodes under the same port. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiter } from '../services/ports.ts';

/** Windows begin with a key's first request; what is over is forgotten. */
export const createMemoryRateLimiter = (policy: { readonly quota: number; readonly windowS: number }): RateLimiter => {
  const limiter = new RateLimiterMemory({ points: policy.quota, duration: policy.windowS, keyPrefix: '' });
  // It rejects with its answer when nothing is left.
  const consume = (key: string): Promise<RateLimiterRes> =>
    limiter.consume(key).catch((refused: unknown) => {
      if (refused instanceof RateLimiterRes) return refused;
      throw refused;
    });
  return {
    ...policy,
    take: async (key) => {
      const { consumedPoints, remainingPoints, msBeforeNext } = await consume(key);
      return {
        allowed: consumedPoints <= policy.quota,
        remaining: remainingPoints,
        resetS: Math.ceil(msBeforeNext / 1000),
      };
    },
  };
};
