/** Failures counted in Redis, for all nodes together; while it gives no answer, this node counts for itself. */
import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { RedisConnections } from '../redis/connection.ts';
import type { FailureCounter } from '../services/ports/limits.ts';
import type { Log } from '../services/ports/observing.ts';
import type { Clock } from '../services/ports/time.ts';
import { countFailures, NEVER_REACHED } from './count-failures.ts';
import { createMemoryFailureCounter } from './memory-failure-counter.ts';
import { createRedisPatience } from './redis-patience.ts';

/** name: tells counters apart; prefix: first part of the keys. */
export const createRedisFailureCounter = ({
  redis,
  clock,
  log,
  name,
  prefix,
  windowS,
}: {
  readonly redis: RedisConnections;
  readonly clock: Clock;
  readonly log: Log;
  readonly name: string;
  readonly prefix: string;
  readonly windowS: number;
}): FailureCounter => {
  const shared = countFailures(
    new RateLimiterRedis({
      storeClient: redis.commands,
      rejectIfRedisNotReady: true,
      points: NEVER_REACHED,
      duration: windowS,
      keyPrefix: `${prefix}:limit:${name}`,
    }),
  );
  const own = createMemoryFailureCounter({ windowS });
  const ask = createRedisPatience({ clock, log, limiter: name });
  return {
    read: async (key) => (await ask(() => shared.read(key))) ?? own.read(key),
    add: async (key) => {
      if ((await ask(() => shared.add(key).then(() => true))) === null) await own.add(key);
    },
  };
};
