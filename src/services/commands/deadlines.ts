/** What the clock does to commands: the wait for a station ends, and the wait for an effect. */
import type { Command } from '../../domain/command.ts';
import { availabilityReached } from '../../domain/command-effects.ts';
import { expire, missEffect, seeEffect } from '../../domain/command-rules.ts';
import { DomainError } from '../../domain/error.ts';
import type { JobHandler } from '../ports/queue.ts';
import type { Store } from '../ports/store.ts';
import type { Clock } from '../ports/time.ts';
import { commandIdOf } from './jobs.ts';
import type { CommandRecords } from './records.ts';

export const createDeadlines = ({
  store,
  records,
  clock,
}: {
  readonly store: Pick<Store, 'station'>;
  readonly records: CommandRecords;
  readonly clock: Clock;
}): { readonly expire: JobHandler; readonly effectDeadline: JobHandler } => {
  const missOrSee = async (command: Command): Promise<Command | null> => {
    const now = clock.now();
    const missed = missEffect(command, now);
    if (missed === null || command.type !== 'CHANGE_AVAILABILITY') return missed;
    const station = await store.station(command.stationId);
    return station !== null && availabilityReached(station, command.parameters)
      ? seeEffect(command, null, now)
      : missed;
  };

  return {
    expire: async ({ data }) => {
      const id = commandIdOf(data);
      const after = id === null ? null : await records.change(id, (command) => expire(command, clock.now()));
      // The queue's clock may run ahead of ours: throwing makes it come back.
      if (after?.command.status === 'QUEUED') throw new DomainError('conflict', { detail: 'It is not due yet.' });
    },
    effectDeadline: async ({ data }) => {
      const id = commandIdOf(data);
      const after = id === null ? null : await records.change(id, missOrSee);
      if (after?.command.status === 'ACCEPTED') throw new DomainError('conflict', { detail: 'It is not due yet.' });
    },
  };
};
