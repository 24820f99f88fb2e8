/** Deliveries begun in one turn of the event loop are bounded over all subscribers: stations have the next turn. */

/** About 15 µs each, beside what the subscriber itself does. */
const MOST_IN_A_TURN = 64;
/** Signing and sending a webhook is ten times that: what stations and callers ask has the next turn soon. */
const BUDGET_MS = 4;

export type Turns = {
  /** false: this turn has had its share; `resume` is called in the next one. */
  readonly mayStart: (resume: () => void) => boolean;
};

export const createTurns = (most = MOST_IN_A_TURN, nowMs: () => number = () => performance.now()): Turns => {
  let started = 0;
  let beganMs = 0;
  let isPlanned = false;
  const waiting = new Set<() => void>();
  /** Who began something in this turn: in the next one the others come first. */
  const served = new Set<() => void>();

  const next = (): void => {
    isPlanned = false;
    started = 0;
    const resumed = [...waiting].sort((a, b) => Number(served.has(a)) - Number(served.has(b)));
    waiting.clear();
    served.clear();
    for (const resume of resumed) resume();
  };

  return {
    mayStart: (resume) => {
      if (!isPlanned) {
        isPlanned = true;
        setImmediate(next);
      }
      if (started === 0) beganMs = nowMs();
      if (started < most && nowMs() - beganMs < BUDGET_MS) {
        started += 1;
        served.add(resume);
        return true;
      }
      waiting.add(resume);
      return false;
    },
  };
};
