/** However often a job failed, its lane is not held up longer than this by one pause. */
export const LONGEST_PAUSE_MS = 60_000;

/**
 * The pause after a failed attempt (counted from 1): backoffMs, doubled with each attempt, at most a minute;
 * of that, at random, between half and all, so that what failed together does not come back together.
 * random answers at least 0 and less than 1.
 */
export const pauseAfter = (attempt: number, backoffMs: number, random: () => number): number => {
  // 2 ** 30 ms is far beyond the bound; more would only leave the exact integers.
  const wholeMs = Math.min(backoffMs * 2 ** Math.min(attempt - 1, 30), LONGEST_PAUSE_MS);
  return Math.round(wholeMs / 2 + (wholeMs / 2) * random());
};
