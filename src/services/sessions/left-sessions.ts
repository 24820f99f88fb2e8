/**
 * Ends sessions that were left when their time has come, while their station is connected.
 *
 * The mark is in the session, so that it outlives this process; the timers are of the node that holds the station's socket.
 * When that node dies, the station is away until another node has it, and the mark's time begins again with the connection.
 */
import { inferEnd } from '../../domain/inferred-end.ts';
import type { Session } from '../../domain/session.ts';
import type { Log } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';
import type { StationState, StationWriter } from '../stations/station-writer.ts';
import { mergeChanges } from './merge-changes.ts';
import type { SessionChanges } from './session-change.ts';

export type LeftTimers = {
  /** Whatever is written or read of a station. While it is away, nothing is due. */
  readonly see: (stationId: string, state: StationState) => void;
  /** What is done when a session of a station is due. Called once. */
  readonly onDue: (ring: (stationId: string) => void) => void;
  /** Rings once more, a while later. */
  readonly again: (stationId: string) => void;
  readonly stop: () => void;
};

const RETRY_MS = 15_000;

export const createLeftTimers = ({ clock }: { readonly clock: Clock }): LeftTimers => {
  const armed = new Map<string, { readonly dueMs: number; readonly cancel: () => void }>();
  let ring: (stationId: string) => void = () => undefined;
  let stopped = false;

  const arm = (key: string, dueMs: number, stationId: string): void => {
    armed.get(key)?.cancel();
    const cancel = clock.after(Math.max(0, dueMs - clock.now().getTime()), () => {
      armed.delete(key);
      ring(stationId);
    });
    armed.set(key, { dueMs, cancel });
  };

  return {
    see: (stationId, { station, sessions }) => {
      if (station?.online !== true || stopped) return;
      for (const { id, left } of sessions) {
        if (left === null || armed.get(id)?.dueMs === left.dueAt.getTime()) continue;
        arm(id, left.dueAt.getTime(), stationId);
      }
    },
    onDue: (given) => {
      ring = given;
    },
    again: (stationId) => {
      if (!stopped) arm(`again ${stationId}`, clock.now().getTime() + RETRY_MS, stationId);
    },
    stop: () => {
      stopped = true;
      for (const { cancel } of armed.values()) cancel();
      armed.clear();
    },
  };
};

export const endLeftSessions = ({
  timers,
  writer,
  changes,
  toldOfEnd,
  clock,
  log,
}: {
  readonly timers: LeftTimers;
  readonly writer: StationWriter;
  readonly changes: SessionChanges;
  readonly toldOfEnd: (session: Session) => void;
  readonly clock: Clock;
  readonly log: Log;
}): void => {
  const endDue = async (stationId: string): Promise<void> => {
    const ended = await writer.write<readonly Session[]>(stationId, async ({ station, sessions }) => {
      const now = clock.now();
      // A station that is away cannot say that it goes on.
      if (station?.online !== true) return { change: null, answer: [] };
      const ends = await Promise.all(
        sessions.map(async (session) =>
          session.left !== null && session.left.dueAt <= now
            ? changes.of(session, inferEnd(session, session.left.cause), [])
            : null,
        ),
      );
      const done = ends.filter((end) => end !== null);
      return {
        change: mergeChanges(done.map(({ change }) => change)),
        answer: done.map(({ session }) => session),
      };
    });
    ended.forEach(toldOfEnd);
  };

  timers.onDue((stationId) => {
    endDue(stationId).catch((error: unknown) => {
      log.warn({ stationId, err: error }, 'session.left_not_ended');
      timers.again(stationId);
    });
  });
};
