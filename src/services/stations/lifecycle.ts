/** A station's comings and goings: connected, booted, gone. */
import { afterBoot } from '../../domain/connector-map.ts';
import { DomainError } from '../../domain/error.ts';
import type { NewEvent } from '../../domain/event.ts';
import type { Session } from '../../domain/session.ts';
import type { DisconnectReason, Station } from '../../domain/station.ts';
import { outdatesSocket } from '../../domain/station-rules.ts';
import { withoutLearnt } from '../../domain/told-plugs.ts';
import type { EffectObserver } from '../effects.ts';
import type { StationInbox } from '../inbox.ts';
import type { EventMaker } from '../new-event.ts';
import type { Change } from '../ports/commit.ts';
import type { StationOwners } from '../ports/nodes.ts';
import type { Log } from '../ports/observing.ts';
import type { StationStore } from '../ports/station-store.ts';
import type { Clock } from '../ports/time.ts';
import type { EndLeft } from '../sessions/end-left.ts';
import type { LeftMarks } from '../sessions/left-marks.ts';
import type { OpenRules } from './open-rules.ts';
import type { StationState, StationWriter } from './station-writer.ts';

export type Lifecycle = Pick<StationInbox, 'connected' | 'disconnected' | 'boot' | 'heartbeat'> & {
  /**
   * Marks as offline what no live node holds: what a stopped or crashed process left online. At the start, before the
   * stations' door opens, and again when a node has died. Throws DomainError('unavailable') while that cannot be told.
   */
  readonly recover: () => Promise<void>;
  /** Marks as online what is connected here, and was taken for gone while this node could not be heard. */
  readonly stillHere: () => Promise<void>;
  /** When the station last showed life on this node; null: not since the start, or not connected. */
  readonly lastSeenAt: (stationId: string) => Date | null;
};

/** Of the interval that a station is given, to either side. */
const INTERVAL_SPREAD = 0.1;

/** Stations marked at once by recover: the store groups what comes together. */
const RECOVERED_AT_ONCE = 64;
/** Stations whose owners are asked for at once. */
const ASKED_AT_ONCE = 512;

const inGroups = async <T>(
  items: readonly T[],
  size: number,
  work: (group: readonly T[]) => Promise<unknown>,
): Promise<void> => {
  for (let from = 0; from < items.length; from += size) await work(items.slice(from, from + size));
};

export const createLifecycle = ({
  store,
  owners,
  openRules,
  writer,
  events,
  effects,
  endLeft,
  leftMarks,
  clock,
  random,
  log,
  options,
}: {
  readonly store: Pick<StationStore, 'onlineStationIds'>;
  readonly owners: Pick<StationOwners, 'nodeId' | 'claim' | 'release' | 'ownerOf' | 'ownersOf' | 'liveNodes'>;
  readonly openRules: Pick<OpenRules, 'opened' | 'closed'>;
  readonly writer: StationWriter;
  readonly events: EventMaker;
  readonly effects: Pick<EffectObserver, 'stationConnected' | 'stationBooted'>;
  readonly endLeft: EndLeft;
  readonly leftMarks: Pick<LeftMarks, 'booted' | 'back'>;
  readonly clock: Clock;
  /** At least 0, less than 1. */
  readonly random: () => number;
  readonly log: Log;
  /** About how often an accepted station beats; a pending or rejected one asks again after the other. */
  readonly options: { readonly heartbeatIntervalS: number; readonly retryIntervalS: number };
}): Lifecycle => {
  const seen = new Map<string, Date>();

  /** What booted together would beat, or ask again, in step for ever. */
  const spread = (intervalS: number): number => Math.round(intervalS * (1 + INTERVAL_SPREAD * (2 * random() - 1)));

  const known = ({ station }: StationState, stationId: string): Station => {
    if (station === null) throw new DomainError('not_found', { detail: `There is no station ${stationId}.` });
    return station;
  };

  const next = (station: Station, fields: Partial<Station>): Station => ({
    ...station,
    ...fields,
    version: station.version + 1,
    updatedAt: clock.now(),
  });

  /** The open sessions whose staleness changes, or that begin to be left anew because the station is back. */
  const marked = (sessions: readonly Session[], stale: boolean, now: Date): Pick<Change, 'sessions' | 'events'> => {
    const changed = sessions
      .filter((session) => session.stale !== stale || (!stale && session.left !== null))
      .map((session) => (stale ? session : leftMarks.back(session, now)))
      .map((session) => ({ ...session, stale, version: session.version + 1, updatedAt: now }));
    return { sessions: changed, events: changed.map((session) => events.ofSession('session.updated', session)) };
  };

  const stateChange = (
    station: Station,
    type: 'station.online' | 'station.offline' | 'station.updated',
    sessions: readonly Session[],
    stale: boolean,
  ): Change => {
    const sessionChange = marked(sessions, stale, station.updatedAt);
    const own: NewEvent = events.ofStation(type, station);
    return { stations: [station], ...sessionChange, events: [own, ...(sessionChange.events ?? [])] };
  };

  const goOffline = (stationId: string, disconnectReason: DisconnectReason): Promise<void> =>
    writer.write<void>(stationId, async ({ station, sessions }) => {
      if (station === null || !station.online) return { change: null, answer: undefined };
      // Asked after the record was read: whoever claims the station later changes the record later, and one of us conflicts.
      if ((await owners.ownerOf(stationId)) !== null) return { change: null, answer: undefined };
      const offline = next(station, { online: false, disconnectedAt: clock.now(), disconnectReason });
      if (station.replacedBy !== null) {
        // What it began while it was being replaced: it will not come back to end it.
        const { events: ends, ...ended } = await endLeft(sessions);
        const own = events.ofStation('station.offline', offline);
        return { change: { stations: [offline], ...ended, events: [...ends, own] }, answer: undefined };
      }
      return { change: stateChange(offline, 'station.offline', sessions, true), answer: undefined };
    });

  const comeBack = (stationId: string): Promise<void> =>
    writer.write<void>(stationId, async ({ station, sessions }) => {
      if (station === null || station.online || !seen.has(stationId)) return { change: null, answer: undefined };
      if ((await owners.ownerOf(stationId)) !== owners.nodeId) return { change: null, answer: undefined };
      const online = next(station, { online: true });
      return { change: stateChange(online, 'station.online', sessions, false), answer: undefined };
    });

  return {
    connected: async (stationId, protocol, admittedAs) => {
      seen.set(stationId, clock.now());
      // First: what waits for the station is read from the store behind this, so that nothing asked elsewhere is missed.
      await owners.claim(stationId);
      effects.stationConnected(stationId);
      await writer.write<void>(stationId, async (state) => {
        const station = known(state, stationId);
        // Whoever changes the rules closes the sockets that are open; this one was between the two.
        if (admittedAs !== undefined && outdatesSocket(admittedAs, station)) throw new DomainError('station_rejected');
        // One instant for the station and its sessions: what is changed after it was told on this connection.
        const now = clock.now();
        const online = { ...next(station, { online: true, protocol, connectedAt: now }), updatedAt: now };
        openRules.opened(stationId, online);
        // A second socket took the place of the first: the station was never gone.
        const type = station.online ? 'station.updated' : 'station.online';
        return { change: stateChange(online, type, state.sessions, false), answer: undefined };
      });
    },
    disconnected: async (stationId, reason) => {
      seen.delete(stationId);
      openRules.closed(stationId);
      if (await owners.release(stationId)) await goOffline(stationId, reason);
    },
    recover: async () => {
      // Throws while nobody can tell who lives.
      await owners.liveNodes();
      await inGroups(await store.onlineStationIds(), ASKED_AT_ONCE, async (ids) => {
        const held = await owners.ownersOf(ids);
        const left = ids.filter((id) => !held.has(id));
        for (const id of left) writer.forget(id);
        await inGroups(left, RECOVERED_AT_ONCE, (group) =>
          Promise.all(group.map((id) => goOffline(id, 'gateway_gone'))),
        );
      });
    },
    stillHere: () =>
      inGroups([...seen.keys()], RECOVERED_AT_ONCE, (group) => {
        for (const id of group) writer.forget(id);
        return Promise.all(group.map(comeBack));
      }),
    boot: (boot) => {
      const { stationId, protocol, vendor, model, serialNumber, firmwareVersion, reason } = boot;
      return writer.write(stationId, async (state) => {
        const now = clock.now();
        const before = known(state, stationId);
        // One that never booted here was at work already, and has been asked for it (boot-watch.ts): 1.6 does not say so.
        const asked = boot.triggered === true || before.bootedAt === null;
        const isOther = before.vendor !== null && (before.vendor !== vendor || before.model !== model);
        const afresh = isOther ? { ...before, evses: withoutLearnt(before.evses) } : before;
        const booted = next(asked ? afresh : afterBoot(afresh), {
          protocol,
          vendor,
          model,
          serialNumber,
          firmwareVersion,
          bootedAt: now,
          bootAccepted: before.registration === 'accepted',
          // Stations set their clocks by the answer.
          clockSkewS: null,
        });
        const effect = await effects.stationBooted(stationId);
        log.info(
          { stationId, vendor, model, firmwareVersion, reason, registration: booted.registration },
          'station.booted',
        );
        const accepted = booted.registration === 'accepted';
        const intervalS = spread(accepted ? options.heartbeatIntervalS : options.retryIntervalS);
        // What is only told on our asking is no boot.
        const left = boot.triggered === true ? [] : leftMarks.booted(state.sessions, before, now);
        return {
          change: {
            stations: [booted],
            sessions: left,
            commands: effect.commands,
            events: [
              events.ofStation('station.updated', booted),
              ...left.map((session) => events.ofSession('session.updated', session)),
              ...effect.events,
            ],
          },
          answer: { registration: booted.registration, now, intervalS },
        };
      });
    },
    heartbeat: async (stationId) => {
      const now = clock.now();
      seen.set(stationId, now);
      return { now };
    },
    lastSeenAt: (stationId) => seen.get(stationId) ?? null,
  };
};
