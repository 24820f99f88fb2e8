/** Fills the queue from the records: after a start, when a queue lost its memory, and when a station is there again. */
import { interrupt } from '../../domain/command-rules.ts';
import type { Clock, Queue, Store } from '../ports.ts';
import type { JobToAdd } from './jobs.ts';
import { effectDeadlineJob, expireJob, sendJob } from './jobs.ts';
import type { CommandRecords } from './records.ts';

export type Recovery = {
  /**
   * What was SENT when a process died fails with outcome_unknown, and what waits gets its jobs again.
   * Run it before the queue works. Running it again, or beside a working queue, does no harm.
   */
  readonly recover: () => Promise<void>;
  /** The station has connected and is accepted: what waits for it goes out, oldest first. */
  readonly stationReady: (stationId: string) => Promise<void>;
};

export const createRecovery = ({
  store,
  records,
  queue,
  clock,
  isAtStation,
}: {
  readonly store: Pick<Store, 'unsettledCommands'>;
  readonly records: CommandRecords;
  readonly queue: Pick<Queue, 'add' | 'addAll'>;
  readonly clock: Clock;
  readonly isAtStation: (commandId: string) => boolean;
}): Recovery => ({
  recover: async () => {
    const jobs: JobToAdd[] = [];
    for (const command of await store.unsettledCommands(null)) {
      if (command.status === 'SENT') {
        await records.change(command.id, (current) =>
          isAtStation(current.id) ? null : interrupt(current, clock.now()),
        );
      } else if (command.status === 'ACCEPTED') {
        jobs.push(effectDeadlineJob(command, clock.now()));
      } else {
        jobs.push(sendJob(command), expireJob(command, clock.now()));
      }
    }
    if (jobs.length > 0) await queue.addAll(jobs);
  },
  stationReady: async (stationId) => {
    for (const command of await store.unsettledCommands(stationId)) {
      if (command.status !== 'QUEUED') continue;
      const first = sendJob(command);
      if (await queue.add(first.job, first.options)) continue;
      // That job may just have found the station offline and be at its end.
      const again = sendJob(command, true);
      await queue.add(again.job, again.options);
    }
  },
});
