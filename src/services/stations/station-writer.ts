/** The one way in which a station and its open sessions change: in order, from a remembered state, in one commit. */
import { isDomainError } from '../../domain/error.ts';
import type { DomainEvent, NewEvent } from '../../domain/event.ts';
import { trackOutages } from '../../domain/outage-rules.ts';
import type { Session } from '../../domain/session.ts';
import { isOpen } from '../../domain/session-rules.ts';
import type { Evse, Station } from '../../domain/station.ts';
import { templateIdFor, withTemplate } from '../../domain/station-template.ts';
import type { Change, Committer } from '../ports/commit.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { SessionStore } from '../ports/session-store.ts';
import type { StationStore } from '../ports/station-store.ts';
import type { Clock, NewId } from '../ports/time.ts';
import { createSerial } from '../serial.ts';
import { changedRecords } from './evse-registry.ts';

/** What is remembered of a station: its record (null: unknown) and its PENDING and ACTIVE sessions, oldest first. */
export type StationState = { readonly station: Station | null; readonly sessions: readonly Session[] };

/** change null: nothing to store. Its stations and sessions become the remembered state once they are durable. */
export type Step<T> = { readonly change: Change | null; readonly answer: T };

/** Adds to a change what is to be stored with all of it, when it is known whole. */
export type Finish = (change: Change) => Promise<Change>;

export type StationWriter = {
  /**
   * Runs `build` on the station's state, after all that was asked before for this station, and commits what it answers.
   * When someone else changed a record meanwhile, everything is read and built again: `build` has no effects of its own.
   * Throws what the store throws; DomainError('conflict') only when others win every time; DomainError('unavailable')
   * when too many wait for this station.
   */
  readonly write: <T>(
    stationId: string,
    build: (state: StationState) => Promise<Step<T>>,
    finish?: Finish,
  ) => Promise<T>;
  /**
   * The same for two stations in one commit, on what the store has of them now. Their turns are taken in the order of
   * their ids, so that no two such writes wait for each other.
   */
  readonly writeBoth: <T>(
    stationIds: readonly [string, string],
    build: (first: StationState, second: StationState) => Promise<Step<T>>,
    finish?: Finish,
  ) => Promise<T>;
  /** The station's record as it is remembered, whatever waits to be written; null: it is not remembered. */
  readonly remembered: (stationId: string) => Station | null;
  /** The state as last written or read; runs in the same order as the writes. */
  readonly read: (stationId: string) => Promise<StationState>;
  /** Forgets what an event of another node's shows to be out of date. */
  readonly outdate: (event: DomainEvent) => void;
  /** The next use of the station reads it from the store. */
  readonly forget: (stationId: string) => void;
  /** Resolves when all that was asked is done. */
  readonly idle: () => Promise<void>;
};

const TRIES = 6;

/** Writes of one station that wait: its lane gives one at a time, callers of the APIs the others. */
const MOST_OF_ONE_STATION = 200;

/** The open sessions, oldest first, with one in its new state. */
const withSession = (sessions: readonly Session[], put: Session): readonly Session[] => {
  const others = sessions.filter(({ id }) => id !== put.id);
  if (!isOpen(put)) return others;
  const younger = others.findIndex(({ createdAt }) => createdAt > put.createdAt);
  return younger === -1 ? [...others, put] : others.toSpliced(younger, 0, put);
};

/** The state after a change: what was put replaces what was there; ended sessions are forgotten. */
const after = (stationId: string, state: StationState, { stations, sessions, removed }: Change): StationState => ({
  station: removed?.stations?.some(({ key }) => key === stationId)
    ? null
    : (stations?.find(({ id }) => id === stationId) ?? state.station),
  sessions:
    sessions?.filter((put) => put.stationId === stationId).reduce(withSession, state.sessions) ?? state.sessions,
});

/** Whether an event tells of something newer than the state. */
const isNewer = (event: DomainEvent, state: StationState): boolean => {
  if (event.type === 'session.started' || event.type === 'session.updated' || event.type === 'session.ended') {
    const { session } = event.data;
    const known = state.sessions.find(({ id }) => id === session.id);
    return known === undefined ? isOpen(session) : session.version > known.version;
  }
  const { station } = state;
  return station !== null && event.objectId === station.id && event.objectVersion > station.version;
};

/** Whether another template may hold for it than before, or for EVSEs of it that are new. */
const mayTakeAnew = (before: Station | null, after: Station): boolean => {
  const isOther =
    before === null ||
    before.vendor !== after.vendor ||
    before.model !== after.model ||
    before.partyId !== after.partyId;
  if (isOther) return true;
  if (before.evses === after.evses) return false;
  // With each message: loops need no closures.
  for (const { uid } of after.evses) if (!has(before.evses, uid)) return true;
  return false;
};

const has = (evses: readonly Evse[], uid: string): boolean => {
  for (const evse of evses) if (evse.uid === uid) return true;
  return false;
};

/** Events carry the station as it is stored. */
const retold = (event: NewEvent, { id, evses }: Station): NewEvent => {
  if (!('station' in event.data) || event.data.station.id !== id) return event;
  // Only the station in it is another.
  return { ...event, data: { ...event.data, station: { ...event.data.station, evses } } } as NewEvent;
};

/** What was told of a station while it was being written; more than a few, and it is simply read again. */
type Meanwhile = { events: DomainEvent[]; forget: boolean };
const MOST_MEANWHILE = 20;

/**
 * Remembers up to `remembered` stations, the least recently used going first, so that the usual message costs one commit
 * and no read. What is remembered is only a guess that the versions in the commit prove: it can't do harm when wrong.
 */
export const createStationWriter = ({
  store,
  committer,
  log,
  metrics,
  clock,
  newId,
  remembered,
  seen = () => undefined,
}: {
  readonly store: Pick<StationStore & SessionStore & DocumentStore, 'station' | 'openSessionsOf' | 'get' | 'getMany'>;
  readonly committer: Committer;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly remembered: number;
  /** Told the state of a station each time that it is written or read. */
  readonly seen?: (stationId: string, state: StationState) => void;
}): StationWriter => {
  const serial = createSerial({
    mostOfOneKey: MOST_OF_ONE_STATION,
    refused: () => metrics.count('station_writes_refused_total'),
  });
  metrics.gauge('station_writes_waiting', serial.tasks);
  const states = new Map<string, StationState>();
  metrics.gauge('stations_remembered', () => states.size);

  const inHand = new Map<string, Meanwhile>();

  /** Whatever brings a station into another state also says which outages began or ended with it. */
  const withOutages = (stationId: string, change: Change): Change => {
    const put = change.stations?.find(({ id }) => id === stationId);
    if (put === undefined) return change;
    const { station, outages } = trackOutages(put, { now: clock.now(), newId });
    if (outages.length === 0) return change;
    return {
      ...change,
      stations: change.stations?.map((one) => (one === put ? station : one)) ?? [],
      outages: [...(change.outages ?? []), ...outages],
    };
  };

  /** An EVSE is in the registry from the commit on that its station first tells of it in. */
  const withRegistry = async (before: Station | null, stationId: string, change: Change): Promise<Change> => {
    const put = change.stations?.find(({ id }) => id === stationId);
    // Who moves EVSEs from one station to another says all of it.
    if (put === undefined || change.evses !== undefined) return change;
    const evses = await changedRecords(store, before, put, clock.now());
    return evses.length === 0 ? change : { ...change, evses };
  };

  /** Whatever makes another template hold for a station brings what that one says. */
  const withTemplates = async (before: Station | null, stationId: string, change: Change): Promise<Change> => {
    const put = change.stations?.find(({ id }) => id === stationId);
    if (put === undefined || !mayTakeAnew(before, put)) return change;
    const id = templateIdFor(put);
    const next = withTemplate(put, id === null ? null : await store.get('stationTemplates', id));
    if (next === put) return change;
    return {
      ...change,
      stations: change.stations?.map((one) => (one === put ? next : one)) ?? [],
      events: change.events?.map((event) => retold(event, next)) ?? [],
    };
  };

  /** What follows from a station's new state, whoever brings it about. */
  const completed = async (before: Station | null, stationId: string, change: Change): Promise<Change> =>
    withTemplates(before, stationId, withOutages(stationId, change));

  const remember = (stationId: string, state: StationState) => {
    states.delete(stationId);
    seen(stationId, state);
    const meanwhile = inHand.get(stationId);
    if (meanwhile?.forget === true || meanwhile?.events.some((event) => isNewer(event, state)) === true) return;
    // A station that isn't there costs nothing to look up again, and anybody can ask for one.
    if (state.station === null) return;
    states.set(stationId, state);
    const oldest = states.size > remembered ? states.keys().next().value : undefined;
    if (oldest !== undefined) states.delete(oldest);
  };

  const load = async (stationId: string): Promise<StationState> => {
    const [station, sessions] = await Promise.all([store.station(stationId), store.openSessionsOf(stationId)]);
    return { station, sessions };
  };

  const forget = (stationId: string): void => {
    states.delete(stationId);
    const meanwhile = inHand.get(stationId);
    if (meanwhile !== undefined) meanwhile.forget = true;
  };

  const outdate = (event: DomainEvent): void => {
    const { stationId } = event;
    if (stationId === null) return;
    const state = states.get(stationId);
    if (state !== undefined && isNewer(event, state)) states.delete(stationId);
    const meanwhile = inHand.get(stationId);
    if (meanwhile === undefined) return;
    if (meanwhile.events.length >= MOST_MEANWHILE) meanwhile.forget = true;
    else meanwhile.events.push(event);
  };

  const attempt = async <T>(
    stationId: string,
    build: (state: StationState) => Promise<Step<T>>,
    finish: Finish | undefined,
  ): Promise<T> => {
    const state = states.get(stationId) ?? (await load(stationId));
    const { change: built, answer } = await build(state);
    const change =
      built === null
        ? null
        : await withRegistry(state.station, stationId, await completed(state.station, stationId, built));
    if (change === null) {
      remember(stationId, state);
      return answer;
    }
    try {
      await committer.commit(finish === undefined ? change : await finish(change));
    } catch (error) {
      // Whatever it was, the store knows better than we do now.
      states.delete(stationId);
      throw error;
    }
    remember(stationId, after(stationId, state, change));
    return answer;
  };

  const attemptBoth = async <T>(
    [first, second]: readonly [string, string],
    build: (first: StationState, second: StationState) => Promise<Step<T>>,
    finish: Finish | undefined,
  ): Promise<T> => {
    for (const id of [first, second]) states.delete(id);
    const [one, other] = await Promise.all([load(first), load(second)]);
    const { change: built, answer } = await build(one, other);
    if (built === null) return answer;
    const change = await completed(other.station, second, await completed(one.station, first, built));
    await committer.commit(finish === undefined ? change : await finish(change));
    return answer;
  };

  /** Until nobody else changes the stations meanwhile. */
  const again = async <T>(stationIds: readonly string[], work: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      for (const id of stationIds) inHand.set(id, { events: [], forget: false });
      try {
        return await work();
      } catch (error) {
        if (!isDomainError(error, 'conflict') || tries >= TRIES) throw error;
        log.debug({ stationIds, tries }, 'station.write_conflict');
      } finally {
        for (const id of stationIds) inHand.delete(id);
      }
    }
  };

  const write: StationWriter['write'] = (stationId, build, finish) =>
    serial.run(stationId, () => again([stationId], () => attempt(stationId, build, finish)));

  const writeBoth: StationWriter['writeBoth'] = (stationIds, build, finish) => {
    const [one, other] = stationIds.toSorted();
    if (one === undefined || other === undefined || one === other) throw new TypeError('Two stations are needed.');
    return serial.run(one, () =>
      serial.run(other, () => again(stationIds, () => attemptBoth(stationIds, build, finish))),
    );
  };

  return {
    write,
    writeBoth,
    remembered: (stationId) => states.get(stationId)?.station ?? null,
    read: (stationId) => write(stationId, async (state) => ({ change: null, answer: state })),
    outdate,
    forget,
    idle: serial.idle,
  };
};
