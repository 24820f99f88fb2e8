/** Lets what has grown old go, a little at a time. */
import type { Chore } from './chores.ts';
import type { Log } from './ports/observing.ts';
import type { RetentionStore } from './ports/retention-store.ts';
import type { Clock } from './ports/time.ts';

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;

/** Days that events stay readable. */
export const EVENTS_KEPT_DAYS = 30;
/** Hours that an idempotency key answers with its first command. */
export const IDEMPOTENCY_KEPT_HOURS = 24;

export const createRetention = ({
  store,
  auditDays,
  clock,
  log,
}: {
  readonly store: RetentionStore;
  /** Days that entries of the audit log stay. */
  readonly auditDays: number;
  readonly clock: Clock;
  readonly log: Log;
}): Chore => ({
  name: 'retention',
  everyMs: EVERY_MS,
  run: async () => {
    const nowMs = clock.now().getTime();
    const pruned = await store.prune({
      eventsAt: new Date(nowMs - EVENTS_KEPT_DAYS * DAY_MS),
      idempotencyAt: new Date(nowMs - (IDEMPOTENCY_KEPT_HOURS * DAY_MS) / 24),
      nowAt: new Date(nowMs),
      keptDays: { auditEntries: auditDays },
    });
    if (pruned > 0) log.info({ pruned }, 'store.pruned');
  },
});
