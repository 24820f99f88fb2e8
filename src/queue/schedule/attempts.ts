/** Begins, runs and ends attempts of jobs, and says what became of them: to what stores them, the log and the metrics. */

import type { Log, Metrics } from '../../services/ports/observing.ts';
import type { JobHandler, JobHandlers } from '../../services/ports/queue.ts';
import type { Clock } from '../../services/ports/time.ts';
import { pauseAfter } from '../backoff.ts';
import type { Agenda } from './agenda.ts';
import type { ChangeWriter } from './change-writer.ts';
import type { Entry } from './entry.ts';
import type { JobChange } from './job-change.ts';

export type Attempts = {
  readonly start: (handlers: JobHandlers) => void;
  /** Whether a job of the lane may begin with its own write: there is a place, and no end in the lane is still to be written. */
  readonly hasPlaceFor: (lane: string) => boolean;
  /** Takes a place for a job that will begin as soon as it is stored; it ends in `begun` or `gaveUp`. */
  readonly takePlace: () => void;
  /** It is durable that the attempt has begun: the handler runs. The job has its lane and its place. */
  readonly begun: (entry: Entry) => void;
  /** The job for which lane and place were taken was not stored. */
  readonly gaveUp: (lane: string) => void;
  /** Begins what may begin. */
  readonly takeTurns: () => void;
  /** Begins no more. Resolves when nothing runs any more, or after the time. */
  readonly stop: (withinMs: number) => Promise<void>;
  readonly counts: () => { readonly busy: number; readonly died: number; readonly ended: number };
};

/** Said of each attempt, for whoever looks why the job died. */
const noHandler: JobHandler = async ({ name }) => {
  throw new Error(`Nothing here does jobs named ${name}.`);
};

export const createAttempts = ({
  agenda,
  writer,
  clock,
  log,
  metrics,
  random,
  concurrency,
}: {
  readonly agenda: Agenda;
  readonly writer: ChangeWriter;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly random: () => number;
  readonly concurrency: number;
}): Attempts => {
  let handlers: JobHandlers | null = null;
  let phase: 'idle' | 'working' | 'stopping' | 'stopped' = 'idle';
  let busy = 0;
  let died = 0;
  let ended = 0;
  let whenIdle: () => void = () => undefined;
  /** How many ends of jobs are not durable yet, by lane. */
  const ending = new Map<string, number>();

  const nowMs = (): number => clock.now().getTime();
  const fields = ({ job, attempt }: Entry) => ({ jobId: job.id, name: job.name, lane: job.lane, attempt });
  const isExpired = ({ expiresMs }: Entry): boolean => expiresMs !== null && nowMs() > expiresMs;

  const writeEnd = (entry: Entry, change: JobChange): void => {
    const { lane } = entry.job;
    entry.state = 'ends';
    ending.set(lane, (ending.get(lane) ?? 0) + 1);
    writer.write(change, () => {
      const left = (ending.get(lane) ?? 0) - 1;
      if (left > 0) ending.set(lane, left);
      else ending.delete(lane);
      ended += 1;
      agenda.forget(entry);
    });
  };

  const end = (entry: Entry): void => writeEnd(entry, { kind: 'gone', seq: entry.seq });

  const expire = (entry: Entry): void => {
    metrics.count('queue_expired_total', { name: entry.job.name });
    log.warn(fields(entry), 'queue.job_expired');
    end(entry);
  };

  const die = (entry: Entry, error: unknown): void => {
    metrics.count('queue_failed_total', { name: entry.job.name });
    log.error({ ...fields(entry), err: error }, 'queue.job_died');
    died += 1;
    writeEnd(entry, { kind: 'dead', seq: entry.seq, diedMs: nowMs() });
  };

  const wait = (entry: Entry): void => {
    const { seq, attempt, runAtMs } = entry;
    entry.state = 'waits';
    writer.write({ kind: 'waits', seq, attempt, runAtMs }, () => undefined);
  };

  const failed = (entry: Entry, error: unknown): void => {
    if (entry.attempt >= entry.attempts) {
      die(entry, error);
      return;
    }
    const pauseMs = pauseAfter(entry.attempt, entry.backoffMs, random);
    const runAtMs = nowMs() + pauseMs;
    const inTime = entry.expiresMs === null || runAtMs <= entry.expiresMs;
    log.warn({ ...fields(entry), retryInMs: inTime ? pauseMs : null, err: error }, 'queue.job_failed');
    if (!inTime) {
      // It would be dropped then; until then it would only hold up its lane.
      expire(entry);
      return;
    }
    metrics.count('queue_retries_total', { name: entry.job.name });
    entry.runAtMs = runAtMs;
    wait(entry);
    agenda.pauses(entry);
  };

  const leavePlace = (): void => {
    busy -= 1;
    if (busy === 0) whenIdle();
    takeTurns();
  };

  const run = async (entry: Entry, handler: JobHandler): Promise<void> => {
    entry.state = 'runs';
    const startedMs = performance.now();
    let failure: { readonly error: unknown } | null = null;
    try {
      await handler({ ...entry.job, attempt: entry.attempt });
    } catch (error) {
      failure = { error };
    }
    metrics.observe('queue_job_seconds', (performance.now() - startedMs) / 1000, { name: entry.job.name });
    // Nobody waits for it any more, and what stores it may be closed: the next process runs it again.
    if (phase === 'stopped') return;
    if (failure === null) end(entry);
    else failed(entry, failure.error);
    agenda.free(entry.job.lane);
    leavePlace();
  };

  const begun = (entry: Entry): void => {
    if (phase === 'working' && handlers !== null && !isExpired(entry)) {
      void run(entry, handlers[entry.job.name] ?? noHandler);
      return;
    }
    // It was not begun after all: its time passed, or the queue was closed, while that was written down.
    entry.attempt -= 1;
    if (isExpired(entry)) expire(entry);
    else wait(entry);
    agenda.free(entry.job.lane);
    leavePlace();
  };

  const takeTurns = (): void => {
    while (phase === 'working' && busy < concurrency) {
      const entry = agenda.takeNext();
      if (entry === null) return;
      if (isExpired(entry)) {
        expire(entry);
        agenda.free(entry.job.lane);
        continue;
      }
      busy += 1;
      entry.attempt += 1;
      entry.state = 'begins';
      writer.write({ kind: 'begun', seq: entry.seq, attempt: entry.attempt }, () => begun(entry));
    }
  };

  const idleWithin = (withinMs: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(withinMs, resolve);
      whenIdle = () => {
        cancel();
        resolve();
      };
    });

  return {
    start: (given) => {
      handlers = given;
      phase = 'working';
    },
    hasPlaceFor: (lane) => phase === 'working' && busy < concurrency && !ending.has(lane),
    takePlace: () => {
      busy += 1;
    },
    begun,
    gaveUp: (lane) => {
      agenda.free(lane);
      leavePlace();
    },
    takeTurns,
    stop: async (withinMs) => {
      phase = 'stopping';
      if (busy > 0 && withinMs > 0) await idleWithin(withinMs);
      phase = 'stopped';
      if (busy > 0) log.warn({ jobs: busy }, 'queue.jobs_abandoned');
    },
    counts: () => ({ busy, died, ended }),
  };
};
