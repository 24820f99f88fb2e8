/** Writes down what becomes of jobs: all changes of one turn of the loop in one call, in their order, until it is done. */

import type { Log } from '../../services/ports/observing.ts';
import type { Clock } from '../../services/ports/time.ts';
import type { JobChange } from './job-change.ts';

const RETRY_MS = 1000;

export type ChangeWriter = {
  /** whenDurable is called when the change, and all before it, are durable. */
  readonly write: (change: JobChange, whenDurable: () => void) => void;
  /** Resolves when everything written so far is durable; false: given up, because it failed after `stop`. */
  readonly flushed: () => Promise<boolean>;
  /** What waits to be tried again is tried at once, and from now on a failed write is given up. */
  readonly stop: () => void;
};

type Pending = { readonly change: JobChange; readonly whenDurable: () => void };

export const createChangeWriter = ({
  store,
  clock,
  log,
}: {
  /** Resolves when all are durable; when it rejects, some may be. */
  readonly store: (changes: readonly JobChange[]) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}): ChangeWriter => {
  let pending: Pending[] = [];
  let writing = false;
  let stopped = false;
  let givenUp = false;
  let waiters: ((done: boolean) => void)[] = [];

  const tellWaiters = (): void => {
    const told = waiters;
    waiters = [];
    for (const tell of told) tell(!givenUp);
  };

  const attempt = async (batch: readonly Pending[]): Promise<boolean> => {
    try {
      await store(batch.map(({ change }) => change));
      return true;
    } catch (error) {
      // A change may be said twice, so trying again is safe; what ran must not run again for a full disk or a lost connection.
      log.error({ err: error, changes: batch.length, willRetry: !stopped }, 'queue.write_failed');
      return false;
    }
  };

  let endPause: () => void = () => undefined;
  const pause = () =>
    new Promise<void>((resolve) => {
      const cancel = clock.after(RETRY_MS, resolve);
      endPause = () => {
        cancel();
        resolve();
      };
    });

  const drain = async (): Promise<void> => {
    while (pending.length > 0) {
      const batch = pending;
      pending = [];
      let done = await attempt(batch);
      while (!done && !stopped) {
        await pause();
        done = await attempt(batch);
      }
      givenUp ||= !done;
      if (done) for (const { whenDurable } of batch) whenDurable();
    }
    writing = false;
    tellWaiters();
  };

  return {
    write: (change, whenDurable) => {
      pending.push({ change, whenDurable });
      if (writing) return;
      writing = true;
      queueMicrotask(() => void drain());
    },
    flushed: () =>
      new Promise((resolve) => {
        waiters.push(resolve);
        if (!writing) tellWaiters();
      }),
    stop: () => {
      stopped = true;
      endPause();
    },
  };
};
