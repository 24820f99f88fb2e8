/** Delivers again what a subscriber has had, or missed: puts the events among its deliveries, due at once. */
import { DomainError } from '../../domain/error.ts';
import type { DomainEvent } from '../../domain/event.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Clock } from '../ports/time.ts';
import { newDelivery } from './delivery-row.ts';
import { PAGE } from './head.ts';
import type { Subscriber } from './subscriber.ts';

/** Events in one replay; who wants more puts the cursor back. */
export const MOST_REPLAYED = 1_000;
/** Another node may take the subscriber over meanwhile. */
const TRIES = 5;

/** Both ends are in it. */
export type ReplayRange = { readonly fromSeq: number; readonly toSeq: number };

type Dependencies = {
  readonly store: DeliveryStore;
  readonly events: Pick<EventStore, 'eventsBySeq'>;
  readonly clock: Clock;
};

const acceptedIn = async (
  events: Dependencies['events'],
  { accepts }: Subscriber,
  { fromSeq, toSeq }: ReplayRange,
): Promise<readonly DomainEvent[]> => {
  const accepted: DomainEvent[] = [];
  for (let at = fromSeq - 1; at < toSeq; ) {
    const page = await events.eventsBySeq(at, PAGE);
    accepted.push(...page.filter((event) => event.seq <= toSeq && accepts(event)));
    if (accepted.length > MOST_REPLAYED) {
      throw new DomainError('invalid_request', { detail: `More than ${MOST_REPLAYED} events cannot be replayed so.` });
    }
    if (page.length < PAGE) break;
    at = page.at(-1)?.seq ?? toSeq;
  }
  return accepted;
};

/**
 * Answers how many events will be delivered. Those beyond the cursor are left out: they come by themselves.
 * Throws DomainError: not_found without such a subscriber, invalid_request for too many, conflict, unavailable.
 */
export const replayRange = async (
  { store, events, clock }: Dependencies,
  subscriber: Subscriber,
  range: ReplayRange,
): Promise<number> => {
  const { name } = subscriber;
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const [state] = await store.subscribers([name]);
    if (state === undefined) throw new DomainError('not_found');
    const toSeq = Math.min(range.toSeq, state.seq);
    const accepted = await acceptedIn(events, subscriber, { fromSeq: range.fromSeq, toSeq });
    const now = clock.now();
    const deliveries = await Promise.all(
      accepted.map(async (event) => {
        const known = await store.delivery(name, event.seq);
        // What was tried before keeps its attempts.
        const delivery = known ?? newDelivery(name, event, subscriber.orderKey(event), now);
        return { ...delivery, state: 'due', dueAt: now, updatedAt: now } as const;
      }),
    );
    if (await store.putDeliveries(name, state.generation, deliveries)) {
      // Whoever works the subscriber reads its deliveries anew.
      await store.moveSubscriber(name, null);
      return deliveries.length;
    }
  }
  throw new DomainError('conflict');
};
