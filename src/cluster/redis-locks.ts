/** Locks in Redis for what one node does for all. */
import { onRedis, type RedisConnections } from '../redis/connection.ts';
import type { Locks } from '../services/ports/nodes.ts';
import { clusterKeys } from './keys.ts';
import { HOLD, LET_GO } from './owner-scripts.ts';

export const createRedisLocks = ({
  redis,
  nodeId,
  prefix,
}: {
  readonly redis: Pick<RedisConnections, 'commands'>;
  readonly nodeId: string;
  readonly prefix: string;
}): Locks => {
  const keys = clusterKeys(prefix);
  return {
    tryHold: async (name, ttlMs) =>
      (await onRedis(() => redis.commands.eval(HOLD, 1, keys.lock(name), nodeId, Math.ceil(ttlMs)))) === 1,
    letGo: async (name) => {
      await onRedis(() => redis.commands.eval(LET_GO, 1, keys.lock(name), nodeId));
    },
  };
};
