/** Whose sending a command that is SENT is, and its end when that process has died: it is never sent again. */
import type { Command } from '../../domain/command.ts';
import { interrupt } from '../../domain/command-rules.ts';
import type { StationOwners } from '../ports/nodes.ts';
import type { Clock } from '../ports/time.ts';
import type { Answers } from './answers.ts';
import type { AtStation } from './at-station.ts';
import type { CommandRecords } from './records.ts';

export type Interruption = {
  /**
   * Of each that is SENT, unless a process that lives waits for its answer: SENT → FAILED with outcome_unknown, or
   * → ACCEPTED where its effect may still come, which is awaited then.
   */
  readonly unlessBeingSent: (commands: readonly Command[]) => Promise<void>;
};

export const createInterruption = ({
  records,
  owners,
  atStation,
  answers,
  clock,
}: {
  readonly records: Pick<CommandRecords, 'change'>;
  readonly owners: Pick<StationOwners, 'nodeId' | 'liveNodes'>;
  readonly atStation: Pick<AtStation, 'has'>;
  readonly answers: Pick<Answers, 'awaitEffect'>;
  readonly clock: Clock;
}): Interruption => {
  const isBeingSent = ({ id, sentBy }: Command, live: ReadonlySet<string>): boolean =>
    sentBy === owners.nodeId ? atStation.has(id) : sentBy !== null && live.has(sentBy);

  return {
    unlessBeingSent: async (commands) => {
      const sent = commands.filter(({ status }) => status === 'SENT');
      // Our own need no look at the others, who may not be told of just now. Asked after the records were read: whoever
      // had sent one of them was live before, and one that is not among these has ended.
      const live = sent.every(({ sentBy }) => sentBy === owners.nodeId) ? new Set<string>() : await owners.liveNodes();
      for (const { id, sentBy } of sent) {
        const after = await records.change(id, (current) =>
          // Sent anew since: its sender may have come after `live` was told.
          current.sentBy !== sentBy || isBeingSent(current, live) ? null : interrupt(current, clock.now()),
        );
        if (after?.command.status === 'ACCEPTED') await answers.awaitEffect(after.command);
      }
    },
  };
};
