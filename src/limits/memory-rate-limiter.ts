/** Requests counted in this process. */
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { RateLimiter } from '../services/ports/limits.ts';
import { consume, type Policy } from './consume.ts';

/** Windows begin with a key's first request; what is over is forgotten. */
export const createMemoryRateLimiter = (policy: Policy): RateLimiter => {
  const limiter = new RateLimiterMemory({ points: policy.quota, duration: policy.windowS, keyPrefix: '' });
  return { ...policy, take: (key) => consume(limiter, policy, key) };
};
