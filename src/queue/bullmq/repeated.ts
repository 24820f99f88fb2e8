/** Chores of a queue that come again and again, and are tried again next time when they fail. */

import type { Log } from '../../services/ports/observing.ts';
import type { Clock } from '../../services/ports/time.ts';

export type Repeated = {
  /** Waits so long before the first time, and after each one has ended. failed: what the log says when it throws. */
  readonly every: (ms: number, failed: string, chore: () => Promise<void>) => void;
  readonly stop: () => void;
};

export const createRepeated = ({ clock, log }: { readonly clock: Clock; readonly log: Log }): Repeated => {
  let stopped = false;
  const cancels = new Set<() => void>();

  const again = (ms: number, failed: string, chore: () => Promise<void>, failing: boolean): void => {
    if (stopped) return;
    const cancel = clock.after(ms, () => {
      cancels.delete(cancel);
      chore().then(
        () => again(ms, failed, chore, false),
        (error: unknown) => {
          // Once for each time that it begins to fail.
          if (!failing) log.warn({ err: error, retryEveryMs: ms }, failed);
          again(ms, failed, chore, true);
        },
      );
    });
    cancels.add(cancel);
  };

  return {
    every: (ms, failed, chore) => again(ms, failed, chore, false),
    stop: () => {
      stopped = true;
      for (const cancel of cancels) cancel();
      cancels.clear();
    },
  };
};
