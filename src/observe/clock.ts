import type { Clock } from '../services/ports/time.ts';

/** setTimeout's bound; a longer delay would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's time. Its timers never keep the process alive; a delay of any length holds. */
export const systemClock: Clock = {
  now: () => new Date(),
  after: (ms, callback) => {
    let timer: NodeJS.Timeout;
    const wait = (leftMs: number): void => {
      const stepMs = Math.min(Math.max(leftMs, 0), LONGEST_TIMER_MS);
      timer = setTimeout(() => (leftMs > stepMs ? wait(leftMs - stepMs) : callback()), stepMs);
      timer.unref();
    };
    wait(ms);
    return () => clearTimeout(timer);
  },
};
