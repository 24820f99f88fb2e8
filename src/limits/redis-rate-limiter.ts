/** Requests counted in Redis, for all nodes together. */
import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { RedisConnections } from '../redis/connection.ts';
import type { RateLimiter } from '../services/ports/limits.ts';
import type { Log } from '../services/ports/observing.ts';
import type { Clock } from '../services/ports/time.ts';
import { consume, type Policy } from './consume.ts';
import { createMemoryRateLimiter } from './memory-rate-limiter.ts';

/** Counting must not make a request wait for a Redis that is away. */
const ANSWER_WITHIN_MS = 250;
/** So long it is not asked again; then one more request waits for it. */
const LEAVE_ALONE_MS = 2000;

const LATE = Symbol('late');

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
  let askAgainAtMs = 0;

  const late = (): { readonly passed: Promise<typeof LATE>; readonly cancel: () => void } => {
    let cancel: () => void = () => undefined;
    const passed = new Promise<typeof LATE>((resolve) => {
      cancel = clock.after(ANSWER_WITHIN_MS, () => resolve(LATE));
    });
    return { passed, cancel };
  };

  const leaveAlone = (err: unknown): void => {
    askAgainAtMs = clock.now().getTime() + LEAVE_ALONE_MS;
    log.warn({ err, limiter: name }, 'limits.counted_alone');
  };

  /** null: Redis gave no answer. */
  const takeShared = async (key: string): Promise<Awaited<ReturnType<RateLimiter['take']>> | null> => {
    const { passed, cancel } = late();
    const taking = consume(shared, policy, key);
    try {
      const first = await Promise.race([taking, passed]);
      if (first !== LATE) return first;
      // What becomes of it is of no use any more.
      taking.catch(() => undefined);
      leaveAlone(new Error(`No answer within ${ANSWER_WITHIN_MS} ms.`));
    } catch (error) {
      leaveAlone(error);
    } finally {
      cancel();
    }
    return null;
  };

  return {
    quota,
    windowS,
    take: async (key) => {
      const counted = clock.now().getTime() < askAgainAtMs ? null : await takeShared(key);
      return counted ?? own.take(key);
    },
  };
};
