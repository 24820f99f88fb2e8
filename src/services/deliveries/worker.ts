/**
 * Works one subscriber on this node: reads the log behind its cursor, delivers in the order of its keys with its own
 * concurrency, puts what fails into the store by due time, and tries it again. It waits for nobody but its subscriber.
 */
import { isDomainError } from '../../domain/error.ts';
import type { DomainEvent } from '../../domain/event.ts';
import type { Delivery, DeliveryAttempt, DeliveryStore, SubscriberState } from '../ports/delivery-store.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';
import { tryDelivery } from './attempt.ts';
import { createBacklog } from './backlog.ts';
import { afterAttempt, newDelivery } from './delivery-row.ts';
import { findGap } from './gap.ts';
import { type Head, type HeadReader, PAGE } from './head.ts';
import { createSaver } from './saver.ts';
import type { DeliveryInput, Note, Subscriber } from './subscriber.ts';
import type { Turns } from './turns.ts';
import { createWindow, type Item } from './window.ts';

const MOST_IN_HAND = 500;
const MOST_UNSETTLED = 1_000;
const CONCURRENCY = 4;
/** Before a store that gave no answer is asked again. */
const PAUSE_MS = 1_000;

export type WorkerDependencies = {
  readonly store: DeliveryStore;
  readonly events: Pick<EventStore, 'eventsBySeq' | 'lastEventSeq'>;
  readonly head: Head;
  readonly turns: Turns;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Somebody else has the subscriber now, or it was moved: it has to be taken anew. */
  readonly onLost: () => void;
  /** It said that it is gone; nothing more is delivered. */
  readonly onGone: (note: Note) => void;
};

export type Worker = {
  readonly generation: number;
  /** Everything up to here is settled or safe in the store. */
  readonly safeSeq: () => number;
  readonly unsettled: () => { readonly inHand: number; readonly inStore: number; readonly parked: number };
  /** Ends at once: what is being delivered is stopped, and delivered again by whoever works it next. */
  readonly stop: () => void;
  /** Takes nothing new; resolves when what is being delivered has ended and is stored. */
  readonly finish: () => Promise<void>;
};

type Retry = { readonly delivery: Delivery; readonly event: DomainEvent };

export const startWorker = (
  dependencies: WorkerDependencies,
  subscriber: Subscriber,
  state: SubscriberState,
): Worker => {
  const { store, events, head, turns, clock, log, metrics, onLost, onGone } = dependencies;
  const {
    name,
    concurrency = CONCURRENCY,
    mostInHand = MOST_IN_HAND,
    mostUnsettled = MOST_UNSETTLED,
    batch = 1,
  } = subscriber;
  const backlog = createBacklog();
  const window = createWindow(backlog.blocks);
  const stopping = new AbortController();
  const { signal } = stopping;
  let isLoaded = false;
  let finishing = false;
  let running = 0;
  let onIdle = (): void => undefined;
  let readSeq = state.seq;
  let isAtHead = false;
  let isReading = false;
  let pausedUntilMs = 0;
  /** Deliveries of the store that are fetched and may be tried now. */
  const retries: Retry[] = [];
  let isFetching = false;
  let retriedLast = false;
  let cancelTimer = (): void => undefined;

  const isOpen = (): boolean => isLoaded && !finishing && !signal.aborted;

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const goOnAsking = (): void => {
        cancel();
        signal.removeEventListener('abort', goOnAsking);
        resolve();
      };
      const cancel = clock.after(PAUSE_MS, goOnAsking);
      signal.addEventListener('abort', goOnAsking, { once: true });
    });

  /** Asks until there is an answer; undefined: the work has ended. */
  const asked = async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
    while (!signal.aborted) {
      try {
        const answer = await ask();
        return signal.aborted ? undefined : answer;
      } catch (error) {
        if (isDomainError(error, 'unavailable')) log.debug({ subscriber: name, err: error }, 'delivery.store_away');
        else log.error({ subscriber: name, err: error }, 'delivery.work_failed');
        await pause();
      }
    }
    return undefined;
  };

  const end = (): void => {
    if (signal.aborted) return;
    stopping.abort();
    cancelTimer();
    head.leave(reader);
    onIdle();
  };

  const saver = createSaver(async (deliveries) => {
    const stored = await asked(() => store.putDeliveries(name, state.generation, deliveries));
    if (stored === false) {
      end();
      onLost();
    }
    return stored === true;
  });

  // ---- reading
  const hasRoom = (): boolean => isOpen() && window.size() < mostInHand && backlog.size() < mostUnsettled;
  /** For a page: it is not read for one event's sake. */
  const hasRoomForPage = (): boolean => hasRoom() && window.size() <= mostInHand / 2;

  /** false: it is full; what is left of the page is read again later. */
  const take = (page: readonly DomainEvent[]): boolean => {
    const toPark: Item[] = [];
    let isWhole = true;
    for (const event of page) {
      if (event.seq <= readSeq) continue;
      if (!hasRoom()) {
        isWhole = false;
        break;
      }
      readSeq = event.seq;
      // It is in the store already when the process that read it before died before its cursor was written.
      if (backlog.has(event.seq) || !subscriber.accepts(event)) continue;
      const item: Item = { event, key: subscriber.orderKey(event) };
      if (window.take(item) === 'parked') toPark.push(item);
    }
    park(toPark);
    pump();
    return isWhole;
  };

  const reader: HeadReader = {
    readSeq: () => readSeq,
    offer: (page) => {
      if (take(page)) return true;
      isAtHead = false;
      void readOn();
      return false;
    },
  };

  const readPage = async (from: number): Promise<readonly DomainEvent[]> => {
    const page = await events.eventsBySeq(from, PAGE);
    const gap = await findGap(events, from, page);
    if (gap === null) return page;
    log.warn({ subscriber: name, ...gap }, 'delivery.gap');
    metrics.count('deliveries_gaps_total');
    await subscriber.onGap(gap);
    readSeq = gap.beforeSeq - 1;
    return page;
  };

  /** Reads by itself, until it has come up with the others. */
  const readOn = async (): Promise<void> => {
    if (isReading || isAtHead) return;
    isReading = true;
    try {
      while (hasRoomForPage() && clock.now().getTime() >= pausedUntilMs) {
        const page = await asked(() => readPage(readSeq));
        if (page === undefined) return;
        if (take(page) && page.length < PAGE && head.join(reader)) {
          isAtHead = true;
          return;
        }
      }
    } finally {
      isReading = false;
    }
  };

  // ---- what was not delivered
  const park = (items: readonly Item[]): void => {
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

  const putOffFresh = (items: readonly Item[], attempt: DeliveryAttempt, dueAt: Date): void => {
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

  const giveUpFresh = (items: readonly Item[], attempt: DeliveryAttempt): void => {
    const now = clock.now();
    const settled = { state: 'given_up', dueAt: null } as const;
    const given = items.map(({ event, key }) =>
      afterAttempt(newDelivery(name, event, key, now), attempt, settled, now),
    );
    for (const item of items) window.release(item);
    saver.save(given, () => {
      for (const item of items) window.forget(item);
      goOn();
    });
  };

  const settleRetry = (delivery: Delivery, attempt: DeliveryAttempt, to: 'delivered' | 'given_up'): void =>
    saver.save([afterAttempt(delivery, attempt, { state: to, dueAt: null }, clock.now())], () => {
      backlog.remove(delivery.seq);
      goOn();
    });

  const putOffRetry = (delivery: Delivery, attempt: DeliveryAttempt, dueAt: Date): void =>
    saver.save([afterAttempt(delivery, attempt, { state: 'due', dueAt }, clock.now())], () => {
      backlog.putOff(delivery.seq, dueAt);
      goOn();
    });

  const fetchOne = async (seq: number): Promise<void> => {
    const delivery = await asked(() => store.delivery(name, seq));
    if (delivery === undefined) return;
    if (delivery === null) return backlog.remove(seq);
    const found = await asked(() => events.eventsBySeq(seq - 1, 1));
    if (found === undefined) return;
    const [event] = found;
    if (event?.seq === seq) {
      retries.push({ delivery, event });
      return;
    }
    metrics.count('deliveries_failed_total', { outcome: 'expired' });
    const now = clock.now();
    settleRetry(
      delivery,
      { startedAt: now, durationMs: 0, outcome: 'expired', status: null, answer: null },
      'given_up',
    );
  };

  const fetchDue = async (): Promise<void> => {
    if (isFetching || !isOpen()) return;
    // No more than can be tried at once: what is fetched is held in memory.
    const due = backlog.takeDue(clock.now(), Math.max(0, concurrency - retries.length));
    if (due.length === 0) return schedule();
    isFetching = true;
    for (const seq of due) await fetchOne(seq);
    isFetching = false;
    pump();
  };

  const schedule = (): void => {
    cancelTimer();
    const nowMs = clock.now().getTime();
    const wakeMs = pausedUntilMs > nowMs ? pausedUntilMs : backlog.nextDueMs();
    if (!isOpen() || wakeMs === Number.POSITIVE_INFINITY) return;
    // What is due already waits for a free place, not for the time.
    if (wakeMs > nowMs) cancelTimer = clock.after(wakeMs - nowMs, goOn);
  };

  // ---- delivering
  const deliver = async (input: DeliveryInput, items: readonly Item[], retry: Delivery | null): Promise<void> => {
    running += 1;
    const tried = await tryDelivery({ clock, log }, subscriber, input, signal);
    // Stopped: whoever works the subscriber next delivers it again.
    if (tried === null) return;
    const { verdict, attempt, over } = tried;
    const count = input.events.length;
    metrics.observe('delivery_seconds', attempt.durationMs / 1000, { outcome: attempt.outcome });
    if (attempt.outcome === 'done') metrics.count('deliveries_delivered_total', {}, count);
    else metrics.count('deliveries_failed_total', { outcome: attempt.outcome }, count);
    if (verdict.kind === 'retry' && verdict.pause === true) {
      pausedUntilMs = Math.max(pausedUntilMs, verdict.at.getTime());
    }

    if (verdict.kind === 'gone') {
      end();
      onGone(verdict.note ?? {});
      return;
    }
    if (retry !== null) {
      if (verdict.kind === 'retry') putOffRetry(retry, attempt, verdict.at);
      else settleRetry(retry, attempt, verdict.kind === 'done' ? 'delivered' : 'given_up');
    } else if (verdict.kind === 'retry') putOffFresh(items, attempt, verdict.at);
    else if (verdict.kind === 'given_up') giveUpFresh(items, attempt);
    else {
      for (const item of items) {
        window.release(item);
        window.forget(item);
      }
    }
    await over;
    running -= 1;
    if (running === 0) onIdle();
    goOn();
  };

  const startOne = (): void => {
    // In turns, so that neither what fails nor what is new keeps the other waiting.
    const isRetry: boolean = retries.length > 0 && !(retriedLast && window.hasReady());
    retriedLast = isRetry;
    const retry = isRetry ? retries.shift() : undefined;
    const now = clock.now();
    if (retry !== undefined) {
      const { delivery, event } = retry;
      const firstTriedAt = delivery.firstTriedAt ?? now;
      void deliver({ events: [event], attempt: delivery.attemptCount + 1, firstTriedAt }, [], delivery);
      return;
    }
    const items = window.next(batch);
    void deliver({ events: items.map(({ event }) => event), attempt: 1, firstTriedAt: now }, items, null);
  };

  const pump = (): void => {
    if (!isOpen()) return;
    if (clock.now().getTime() < pausedUntilMs) {
      schedule();
      return;
    }
    while (running < concurrency && (retries.length > 0 || window.hasReady()) && turns.mayStart(pump)) startOne();
    void fetchDue();
  };

  /** Something has ended, or is due: there may be room, and something to do. */
  const goOn = (): void => {
    pump();
    void readOn();
  };

  const begin = async (): Promise<void> => {
    const unsettled = await asked(() => store.unsettledDeliveries(name));
    if (unsettled === undefined) return;
    for (const delivery of unsettled) backlog.add(delivery, true);
    isLoaded = true;
    goOn();
  };
  void begin();

  return {
    generation: state.generation,
    safeSeq: () => window.safeSeq(readSeq),
    unsettled: () => ({ inHand: window.size(), inStore: backlog.size(), parked: backlog.parked() }),
    stop: end,
    finish: async () => {
      finishing = true;
      cancelTimer();
      head.leave(reader);
      if (running > 0 && !signal.aborted) {
        await new Promise<void>((resolve) => {
          onIdle = resolve;
        });
      }
      await saver.idle();
    },
  };
};
