/** Makes one change of a session that moved on: its record, its readings, its events and the commands that it ends. */
import { isDeepStrictEqual } from 'node:util';
import type { Command } from '../../domain/command.ts';
import { energyDoubt } from '../../domain/energy-doubts.ts';
import type { NewEvent } from '../../domain/event.ts';
import type { MeterReading, StoredReading } from '../../domain/meter.ts';
import { readingKey } from '../../domain/meter-key.ts';
import type { Session } from '../../domain/session.ts';
import { isOpen, resettle, withCommand, withToken } from '../../domain/session-rules.ts';
import type { MadeAt } from '../../domain/station-clock.ts';
import type { Authorizer } from '../authorization.ts';
import type { EffectObserver, EffectResult } from '../effects.ts';
import { NO_EFFECT } from '../effects.ts';
import type { StationInbox } from '../inbox.ts';
import type { EventMaker } from '../new-event.ts';
import type { CommandStore } from '../ports/command-store.ts';
import type { Change } from '../ports/commit.ts';
import type { Clock } from '../ports/time.ts';

export type MadeChange = {
  readonly change: Change | null;
  readonly session: Session;
  /** When the command was sent that was found behind it now; null: none was. */
  readonly startSentAt: Date | null;
};

export type SessionChanges = {
  /**
   * The change that brings a session from before (null: it is new) to after, with the session as it will be stored.
   * change null: nothing is new. made: when the message that changes it was made, by our clock; absent: as it came.
   */
  readonly of: (
    before: Session | null,
    after: Session,
    readings: readonly MeterReading[],
    made?: MadeAt,
  ) => Promise<MadeChange>;
};

/** Nearly every message is newer than the one before: then the rest need not be compared. */
const isSame = (before: Session, after: Session): boolean =>
  before.transaction.newestAt.getTime() === after.transaction.newestAt.getTime() && isDeepStrictEqual(before, after);

/** Whether the command behind it is worth looking for (again): see EffectObserver.sessionStarted. */
const tellsMore = (before: Session | null, after: Session): boolean =>
  after.commandId === null &&
  (before === null ||
    (before.token === null && after.token !== null) ||
    before.transaction.remoteStartId !== after.transaction.remoteStartId);

export const createSessionChanges = ({
  store,
  events,
  effects,
  authorizer,
  problem,
  clock,
}: {
  readonly store: Pick<CommandStore, 'command'>;
  readonly events: EventMaker;
  readonly effects: EffectObserver;
  readonly authorizer: Pick<Authorizer, 'start'>;
  readonly problem: StationInbox['problem'];
  readonly clock: Clock;
}): SessionChanges => {
  /** A remote start says whose session it is, also where the station does not repeat the token. */
  const withTokenOfCommand = async (session: Session, commands: readonly Command[]): Promise<Session> => {
    if (session.commandId === null || session.token !== null) return session;
    const id = session.commandId;
    const command = commands.find((one) => one.id === id) ?? (await store.command(id));
    if (command?.type !== 'START_SESSION') return session;
    const shown = { uid: command.parameters.token.uid, kind: 'Central' };
    const token = await authorizer.start(shown, (other) => other.id === session.id, session.startedAt, session.partyId);
    return token === null ? session : resettle(withToken(session, token, session.startedAt));
  };

  const seeStart = async (after: Session, made: MadeAt) => {
    const effect = await effects.sessionStarted(after, made);
    const linked = withCommand(after, effect.commandId, effect.startedAfterTimeout);
    return { session: await withTokenOfCommand(linked, effect.commands), effect };
  };

  const ownEvents = (before: Session | null, session: Session, ended: boolean): readonly NewEvent[] => {
    const started = before === null ? [events.ofSession('session.started', session)] : [];
    if (ended) return [...started, events.ofSession('session.ended', session)];
    return before === null ? started : [events.ofSession('session.updated', session)];
  };

  const stored = (session: Session, readings: readonly MeterReading[]): readonly StoredReading[] => {
    if (readings.length === 0) return [];
    const receivedAt = clock.now();
    const byKey = new Map(readings.map((reading) => [readingKey(reading), reading]));
    return [...byKey].map(([key, { sampledAt, values }]) => ({
      sampledAt,
      values,
      sessionId: session.id,
      stationId: session.stationId,
      key,
      receivedAt,
    }));
  };

  return {
    of: async (before, after, readings, made = { at: clock.now(), byArrival: true }) => {
      if (before !== null && isSame(before, after)) {
        const kept = stored(before, readings);
        return { change: kept.length === 0 ? null : { readings: kept }, session: before, startSentAt: null };
      }
      const doubt = energyDoubt(before, after);
      if (doubt !== null) {
        const { stationId } = after;
        problem({ stationId, kind: 'energy_not_believed', action: null, property: null, detail: doubt });
      }
      const raised = before === null ? after : { ...after, version: before.version + 1, updatedAt: clock.now() };
      // Most messages have nothing to ask for, and so nothing to wait for.
      const { session, effect: start } = tellsMore(before, raised)
        ? await seeStart(raised, made)
        : { session: raised, effect: NO_EFFECT };
      const ended = !isOpen(session) && (before === null || isOpen(before));
      const end: EffectResult = ended ? await effects.sessionEnded(session) : NO_EFFECT;
      return {
        session,
        startSentAt: start.startSentAt,
        change: {
          sessions: [session],
          readings: stored(session, readings),
          commands: [...start.commands, ...end.commands],
          events: [...ownEvents(before, session, ended), ...start.events, ...end.events],
        },
      };
    },
  };
};
