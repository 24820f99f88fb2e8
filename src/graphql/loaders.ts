/** Batched look-ups of linked objects: one call for all that one level of the answer names. */
import DataLoader from 'dataloader';
import type { Caller } from '../domain/access.ts';
import type { Command } from '../domain/command.ts';
import type { Location } from '../domain/location.ts';
import type { Session } from '../domain/session.ts';
import type { Station } from '../domain/station.ts';
import type { Token } from '../domain/token.ts';
import type { Services } from '../services/api/services.ts';

export type Loaders = {
  /** Each answers null for what is not there or not visible. */
  readonly location: (id: string | null) => Promise<Location | null>;
  readonly station: (id: string | null) => Promise<Station | null>;
  readonly session: (id: string | null) => Promise<Session | null>;
  readonly command: (id: string | null) => Promise<Command | null>;
  readonly token: (uid: string | null) => Promise<Token | null>;
  /** Those at a location that the caller may see. */
  readonly stationsAt: (locationId: string) => Promise<readonly Station[]>;
  /** Forgets all: the next event of a subscription must see what is true then. */
  readonly clear: () => void;
};

const MOST_AT_ONCE = 500;

type ByIds<T> = (caller: Caller, ids: readonly string[]) => Promise<readonly (T | null)[]>;

export const createLoaders = (services: Services, caller: () => Promise<Caller>): Loaders => {
  const over = <T>(byIds: ByIds<T>) => {
    const loader = new DataLoader<string, T | null>(async (ids) => byIds(await caller(), ids), {
      maxBatchSize: MOST_AT_ONCE,
    });
    return {
      load: async (id: string | null) => (id === null ? null : loader.load(id)),
      clear: () => {
        loader.clearAll();
      },
    };
  };
  const location = over<Location>(services.locations.byIds);
  const station = over<Station>(services.stations.byIds);
  const session = over<Session>(services.sessions.byIds);
  const command = over<Command>(services.commands.byIds);
  const token = over<Token>(services.tokens.byUids);
  const stationsAt = new DataLoader<string, readonly Station[]>(
    async (ids) => services.plugs.stationsAt(await caller(), ids),
    { maxBatchSize: MOST_AT_ONCE },
  );
  return {
    location: location.load,
    station: station.load,
    session: session.load,
    command: command.load,
    token: token.load,
    stationsAt: (locationId) => stationsAt.load(locationId),
    clear: () => {
      for (const loader of [location, station, session, command, token]) loader.clear();
      stationsAt.clearAll();
    },
  };
};
