/**
 * How long a node waits before it tries for a number of the log: nothing while it is alone there, and a random part of a
 * **contention window** that doubles with each number lost to another node and halves with each one won (binary
 * exponential back-off with full jitter). It stays open behind a win, so that the winner lets others come first; and what
 * is committed meanwhile goes with the same try.
 */
export type Contention = {
  readonly won: () => void;
  /** tookMs: what the try cost, below which a pause would be none. */
  readonly lost: (tookMs: number) => void;
  /** Before the next try. 0: at once. */
  readonly pauseMs: () => number;
};

/** A window below is closed: it would not let another's insert by. */
const LEAST_MS = 2;
/** A longer one leaves the log idle, for all wait at once, and favours whoever won last. */
const MOST_MS = 40;

/** random: at least 0, less than 1. */
export const createContention = ({ random }: { readonly random: () => number }): Contention => {
  let windowMs = 0;
  return {
    won: () => {
      windowMs = windowMs / 2 < LEAST_MS ? 0 : windowMs / 2;
    },
    lost: (tookMs) => {
      windowMs = Math.min(MOST_MS, Math.max(LEAST_MS * 2, tookMs, windowMs * 2));
    },
    pauseMs: () => windowMs * random(),
  };
};
