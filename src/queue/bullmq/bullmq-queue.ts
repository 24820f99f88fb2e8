/**
 * The queue of many nodes: durable in Redis by BullMQ, which keeps the jobs until they are due and hands each to one
 * process; that process keeps their lanes.
 *
 * Every job that is due is taken at once and is `active` for BullMQ from then on, whether it runs, waits for its lane
 * or pauses before a retry: its place is kept by its lane in memory, as in the embedded queue, and written down with it
 * is whether an attempt has begun. No handler starts before it is durable that its attempt has begun.
 */
import { randomUUID } from 'node:crypto';
import { DomainError } from '../../domain/error.ts';
import { onRedis, type RedisConnections } from '../../redis/connection.ts';
import type { Log, Metrics } from '../../services/ports/observing.ts';
import type { Job, Queue } from '../../services/ports/queue.ts';
import type { Clock } from '../../services/ports/time.ts';
import { jobTerms } from '../job-rules.ts';
import { createAgenda } from '../schedule/agenda.ts';
import { createAttempts } from '../schedule/attempts.ts';
import { createChangeWriter } from '../schedule/change-writer.ts';
import type { Entry } from '../schedule/entry.ts';
import { addJobs, defineScripts } from './add-jobs.ts';
import { type Arrival, createArrivals } from './arrivals.ts';
import { type Bull, createBull, DEFAULT_PREFIX } from './bull.ts';
import { createHeldJobs } from './held-jobs.ts';
import { createRepeated } from './repeated.ts';
import { bullIdOf, idOf } from './stored-job.ts';

export type BullmqQueueDependencies = {
  /** Stays open until the queue's `close` has resolved. */
  readonly redis: RedisConnections;
  /** Of the BullMQ queue; without a colon. */
  readonly name: string;
  /**
   * true: this process alone works the queue; what is active when it begins ran in one before, and runs again at once.
   * false: other nodes work it too. A lane's order then holds within each node only, and jobs of a node that died run
   * again when their locks have expired.
   */
  readonly exclusive: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** At least 0, less than 1; for the jitter of retries. */
  readonly random: () => number;
  /** Jobs at once over all lanes. */
  readonly concurrency?: number;
  /** First part of all keys in Redis. */
  readonly prefix?: string;
  /** How long a job of a node that died stays locked, where others work the queue too. */
  readonly lockMs?: number;
};

const DEFAULT_CONCURRENCY = 5000;
const DEFAULT_LOCK_MS = 30_000;
/** Where nobody else works the queue nothing may take a job away from a process that was held up. */
const NEVER_MS = 365 * 24 * 3_600_000;
const COUNT_EVERY_MS = 5000;
/** Of a queue that others work too: the rest is left for them. */
const MOST_HELD_OF_ALL = 1000;

/** For an operator to look at. */
export type DeadJob = Job & { readonly attempts: number; readonly diedAt: Date };

export type BullmqQueue = Queue & {
  /** Newest first. */
  readonly dead: (limit: number) => Promise<readonly DeadJob[]>;
};

type Stats = Awaited<ReturnType<Queue['stats']>>;

/** Nothing runs before `work`. */
export const createBullmqQueue = (dependencies: BullmqQueueDependencies): BullmqQueue => {
  const { redis, name, exclusive, clock, log, metrics, random } = dependencies;
  const { concurrency = DEFAULT_CONCURRENCY, prefix = DEFAULT_PREFIX, lockMs = DEFAULT_LOCK_MS } = dependencies;
  defineScripts(redis.commands);
  const bull = createBull({
    redis,
    prefix,
    name,
    log,
    lockMs: exclusive ? NEVER_MS : lockMs,
    stalledEveryMs: lockMs / 3,
  });
  const held = createHeldJobs({ clock, log });
  const writer = createChangeWriter({ store: async (changes) => held.store(await bull.open(), changes), clock, log });
  let working = false;
  let closed = false;
  let closing: Promise<void> | null = null;
  /** As of the last look: a gauge cannot wait for Redis. */
  let seen: Stats = { waiting: 0, delayed: 0, running: 0, dead: 0 };

  /** null: it ran in a process that died, and that was its last attempt. */
  const receive = (arrival: Arrival): Entry | null => {
    const { entry, ran } = held.take(arrival);
    if (!ran) return entry;
    const { seq, job, attempt, attempts } = entry;
    const fields = { jobId: job.id, name: job.name, lane: job.lane, attempt };
    if (attempt < attempts) {
      log.warn(fields, 'queue.job_recovered');
      return entry;
    }
    metrics.count('queue_failed_total', { name: job.name });
    log.error({ ...fields, reason: 'process_died' }, 'queue.job_died');
    entry.state = 'ends';
    writer.write({ kind: 'dead', seq, diedMs: clock.now().getTime() }, () => held.forget(seq));
    return null;
  };

  /** What is new here. */
  const receiveAll = (arrivals: readonly Arrival[]): readonly Entry[] =>
    arrivals.flatMap((arrival) => {
      if (agenda.has(idOf(arrival.bullId))) {
        held.takeAgain(arrival);
        return [];
      }
      const entry = receive(arrival);
      return entry === null ? [] : [entry];
    });

  const waiting = redis.separate(`queue-${name}`);
  const arrivals = createArrivals({
    open: bull.open,
    waiting,
    tokenPrefix: randomUUID(),
    exclusive,
    isHere: held.isHeld,
    room: () => (exclusive ? Number.POSITIVE_INFINITY : MOST_HELD_OF_ALL - held.count()),
    deliver: (some) => {
      for (const entry of receiveAll(some)) agenda.waits(entry);
      attempts.takeTurns();
    },
    clock,
    log,
  });

  const agenda = createAgenda({
    fetchJobs: async () => {
      const entries = receiveAll(await arrivals.first());
      arrivals.run();
      return { entries, nextDueMs: null };
    },
    // BullMQ keeps what is not due yet.
    aheadMs: Number.POSITIVE_INFINITY,
    clock,
    log,
  });
  const attempts = createAttempts({
    agenda: {
      ...agenda,
      forget: (entry) => {
        agenda.forget(entry);
        held.forget(entry.seq);
      },
    },
    writer,
    clock,
    log,
    metrics,
    random,
    concurrency,
  });

  const stats = async (): Promise<Stats> => {
    const { queue } = await bull.open();
    const counts = await onRedis(() => queue.getJobCounts('wait', 'active', 'delayed', 'failed'));
    const { wait = 0, active = 0, delayed = 0, failed = 0 } = counts;
    const here = agenda.counts();
    const running = exclusive ? attempts.counts().busy : Math.max(0, active - here.waiting - here.delayed);
    seen = {
      waiting: wait + Math.max(0, active - here.delayed - running),
      delayed: delayed + here.delayed,
      running,
      dead: failed,
    };
    return seen;
  };
  metrics.gauge('queue_waiting', () => seen.waiting);
  metrics.gauge('queue_delayed', () => seen.delayed);
  metrics.gauge('queue_running', () => attempts.counts().busy);
  metrics.gauge('queue_dead', () => seen.dead);

  const chores = createRepeated({ clock, log });

  const mustBeOpen = (): void => {
    if (closed) throw new DomainError('unavailable', { detail: 'The queue is closed.' });
  };

  /** active: a process holds it, or it is on its way to one; BullMQ leaves it alone, as it is locked. */
  const removeStored = async ({ backend }: Bull, id: string): Promise<boolean | 'active'> => {
    const bullId = bullIdOf(id);
    const state = await backend.getState(bullId);
    if (state === 'unknown' || state === 'failed') return false;
    return (await backend.remove(bullId, false)) === 1 || 'active';
  };

  const removeOnce = async (opened: Bull, id: string): Promise<boolean | 'active'> => {
    const withdrawal = agenda.withdraw(id);
    if (withdrawal === null) return false;
    const { waitingSeq } = withdrawal;
    let removed: boolean | 'active' = false;
    try {
      removed = await onRedis(() => (waitingSeq === null ? removeStored(opened, id) : held.remove(opened, waitingSeq)));
    } finally {
      if (removed === true && waitingSeq !== null) held.forget(waitingSeq);
      withdrawal.settled(removed === true);
      attempts.takeTurns();
    }
    return removed;
  };

  const close = async (withinMs: number): Promise<void> => {
    agenda.stop();
    chores.stop();
    const stopped = arrivals.stop();
    await attempts.stop(withinMs);
    closed = true;
    writer.stop();
    await Promise.all([stopped, writer.flushed()]);
    if (!exclusive) {
      await bull
        .open()
        .then(held.giveBack)
        .catch((error: unknown) => log.warn({ err: error }, 'queue.give_back_failed'));
    }
    await bull.close();
  };

  return {
    add: async (job, options = {}) => {
      mustBeOpen();
      const now = clock.now();
      jobTerms(job, options, now);
      const opened = await bull.open();
      const [added = false] = await onRedis(() => addJobs(opened, [{ job, options }], now));
      return added;
    },

    addAll: async (jobs) => {
      mustBeOpen();
      const opened = await bull.open();
      await onRedis(() => addJobs(opened, jobs, clock.now()));
    },

    remove: async (id) => {
      mustBeOpen();
      const opened = await bull.open();
      const removed = await removeOnce(opened, id);
      if (removed !== 'active') return removed;
      await arrivals.handedOn();
      return (await removeOnce(opened, id)) === true;
    },

    work: (handlers) => {
      mustBeOpen();
      if (working) throw new Error('The queue is working already.');
      working = true;
      attempts.start(handlers);
      agenda.start(attempts.takeTurns);
      chores.every(COUNT_EVERY_MS, 'queue.count_failed', async () => {
        await stats();
      });
      if (exclusive) return;
      chores.every(lockMs / 3, 'queue.locks_failed', async () => held.extendLocks(await bull.open(), lockMs));
      chores.every(lockMs / 3, 'queue.stalled_failed', async () => {
        await (await bull.open()).backend.moveStalledJobsToWait();
      });
    },

    stats: () => stats(),

    dead: async (limit) => {
      const { queue } = await bull.open();
      const jobs = await onRedis(() => queue.getFailed(0, limit - 1));
      return jobs.map(({ id = '', name: jobName, data, finishedOn = 0 }) => ({
        id: idOf(id),
        name: jobName,
        lane: data.lane,
        data: data.data,
        attempts: data.attempt,
        diedAt: new Date(finishedOn),
      }));
    },

    close: (withinMs) => {
      closing ??= close(withinMs);
      return closing;
    },
  };
};
