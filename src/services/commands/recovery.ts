/** Fills the queue from the records: after a start, when a queue lost its memory, and when a station is there again. */
import type { Command } from '../../domain/command.ts';
import type { Store } from '../ports/store.ts';
import type { Clock } from '../ports/time.ts';
import type { Interruption } from './interruption.ts';
import type { CommandJobQueue, JobToAdd } from './jobs.ts';
import { addSendJob, effectDeadlineJob, expireJob, sendJob } from './jobs.ts';

export type Recovery = {
  /**
   * What was SENT by a process that has died fails with outcome_unknown, and what waits gets its jobs again.
   * At the start, and when a node has died. Running it again, or beside working queues, does no harm.
   * Throws DomainError('unavailable') while it cannot be told who lives.
   */
  readonly recover: () => Promise<void>;
  /** What waits gets its jobs again, which a queue or this node may have lost; nothing fails by it. */
  readonly requeue: () => Promise<void>;
  /** The station has connected and is accepted: what waits for it goes out, oldest first. */
  readonly stationReady: (stationId: string) => Promise<void>;
};

const addJobs = async (
  queue: Pick<CommandJobQueue, 'addAll'>,
  commands: readonly Command[],
  clock: Clock,
): Promise<void> => {
  const jobs: JobToAdd[] = [];
  for (const command of commands) {
    const now = clock.now();
    if (command.status === 'ACCEPTED') jobs.push(effectDeadlineJob(command, now));
    // Under both ids, as in addSendJob, but in one step for all.
    else if (command.status === 'QUEUED')
      jobs.push(sendJob(command, now), sendJob(command, now, true), expireJob(command, now));
  }
  if (jobs.length > 0) await queue.addAll(jobs);
};

export const createRecovery = ({
  store,
  interruption,
  queue,
  clock,
}: {
  readonly store: Pick<Store, 'unsettledCommands'>;
  readonly interruption: Interruption;
  readonly queue: Pick<CommandJobQueue, 'add' | 'addAll'>;
  readonly clock: Clock;
}): Recovery => ({
  recover: async () => {
    const unsettled = await store.unsettledCommands(null);
    await interruption.unlessBeingSent(unsettled);
    await addJobs(queue, unsettled, clock);
  },
  requeue: async () => addJobs(queue, await store.unsettledCommands(null), clock),
  stationReady: async (stationId) => {
    for (const command of await store.unsettledCommands(stationId)) {
      if (command.status !== 'QUEUED') continue;
      await addSendJob(queue, command, clock.now());
    }
  },
});
