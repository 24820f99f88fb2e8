/** Puts what a station answered into the command's record, with what the station was seen to do before it came. */
import type { Command, StationAnswer } from '../../domain/command.ts';
import { availabilityReached } from '../../domain/command-effects.ts';
import { settle, supersede } from '../../domain/command-rules.ts';
import type { JsonValue } from '../../domain/json.ts';
import { isOpen } from '../../domain/session-rules.ts';
import type { Store } from '../ports/store.ts';
import type { Clock } from '../ports/time.ts';
import { type CommandJobQueue, effectDeadlineJob } from './jobs.ts';
import type { CommandRecords } from './records.ts';

/** 2.x names the transaction in its answer to a start when it had begun already, by the plug. */
const transactionIdIn = (result: JsonValue): string | null => {
  if (result === null || typeof result !== 'object' || !('transactionId' in result)) return null;
  return typeof result.transactionId === 'string' ? result.transactionId : null;
};

export type Answers = {
  /** Puts an answer into the record, whenever it comes. */
  readonly answered: (commandId: string, answer: StationAnswer) => Promise<void>;
  /** The job that ends the wait for the effect of an accepted command; again does no harm. */
  readonly awaitEffect: (command: Command) => Promise<void>;
};

export const createAnswers = ({
  store,
  records,
  queue,
  clock,
}: {
  readonly store: Pick<Store, 'station' | 'sessionByTransaction' | 'unsettledCommands'>;
  readonly records: Pick<CommandRecords, 'change'>;
  readonly queue: Pick<CommandJobQueue, 'add'>;
  readonly clock: Clock;
}): Answers => {
  const settleWithWhatIsSeen = async (command: Command, answer: StationAnswer): Promise<Command | null> => {
    const now = clock.now();
    if (answer.kind !== 'accepted' || command.status !== 'SENT') return settle(command, answer, now);
    if (command.type === 'CHANGE_AVAILABILITY') {
      const station = await store.station(command.stationId);
      const reached = station !== null && availabilityReached(station, command.parameters);
      return settle(command, { ...answer, done: answer.done || reached }, now);
    }
    if (command.type === 'START_SESSION') {
      const transactionId = transactionIdIn(answer.result);
      const session =
        transactionId === null ? null : await store.sessionByTransaction(command.stationId, transactionId);
      if (session !== null && isOpen(session))
        return settle({ ...command, sessionId: session.id }, { ...answer, done: true }, now);
    }
    return settle(command, answer, now);
  };

  /** A station that has taken a later change of availability forgets the one that it had scheduled (OCPP 2.0.1, G03). */
  const supersedeBefore = async (later: Command<'CHANGE_AVAILABILITY'>): Promise<void> => {
    const { evseId, connectorId } = later.parameters;
    const earlier = (await store.unsettledCommands(later.stationId)).filter(
      (command) =>
        command.type === 'CHANGE_AVAILABILITY' &&
        command.number < later.number &&
        command.parameters.evseId === evseId &&
        command.parameters.connectorId === connectorId,
    );
    for (const { id } of earlier) await records.change(id, (command) => supersede(command, clock.now()));
  };

  const awaitEffect: Answers['awaitEffect'] = async (command) => {
    const { job, options } = effectDeadlineJob(command, clock.now());
    await queue.add(job, options);
  };

  return {
    awaitEffect,
    answered: async (commandId, answer) => {
      const settled = await records.change(commandId, (command) => settleWithWhatIsSeen(command, answer));
      if (settled === null || !settled.changed) return;
      const { command } = settled;
      if (command.status === 'ACCEPTED') await awaitEffect(command);
      const taken = command.status === 'ACCEPTED' || command.status === 'CONFIRMED';
      if (command.type === 'CHANGE_AVAILABILITY' && taken) await supersedeBefore(command);
    },
  };
};
