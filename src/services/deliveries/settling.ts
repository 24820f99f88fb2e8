/** What becomes of events after an attempt, or without one: what is not delivered is in the store before it is let go. */
import type { Delivery, DeliveryAttempt } from '../ports/delivery-store.ts';
import type { Clock } from '../ports/time.ts';
import type { Backlog } from './backlog.ts';
import { afterAttempt, newDelivery } from './delivery-row.ts';
import type { Saver } from './saver.ts';
import type { Verdict } from './subscriber.ts';
import type { Item, Window } from './window.ts';

export type Settling = {
  /** They wait behind what was not delivered. */
  readonly park: (items: readonly Item[]) => void;
  /** Events of the log that were tried for the first time. */
  readonly settleFresh: (items: readonly Item[], attempt: DeliveryAttempt, verdict: Settled) => void;
  /** A delivery of the store that was tried again. */
  readonly settleRetry: (delivery: Delivery, attempt: DeliveryAttempt, verdict: Settled) => void;
};

export type Settled = Exclude<Verdict, { readonly kind: 'gone' }>;

/** goOn: there may be room, and something to do. */
export const createSettling = ({
  subscriber: name,
  keepsDelivered,
  clock,
  saver,
  window,
  backlog,
  goOn,
}: {
  readonly subscriber: string;
  readonly keepsDelivered: boolean;
  readonly clock: Clock;
  readonly saver: Pick<Saver, 'save'>;
  readonly window: Pick<Window, 'block' | 'release' | 'forget'>;
  readonly backlog: Pick<Backlog, 'add' | 'stored' | 'putOff' | 'remove'>;
  readonly goOn: () => void;
}): Settling => {
  const park: Settling['park'] = (items) => {
    if (items.length === 0) return;
    const now = clock.now();
    for (const { event, key } of items) backlog.add({ seq: event.seq, orderKey: key, dueAt: null }, false);
    const parked = items.map(({ event, key }) => newDelivery(name, event, key, now));
    saver.save(parked, () => {
      for (const item of items) {
        window.forget(item);
        backlog.stored(item.event.seq);
      }
      goOn();
    });
  };

  const putOff = (items: readonly Item[], attempt: DeliveryAttempt, dueAt: Date): void => {
    const now = clock.now();
    for (const item of items) {
      const { event, key } = item;
      backlog.add({ seq: event.seq, orderKey: key, dueAt }, false);
      const followers = window.block(item);
      saver.save([afterAttempt(newDelivery(name, event, key, now), attempt, { state: 'due', dueAt }, now)], () => {
        window.forget(item);
        backlog.stored(event.seq);
        goOn();
      });
      park(followers);
    }
  };

  /** They are history, and none waits for them; the cursor waits until they are stored. */
  const settle = (items: readonly Item[], attempt: DeliveryAttempt, state: 'delivered' | 'given_up'): void => {
    const now = clock.now();
    const settled = items.map(({ event, key }) =>
      afterAttempt(newDelivery(name, event, key, now), attempt, { state, dueAt: null }, now),
    );
    for (const item of items) window.release(item);
    saver.save(settled, () => {
      for (const item of items) window.forget(item);
      goOn();
    });
  };

  return {
    park,
    settleFresh: (items, attempt, verdict) => {
      if (verdict.kind === 'retry') return putOff(items, attempt, verdict.at);
      if (verdict.kind === 'given_up') return settle(items, attempt, 'given_up');
      if (keepsDelivered) return settle(items, attempt, 'delivered');
      for (const item of items) {
        window.release(item);
        window.forget(item);
      }
    },
    settleRetry: (delivery, attempt, verdict) => {
      const to =
        verdict.kind === 'retry'
          ? ({ state: 'due', dueAt: verdict.at } as const)
          : ({ state: verdict.kind === 'done' ? 'delivered' : 'given_up', dueAt: null } as const);
      saver.save([afterAttempt(delivery, attempt, to, clock.now())], () => {
        if (to.dueAt === null) backlog.remove(delivery.seq);
        else backlog.putOff(delivery.seq, to.dueAt);
        goOn();
      });
    },
  };
};
