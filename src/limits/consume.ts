/** One request counted by a limiter of rate-limiter-flexible, in the words of the port. */
import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiter } from '../services/ports/limits.ts';

export type Policy = { readonly quota: number; readonly windowS: number };

export const consume = async (
  limiter: RateLimiterAbstract,
  { quota }: Policy,
  key: string,
): ReturnType<RateLimiter['take']> => {
  // It rejects with its answer when nothing is left.
  const answer = await limiter.consume(key).catch((refused: unknown) => {
    if (refused instanceof RateLimiterRes) return refused;
    throw refused;
  });
  return {
    allowed: answer.consumedPoints <= quota,
    remaining: answer.remainingPoints,
    resetS: Math.ceil(answer.msBeforeNext / 1000),
  };
};
