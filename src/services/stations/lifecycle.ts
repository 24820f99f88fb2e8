/** A station's comings and goings: connected, booted, gone, and what its clock says. */
import { DomainError } from '../../domain/error.ts';
import type { NewEvent } from '../../domain/event.ts';
import type { Session } from '../../domain/session.ts';
import type { Station } from '../../domain/station.ts';
import { isMaterialSkew, outdatesSocket } from '../../domain/station-rules.ts';
import type { EffectObserver } from '../effects.ts';
import type { StationInbox } from '../inbox.ts';
import type { EventMaker } from '../new-event.ts';
import type { Change, Clock, Log, StationStore } from '../ports.ts';
import type { StationState, StationWriter, Step } from './station-writer.ts';

export type Lifecycle = Pick<StationInbox, 'connected' | 'disconnected' | 'boot' | 'heartbeat' | 'clockSeen'> & {
  /** Marks what a stopped or crashed process left online as offline. Before the stations' door opens. */
  readonly recover: () => Promise<void>;
  /** When the station last showed life on this node; null: not since the start, or not connected. */
  readonly lastSeenAt: (stationId: string) => Date | null;
};

/** Stations marked at once by recover: the store groups what comes together. */
const RECOVERED_AT_ONCE = 64;

export const createLifecycle = ({
  store,
  writer,
  events,
  effects,
  clock,
  log,
  options,
}: {
  readonly store: Pick<StationStore, 'onlineStationIds'>;
  readonly writer: StationWriter;
  readonly events: EventMaker;
  readonly effects: Pick<EffectObserver, 'stationBooted'>;
  readonly clock: Clock;
  readonly log: Log;
  /** How often an accepted station beats; a pending or rejected one asks again after the other. */
  readonly options: { readonly heartbeatIntervalS: number; readonly retryIntervalS: number };
}): Lifecycle => {
  const seen = new Map<string, Date>();

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

  /** The open sessions whose staleness changes. */
  const marked = (sessions: readonly Session[], stale: boolean): Pick<Change, 'sessions' | 'events'> => {
    const changed = sessions
      .filter((session) => session.stale !== stale)
      .map((session) => ({ ...session, stale, version: session.version + 1, updatedAt: clock.now() }));
    return { sessions: changed, events: changed.map((session) => events.ofSession('session.updated', session)) };
  };

  const stateChange = (
    station: Station,
    type: 'station.online' | 'station.offline' | 'station.updated',
    sessions: readonly Session[],
    stale: boolean,
  ): Change => {
    const sessionChange = marked(sessions, stale);
    const own: NewEvent = events.ofStation(type, station);
    return { stations: [station], ...sessionChange, events: [own, ...(sessionChange.events ?? [])] };
  };

  const goOffline = (stationId: string): Promise<void> =>
    writer.write<void>(stationId, async ({ station, sessions }) => {
      if (station === null || !station.online) return { change: null, answer: undefined };
      const offline = next(station, { online: false, disconnectedAt: clock.now() });
      return { change: stateChange(offline, 'station.offline', sessions, true), answer: undefined };
    });

  const keepSkew = (stationId: string, skewS: number): Promise<void> =>
    writer.write<void>(stationId, async ({ station }): Promise<Step<void>> => {
      if (station === null || !isMaterialSkew(station.clockSkewS, skewS)) return { change: null, answer: undefined };
      const skewed = next(station, { clockSkewS: skewS });
      const event = events.ofStation('station.updated', skewed);
      return { change: { stations: [skewed], events: [event] }, answer: undefined };
    });

  return {
    connected: async (stationId, protocol, admittedAs) => {
      seen.set(stationId, clock.now());
      await writer.write<void>(stationId, async (state) => {
        const station = known(state, stationId);
        // Whoever changes the rules closes the sockets that are open; this one was between the two.
        if (admittedAs !== undefined && outdatesSocket(admittedAs, station)) throw new DomainError('station_rejected');
        const online = next(station, { online: true, protocol, connectedAt: clock.now() });
        // A second socket took the place of the first: the station was never gone.
        const type = station.online ? 'station.updated' : 'station.online';
        return { change: stateChange(online, type, state.sessions, false), answer: undefined };
      });
    },
    disconnected: async (stationId) => {
      seen.delete(stationId);
      await goOffline(stationId);
    },
    recover: async () => {
      const ids = [...(await store.onlineStationIds())];
      while (ids.length > 0) await Promise.all(ids.splice(0, RECOVERED_AT_ONCE).map(goOffline));
    },
    boot: (boot) => {
      const { stationId, protocol, vendor, model, serialNumber, firmwareVersion, reason } = boot;
      return writer.write(stationId, async (state) => {
        const now = clock.now();
        const booted = next(known(state, stationId), {
          protocol,
          vendor,
          model,
          serialNumber,
          firmwareVersion,
          bootedAt: now,
        });
        const effect = await effects.stationBooted(stationId);
        log.info(
          { stationId, vendor, model, firmwareVersion, reason, registration: booted.registration },
          'station.booted',
        );
        const accepted = booted.registration === 'accepted';
        const intervalS = accepted ? options.heartbeatIntervalS : options.retryIntervalS;
        return {
          change: {
            stations: [booted],
            commands: effect.commands,
            events: [events.ofStation('station.updated', booted), ...effect.events],
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
    clockSeen: (stationId, stationAt, receivedAt) => {
      const skewS = Math.round((stationAt.getTime() - receivedAt.getTime()) / 1000);
      keepSkew(stationId, skewS).catch((error: unknown) => {
        log.error({ stationId, error }, 'station.clock_skew_not_stored');
      });
    },
    lastSeenAt: (stationId) => seen.get(stationId) ?? null,
  };
};
