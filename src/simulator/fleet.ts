/** Many stations, started one after the other. */
import { systemClock, wait } from './clock.ts';
import type { SimulatedVersion } from './core.ts';
import type { StationOptions } from './options.ts';
import { createStation, type VirtualStation } from './station.ts';

export type FleetOptions = Omit<StationOptions, 'id' | 'version' | 'password'> & {
  readonly count: number;
  /** Taken in turn. */
  readonly versions?: readonly SimulatedVersion[];
  /** SIM gives SIM-001, SIM-002, … */
  readonly prefix?: string;
  readonly password?: string | null | ((id: string) => string | null);
  /** Between two stations' first connections. */
  readonly staggerMs?: number;
};

export type FleetSummary = {
  readonly stations: number;
  readonly online: number;
  readonly sessions: number;
  readonly active: number;
  readonly acknowledged: number;
  readonly queued: number;
  readonly energyWh: number;
};

export type Fleet = {
  readonly stations: readonly VirtualStation[];
  /** Connects them all; resolves when each has been told to. They retry by themselves. */
  readonly start: () => Promise<void>;
  /** Resolves when every station is accepted. */
  readonly ready: () => Promise<void>;
  readonly summary: () => FleetSummary;
  readonly close: () => Promise<void>;
};

/** The id of the nth station, from 1. */
export const stationIdOf = (prefix: string, n: number): string => `${prefix}-${String(n).padStart(3, '0')}`;

export const createFleet = (options: FleetOptions): Fleet => {
  const { count, versions = ['1.6', '2.0.1', '2.1'], prefix = 'SIM', password = null, staggerMs = 20 } = options;
  const networkClock = options.networkClock ?? options.clock ?? systemClock;
  let closing = false;

  const stations = Array.from({ length: count }, (_, index) => {
    const id = stationIdOf(prefix, index + 1);
    return createStation({
      ...options,
      id,
      version: versions[index % versions.length] ?? '2.0.1',
      password: typeof password === 'function' ? password(id) : password,
    });
  });

  return {
    stations,
    start: async () => {
      for (const station of stations) {
        if (closing) return;
        // Rejects only when the station is not to retry; ready() would then wait for ever, so the refusal is told.
        station.connect().catch(() => undefined);
        if (staggerMs > 0) await wait(networkClock, staggerMs);
      }
    },
    ready: async () => {
      await Promise.all(stations.map((station) => station.ready()));
    },
    summary: () => {
      const sessions = stations.flatMap((station) => station.sessions.map((session) => ({ station, session })));
      return {
        stations: stations.length,
        online: stations.filter((station) => station.online()).length,
        sessions: sessions.length,
        active: sessions.filter(({ session }) => session.endedAt === null).length,
        acknowledged: sessions.filter(({ session }) => session.acknowledged).length,
        queued: stations.reduce((sum, station) => sum + station.queued(), 0),
        energyWh: sessions.reduce((sum, { station, session }) => {
          const untilWh = session.meterStopWh ?? station.read(session.connectorId).energyWh;
          return sum + untilWh - session.meterStartWh;
        }, 0),
      };
    },
    close: async () => {
      closing = true;
      await Promise.all(stations.map((station) => station.close()));
    },
  };
};
