/**
 * The queue of a gateway that is one process: durable in the SQLite file, scheduled in memory.
 *
 * A job that is added due, into a free lane, is written down as begun in the write that adds it; its handler starts
 * right after, without a second write. The end of a job and the beginning of the next one of its lane go into one
 * write too. So no handler starts before it is durable that its attempt has begun, and no job starts before it is
 * durable that the one before it in its lane has ended.
 */
import { DomainError } from '../../domain/error.ts';
import type { Log, Metrics } from '../../services/ports/observing.ts';
import type { Job, JobOptions, Queue } from '../../services/ports/queue.ts';
import type { Clock } from '../../services/ports/time.ts';
import type { SqliteDatabase } from '../../store/sqlite/database.ts';
import { jobTerms } from '../job-rules.ts';
import { createAgenda, type FetchJobs } from '../schedule/agenda.ts';
import { createAttempts } from '../schedule/attempts.ts';
import { createChangeWriter } from '../schedule/change-writer.ts';
import { DUE } from '../schedule/entry.ts';
import { entryOf } from './entry.ts';
import type { NewJobRow, operations } from './operations.ts';

export type EmbeddedQueueDependencies = {
  /** Opened with `queueModule` among its modules; stays open until the queue's `close` has resolved. */
  readonly database: SqliteDatabase;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** At least 0, less than 1; for the jitter of retries. */
  readonly random: () => number;
  /** Jobs at once over all lanes. They mostly wait for stations: a low bound lets slow stations hold up the others. */
  readonly concurrency?: number;
};

const DEFAULT_CONCURRENCY = 5000;
/** Jobs of the next minute are in memory. */
const AHEAD_MS = 60_000;

const rowOf = (job: Job, options: JobOptions, now: Date): NewJobRow => {
  const { dueMs, expiresMs, attempts, backoffMs } = jobTerms(job, options, now);
  return {
    id: job.id,
    name: job.name,
    lane: job.lane,
    data: JSON.stringify(job.data),
    due_ms: dueMs,
    expires_ms: expiresMs,
    attempts,
    backoff_ms: backoffMs,
    begins: false,
  };
};

/** One queue for a file. Nothing runs before `work`. */
export const createEmbeddedQueue = (dependencies: EmbeddedQueueDependencies): Queue => {
  const { database, clock, log, metrics, random, concurrency = DEFAULT_CONCURRENCY } = dependencies;
  const call = database.client<typeof operations>('queue');
  const writer = createChangeWriter({ store: (changes) => call('write', { changes }), clock, log });
  let working = false;
  let closed = false;
  let closing: Promise<void> | null = null;
  /** Jobs stored and dead ones, as the file had them at the start, and as they came and went since. */
  let stored = 0;
  let deadBefore = 0;

  const recover = async (): Promise<void> => {
    const found = await call('open', { nowMs: clock.now().getTime() });
    stored += found.stored;
    deadBefore = found.dead;
    if (found.recovered > 0) log.warn({ jobs: found.recovered }, 'queue.jobs_recovered');
    for (const { id, name, lane, attempt } of found.died) {
      metrics.count('queue_failed_total', { name });
      log.error({ jobId: id, name, lane, attempt, reason: 'process_died' }, 'queue.job_died');
    }
  };
  let recovery: Promise<void> | null = null;
  /** Goes before every other call; when it fails the next call tries again. */
  const recovered = (): Promise<void> => {
    recovery ??= recover().catch((error: unknown) => {
      recovery = null;
      throw error;
    });
    return recovery;
  };

  const fetchJobs: FetchJobs = async (afterMs, untilMs) => {
    await recovered();
    const { jobs, nextDueMs } = await call('load', { afterMs, untilMs });
    return { entries: jobs.map(entryOf), nextDueMs };
  };
  const agenda = createAgenda({ fetchJobs, aheadMs: AHEAD_MS, clock, log });
  const attempts = createAttempts({ agenda, writer, clock, log, metrics, random, concurrency });

  const added = (row: NewJobRow, seq: number, isDue: boolean): void => {
    stored += 1;
    const entry = entryOf({ ...row, seq, run_at_ms: row.due_ms, attempt: row.begins ? 1 : 0 });
    if (row.begins) {
      entry.state = 'begins';
      agenda.holds(entry);
      attempts.begun(entry);
    } else {
      // The clock may have been set back while it was stored.
      if (isDue) entry.runAtMs = DUE;
      agenda.waits(entry);
    }
  };

  /** How many jobs of a lane are being stored that will wait: one that begins at once must not overtake them. */
  const coming = new Map<string, number>();
  /** Answers which jobs were new. */
  const store = async (rows: readonly NewJobRow[], now: Date): Promise<readonly boolean[]> => {
    const lanes = rows.filter(({ begins }) => !begins).map(({ lane }) => lane);
    for (const lane of lanes) coming.set(lane, (coming.get(lane) ?? 0) + 1);
    try {
      const seqs = await call('add', { jobs: rows });
      for (const [index, row] of rows.entries()) {
        const seq = seqs[index] ?? null;
        if (seq !== null) added(row, seq, row.due_ms <= now.getTime());
      }
      return seqs.map((seq) => seq !== null);
    } finally {
      for (const lane of lanes) {
        const left = (coming.get(lane) ?? 0) - 1;
        if (left > 0) coming.set(lane, left);
        else coming.delete(lane);
      }
    }
  };

  /** Whether the job can begin with the write that adds it; takes lane and place for it. */
  const canBegin = (job: Job, row: NewJobRow): boolean => {
    const nowMs = clock.now().getTime();
    if (row.due_ms > nowMs || (row.expires_ms !== null && row.expires_ms < nowMs)) return false;
    if (coming.has(job.lane) || !attempts.hasPlaceFor(job.lane) || !agenda.takeFor(job)) return false;
    attempts.takePlace();
    return true;
  };

  const mustBeOpen = (): void => {
    if (closed) throw new DomainError('unavailable', { detail: 'The queue is closed.' });
  };

  const close = async (withinMs: number): Promise<void> => {
    agenda.stop();
    await attempts.stop(withinMs);
    closed = true;
    writer.stop();
    await writer.flushed();
  };

  metrics.gauge('queue_running', () => attempts.counts().busy);
  metrics.gauge('queue_dead', () => deadBefore + attempts.counts().died);
  metrics.gauge('queue_waiting', () => agenda.counts().waiting);
  metrics.gauge('queue_delayed', () => {
    const { held, delayed } = agenda.counts();
    // What memory does not hold lies behind its horizon.
    return delayed + Math.max(0, stored - attempts.counts().ended - held);
  });

  /** Adds them together; those whose turn it is begin with the same write. Answers which were new. */
  const addTogether = async (jobs: readonly { readonly job: Job; readonly options?: JobOptions }[]) => {
    mustBeOpen();
    await recovered();
    const now = clock.now();
    const rows = jobs.map(({ job, options = {} }): NewJobRow => {
      const draft = rowOf(job, options, now);
      return { ...draft, begins: canBegin(job, draft) };
    });
    let areNew: readonly boolean[] = [];
    try {
      areNew = await store(rows, now);
    } finally {
      for (const [index, { begins, lane }] of rows.entries())
        if (begins && areNew[index] !== true) attempts.gaveUp(lane);
    }
    attempts.takeTurns();
    return areNew;
  };

  return {
    add: async (job, options = {}) => {
      const [isNew = false] = await addTogether([{ job, options }]);
      return isNew;
    },

    addAll: async (jobs) => {
      await addTogether(jobs);
    },

    remove: async (id) => {
      mustBeOpen();
      await recovered();
      const withdrawal = agenda.withdraw(id);
      if (withdrawal === null) return false;
      let removed = false;
      try {
        removed = await call('remove', { id, waitingSeq: withdrawal.waitingSeq });
      } finally {
        if (removed) stored -= 1;
        withdrawal.settled(removed);
        attempts.takeTurns();
      }
      return removed;
    },

    work: (handlers) => {
      mustBeOpen();
      if (working) throw new Error('The queue is working already.');
      working = true;
      attempts.start(handlers);
      agenda.start(attempts.takeTurns);
    },

    stats: async () => {
      await recovered();
      return call('stats', { nowMs: clock.now().getTime() });
    },

    close: (withinMs) => {
      closing ??= close(withinMs);
      return closing;
    },
  };
};
