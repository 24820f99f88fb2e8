import type { JsonObject } from '../../domain/json.ts';

/**
 * A job carries ids, never the truth. Same id: added once, until it is done or has died.
 * Jobs of one lane (a station) run one at a time, in the order of their due times, then of adding.
 * A job that pauses before a retry keeps its place: the later jobs of its lane and name wait, so that no command is
 * overtaken by one that follows it; jobs of other names (expiry, deadlines) go past. A job whose next attempt would
 * come after its expiry is dropped at once.
 * Jobs of different lanes run beside each other, up to the adapter's bound.
 * Deliberately not in it: results, progress, priorities, parents, cancelling a running job.
 */
export type Job<Name extends string = string> = {
  /** At most 120 of [A-Za-z0-9._-]. */
  readonly id: string;
  /** Whose handler does it: one that a service has registered (services/jobs.ts). */
  readonly name: Name;
  readonly lane: string;
  readonly data: JsonObject;
};

export type JobOptions = {
  /** Not before this long from now. */
  readonly delayMs?: number;
  /** Not started after this instant: it is dropped (and counted). */
  readonly expiresAt?: Date;
  /** Tries in all, default 5. */
  readonly attempts?: number;
  /** First pause before a retry, doubled each time up to a minute, of that between half and all; default 1000. */
  readonly backoffMs?: number;
  /** Worked by the node that holds the socket of the station that the lane names; without it, by any node. */
  readonly atStation?: boolean;
};

/** attempt counts from 1. Throwing means: try again, until the attempts are used up; then the job is dead. */
export type JobHandler = (job: Job & { readonly attempt: number }) => Promise<void>;

/** By the job's name. */
export type JobHandlers<Name extends string = string> = Readonly<Record<Name, JobHandler>>;

export type JobToAdd<Name extends string = string> = { readonly job: Job<Name>; readonly options?: JobOptions };

export type Queue<Name extends string = string> = {
  /** Durable when it resolves. false: a job of that id is there already. Throws DomainError invalid_request, unavailable. */
  readonly add: (job: Job<Name>, options?: JobOptions) => Promise<boolean>;
  /** All or none; passes over ids that are there already. */
  readonly addAll: (jobs: readonly JobToAdd<Name>[]) => Promise<void>;
  /** Takes a job that is not running away; false when it is running or not there. */
  readonly remove: (id: string) => Promise<boolean>;
  /**
   * Starts working. Once for each queue. A job that ran when the process died runs again, attempt counted;
   * it is dead when that was its last. A stored job that none of the handlers is for fails its attempt: a newer release
   * may have added it, and one of its nodes may do it yet.
   */
  readonly work: (handlers: JobHandlers) => void;
  readonly stats: () => Promise<{
    readonly waiting: number;
    readonly delayed: number;
    readonly running: number;
    readonly dead: number;
  }>;
  /** Waits for running jobs up to the time given, starts no others; those that run may still add. */
  readonly close: (withinMs: number) => Promise<void>;
};
