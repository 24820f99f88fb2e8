/** The services' jobs: each service declares the kinds it adds and registers what does them; the names are typed by that. */
import type { Log, Metrics } from './ports/observing.ts';
import type { JobHandler, JobHandlers, Queue } from './ports/queue.ts';
import type { Clock } from './ports/time.ts';
import { withinTime } from './time-limit.ts';

/** The kinds of jobs of one service, by their names. */
export type JobKinds<Name extends string = string> = Readonly<
  Record<
    Name,
    {
      /** How long one attempt may hold up its lane. */
      readonly limitMs: number;
    }
  >
>;

/** Where a service adds its jobs, and takes them away. */
export type JobQueue<Name extends string> = Pick<Queue<Name>, 'add' | 'addAll' | 'remove'>;

export type Jobs = {
  /** The queue for the jobs of these kinds alone. Throws when another service has a kind of the same name. */
  readonly queueFor: <Name extends string>(kinds: JobKinds<Name>) => JobQueue<Name>;
  /** What does the jobs. Throws for a kind that is not declared, or has its handler already. */
  readonly handle: <Name extends string>(handlers: JobHandlers<Name>) => void;
  /**
   * For queue.work: every handler, bounded in time. Throws when a declared kind has none: its jobs would be stored, and
   * nobody would do them.
   */
  readonly handlers: () => JobHandlers;
};

/** A mistake in the composition, found at the start. */
const fault = (detail: string): Error => new Error(`Jobs: ${detail}.`);

export const createJobs = ({
  queue,
  clock,
  log,
  metrics,
}: {
  readonly queue: Queue;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}): Jobs => {
  const kinds = new Map<string, { readonly limitMs: number }>();
  const handlers = new Map<string, JobHandler>();

  /**
   * Throws DomainError('unavailable') when the time is up, so that the attempt counts as failed. What it has begun goes
   * on; the records' versions keep two attempts from doing the same.
   */
  const timeLimited =
    (name: string, limitMs: number, handler: JobHandler): JobHandler =>
    (job) => {
      const work = handler(job);
      return withinTime(clock, limitMs, work, () => {
        metrics.count('queue_jobs_timed_out_total', { name });
        const fields = { jobId: job.id, name, lane: job.lane, attempt: job.attempt };
        work.then(
          () => log.warn(fields, 'queue.job_settled_late'),
          (error: unknown) => log.warn({ ...fields, err: error }, 'queue.job_failed_late'),
        );
      });
    };

  return {
    queueFor: (declared) => {
      for (const [name, kind] of Object.entries<JobKinds[string]>(declared)) {
        if (kinds.has(name)) throw fault(`two services declare ${name}`);
        kinds.set(name, kind);
      }
      return queue;
    },
    handle: (given) => {
      for (const [name, handler] of Object.entries<JobHandler>(given)) {
        if (!kinds.has(name)) throw fault(`nobody declares ${name}`);
        if (handlers.has(name)) throw fault(`two services handle ${name}`);
        handlers.set(name, handler);
      }
    },
    handlers: () =>
      Object.fromEntries(
        [...kinds].map(([name, { limitMs }]) => {
          const handler = handlers.get(name);
          if (handler === undefined) throw fault(`nobody handles ${name}`);
          return [name, timeLimited(name, limitMs, handler)];
        }),
      ),
  };
};
