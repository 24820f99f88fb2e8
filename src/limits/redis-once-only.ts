/** What may happen once only, remembered in Redis for all nodes. */
import { onRedis, type RedisConnections } from '../redis/connection.ts';
import type { OnceOnly } from '../services/ports/limits.ts';

/** prefix: first part of the keys. */
export const createRedisOnceOnly = ({
  redis,
  prefix,
}: {
  readonly redis: RedisConnections;
  readonly prefix: string;
}): OnceOnly => ({
  firstTime: (key, ttlMs) =>
    onRedis(async () => (await redis.commands.set(`${prefix}:once:${key}`, '1', 'PX', ttlMs, 'NX')) === 'OK'),
});
