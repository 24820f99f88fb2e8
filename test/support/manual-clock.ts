import type { Clock } from '../../src/services/ports/time.ts';

export type ManualClock = Clock & {
  /** Moves time on, runs the timers that fall due in their order, and lets what they began settle between them. */
  readonly advance: (ms: number) => Promise<void>;
  /** How many timers wait. */
  readonly pending: () => number;
};

type Timer = { readonly dueMs: number; readonly order: number; readonly callback: () => void };

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A clock that stands still until it is told to move. */
export const createManualClock = (startAt: Date = new Date('2026-03-01T12:00:00.000Z')): ManualClock => {
  let nowMs = startAt.getTime();
  let order = 0;
  const timers = new Set<Timer>();

  const nextDue = (untilMs: number): Timer | undefined =>
    [...timers].filter((timer) => timer.dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs || a.order - b.order)[0];

  return {
    now: () => new Date(nowMs),
    after: (ms, callback) => {
      const timer = { dueMs: nowMs + Math.max(0, ms), order: order++, callback };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    advance: async (ms) => {
      const untilMs = nowMs + ms;
      for (let timer = nextDue(untilMs); timer !== undefined; timer = nextDue(untilMs)) {
        timers.delete(timer);
        nowMs = Math.max(nowMs, timer.dueMs);
        timer.callback();
        await settle();
      }
      nowMs = untilMs;
      await settle();
    },
    pending: () => timers.size,
  };
};
