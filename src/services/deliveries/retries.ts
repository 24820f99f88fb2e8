/** Deliveries of the store that are due: fetched with their events, a few at a time. */
import type { DomainEvent } from '../../domain/event.ts';
import type { Delivery, DeliveryStore } from '../ports/delivery-store.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Metrics } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';
import type { Ask } from './ask.ts';
import type { Backlog } from './backlog.ts';
import type { Settling } from './settling.ts';

export type Retry = { readonly delivery: Delivery; readonly event: DomainEvent };

export type Retries = {
  readonly ready: () => boolean;
  readonly next: () => Retry | undefined;
  /** Tells of what is due by onFetched, and by onNoneDue that nothing is. */
  readonly fetchDue: () => Promise<void>;
};

export const createRetries = ({
  store,
  events,
  ask,
  clock,
  metrics,
  subscriber: name,
  mostFetched,
  backlog,
  settling,
  isOpen,
  onFetched,
  onNoneDue,
}: {
  readonly store: Pick<DeliveryStore, 'delivery'>;
  readonly events: Pick<EventStore, 'eventsBySeq'>;
  readonly ask: Ask;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly subscriber: string;
  readonly mostFetched: () => number;
  readonly backlog: Pick<Backlog, 'takeDue' | 'remove'>;
  readonly settling: Pick<Settling, 'settleRetry'>;
  readonly isOpen: () => boolean;
  readonly onFetched: () => void;
  readonly onNoneDue: () => void;
}): Retries => {
  const fetched: Retry[] = [];
  let isFetching = false;

  const fetchOne = async (seq: number): Promise<void> => {
    const delivery = await ask(() => store.delivery(name, seq));
    if (delivery === undefined) return;
    if (delivery === null) return backlog.remove(seq);
    const found = await ask(() => events.eventsBySeq(seq - 1, 1));
    if (found === undefined) return;
    const [event] = found;
    if (event?.seq === seq) {
      fetched.push({ delivery, event });
      return;
    }
    metrics.count('deliveries_failed_total', { outcome: 'expired' });
    const attempt = {
      startedAt: clock.now(),
      durationMs: 0,
      outcome: 'expired',
      status: null,
      answer: null,
      error: null,
    } as const;
    settling.settleRetry(delivery, attempt, { kind: 'given_up' });
  };

  return {
    ready: () => fetched.length > 0,
    next: () => fetched.shift(),
    fetchDue: async () => {
      if (isFetching || !isOpen()) return;
      // No more than can be tried at once: what is fetched is held in memory.
      const due = backlog.takeDue(clock.now(), Math.max(0, mostFetched() - fetched.length));
      if (due.length === 0) return onNoneDue();
      isFetching = true;
      for (const seq of due) await fetchOne(seq);
      isFetching = false;
      onFetched();
    },
  };
};
