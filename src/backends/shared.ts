/** One of many nodes: MongoDB for the store; Redis for the queues, the bus, the limits and who holds which station. */
import { createRedisLocks } from '../cluster/redis-locks.ts';
import { openRedisOwners } from '../cluster/redis-owners.ts';
import { createRoutedQueue } from '../cluster/routed-queue.ts';
import { openRedisBus } from '../events/redis-bus.ts';
import { createRedisFailureCounter } from '../limits/redis-failure-counter.ts';
import { createRedisOnceOnly } from '../limits/redis-once-only.ts';
import { redisQuotaKey } from '../limits/redis-quota-key.ts';
import { createRedisRateLimiter } from '../limits/redis-rate-limiter.ts';
import { systemClock } from '../observe/clock.ts';
import type { Parts } from '../parts/parts.ts';
import { createBullmqQueue } from '../queue/bullmq/bullmq-queue.ts';
import { createBullmqProducer, createBullmqRemoval } from '../queue/bullmq/other-queues.ts';
import { createSummedGauges } from '../queue/bullmq/summed-gauges.ts';
import { createRedis } from '../redis/connection.ts';
import { createSweep } from '../services/sweep.ts';
import { openMongoStore } from '../store/mongo/store.ts';
import type { Backends, Surroundings } from './backends.ts';

const DEFAULT_DATABASE = 'voltgate';
/** Between two tries to mark this node's stations again, after its lease was lost. */
const REGAIN_AGAIN_MS = 5_000;

/** Gateways of different databases may share a Redis: the database's name is in all their keys. */
const prefixFrom = (mongodbUrl: string): string => {
  const name = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(mongodbUrl)?.[1] ?? DEFAULT_DATABASE;
  return name.replaceAll(/[^A-Za-z0-9_-]/g, '_');
};

const nodeQueue = (nodeId: string): string => `node-${nodeId}`;

/** Throws DomainError('unavailable') when MongoDB or Redis gives no answer. */
export const startShared = async (
  parts: Parts,
  { clock, log, metrics, newId }: Surroundings,
  { mongodbUrl, redisUrl }: { readonly mongodbUrl: string; readonly redisUrl: string },
): Promise<Backends> => {
  const nodeId = newId();
  const prefix = prefixFrom(mongodbUrl);
  const redis = await parts.start({
    name: 'redis',
    start: () => createRedis({ url: redisUrl, log, name: `voltgate-${nodeId}` }),
    stop: ({ close }) => close(),
  });
  await redis.check();
  const quotaKey = await redisQuotaKey({ redis, prefix });
  const store = await parts.start({
    name: 'store',
    start: () => openMongoStore({ url: mongodbUrl, clock, log, metrics, nodeId }),
    stop: ({ close }) => close(),
  });
  const removal = createBullmqRemoval({ redis, prefix, log, clock: systemClock });
  const removeQueue = (node: string): Promise<void> => removal.remove(nodeQueue(node));
  await parts.start({
    name: 'queue of the node',
    start: () => undefined,
    // Nobody works it any more, nor adds to it; when Redis is away, the sweep of another node takes it.
    stop: () => removeQueue(nodeId).catch((err: unknown) => log.warn({ err }, 'queue.not_removed')),
  });
  const owners = await parts.start({
    name: 'owners',
    // Leases are real time, whatever a test makes of the gateway's own.
    start: () => openRedisOwners({ redis, nodeId, prefix, clock: systemClock, log }),
    stop: ({ close }) => close(),
  });
  const events = await parts.start({
    name: 'events',
    start: () => openRedisBus({ redis, store, nodeId, prefix, clock: systemClock, log, metrics }),
    stop: ({ close }) => close(),
  });
  const queueAt = { redis, prefix, clock, log, metrics: createSummedGauges(metrics), random: Math.random };
  const queue = await parts.start({
    name: 'queue',
    start: () =>
      createRoutedQueue({
        own: createBullmqQueue({ ...queueAt, name: nodeQueue(nodeId), exclusive: true }),
        shared: createBullmqQueue({ ...queueAt, name: 'shared', exclusive: false }),
        queueOf: (other) => createBullmqProducer({ redis, prefix, clock, log, name: nodeQueue(other) }),
        owners,
      }),
    stop: ({ close }) => close(0),
  });
  const removeLateJobs = (live: ReadonlySet<string>): Promise<void> => {
    const worked = new Set([...live].map(nodeQueue));
    return removal.removeLate((name) => worked.has(name));
  };

  return {
    store,
    queue,
    deliveryStore: store.deliveryStore,
    messageLog: store.messageLog,
    bus: events.bus,
    ownEvents: events.own,
    foreignEvents: events.foreign,
    owners,
    locks: createRedisLocks({ redis, nodeId, prefix }),
    onceOnly: createRedisOnceOnly({ redis, prefix }),
    rateLimiter: (policy) => createRedisRateLimiter({ ...policy, redis, clock, log, prefix, name: 'requests' }),
    quotaKey,
    failureCounter: (counter) => createRedisFailureCounter({ ...counter, redis, clock, log, prefix }),
    mend: async ({ requeue, stillHere, takenOver }) => {
      const stopTaken = owners.onTaken(takenOver);
      let stopped = false;
      let cancelRegain = (): void => undefined;
      const regain = async (): Promise<void> => {
        cancelRegain();
        try {
          await stillHere();
          await requeue();
        } catch (err) {
          log.error({ err }, 'cluster.regain_failed');
          if (stopped) return;
          // The store may be away too, and what is connected here would stay offline in it.
          cancelRegain = systemClock.after(REGAIN_AGAIN_MS, () => void regain());
        }
      };
      const stopRegained = owners.onRegained(() => void regain());
      return () => {
        stopTaken();
        stopped = true;
        stopRegained();
        cancelRegain();
      };
    },
    // The first sweep is soon, and mends what this node's own last process left, too.
    chores: ({ recoverStations, recoverCommands }) => [
      createSweep({ owners, log, recoverStations, recoverCommands, removeQueue, removeLateJobs }),
    ],
    checks: {
      store: () => store.check().then(() => true),
      queue: () => queue.stats().then(() => true),
    },
  };
};
