/** How a job is written into BullMQ's, which knows neither lanes nor expiry nor our counting of attempts. */
import type { Job } from '../../services/ports/queue.ts';
import type { JobTerms } from '../job-rules.ts';
import type { Entry } from '../schedule/entry.ts';

/** The data of BullMQ's job. Instants in ms since 1970. */
export type StoredJob = JobTerms & {
  readonly lane: string;
  readonly data: Job['data'];
  /** dueMs, or the end of the pause before a retry. */
  readonly runAtMs: number;
  /** Attempts begun, the one that runs included. */
  readonly attempt: number;
  readonly running: boolean;
};

/** BullMQ's keys of a queue and of its jobs lie side by side: a job named `wait` must not become one of them. */
const ID_PREFIX = 'job.';
export const bullIdOf = (id: string): string => ID_PREFIX + id;
export const idOf = (bullId: string): string => bullId.slice(ID_PREFIX.length);

export const newStoredJob = (job: Job, terms: JobTerms): StoredJob => ({
  ...terms,
  lane: job.lane,
  data: job.data,
  runAtMs: terms.dueMs,
  attempt: 0,
  running: false,
});

export const storedJobOf = (entry: Entry, changes: Partial<StoredJob>): StoredJob => ({
  dueMs: entry.dueMs,
  expiresMs: entry.expiresMs,
  attempts: entry.attempts,
  backoffMs: entry.backoffMs,
  lane: entry.job.lane,
  data: entry.job.data,
  runAtMs: entry.runAtMs,
  attempt: entry.attempt,
  running: false,
  ...changes,
});

/** A job as BullMQ gives it, waiting. It was written by `newStoredJob` or `storedJobOf`, so the types hold. */
export const readStoredJob = (
  bullJob: { readonly name: string; readonly data: StoredJob },
  bullId: string,
  seq: number,
): { readonly entry: Entry; readonly ran: boolean } => {
  const { lane, data, running, ...terms } = bullJob.data;
  return {
    entry: {
      ...terms,
      seq,
      job: { id: idOf(bullId), name: bullJob.name, lane, data },
      // An attempt that did not end is not waited for.
      runAtMs: running ? terms.dueMs : terms.runAtMs,
      state: 'waits',
      inLane: false,
    },
    ran: running,
  };
};
