/** Waits for what cannot be awaited: state in another process, or on a server. */
import { setTimeout as pause } from 'node:timers/promises';

const STEP_MS = 5;
const PATIENCE_MS = 20_000;

/** Resolves when the condition holds; rejects with what it was when it does not in a long time. */
export const until = (condition: () => boolean | Promise<boolean>): Promise<void> =>
  untilWithin(PATIENCE_MS, condition);

/** The same, with a patience of its own. */
export const untilWithin = async (patienceMs: number, condition: () => boolean | Promise<boolean>): Promise<void> => {
  const givenUpAtMs = performance.now() + patienceMs;
  while (!(await condition())) {
    if (performance.now() > givenUpAtMs) throw new Error(`Not seen in time: ${condition.toString()}`);
    await pause(STEP_MS);
  }
};
