/** The one way in which a station and its open sessions change: in order, from a remembered state, in one commit. */
import { isDomainError } from '../../domain/error.ts';
import type { Session } from '../../domain/session.ts';
import { isOpen } from '../../domain/session-rules.ts';
import type { Station } from '../../domain/station.ts';
import type { Change, Committer, Log, SessionStore, StationStore } from '../ports.ts';
import { createSerial } from '../serial.ts';

/** What is remembered of a station: its record (null: unknown) and its PENDING and ACTIVE sessions, oldest first. */
export type StationState = { readonly station: Station | null; readonly sessions: readonly Session[] };

/** change null: nothing to store. Its stations and sessions become the remembered state once they are durable. */
export type Step<T> = { readonly change: Change | null; readonly answer: T };

export type StationWriter = {
  /**
   * Runs `build` on the station's state, after all that was asked before for this station, and commits what it answers.
   * When someone else changed a record meanwhile, everything is read and built again: `build` has no effects of its own.
   * Throws what the store throws; DomainError('conflict') only when others win every time.
   */
  readonly write: <T>(stationId: string, build: (state: StationState) => Promise<Step<T>>) => Promise<T>;
  /** The state as last written or read; runs in the same order as the writes. */
  readonly read: (stationId: string) => Promise<StationState>;
  /** Resolves when all that was asked is done. */
  readonly idle: () => Promise<void>;
};

const TRIES = 6;

/** The state after a change: what was put replaces what was there; ended sessions are forgotten. */
const after = (stationId: string, state: StationState, change: Change): StationState => {
  const put = (change.sessions ?? []).filter((session) => session.stationId === stationId);
  const putIds = new Set(put.map((session) => session.id));
  return {
    station: change.stations?.find((station) => station.id === stationId) ?? state.station,
    sessions: [...state.sessions.filter((session) => !putIds.has(session.id)), ...put.filter(isOpen)].sort(
      (a, b) => a.createdAt.getTime() - b.createdAt.getTime(),
    ),
  };
};

/**
 * Remembers up to `remembered` stations, the least recently used going first, so that the usual message costs one commit
 * and no read. What is remembered is only a guess that the versions in the commit prove: it can't do harm when wrong.
 */
export const createStationWriter = ({
  store,
  committer,
  log,
  remembered,
}: {
  readonly store: Pick<StationStore & SessionStore, 'station' | 'openSessionsOf'>;
  readonly committer: Committer;
  readonly log: Log;
  readonly remembered: number;
}): StationWriter => {
  const serial = createSerial();
  const states = new Map<string, StationState>();

  const remember = (stationId: string, state: StationState) => {
    states.delete(stationId);
    // A station that isn't there costs nothing to look up again, and anybody can ask for one.
    if (state.station === null) return;
    states.set(stationId, state);
    const oldest = states.size > remembered ? states.keys().next().value : undefined;
    if (oldest !== undefined) states.delete(oldest);
  };

  const load = async (stationId: string): Promise<StationState> => {
    const known = states.get(stationId);
    if (known !== undefined) return known;
    const [station, sessions] = await Promise.all([store.station(stationId), store.openSessionsOf(stationId)]);
    return { station, sessions };
  };

  const attempt = async <T>(stationId: string, build: (state: StationState) => Promise<Step<T>>): Promise<T> => {
    const state = await load(stationId);
    const { change, answer } = await build(state);
    if (change === null) {
      remember(stationId, state);
      return answer;
    }
    try {
      await committer.commit(change);
    } catch (error) {
      // Whatever it was, the store knows better than we do now.
      states.delete(stationId);
      throw error;
    }
    remember(stationId, after(stationId, state, change));
    return answer;
  };

  const write: StationWriter['write'] = (stationId, build) =>
    serial.run(stationId, async () => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await attempt(stationId, build);
        } catch (error) {
          if (!isDomainError(error, 'conflict') || tries >= TRIES) throw error;
          log.debug({ stationId, tries }, 'station.write_conflict');
        }
      }
    });

  return {
    write,
    read: (stationId) => write(stationId, async (state) => ({ change: null, answer: state })),
    idle: serial.idle,
  };
};
