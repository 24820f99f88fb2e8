/** Finds the command behind what a station does; see services/effects.ts for the rules of the seam. */
import type { Command } from '../../domain/command.ts';
import {
  availabilityReached,
  couldHaveStarted,
  firstToMatch,
  LATE_EFFECT_WITHIN_MS,
} from '../../domain/command-effects.ts';
import { seeEffect } from '../../domain/command-rules.ts';
import type { CommandType } from '../../domain/commands/commands.ts';
import type { Session } from '../../domain/session.ts';
import type { MadeAt } from '../../domain/station-clock.ts';
import type { EffectObserver, EffectResult } from '../effects.ts';
import { NO_EFFECT } from '../effects.ts';
import type { Store } from '../ports/store.ts';
import type { Clock } from '../ports/time.ts';
import type { CommandRecords } from './records.ts';
import type { SentLately } from './sent-lately.ts';

/** Behind that, a boot is the station's own doing. */
const LATE_RESET_WITHIN_MS = 60 * 60 * 1000;
/** Waiting (a day at most), the effect (a day at most), and the late effect (a day): what is older is not looked at. */
export const LOOK_BACK_MS = 3 * LATE_EFFECT_WITHIN_MS;

const isUid = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * Whether an effect can still be this command's: it waits for it, or its outcome was never known.
 * What the station refused, or answered with an error, did not happen.
 */
const awaits = (command: Command, now: Date, lateWithinMs: number): boolean => {
  if (command.status === 'SENT' || command.status === 'ACCEPTED') return true;
  if (command.sentAt === null || now.getTime() - command.sentAt.getTime() > lateWithinMs) return false;
  return command.status === 'TIMED_OUT' || (command.status === 'FAILED' && command.answeredAt === null);
};

export const createEffectObserver = ({
  store,
  records,
  sentLately,
  clock,
}: {
  readonly store: Pick<Store, 'commandByNumber' | 'recentCommands'>;
  readonly records: Pick<CommandRecords, 'eventOf'>;
  readonly sentLately: Pick<SentLately, 'mayHaveBeen' | 'forget'>;
  readonly clock: Clock;
}): EffectObserver => {
  /** Those made since then, newest first. */
  const recent = <T extends CommandType>(stationId: string, type: T): Promise<readonly Command<T>[]> =>
    store.recentCommands(stationId, type, new Date(clock.now().getTime() - LOOK_BACK_MS));

  const confirm = async (commands: readonly Command[], sessionId: string | null): Promise<EffectResult> => {
    const changed = commands
      .map((command) => seeEffect(command, sessionId, clock.now()))
      .filter((command) => command !== null);
    if (changed.length === 0) return NO_EFFECT;
    return { ...NO_EFFECT, commands: changed, events: await Promise.all(changed.map(records.eventOf)) };
  };

  const startBehind = async (session: Session, made: MadeAt): Promise<Command<'START_SESSION'> | undefined> => {
    const { protocol, remoteStartId } = session.transaction;
    if (remoteStartId !== null) {
      const command = await store.commandByNumber(session.stationId, remoteStartId);
      if (command === null || command.type !== 'START_SESSION' || command.sentAt === null) return undefined;
      return command.sessionId === null || command.sessionId === session.id ? command : undefined;
    }
    const { token } = session;
    if (protocol !== '1.6' || token === null) return undefined;
    const now = clock.now();
    const sinceAt = new Date(now.getTime() - LATE_EFFECT_WITHIN_MS);
    const starts = await store.recentCommands(session.stationId, 'START_SESSION', sinceAt);
    const sameToken = starts.filter((start) => isUid(start.parameters.token.uid, token.uid));
    if (sameToken.length === 0) return undefined;
    return firstToMatch(sameToken.filter((start) => couldHaveStarted(start, session, made, now)));
  };

  return {
    stationConnected: sentLately.forget,
    sessionStarted: async (session, made) => {
      if (!(await sentLately.mayHaveBeen(session.stationId))) return NO_EFFECT;
      const start = await startBehind(session, made);
      if (start === undefined) return NO_EFFECT;
      const result = await confirm([start], session.id);
      const [after = start] = result.commands;
      return {
        ...result,
        commandId: start.id,
        startSentAt: start.sentAt,
        startedAfterTimeout: after.status !== 'CONFIRMED',
      };
    },
    sessionEnded: async (session) => {
      if (!(await sentLately.mayHaveBeen(session.stationId))) return NO_EFFECT;
      const now = clock.now();
      const stops = await recent(session.stationId, 'STOP_SESSION');
      return confirm(
        stops.filter((stop) => stop.sessionId === session.id && awaits(stop, now, LATE_EFFECT_WITHIN_MS)),
        session.id,
      );
    },
    stationBooted: async (stationId) => {
      if (!(await sentLately.mayHaveBeen(stationId))) return NO_EFFECT;
      const now = clock.now();
      const resets = await recent(stationId, 'RESET_STATION');
      const lateWithinMs = (reset: Command<'RESET_STATION'>) =>
        reset.parameters.mode === 'IMMEDIATE' ? LATE_RESET_WITHIN_MS : LATE_EFFECT_WITHIN_MS;
      return confirm(
        resets.filter((reset) => reset.parameters.evseId === null && awaits(reset, now, lateWithinMs(reset))),
        null,
      );
    },
    availabilityChanged: async (station) => {
      if (!(await sentLately.mayHaveBeen(station.id))) return NO_EFFECT;
      const now = clock.now();
      const changes = await recent(station.id, 'CHANGE_AVAILABILITY');
      return confirm(
        changes.filter(
          (change) => awaits(change, now, LATE_EFFECT_WITHIN_MS) && availabilityReached(station, change.parameters),
        ),
        null,
      );
    },
  };
};
