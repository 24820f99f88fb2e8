/** The mark in the record that a command is at its station: stored before the first byte leaves, so that none goes twice. */
import type { Command } from '../../domain/command.ts';
import { expire, markSent, markUnsent } from '../../domain/command-rules.ts';
import { isDomainError } from '../../domain/error.ts';
import type { StationOwners } from '../ports/nodes.ts';
import type { Store } from '../ports/store.ts';
import type { Clock } from '../ports/time.ts';
import type { CommandRecords } from './records.ts';
import type { UntilStored } from './until-stored.ts';

export type Marking = {
  /**
   * QUEUED → SENT, from this node; or → EXPIRED when its time is over. null: it was neither, or `ready` does not hold.
   * known: as it was read a moment ago.
   */
  readonly mark: (id: string, ready: boolean, known: Command | null) => Promise<Command | null>;
  /** Nothing left the gateway: SENT → QUEUED, or on to EXPIRED. null: it does not wait for the station any more. */
  readonly unmark: (id: string) => Promise<Command | null>;
  /**
   * The mark may have been stored, though the store gave no answer; and nothing has been sent. Left SENT, nobody would end
   * it while this node lives: the job is not tried again when the command's time to wait is over by then.
   * Answers the command when it waits for the station now: the caller sees that it has its jobs. null: it does not wait.
   */
  readonly takeBack: (id: string) => Promise<Command | null>;
};

export const createMarking = ({
  store,
  records,
  owners,
  clock,
  untilStored,
}: {
  readonly store: Pick<Store, 'caughtUp'>;
  readonly records: Pick<CommandRecords, 'change'>;
  readonly owners: Pick<StationOwners, 'nodeId'>;
  readonly clock: Clock;
  readonly untilStored: UntilStored;
}): Marking => {
  const takeBack: Marking['takeBack'] = (id) =>
    untilStored(async () => {
      await store.caughtUp();
      await records.change(id, (command) =>
        command.status === 'SENT' && command.sentBy === owners.nodeId ? markUnsent(command, clock.now()) : null,
      );
      // The expiry's job may have come and gone while it was SENT.
      const waiting = await records.change(id, (command) => expire(command, clock.now()));
      return waiting?.command.status === 'QUEUED' ? waiting.command : null;
    });

  return {
    takeBack,
    mark: async (id, ready, known) => {
      try {
        const marked = await records.change(
          id,
          (command) => {
            if (command.status !== 'QUEUED') return null;
            return expire(command, clock.now()) ?? (ready ? markSent(command, owners.nodeId, clock.now()) : null);
          },
          known,
        );
        return marked?.changed === true ? marked.command : null;
      } catch (error) {
        if (isDomainError(error, 'unavailable')) await takeBack(id);
        throw error;
      }
    },
    unmark: async (id) => {
      const now = clock.now();
      const back = await untilStored(() =>
        records.change(id, (command) => (command.status === 'SENT' ? markUnsent(command, now) : null)),
      );
      if (back === null || back.command.status !== 'QUEUED') return null;
      // The expiry's job may have come and gone while it was SENT.
      const waiting = await untilStored(() => records.change(id, (command) => expire(command, now)));
      return waiting?.command.status === 'QUEUED' ? waiting.command : null;
    },
  };
};
