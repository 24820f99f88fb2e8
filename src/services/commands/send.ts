/** Takes a queued command to its station and the answer back into the record. */

import type { StationAnswer } from '../../domain/command.ts';
import { type Command, mayBeSent } from '../../domain/command.ts';
import { availabilityReached } from '../../domain/command-effects.ts';
import { expire, interrupt, markSent, markUnsent, refuse, settle } from '../../domain/command-rules.ts';
import type { ErrorCode } from '../../domain/error.ts';
import { DomainError, isDomainError } from '../../domain/error.ts';
import type { JsonValue } from '../../domain/json.ts';
import { isOpen } from '../../domain/session-rules.ts';
import type { StationOwners } from '../ports/nodes.ts';
import type { Log } from '../ports/observing.ts';
import type { JobHandler } from '../ports/queue.ts';
import type { StationLinks, StationOrder } from '../ports/station-links.ts';
import type { Store } from '../ports/store.ts';
import type { Clock } from '../ports/time.ts';
import { addSendJob, type CommandJobQueue, commandIdOf, effectDeadlineJob } from './jobs.ts';
import type { CommandRecords } from './records.ts';
import { isBeingSent } from './recovery.ts';
import type { SentLately } from './sent-lately.ts';

/** Nothing left the gateway, and later it may: the command goes back to the queue. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'station_offline',
  'station_busy',
  'unavailable',
  // The connection has not heard of the accepted registration yet, or not any more.
  'conflict',
  'station_rejected',
]);

/** 2.x names the transaction in its answer to a start when it had begun already, by the plug. */
const transactionIdIn = (result: JsonValue): string | null => {
  if (result === null || typeof result !== 'object' || !('transactionId' in result)) return null;
  return typeof result.transactionId === 'string' ? result.transactionId : null;
};

/** Between two tries to store what came of a sending, while the store takes nothing. */
const STORE_AGAIN_MS = 500;
/** Ten minutes: then the record says what it says, and the next start that nobody knows. */
const STORE_TRIES = 1200;

export type Sending = {
  readonly send: JobHandler;
  /** Puts an answer into the record, whenever it comes. */
  readonly answered: (commandId: string, answer: StationAnswer) => Promise<void>;
  /** Whether this process waits for the station's answer to it now. */
  readonly isAtStation: (commandId: string) => boolean;
  /** Resolves when no station has a command of this process that it has not answered. */
  readonly answersIn: () => Promise<void>;
};

export const createSending = ({
  store,
  records,
  sentLately,
  queue,
  links,
  owners,
  clock,
  log,
}: {
  readonly store: Pick<
    Store,
    'command' | 'station' | 'session' | 'sessionByTransaction' | 'unsettledCommands' | 'caughtUp'
  >;
  readonly records: CommandRecords;
  readonly sentLately: Pick<SentLately, 'sending'>;
  readonly queue: Pick<CommandJobQueue, 'add'>;
  readonly links: Pick<StationLinks, 'isReady' | 'send'>;
  readonly owners: Pick<StationOwners, 'nodeId' | 'liveNodes'>;
  readonly clock: Clock;
  readonly log: Log;
}): Sending => {
  const atStation = new Set<string>();
  const whenAllIn: (() => void)[] = [];

  /** The answer with what the station was seen to do before it came. */
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

  const awaitEffect = async (command: Command) => {
    const { job, options } = effectDeadlineJob(command, clock.now());
    await queue.add(job, options);
  };

  const answered: Sending['answered'] = async (commandId, answer) => {
    const settled = await records.change(commandId, (command) => settleWithWhatIsSeen(command, answer));
    if (settled?.command.status === 'ACCEPTED') await awaitEffect(settled.command);
  };

  /**
   * What came of a sending is known here only: it is kept until the store takes it. Given back to the queue it would be
   * lost, and the job itself with it when the command's time to wait is over.
   */
  const untilStored = async <T>(write: () => Promise<T>): Promise<T> => {
    for (let left = STORE_TRIES; ; left -= 1) {
      try {
        return await write();
      } catch (error) {
        if (left === 0 || !isDomainError(error, 'unavailable')) throw error;
      }
      await new Promise<void>((resolve) => clock.after(STORE_AGAIN_MS, resolve));
    }
  };

  /**
   * The mark may have been stored, though the store gave no answer; and nothing has been sent. Left SENT, nobody would end
   * it while this node lives: the job is not tried again when the command's time to wait is over by then.
   */
  const takeBackMark = (id: string): Promise<void> =>
    untilStored(async () => {
      await store.caughtUp();
      await records.change(id, (command) =>
        command.status === 'SENT' && command.sentBy === owners.nodeId ? markUnsent(command, clock.now()) : null,
      );
      // The expiry's job may have come and gone while it was SENT.
      await records.change(id, (command) => expire(command, clock.now()));
    });

  /** Sends what was marked SENT; true when it is to be tried again later. */
  const sendMarked = async (order: StationOrder): Promise<boolean> => {
    const { id, stationId, type } = order.command;
    const change: CommandRecords['change'] = (...rule) => untilStored(() => records.change(...rule));
    let answer: StationAnswer;
    try {
      answer = await links.send(order);
    } catch (error) {
      const now = clock.now();
      if (isDomainError(error) && PASSING.has(error.code)) {
        const back = await change(id, (command) => (command.status === 'SENT' ? markUnsent(command, now) : null));
        if (back === null || back.command.status !== 'QUEUED') return false;
        // The expiry's job may have come and gone while it was SENT.
        const waiting = await change(id, (command) => expire(command, now));
        if (waiting?.command.status !== 'QUEUED') return false;
        if (links.isReady(stationId, type)) return true;
        // Offline, or not booted: it is queued again when the station is ready. Unless that was while it was SENT: a node
        // that took the station over then has found nothing that waits. So whoever holds it now is asked, after the record.
        await addSendJob(queue, waiting.command);
        return false;
      }
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
    }
    await untilStored(() => answered(id, answer));
    return false;
  };

  /** Those that wait for the same station and were asked for before; their own jobs may have found it away, and be gone. */
  const waitingBefore = async (command: Command): Promise<readonly string[]> => {
    const ids: string[] = [];
    // Oldest first.
    for (const { id, status } of await store.unsettledCommands(command.stationId)) {
      if (id === command.id) break;
      if (status === 'QUEUED') ids.push(id);
    }
    return ids;
  };

  const interruptUnlessSending = async (command: Command): Promise<void> => {
    const isAtStation = (id: string) => atStation.has(id);
    // Its own needs no look at the others, who may not be told of just now.
    const live = command.sentBy === owners.nodeId ? new Set<string>() : await owners.liveNodes();
    await records.change(command.id, (current) =>
      // A sender that came after `live` was told is not among them.
      current.sentBy !== command.sentBy || isBeingSent(current, { live, nodeId: owners.nodeId, isAtStation })
        ? null
        : interrupt(current, clock.now()),
    );
  };

  /**
   * olderFirst: sends those that wait for the station since before; they come oldest first, and so have none themselves.
   * Throws station_busy when it is to be tried again.
   */
  const sendOne = async (id: string, { olderFirst }: { readonly olderFirst: boolean }): Promise<void> => {
    const command = await store.command(id);
    if (command === null) return;
    // The lane runs one job at a time: the one that marked it SENT has died, and its answer with it. Unless another node
    // has the station now, and sent it.
    if (command.status === 'SENT') await interruptUnlessSending(command);
    // The job came this far before, and failed at what follows the answer.
    if (command.status === 'ACCEPTED') await awaitEffect(command);
    if (command.status !== 'QUEUED') return;
    const readSession = async () => (command.sessionId === null ? null : store.session(command.sessionId));
    // Together: the store answers what is asked in one tick at once.
    const [station, older, sessionNow] = await Promise.all([
      store.station(command.stationId),
      olderFirst ? waitingBefore(command) : [],
      readSession(),
    ]);
    const ready =
      station !== null &&
      mayBeSent(station.registration, command.type) &&
      links.isReady(command.stationId, command.type);
    if (ready) for (const before of older) await sendOne(before, { olderFirst: false });
    // One of those may have ended it.
    const session = ready && older.length > 0 ? await readSession() : sessionNow;
    if (ready && command.sessionId !== null && (session === null || !isOpen(session))) {
      const fault = { code: 'session_ended', detail: 'The session ended before the command could be sent.' } as const;
      await records.change(command.id, (current) =>
        current.status === 'QUEUED' ? (expire(current, clock.now()) ?? refuse(current, fault, clock.now())) : null,
      );
      return;
    }
    let tryAgain = false;
    atStation.add(command.id);
    sentLately.sending(command.stationId);
    try {
      const marked = await records
        .change(
          command.id,
          (current) => {
            if (current.status !== 'QUEUED') return null;
            const expired = expire(current, clock.now());
            return expired ?? (ready ? markSent(current, owners.nodeId, clock.now()) : null);
          },
          older.length > 0 ? null : command,
        )
        .catch(async (error: unknown) => {
          if (isDomainError(error, 'unavailable')) await takeBackMark(command.id);
          throw error;
        });
      if (marked === null || !marked.changed || marked.command.status !== 'SENT') return;
      const order = {
        command: marked.command,
        transactionId: session?.transaction.id ?? null,
        sessionEvseId: session?.evseId ?? null,
      } as StationOrder;
      tryAgain = await sendMarked(order);
    } finally {
      atStation.delete(command.id);
      if (atStation.size === 0) for (const tell of whenAllIn.splice(0)) tell();
    }
    // The queue's way of trying again, with its growing pause.
    if (tryAgain) throw new DomainError('station_busy');
  };

  const send: JobHandler = async ({ data }) => {
    const id = commandIdOf(data);
    if (id !== null) await sendOne(id, { olderFirst: true });
  };

  return {
    send,
    answered,
    isAtStation: (commandId) => atStation.has(commandId),
    answersIn: () =>
      new Promise((resolve) => {
        if (atStation.size === 0) resolve();
        else whenAllIn.push(resolve);
      }),
  };
};
