/** The queue's job: takes a queued command to its station, behind those that wait for it since before. */
import type { Command, CommandFault } from '../../domain/command.ts';
import { expire, refuse } from '../../domain/command-rules.ts';
import { DomainError } from '../../domain/error.ts';
import type { Session } from '../../domain/session.ts';
import { DELETED_FAULT, replacedFault } from '../../domain/station-rules.ts';
import type { JobHandler } from '../ports/queue.ts';
import type { StationLinks } from '../ports/station-links.ts';
import type { Store } from '../ports/store.ts';
import type { Clock } from '../ports/time.ts';
import type { Answers } from './answers.ts';
import type { AtStation } from './at-station.ts';
import type { Dispatch } from './dispatch.ts';
import type { Interruption } from './interruption.ts';
import { addSendJob, type CommandJobQueue, commandIdOf, isHeld } from './jobs.ts';
import type { Marking } from './marking.ts';
import { isReadyHere, lostItsSession, orderOf } from './readiness.ts';
import type { CommandRecords } from './records.ts';
import type { SentLately } from './sent-lately.ts';
import type { StationTurns } from './station-turns.ts';

const SESSION_ENDED: CommandFault = {
  code: 'session_ended',
  detail: 'The session ended before the command could be sent.',
};

export const createSend = ({
  store,
  records,
  sentLately,
  turns,
  atStation,
  interruption,
  marking,
  dispatch,
  answers,
  queue,
  links,
  clock,
}: {
  readonly store: Pick<Store, 'command' | 'station' | 'session' | 'unsettledCommands'>;
  readonly records: Pick<CommandRecords, 'change'>;
  readonly sentLately: Pick<SentLately, 'sending'>;
  readonly turns: Pick<StationTurns, 'inTurn'>;
  readonly atStation: AtStation;
  readonly interruption: Interruption;
  readonly marking: Pick<Marking, 'mark'>;
  readonly dispatch: Dispatch;
  readonly answers: Pick<Answers, 'awaitEffect'>;
  readonly queue: Pick<CommandJobQueue, 'add'>;
  readonly links: Pick<StationLinks, 'isReady'>;
  readonly clock: Clock;
}): JobHandler => {
  /** Those that wait for the same station and were asked for before; their own jobs may have found it away, and be gone. */
  const waitingBefore = async (command: Command): Promise<readonly string[]> => {
    const ids: string[] = [];
    // Oldest first.
    for (const other of await store.unsettledCommands(command.stationId)) {
      if (other.id === command.id) break;
      if (other.status === 'QUEUED' && !isHeld(other, clock.now())) ids.push(other.id);
    }
    return ids;
  };

  const fail = async ({ id }: Command, fault: CommandFault): Promise<void> => {
    await records.change(id, (current) =>
      current.status === 'QUEUED' ? (expire(current, clock.now()) ?? refuse(current, fault, clock.now())) : null,
    );
  };

  /** The command when it waits again. known: it is as it was read. */
  const markAndSend = async (
    command: Command,
    { ready, session, known }: { readonly ready: boolean; readonly session: Session | null; readonly known: boolean },
  ): Promise<Command | null> => {
    const release = atStation.hold(command.id);
    sentLately.sending(command.stationId);
    try {
      const marked = await marking.mark(command.id, ready, known ? command : null);
      return marked?.status === 'SENT' ? await dispatch(orderOf(marked, session)) : null;
    } finally {
      release();
    }
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
    await interruption.unlessBeingSent([command]);
    // The job came this far before, and failed at what follows the answer.
    if (command.status === 'ACCEPTED') await answers.awaitEffect(command);
    if (command.status !== 'QUEUED') return;
    // The station has come, or the queue's clock runs ahead of ours.
    if (isHeld(command, clock.now())) return addSendJob(queue, command, clock.now());
    const readSession = async () => (command.sessionId === null ? null : store.session(command.sessionId));
    // Together: the store answers what is asked in one tick at once.
    const [station, older, sessionNow] = await Promise.all([
      store.station(command.stationId),
      olderFirst ? waitingBefore(command) : [],
      readSession(),
    ]);
    // Asked for while the station was being deleted, or replaced.
    if (station === null) return fail(command, DELETED_FAULT);
    if (station.replacedBy !== null) return fail(command, replacedFault(station));
    const ready = isReadyHere(links, station, command.type);
    if (ready) for (const before of older) await sendOne(before, { olderFirst: false });
    // One of those may have ended it.
    const session = ready && older.length > 0 ? await readSession() : sessionNow;
    if (ready && lostItsSession(command, session)) return fail(command, SESSION_ENDED);
    const waiting = await markAndSend(command, { ready, session, known: older.length === 0 });
    if (waiting === null) return;
    // The queue's way of trying again, with its growing pause.
    if (links.isReady(waiting.stationId, waiting.type)) throw new DomainError('station_busy');
    // Offline, or not booted: it is queued again when the station is ready. Unless that was while it was SENT: a node
    // that took the station over then has found nothing that waits. So whoever holds it now is asked, after the record.
    await addSendJob(queue, waiting, clock.now());
  };

  return async ({ lane, data }) => {
    const id = commandIdOf(data);
    // The lane is the station.
    if (id !== null) await turns.inTurn(lane, () => sendOne(id, { olderFirst: true }));
  };
};
