/** Bounds how long a job may hold up its lane; the same for every adapter. */

import type { Log, Metrics } from '../services/ports/observing.ts';
import type { JobHandler, JobName } from '../services/ports/queue.ts';
import type { Clock } from '../services/ports/time.ts';
import { withinTime } from '../services/time-limit.ts';

/** One order may be many calls of half a minute each, and sends the older ones first; the others only read and write. */
const LIMITS_MS: Readonly<Record<JobName, number>> = {
  'command.send': 1_800_000,
  'command.expire': 60_000,
  'command.effect_deadline': 60_000,
};

/**
 * The handlers, each of which throws DomainError('unavailable') when its time is up, so that the attempt counts as failed.
 * What it has begun goes on; the records' versions keep two attempts from doing the same.
 */
export const timeLimited = (
  handlers: Record<JobName, JobHandler>,
  { clock, log, metrics }: { readonly clock: Clock; readonly log: Log; readonly metrics: Metrics },
): Record<JobName, JobHandler> => {
  const limited =
    (name: JobName): JobHandler =>
    (job) => {
      const work = handlers[name](job);
      return withinTime(clock, LIMITS_MS[name], work, () => {
        metrics.count('queue_jobs_timed_out_total', { name });
        const fields = { jobId: job.id, name, lane: job.lane, attempt: job.attempt };
        work.then(
          () => log.warn(fields, 'queue.job_settled_late'),
          (error: unknown) => log.warn({ ...fields, err: error }, 'queue.job_failed_late'),
        );
      });
    };
  return {
    'command.send': limited('command.send'),
    'command.expire': limited('command.expire'),
    'command.effect_deadline': limited('command.effect_deadline'),
  };
};
