/** Takes what is marked SENT to its station, and keeps what comes of it. */
import type { StationAnswer } from '../../domain/command.ts';
import { interrupt, refuse } from '../../domain/command-rules.ts';
import type { ErrorCode } from '../../domain/error.ts';
import { isDomainError } from '../../domain/error.ts';
import type { Log } from '../ports/observing.ts';
import type { StationLinks, StationOrder } from '../ports/station-links.ts';
import type { Clock } from '../ports/time.ts';
import type { Answers } from './answers.ts';
import { addSendJob, type CommandJobQueue } from './jobs.ts';
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

/** Resolves when what came of it is stored; true when it waits again, and is to be tried again by whoever sent it. */
export type Dispatch = (order: StationOrder) => Promise<boolean>;

export const createDispatch = ({
  records,
  marking,
  answers,
  untilStored,
  queue,
  links,
  clock,
  log,
}: {
  readonly records: Pick<CommandRecords, 'change'>;
  readonly marking: Pick<Marking, 'unmark'>;
  readonly answers: Pick<Answers, 'answered'>;
  readonly untilStored: UntilStored;
  readonly queue: Pick<CommandJobQueue, 'add'>;
  readonly links: Pick<StationLinks, 'isReady' | 'send'>;
  readonly clock: Clock;
  readonly log: Log;
}): Dispatch => {
  const change: CommandRecords['change'] = (...rule) => untilStored(() => records.change(...rule));

  const notSent = async ({ command: { id, stationId, type } }: StationOrder, error: unknown): Promise<boolean> => {
    if (isDomainError(error) && PASSING.has(error.code)) {
      const waiting = await marking.unmark(id);
      if (waiting === null) return false;
      if (links.isReady(stationId, type)) return true;
      // Offline, or not booted: it is queued again when the station is ready. Unless that was while it was SENT: a node
      // that took the station over then has found nothing that waits. So whoever holds it now is asked, after the record.
      await addSendJob(queue, waiting);
      return false;
    }
    const now = clock.now();
    if (isDomainError(error, 'not_supported')) {
      const fault = { code: error.code, detail: error.detail };
      await change(id, (command) => (command.status === 'SENT' ? refuse(command, fault, now) : null));
      return false;
    }
    // A bug of ours. Whether something left the gateway is not known, so it must not be sent again.
    log.error({ commandId: id, stationId, type, err: error }, 'command.send_failed');
    const fault = { code: 'internal', detail: 'Sending it failed inside the gateway.' } as const;
    await change(id, (command) => interrupt(command, now, fault));
    return false;
  };

  return async (order) => {
    let answer: StationAnswer;
    try {
      answer = await links.send(order);
    } catch (error) {
      return notSent(order, error);
    }
    await untilStored(() => answers.answered(order.command.id, answer));
    return false;
  };
};
