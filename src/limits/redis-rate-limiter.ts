/** Requests counted in Redis, for all nodes together. */
import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { RedisConnections } from '../redis/connection.ts';
import type { RateLimiter } from '../services/ports/limits.ts';
import type { Log } from '../services/ports/observing.ts';
import type { Clock } from '../services/ports/time.ts';
import { consume, type Policy } from './consume.ts';
import { createMemoryRateLimiter } from './memory-rate-limiter.ts';
import { createRedisPatience } from './redis-patience.ts';

/**
 * Windows begin with a key's first request over all nodes. While Redis gives no answer this node counts for itself,
 * with the whole quota: it is better to let too much through than to refuse everybody.
 * name: tells limiters apart; prefix: first part of the keys.
 */
export const createRedisRateLimiter = ({
  redis,
  clock,
  log,
  name,
  prefix,
  ...policy
}: Policy & {
  readonly redis: RedisConnections;
  readonly clock: Clock;
  readonly log: Log;
  readonly name: string;
  readonly prefix: string;
}): RateLimiter => {
  const { quota, windowS } = policy;
  const shared = new RateLimiterRedis({
    storeClient: redis.commands,
    // Without a connection it fails at once.
    rejectIfRedisNotReady: true,
    points: quota,
    duration: windowS,
    keyPrefix: `${prefix}:limit:${name}`,
  });
  const own = createMemoryRateLimiter(policy);
  const ask = createRedisPatience({ clock, log, limiter: name });
  return {
    quota,
    windowS,
    take: async (key) => (await ask(() => consume(shared, policy, key))) ?? own.take(key),
  };
};
