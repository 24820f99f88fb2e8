import { createBullmqQueue } from '../../../src/queue/bullmq/bullmq-queue.ts';
import { createRedis } from '../../../src/redis/connection.ts';
import type { QueuePlace } from '../../conformance/queue-bench.ts';
import { ownName, redisUrl } from '../../support/services.ts';
import { silentLog } from '../../support/silent-log.ts';

/** A queue under a Redis prefix of its own. */
export const createRedisPlace = async (exclusive: boolean): Promise<QueuePlace> => {
  const prefix = ownName();
  return {
    manualClock: null,
    open: async (given) => {
      const redis = createRedis({ url: redisUrl(), log: silentLog, name: 'test' });
      // Locks of a process that died must be over within a test's patience.
      const queue = createBullmqQueue({ redis, name: 'node-1', prefix, exclusive, lockMs: 3000, ...given });
      return {
        queue,
        // Its connections are taken away from under the queue: it can say nothing more.
        crash: async () => {
          await redis.close();
          await queue.close(0);
        },
        release: () => redis.close(),
      };
    },
    destroy: async () => {
      const redis = createRedis({ url: redisUrl(), log: silentLog, name: 'test' });
      const keys = await redis.commands.keys(`${prefix}:*`);
      if (keys.length > 0) await redis.commands.unlink(keys);
      await redis.close();
    },
  };
};
