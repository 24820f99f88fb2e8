/**
 * The straight way to a station that is at this node, ready, and has nothing waiting: its command is stored as SENT from
 * the start, in one commit with its event and its idempotency record, and leaves as soon as that is durable. It has no
 * job: what is SENT neither expires nor is sent again, and a command that comes back to QUEUED is given its jobs then.
 *
 * Never twice, wherever the process dies:
 * - before the commit: nothing is stored, and nothing was answered;
 * - between the commit and the frame: the record says SENT by a process that has died. It becomes FAILED with
 *   outcome_unknown and is never sent (interruption.ts), though nothing had left;
 * - after the frame: the same; what the station answers or does by it becomes the late outcome;
 * - after nothing could be sent, before its jobs are there: the record says QUEUED, and recovery gives it jobs.
 * Where the store does not say whether the commit was made, nothing is sent, and the mark is taken back.
 */
import type { Command } from '../../domain/command.ts';
import type { CommandType } from '../../domain/commands/commands.ts';
import { isDomainError } from '../../domain/error.ts';
import type { Session } from '../../domain/session.ts';
import type { Station } from '../../domain/station.ts';
import type { Log } from '../ports/observing.ts';
import type { StationLinks } from '../ports/station-links.ts';
import type { AtStation } from './at-station.ts';
import type { Dispatch } from './dispatch.ts';
import type { Enqueue } from './enqueue.ts';
import type { Marking } from './marking.ts';
import { isReadyHere, orderOf } from './readiness.ts';
import type { SentLately } from './sent-lately.ts';
import type { StationTurns } from './station-turns.ts';

/** The station's turn. Either `send` is called or `leave`, once. */
export type StraightTurn = {
  /** Goes another way. */
  readonly leave: () => void;
  /** Stores a command that is SENT by `commit`, and has it sent; resolves when it is stored, and throws what commit throws. */
  readonly send: (command: Command, session: Session | null, commit: () => Promise<unknown>) => Promise<void>;
};

/** null: the station is elsewhere or not ready, or has a command on its way through this process. */
export type TakeStraight = (station: Station, type: CommandType) => StraightTurn | null;

export const createStraight = ({
  links,
  turns,
  atStation,
  sentLately,
  marking,
  dispatch,
  enqueueAgain,
  log,
}: {
  readonly links: Pick<StationLinks, 'isReady'>;
  readonly turns: Pick<StationTurns, 'take'>;
  readonly atStation: Pick<AtStation, 'hold'>;
  readonly sentLately: Pick<SentLately, 'sending'>;
  readonly marking: Pick<Marking, 'takeBack'>;
  readonly dispatch: Dispatch;
  readonly enqueueAgain: Enqueue['enqueueAgain'];
  readonly log: Log;
}): TakeStraight => {
  const told = ({ id, stationId, type }: Command, error: unknown): void =>
    log.error({ commandId: id, stationId, type, err: error }, 'command.send_failed');

  /** The commit may have been made. */
  const takeBack = async (command: Command): Promise<void> => {
    try {
      const waiting = await marking.takeBack(command.id);
      if (waiting !== null) await enqueueAgain(waiting);
    } catch (error) {
      told(command, error);
    }
  };

  const sendStored = async (command: Command, session: Session | null, over: () => void): Promise<void> => {
    let waits: Command | null;
    try {
      waits = await dispatch(orderOf(command, session));
    } catch (error) {
      // What came of it is not in the record; its job looks at that, and ends what nobody waits for any more.
      told(command, error);
      waits = command;
    } finally {
      over();
    }
    if (waits !== null) await enqueueAgain(waits);
  };

  return (station, type) => {
    if (!isReadyHere(links, station, type)) return null;
    const leave = turns.take(station.id);
    if (leave === null) return null;
    return {
      leave,
      send: async (command, session, commit) => {
        const release = atStation.hold(command.id);
        sentLately.sending(command.stationId);
        try {
          await commit();
        } catch (error) {
          leave();
          if (isDomainError(error, 'unavailable')) void takeBack(command).finally(release);
          else release();
          throw error;
        }
        // The answer to the caller does not wait for the station's.
        void sendStored(command, session, () => {
          release();
          leave();
        });
      },
    };
  };
};
