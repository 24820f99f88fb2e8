/** Adds jobs: all or none, each id once. */
import { Job as BullJob } from 'bullmq';
import type { Redis } from 'ioredis';
import { DomainError } from '../../domain/error.ts';
import type { Job, JobOptions } from '../../services/ports/queue.ts';
import { jobTerms } from '../job-rules.ts';
import { type Bull, KEEP_DEAD } from './bull.ts';
import { bullIdOf, newStoredJob, type StoredJob } from './stored-job.ts';

/**
 * BullMQ passes over an id that is there, dead jobs included, and does not tell. This goes before each of its adds:
 * it forgets the job when it is dead, and answers 1 when it is there otherwise.
 */
const TAKE_ID = 'voltgateTakeId';
const TAKE_ID_SCRIPT = `
if redis.call('ZREM', KEYS[1], ARGV[1]) == 1 then redis.call('DEL', KEYS[2]) end
return redis.call('EXISTS', KEYS[2])
`;

export const defineScripts = (redis: Redis): void => {
  redis.defineCommand(TAKE_ID, { numberOfKeys: 2, lua: TAKE_ID_SCRIPT });
};

export type NewJob = { readonly job: Job; readonly options?: JobOptions };

const toBullJob = ({ queue }: Bull, { job, options = {} }: NewJob, now: Date): BullJob<StoredJob> => {
  const terms = jobTerms(job, options, now);
  const timestamp = now.getTime();
  return new BullJob<StoredJob>(
    queue,
    job.name,
    newStoredJob(job, terms),
    {
      timestamp,
      delay: terms.dueMs - timestamp,
      // Attempts are made and counted here: a retry keeps its place in its lane, which BullMQ's would lose.
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: KEEP_DEAD,
    },
    bullIdOf(job.id),
  );
};

/** In one transaction. Answers for each whether its id was free. Throws DomainError invalid_request before it asks Redis. */
export const addJobs = async (bull: Bull, jobs: readonly NewJob[], now: Date): Promise<readonly boolean[]> => {
  const bullJobs = jobs.map((job) => toBullJob(bull, job, now));
  if (bullJobs.length === 0) return [];
  const transaction = (await bull.backend.client).multi();
  for (const bullJob of bullJobs) {
    const { id = '' } = bullJob;
    transaction.runCommand(TAKE_ID, [bull.key('failed'), bull.key(id), id]);
    await bullJob.addJob(transaction as never);
  }
  const answers = await transaction.exec();
  if (answers === null) throw new DomainError('unavailable', { detail: 'Redis refused the transaction.' });
  for (const [error] of answers) if (error !== null) throw error;
  return bullJobs.map((_, index) => answers[2 * index]?.[1] === 0);
};
