/** Finds the command behind what a station does; see services/effects.ts for the rules of the seam. */
import type { Command, CommandType } from '../../domain/command.ts';
import {
  availabilityReached,
  couldHaveStarted,
  firstToMatch,
  LATE_EFFECT_WITHIN_MS,
} from '../../domain/command-effects.ts';
import { seeEffect } from '../../domain/command-rules.ts';
import type { Session } from '../../domain/session.ts';
import { SEES_ALL } from '../../domain/visibility.ts';
import type { EffectObserver, EffectResult } from '../effects.ts';
import { NO_EFFECT } from '../effects.ts';
import type { Clock, CommandQuery, Store } from '../ports.ts';
import type { CommandRecords } from './records.ts';

/** Behind that, a boot is the station's own doing. */
const LATE_RESET_WITHIN_MS = 60 * 60 * 1000;
/** Waiting (a day at most), the effect (a day at most), and the late effect (a day): what is older is not looked at. */
const LOOK_BACK_MS = 3 * LATE_EFFECT_WITHIN_MS;
/** More of one type for one object in this time would be a flood. */
const MOST = 1000;

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
  clock,
}: {
  readonly store: Pick<Store, 'commands' | 'commandByNumber' | 'recentStarts' | 'station'>;
  readonly records: Pick<CommandRecords, 'eventOf'>;
  readonly clock: Clock;
}): EffectObserver => {
  const recent = async <T extends CommandType>(
    type: T,
    where: Partial<Pick<CommandQuery, 'stationId' | 'sessionId'>>,
  ): Promise<readonly Command<T>[]> => {
    const slice = await store.commands({
      scope: SEES_ALL,
      stationId: null,
      sessionId: null,
      status: null,
      clientId: null,
      // From there on and oldest first: a range of the index, whatever the station has behind it.
      after: { createdAt: new Date(clock.now().getTime() - LOOK_BACK_MS), id: '' },
      newestFirst: false,
      updatedFromAt: null,
      updatedToAt: null,
      limit: MOST,
      ...where,
      type,
    });
    return slice.items.filter((command): command is Command<T> => command.type === type);
  };

  const confirm = async (commands: readonly Command[], sessionId: string | null): Promise<EffectResult> => {
    const changed = commands
      .map((command) => seeEffect(command, sessionId, clock.now()))
      .filter((command) => command !== null);
    if (changed.length === 0) return NO_EFFECT;
    return { ...NO_EFFECT, commands: changed, events: await Promise.all(changed.map(records.eventOf)) };
  };

  const startBehind = async (session: Session): Promise<Command<'START_SESSION'> | undefined> => {
    const { protocol, remoteStartId } = session.transaction;
    if (remoteStartId !== null) {
      const command = await store.commandByNumber(session.stationId, remoteStartId);
      if (command === null || command.type !== 'START_SESSION' || command.sentAt === null) return undefined;
      return command.sessionId === null || command.sessionId === session.id ? command : undefined;
    }
    const { token } = session;
    if (protocol !== '1.6' || token === null) return undefined;
    const now = clock.now();
    const starts = await store.recentStarts(session.stationId, new Date(now.getTime() - LATE_EFFECT_WITHIN_MS));
    const sameToken = starts.filter((start) => isUid(start.parameters.token.uid, token.uid));
    if (sameToken.length === 0) return undefined;
    const skewS = (await store.station(session.stationId))?.clockSkewS ?? null;
    return firstToMatch(sameToken.filter((start) => couldHaveStarted(start, session, skewS, now)));
  };

  return {
    sessionStarted: async (session) => {
      const start = await startBehind(session);
      if (start === undefined) return NO_EFFECT;
      const result = await confirm([start], session.id);
      const [after = start] = result.commands;
      return { ...result, commandId: start.id, startedAfterTimeout: after.status !== 'CONFIRMED' };
    },
    sessionEnded: async (session) => {
      const now = clock.now();
      const stops = await recent('STOP_SESSION', { sessionId: session.id });
      return confirm(
        stops.filter((stop) => awaits(stop, now, LATE_EFFECT_WITHIN_MS)),
        session.id,
      );
    },
    stationBooted: async (stationId) => {
      const now = clock.now();
      const resets = await recent('RESET_STATION', { stationId });
      const lateWithinMs = (reset: Command<'RESET_STATION'>) =>
        reset.parameters.mode === 'IMMEDIATE' ? LATE_RESET_WITHIN_MS : LATE_EFFECT_WITHIN_MS;
      return confirm(
        resets.filter((reset) => reset.parameters.evseId === null && awaits(reset, now, lateWithinMs(reset))),
        null,
      );
    },
    availabilityChanged: async (station) => {
      const now = clock.now();
      const changes = await recent('CHANGE_AVAILABILITY', { stationId: station.id });
      return confirm(
        changes.filter(
          (change) => awaits(change, now, LATE_EFFECT_WITHIN_MS) && availabilityReached(station, change.parameters),
        ),
        null,
      );
    },
  };
};
