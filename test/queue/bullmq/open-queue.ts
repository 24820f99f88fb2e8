import { systemClock } from '../../../src/observe/clock.ts';
import {
  type BullmqQueue,
  type BullmqQueueDependencies,
  createBullmqQueue,
} from '../../../src/queue/bullmq/bullmq-queue.ts';
import { createRedis, type RedisConnections } from '../../../src/redis/connection.ts';
import { createRecordedMetrics } from '../../support/recorded-metrics.ts';
import { silentLog } from '../../support/silent-log.ts';

export type OpenQueue = {
  readonly queue: BullmqQueue;
  readonly redis: RedisConnections;
  readonly release: () => Promise<void>;
};

/** A queue with connections of its own, named `node-1` and worked by nobody else unless said otherwise. */
export const openQueue = (url: string, prefix: string, changes: Partial<BullmqQueueDependencies> = {}): OpenQueue => {
  const redis = createRedis({ url, log: silentLog, name: 'test' });
  const queue = createBullmqQueue({
    redis,
    prefix,
    name: 'node-1',
    exclusive: true,
    clock: systemClock,
    log: silentLog,
    metrics: createRecordedMetrics(),
    random: Math.random,
    ...changes,
  });
  return { queue, redis, release: redis.close };
};
