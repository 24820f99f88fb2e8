/** BullMQ's own queue on our connections. */
import { Queue as BullQueue, QueueKeys, RedisConnection, RedisQueueBackend } from 'bullmq';
import { onRedis, type RedisConnections } from '../../redis/connection.ts';
import type { Log } from '../../services/ports/observing.ts';
import type { StoredJob } from './stored-job.ts';

/** Dead jobs are kept for an operator to look at, not for ever. */
const MOST_DEAD = 10_000;
/** BullMQ writes a stream of what happens to jobs; nobody here reads it. */
const EVENTS_KEPT = 100;
/** Far above what a job can stall: attempts are counted by us. */
const ANY_NUMBER = 1_000_000;

export const DEFAULT_PREFIX = 'voltgate';

export const KEEP_DEAD = { count: MOST_DEAD };

export type Bull = {
  readonly queue: BullQueue<StoredJob>;
  readonly backend: RedisQueueBackend;
  /** The key of a job or of a part of the queue. */
  readonly key: (part: string) => string;
};

export type BullDependencies = {
  readonly redis: RedisConnections;
  /** First part of all keys. */
  readonly prefix: string;
  readonly name: string;
  readonly log: Log;
  /** How long a fetched job is ours without renewal. */
  readonly lockMs: number;
  readonly stalledEveryMs: number;
};

export type BullHandle = {
  /** Throws DomainError('unavailable') in bounded time while Redis is away. */
  readonly open: () => Promise<Bull>;
  readonly close: () => Promise<void>;
};

/**
 * BullMQ waits for ever for its first connection, and does not get over one that breaks while it begins: so its queue
 * is made when Redis answers, and made again when that failed.
 */
export const createBull = (dependencies: BullDependencies): BullHandle => {
  const { redis, prefix, name, log, lockMs, stalledEveryMs } = dependencies;
  let opening: Promise<Bull> | null = null;

  const create = async (): Promise<Bull> => {
    await redis.commands.ping();
    const connection = new RedisConnection(redis.commands, { shared: true, blocking: false });
    const keys = new QueueKeys(prefix);
    const key = (part: string): string => keys.toKey(name, part);
    const options = { connection: redis.commands, prefix, streams: { events: { maxLen: EVENTS_KEPT } } };
    // Read by BullMQ's scripts, though its types know them for its own workers only.
    const ofWorkers = { lockDuration: lockMs, maxStalledCount: ANY_NUMBER, stalledInterval: stalledEveryMs };
    const keysOfQueue = keys.getKeys(name);
    const backend = new RedisQueueBackend(connection, name, keysOfQueue, key, { ...options, ...ofWorkers });
    const queue = new BullQueue<StoredJob>(name, options, () => backend);
    // What a caller waits for fails by itself; this says the rest, and keeps it from ending the process.
    queue.on('error', (err) => log.debug({ err, queue: name }, 'queue.bullmq_error'));
    await queue.waitUntilReady();
    return { queue, backend, key };
  };

  return {
    open: () => {
      opening ??= onRedis(create).catch((error: unknown) => {
        opening = null;
        throw error;
      });
      return opening;
    },
    close: async () => {
      const bull = await opening?.catch(() => null);
      await bull?.queue.close();
    },
  };
};
