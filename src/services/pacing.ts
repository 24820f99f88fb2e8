/** Spreads work that many ask for at once: so many start at once and in a second, the rest later, at random. */
import type { Clock } from './ports/time.ts';

export type Pacing = {
  /** Runs the task of a key, at once when little is going on; a task that still waits is replaced by the key's next. */
  readonly run: (key: string, task: () => Promise<void>) => void;
  readonly forget: (key: string) => void;
  readonly waiting: () => number;
  readonly running: () => number;
  /** Forgets all that waits and starts no more. */
  readonly close: () => void;
};

/**
 * While no more than `atOnce` came within a second, each starts at once: a single station never waits. Behind that, each
 * starts at a random time within `spreadMs`, and no more than `atOnce` run at the same time.
 * Tasks must not reject.
 */
export const createPacing = ({
  clock,
  random,
  atOnce,
  spreadMs,
}: {
  readonly clock: Clock;
  /** At least 0, less than 1. */
  readonly random: () => number;
  readonly atOnce: number;
  readonly spreadMs: number;
}): Pacing => {
  /** By key: those that wait for their time, and how to call that off. */
  const delayed = new Map<string, () => void>();
  /** Their time has come, but too many run. In their order. */
  const ready = new Map<string, () => Promise<void>>();
  let running = 0;
  let closed = false;
  let windowMs = Number.NEGATIVE_INFINITY;
  let inWindow = 0;

  const startNext = (): void => {
    for (const [key, task] of ready) {
      if (running >= atOnce) return;
      ready.delete(key);
      running += 1;
      task().finally(() => {
        running -= 1;
        startNext();
      });
    }
  };

  const isCalm = (): boolean => {
    const nowMs = clock.now().getTime();
    if (nowMs - windowMs >= 1000) {
      windowMs = nowMs;
      inWindow = 0;
    }
    inWindow += 1;
    return inWindow <= atOnce;
  };

  const forget = (key: string): void => {
    delayed.get(key)?.();
    delayed.delete(key);
    ready.delete(key);
  };

  return {
    run: (key, task) => {
      if (closed) return;
      forget(key);
      if (isCalm()) {
        ready.set(key, task);
        startNext();
        return;
      }
      delayed.set(
        key,
        clock.after(random() * spreadMs, () => {
          delayed.delete(key);
          ready.set(key, task);
          startNext();
        }),
      );
    },
    forget,
    waiting: () => delayed.size + ready.size,
    running: () => running,
    close: () => {
      closed = true;
      for (const cancel of delayed.values()) cancel();
      delayed.clear();
      ready.clear();
    },
  };
};
