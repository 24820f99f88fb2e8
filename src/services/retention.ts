/** Lets what has grown old go, a little at a time. */

import type { Locks } from './ports/nodes.ts';
import type { Log } from './ports/observing.ts';
import type { RetentionStore } from './ports/retention-store.ts';
import type { Clock } from './ports/time.ts';

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;

/** Days that events stay readable. */
export const EVENTS_KEPT_DAYS = 30;
/** Hours that an idempotency key answers with its first command. */
export const IDEMPOTENCY_KEPT_HOURS = 24;

/** A little less than the hour: whoever pruned last does it again, unless it is gone by then. */
const HELD_MS = EVERY_MS - 60_000;

/** Prunes once an hour, on one node; the answer ends it. */
export const startRetention = ({
  store,
  locks,
  clock,
  log,
}: {
  readonly store: RetentionStore;
  readonly locks: Pick<Locks, 'tryHold'>;
  readonly clock: Clock;
  readonly log: Log;
}): (() => void) => {
  let cancel = (): void => undefined;

  const prune = async (): Promise<void> => {
    const nowMs = clock.now().getTime();
    try {
      if (!(await locks.tryHold('retention', HELD_MS))) return;
      const pruned = await store.prune({
        eventsAt: new Date(nowMs - EVENTS_KEPT_DAYS * DAY_MS),
        idempotencyAt: new Date(nowMs - (IDEMPOTENCY_KEPT_HOURS * DAY_MS) / 24),
        nowAt: new Date(nowMs),
      });
      if (pruned > 0) log.info({ pruned }, 'store.pruned');
    } catch (error) {
      log.error({ err: error }, 'store.prune_failed');
    }
  };

  const plan = (): void => {
    cancel = clock.after(EVERY_MS, () => {
      plan();
      void prune();
    });
  };
  plan();
  return () => cancel();
};
