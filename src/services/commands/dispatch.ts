/** Takes what is marked SENT to its station, and keeps what comes of it. */
import type { Command, StationAnswer } from '../../domain/command.ts';
import { interrupt, refuse } from '../../domain/command-rules.ts';
import type { ErrorCode } from '../../domain/error.ts';
import { isDomainError } from '../../domain/error.ts';
import type { Log } from '../ports/observing.ts';
import type { StationLinks, StationOrder } from '../ports/station-links.ts';
import type { Clock } from '../ports/time.ts';
import type { Answers } from './answers.ts';
import type { Marking } from './marking.ts';
import type { CommandRecords } from './records.ts';
import type { UntilStored } from './until-stored.ts';

/** Nothing left the gateway, and later it may: the command goes back to the queue. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'station_offline',
  'station_busy',
  'unavailable',
  // The connection has not heard of the accepted registration yet, or not any more.
  'conflict',
  'station_rejected',
]);

/**
 * Resolves when what came of it is stored; with the command when nothing has left and it waits again: then whoever sent it
 * sees to its jobs.
 */
export type Dispatch = (order: StationOrder) => Promise<Command | null>;

export const createDispatch = ({
  records,
  marking,
  answers,
  untilStored,
  links,
  clock,
  log,
}: {
  readonly records: Pick<CommandRecords, 'change'>;
  readonly marking: Pick<Marking, 'unmark'>;
  readonly answers: Pick<Answers, 'answered'>;
  readonly untilStored: UntilStored;
  readonly links: Pick<StationLinks, 'send'>;
  readonly clock: Clock;
  readonly log: Log;
}): Dispatch => {
  const change: CommandRecords['change'] = (...rule) => untilStored(() => records.change(...rule));

  const notSent = async (
    { command: { id, stationId, type } }: StationOrder,
    error: unknown,
  ): Promise<Command | null> => {
    if (isDomainError(error) && PASSING.has(error.code)) return marking.unmark(id);
    const now = clock.now();
    if (isDomainError(error, 'not_supported')) {
      const fault = { code: error.code, detail: error.detail };
      await change(id, (command) => (command.status === 'SENT' ? refuse(command, fault, now) : null));
      return null;
    }
    // A bug of ours. Whether something left the gateway is not known, so it must not be sent again.
    log.error({ commandId: id, stationId, type, err: error }, 'command.send_failed');
    const fault = { code: 'internal', detail: 'Sending it failed inside the gateway.' } as const;
    await change(id, (command) => interrupt(command, now, fault));
    return null;
  };

  return async (order) => {
    let answer: StationAnswer;
    try {
      answer = await links.send(order);
    } catch (error) {
      return notSent(order, error);
    }
    await untilStored(() => answers.answered(order.command.id, answer));
    return null;
  };
};
