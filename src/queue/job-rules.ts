import { DomainError } from '../domain/error.ts';
import type { Job, JobOptions } from '../services/ports/queue.ts';

const DEFAULT_ATTEMPTS = 5;
const DEFAULT_BACKOFF_MS = 1000;

const JOB_ID = /^[A-Za-z0-9._-]{1,120}$/;

/** Options with their defaults; instants in ms since 1970. */
export type JobTerms = {
  readonly dueMs: number;
  readonly expiresMs: number | null;
  readonly attempts: number;
  readonly backoffMs: number;
};

/** When and how often to try. Throws DomainError invalid_request for a job or option that breaks the port's rules. */
export const jobTerms = (job: Job, options: JobOptions, now: Date): JobTerms => {
  const { delayMs = 0, expiresAt, attempts = DEFAULT_ATTEMPTS, backoffMs = DEFAULT_BACKOFF_MS } = options;
  const refuse = (pointer: string, detail: string) =>
    new DomainError('invalid_request', { detail: `Job ${job.name}: ${detail}`, faults: [{ pointer, detail }] });
  if (!JOB_ID.test(job.id)) throw refuse('/id', 'must be 1 to 120 of A-Z, a-z, 0-9, ".", "_", "-".');
  if (!(delayMs >= 0)) throw refuse('/delayMs', 'must be 0 or more.');
  if (!(Number.isInteger(attempts) && attempts >= 1)) throw refuse('/attempts', 'must be 1 or more.');
  if (!(backoffMs >= 0)) throw refuse('/backoffMs', 'must be 0 or more.');
  return {
    dueMs: now.getTime() + Math.round(delayMs),
    expiresMs: expiresAt?.getTime() ?? null,
    attempts,
    backoffMs: Math.round(backoffMs),
  };
};
