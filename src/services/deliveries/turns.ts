/** Deliveries begun in one turn of the event loop are bounded over all subscribers: stations have the next turn. */

/** About 15 µs each, beside what the subscriber itself does. */
const MOST_IN_A_TURN = 64;

export type Turns = {
  /** false: this turn has had its share; `resume` is called in the next one. */
  readonly mayStart: (resume: () => void) => boolean;
};

export const createTurns = (most = MOST_IN_A_TURN): Turns => {
  let started = 0;
  let isPlanned = false;
  const waiting = new Set<() => void>();

  const next = (): void => {
    isPlanned = false;
    started = 0;
    const resumed = [...waiting];
    waiting.clear();
    for (const resume of resumed) resume();
  };

  return {
    mayStart: (resume) => {
      if (!isPlanned) {
        isPlanned = true;
        setImmediate(next);
      }
      if (started < most) {
        started += 1;
        return true;
      }
      waiting.add(resume);
      return false;
    },
  };
};
