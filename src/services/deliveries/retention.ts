/** Lets the history of deliveries go that is older than it is kept. */
import type { Chore } from '../chores.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { Clock } from '../ports/time.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Days that a delivery stays after its last attempt. */
export const DELIVERIES_KEPT_DAYS = 30;
/** Taken away in one step. */
const AT_ONCE = 500;

export const createDeliveryRetention = ({
  store,
  clock,
}: {
  readonly store: Pick<DeliveryStore, 'pruneDeliveries'>;
  readonly clock: Pick<Clock, 'now'>;
}): Chore => ({
  name: 'delivery_retention',
  everyMs: HOUR_MS,
  run: async ({ signal }) => {
    const before = new Date(clock.now().getTime() - DELIVERIES_KEPT_DAYS * DAY_MS);
    while (!signal.aborted && (await store.pruneDeliveries(before, AT_ONCE)) > 0);
  },
});
