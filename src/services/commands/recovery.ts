/** Fills the queue from the records: after a start, when a queue lost its memory, and when a station is there again. */
import type { Command } from '../../domain/command.ts';
import { interrupt } from '../../domain/command-rules.ts';
import type { StationOwners } from '../ports/nodes.ts';
import type { Store } from '../ports/store.ts';
import type { Clock } from '../ports/time.ts';
import type { CommandJobQueue, JobToAdd } from './jobs.ts';
import { addSendJob, effectDeadlineJob, expireJob, sendJob } from './jobs.ts';
import type { CommandRecords } from './records.ts';

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

/** Whether a process that lives waits for the station's answer to it. */
export const isBeingSent = (
  command: Command,
  {
    live,
    nodeId,
    isAtStation,
  }: {
    readonly live: ReadonlySet<string>;
    readonly nodeId: string;
    readonly isAtStation: (commandId: string) => boolean;
  },
): boolean => {
  const { sentBy } = command;
  if (sentBy === nodeId) return isAtStation(command.id);
  return sentBy !== null && live.has(sentBy);
};

const addJobs = async (
  queue: Pick<CommandJobQueue, 'addAll'>,
  commands: readonly Command[],
  clock: Clock,
): Promise<void> => {
  const jobs: JobToAdd[] = [];
  for (const command of commands) {
    if (command.status === 'ACCEPTED') jobs.push(effectDeadlineJob(command, clock.now()));
    // Under both ids, as in addSendJob, but in one step for all.
    else if (command.status === 'QUEUED')
      jobs.push(sendJob(command), sendJob(command, true), expireJob(command, clock.now()));
  }
  if (jobs.length > 0) await queue.addAll(jobs);
};

export const createRecovery = ({
  store,
  records,
  queue,
  owners,
  clock,
  isAtStation,
}: {
  readonly store: Pick<Store, 'unsettledCommands'>;
  readonly records: CommandRecords;
  readonly queue: Pick<CommandJobQueue, 'add' | 'addAll'>;
  readonly owners: Pick<StationOwners, 'nodeId' | 'liveNodes'>;
  readonly clock: Clock;
  readonly isAtStation: (commandId: string) => boolean;
}): Recovery => ({
  recover: async () => {
    const unsettled = await store.unsettledCommands(null);
    // In this order: whoever had sent one of them was live before, and one that is not among these has ended.
    const live = await owners.liveNodes();
    for (const { id, status, sentBy } of unsettled) {
      if (status !== 'SENT') continue;
      await records.change(id, (current) =>
        // Sent anew since: its sender may have come after `live` was told.
        current.sentBy !== sentBy || isBeingSent(current, { live, nodeId: owners.nodeId, isAtStation })
          ? null
          : interrupt(current, clock.now()),
      );
    }
    await addJobs(queue, unsettled, clock);
  },
  requeue: async () => addJobs(queue, await store.unsettledCommands(null), clock),
  stationReady: async (stationId) => {
    for (const command of await store.unsettledCommands(stationId)) {
      if (command.status !== 'QUEUED') continue;
      await addSendJob(queue, command);
    }
  },
});
