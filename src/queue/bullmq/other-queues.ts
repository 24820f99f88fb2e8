/** The queues of other nodes: what this node may do to them. */
import { QueueKeys } from 'bullmq';
import { onRedis, type RedisConnections } from '../../redis/connection.ts';
import type { Log } from '../../services/ports/observing.ts';
import type { Queue } from '../../services/ports/queue.ts';
import type { Clock } from '../../services/ports/time.ts';
import { addJobs, defineScripts } from './add-jobs.ts';
import { createBull, DEFAULT_PREFIX } from './bull.ts';

type QueueAt = {
  readonly redis: RedisConnections;
  readonly name: string;
  readonly log: Log;
  readonly prefix?: string;
};

const bullAt = ({ redis, name, log, prefix = DEFAULT_PREFIX }: QueueAt) =>
  createBull({ redis, prefix, name, log, lockMs: 1, stalledEveryMs: 1 });

/** Adds under the rules of the Queue port; works nothing. */
export const createBullmqProducer = (
  at: QueueAt & { readonly clock: Clock },
): Pick<Queue, 'add' | 'addAll'> & { readonly close: () => Promise<void> } => {
  defineScripts(at.redis.commands);
  const bull = bullAt(at);
  const add: Queue['add'] = async (job, options = {}) => {
    const opened = await bull.open();
    const [added = false] = await onRedis(() => addJobs(opened, [{ job, options }], at.clock.now()));
    return added;
  };
  return {
    add,
    addAll: async (jobs) => {
      const opened = await bull.open();
      await onRedis(() => addJobs(opened, jobs, at.clock.now()));
    },
    close: bull.close,
  };
};

/** How long a node's clock, or a question on its way, may be behind. */
const REMOVED_FOR_MS = 60_000;

/** Keys that are looked at in one step of Redis. */
const SCANNED_AT_ONCE = 1000;

/** Scored by when, in ms. */
const removedKey = (prefix: string): string => `${prefix}:removed-queues`;

/** Takes queues away that nobody will work again. Both throw DomainError unavailable, and may be repeated. */
export type BullmqRemoval = {
  /** With all its jobs. */
  readonly remove: (name: string) => Promise<void>;
  /**
   * Whoever had just asked for the node of a removed queue may have added to it behind that: takes away what came, a
   * minute later. Leaves alone what is worked again.
   */
  readonly removeLate: (isWorked: (name: string) => boolean) => Promise<void>;
};

export const createBullmqRemoval = (at: Omit<QueueAt, 'name'> & { readonly clock: Clock }): BullmqRemoval => {
  const { redis, clock, prefix = DEFAULT_PREFIX } = at;
  const { commands } = redis;

  /** All its keys, whatever they are. BullMQ's own way pauses the queue first, which would outlive a removal that broke off. */
  const removeKeys = async (name: string): Promise<void> => {
    const match = `${new QueueKeys(prefix).toKey(name, '')}*`;
    let cursor = '0';
    do {
      const [next, keys] = await onRedis(() => commands.scan(cursor, 'MATCH', match, 'COUNT', SCANNED_AT_ONCE));
      cursor = next;
      if (keys.length > 0) await onRedis(() => commands.unlink(...keys));
    } while (cursor !== '0');
  };

  return {
    remove: async (name) => {
      await onRedis(() => commands.zadd(removedKey(prefix), clock.now().getTime(), name));
      await removeKeys(name);
    },
    removeLate: async (isWorked) => {
      const untilMs = clock.now().getTime() - REMOVED_FOR_MS;
      for (const name of await onRedis(() => commands.zrangebyscore(removedKey(prefix), '-inf', untilMs))) {
        if (!isWorked(name)) await removeKeys(name);
        await onRedis(() => commands.zrem(removedKey(prefix), name));
      }
    },
  };
};
