/** Where a station gets its time from. */
export type SimulatorClock = {
  readonly now: () => Date;
  /** Calls back once after ms; the answer cancels it. */
  readonly after: (ms: number, callback: () => void) => () => void;
};

/** setTimeout's ceiling; a longer wait fires early, and who waits looks at the time again. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemClock: SimulatorClock = {
  now: () => new Date(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, Math.min(Math.max(0, ms), LONGEST_MS));
    return () => clearTimeout(timer);
  },
};

/** Waits ms on a clock. */
export const wait = (clock: SimulatorClock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve);
  });

/** A clock whose waiting callbacks can all be forgotten at once, for good. */
export const createStoppableClock = (clock: SimulatorClock): SimulatorClock & { readonly stop: () => void } => {
  const waiting = new Set<() => void>();
  let stopped = false;
  return {
    now: clock.now,
    after: (ms, callback) => {
      if (stopped) return () => undefined;
      const cancel = clock.after(ms, () => {
        waiting.delete(forget);
        callback();
      });
      const forget = () => {
        waiting.delete(forget);
        cancel();
      };
      waiting.add(forget);
      return forget;
    },
    stop: () => {
      stopped = true;
      for (const forget of waiting) forget();
    },
  };
};
