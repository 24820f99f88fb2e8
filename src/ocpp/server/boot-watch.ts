/**
 * The boot of a station that has connected. One that has booted before may do so again in a moment, or not at all: commands
 * wait a little for it. One that never has, though it connects (its address was moved to us by DNS, and it took no notice),
 * is asked to, told of, and served meanwhile (OCPP 1.6 errata 3.10; OCPP 2.0.1 part 2 errata 2025-09).
 */
import { cutText } from '../../domain/cut-text.ts';
import { isDomainError } from '../../domain/error.ts';
import type { StationInbox } from '../../services/inbox.ts';
import { createPacing } from '../../services/pacing.ts';
import type { Log } from '../../services/ports/observing.ts';
import type { Clock, NewId } from '../../services/ports/time.ts';
import { statusOf } from '../answers.ts';
import type { CallOutcome } from '../protocol.ts';
import type { StationConnection } from '../rpc/connection.ts';

export type BootWatch = {
  /** The connection begins; its messages are not worked on yet. neverBooted: as the record of its station says. */
  readonly begin: (connection: StationConnection, neverBooted: boolean) => void;
  readonly end: (connection: StationConnection) => void;
  /** An operator has let its station in: one that never boots hears of it in no other way. */
  readonly adopt: (connection: StationConnection) => void;
  /** Asks no more. */
  readonly close: () => void;
};

/** One that says nothing at all is given this long at least: it may still be starting. */
const LEAST_SILENCE_MS = 5_000;

/** Between asking and asking again: growing fivefold, up to an hour. */
const ASK_AGAIN_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** Stations that are asked at once, and in a second, before the next ones are spread. */
const AT_ONCE = 50;
const SPREAD_MS = 10_000;

/** The same in all versions. */
const ASK = { action: 'TriggerMessage', payload: { requestedMessage: 'BootNotification' } } as const;

/** What is told of an answer, which is the station's own word. */
const LONGEST_WORD = 40;
const wordOf = (outcome: CallOutcome | null): string => {
  if (outcome === null) return 'nothing';
  if (outcome.kind === 'timeout') return 'nothing in time';
  const word = outcome.kind === 'error' ? outcome.errorCode : statusOf(outcome.payload);
  return JSON.stringify(cutText(word, LONGEST_WORD));
};

/** It will answer no other way, however often it is asked. */
const cannot = (outcome: CallOutcome | null): boolean =>
  (outcome?.kind === 'result' && statusOf(outcome.payload) === 'NotImplemented') ||
  (outcome?.kind === 'error' && ['NotImplemented', 'NotSupported'].includes(outcome.errorCode));

export const createBootWatch = (
  {
    inbox,
    clock,
    log,
    newId,
    random,
  }: {
    readonly inbox: Pick<StationInbox, 'ready' | 'problem'>;
    readonly clock: Clock;
    readonly log: Log;
    readonly newId: NewId;
    /** At least 0, less than 1. */
    readonly random: () => number;
  },
  { bootWaitMs }: { readonly bootWaitMs: number },
): BootWatch => {
  const pacing = createPacing({ clock, random, atOnce: AT_ONCE, spreadMs: SPREAD_MS });
  const ends = new Map<StationConnection, () => void>();

  const end: BootWatch['end'] = (connection) => {
    ends.get(connection)?.();
    ends.delete(connection);
  };

  /** Commands need not wait any longer. */
  const release = (connection: StationConnection): void => {
    connection.holds = 'none';
    inbox.ready(connection.stationId);
  };

  const awaitBoot = (connection: StationConnection): void => {
    connection.holds = 'all';
    const cancel = clock.after(bootWaitMs, () => {
      end(connection);
      release(connection);
    });
    ends.set(connection, () => {
      connection.watch = null;
      cancel();
    });
    connection.watch = { heard: () => undefined, booted: () => end(connection) };
  };

  const askForBoot = (connection: StationConnection): void => {
    const { stationId, number } = connection;
    const key = String(number);
    let asked = 0;
    let ended = false;
    /** What it said, that it had to boot before. */
    let said: string | null = null;
    let cancelNext = (): void => undefined;
    let cancelRelease = (): void => undefined;

    const problem = (detail: string): void =>
      inbox.problem({ stationId, kind: 'never_boots', action: 'BootNotification', property: null, detail });

    const send = async (): Promise<CallOutcome | null> => {
      try {
        return await connection.call({ ...ASK, id: newId(), notAfter: null, onLate: null });
      } catch (error) {
        if (!isDomainError(error)) log.error({ stationId, err: error }, 'station.boot_not_asked_for');
        return null;
      }
    };

    const ask = async (): Promise<void> => {
      if (ended) return;
      asked += 1;
      log.info({ stationId, asked, said }, 'station.boot_asked_for');
      const outcome = await send();
      if (ended) return;
      const agreed = outcome?.kind === 'result' && statusOf(outcome.payload) === 'Accepted';
      problem(
        `It ${said === null ? 'connected' : `sent ${said}`} and has not booted; asked to by TriggerMessage, it answered ${wordOf(outcome)}.`,
      );
      if (agreed) cancelRelease = clock.after(Math.max(bootWaitMs, LEAST_SILENCE_MS), () => release(connection));
      else release(connection);
      if (cannot(outcome)) return;
      const pauseMs = Math.min(LONGEST_PAUSE_MS, ASK_AGAIN_MS * 5 ** (asked - 1));
      cancelNext = clock.after(pauseMs, () => pacing.run(key, ask));
    };

    cancelNext = clock.after(Math.max(bootWaitMs, LEAST_SILENCE_MS), () => pacing.run(key, ask));
    ends.set(connection, () => {
      ended = true;
      connection.watch = null;
      cancelNext();
      cancelRelease();
      pacing.forget(key);
    });
    connection.watch = {
      heard: (action) => {
        if (said !== null) return;
        said = connection.edge.protocol.actions.has(action) ? action : 'a message';
        // One that waits to be adopted is refused meanwhile, whatever it says.
        if (asked > 0 || connection.registration !== 'accepted') return;
        cancelNext();
        pacing.run(key, ask);
      },
      booted: () => end(connection),
    };
  };

  return {
    begin: (connection, neverBooted) => {
      const { registration, stationId } = connection;
      if (registration === 'rejected') return;
      if (!neverBooted && registration === 'accepted' && bootWaitMs > 0) {
        awaitBoot(connection);
        return;
      }
      connection.holds = neverBooted && registration === 'accepted' ? 'all_but_configuration' : 'none';
      if (neverBooted) askForBoot(connection);
      inbox.ready(stationId);
    },
    end,
    adopt: (connection) => {
      // One that has booted was told Pending, and boots again.
      if (connection.registration !== 'pending' || connection.watch === null) return;
      connection.registration = 'accepted';
      release(connection);
    },
    close: () => {
      pacing.close();
      for (const connection of [...ends.keys()]) end(connection);
    },
  };
};
