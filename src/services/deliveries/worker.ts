/**
 * Works one subscriber on this node: reads the log behind its cursor, delivers in the order of its keys with its own
 * concurrency, puts what fails into the store by due time, and tries it again. It waits for nobody but its subscriber.
 */
import type { Delivery, DeliveryStore, SubscriberState } from '../ports/delivery-store.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';
import { createAsk } from './ask.ts';
import { tryDelivery } from './attempt.ts';
import { createBacklog } from './backlog.ts';
import type { Head } from './head.ts';
import { createReading } from './reading.ts';
import { createRetries } from './retries.ts';
import { createSaver } from './saver.ts';
import { createSettling } from './settling.ts';
import type { DeliveryInput, Note, Subscriber } from './subscriber.ts';
import type { Turns } from './turns.ts';
import { createWindow, type Item } from './window.ts';

const MOST_IN_HAND = 500;
const MOST_UNSETTLED = 1_000;
const CONCURRENCY = 4;

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

export const startWorker = (
  dependencies: WorkerDependencies,
  subscriber: Subscriber,
  state: SubscriberState,
): Worker => {
  const { store, events, head, turns, clock, log, metrics, onLost, onGone } = dependencies;
  const {
    name,
    concurrency = () => CONCURRENCY,
    mostInHand = MOST_IN_HAND,
    mostUnsettled = MOST_UNSETTLED,
    batch = 1,
  } = subscriber;
  const stopping = new AbortController();
  const { signal } = stopping;
  let isLoaded = false;
  let finishing = false;
  let running = 0;
  let onIdle = (): void => undefined;
  let pausedUntilMs = 0;
  let retriedLast = false;
  let cancelTimer = (): void => undefined;

  const isOpen = (): boolean => isLoaded && !finishing && !signal.aborted;
  const isPaused = (): boolean => clock.now().getTime() < pausedUntilMs;

  const end = (): void => {
    if (signal.aborted) return;
    stopping.abort();
    cancelTimer();
    reading.leave();
    onIdle();
  };

  /** Something has ended, or is due: there may be room, and something to do. */
  const goOn = (): void => {
    pump();
    void reading.readOn();
  };

  const schedule = (): void => {
    cancelTimer();
    const nowMs = clock.now().getTime();
    const wakeMs = pausedUntilMs > nowMs ? pausedUntilMs : backlog.nextDueMs();
    if (!isOpen() || wakeMs === Number.POSITIVE_INFINITY) return;
    // What is due already waits for a free place, not for the time.
    if (wakeMs > nowMs) cancelTimer = clock.after(wakeMs - nowMs, goOn);
  };

  const ask = createAsk({ clock, log, subscriber: name, signal });
  const saver = createSaver(async (deliveries) => {
    const stored = await ask(() => store.putDeliveries(name, state.generation, deliveries));
    if (stored === false) {
      end();
      onLost();
    }
    return stored === true;
  });
  const backlog = createBacklog();
  const window = createWindow(backlog.blocks);
  const settling = createSettling({
    subscriber: name,
    keepsDelivered: subscriber.keepsDelivered ?? false,
    clock,
    saver,
    window,
    backlog,
    goOn,
  });
  const reading = createReading({
    events,
    head,
    ask,
    log,
    metrics,
    subscriber,
    mostInHand,
    mostUnsettled,
    window,
    backlog,
    isOpen,
    isPaused,
    fromSeq: state.seq,
    park: settling.park,
    onTaken: () => pump(),
  });
  const retries = createRetries({
    store,
    events,
    ask,
    clock,
    metrics,
    subscriber: name,
    backlog,
    settling,
    isOpen,
    mostFetched: concurrency,
    onFetched: () => pump(),
    onNoneDue: schedule,
  });

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
    if (verdict.kind === 'retry' && verdict.pauseUntilAt !== undefined) {
      pausedUntilMs = Math.max(pausedUntilMs, verdict.pauseUntilAt.getTime());
    }

    if (verdict.kind === 'gone') {
      end();
      onGone(verdict.note ?? {});
      return;
    }
    if (retry === null) settling.settleFresh(items, attempt, verdict);
    else settling.settleRetry(retry, attempt, verdict);
    await over;
    running -= 1;
    if (running === 0) onIdle();
    goOn();
  };

  const startOne = (): void => {
    // In turns, so that neither what fails nor what is new keeps the other waiting.
    const isRetry: boolean = retries.ready() && !(retriedLast && window.hasReady());
    retriedLast = isRetry;
    const retry = isRetry ? retries.next() : undefined;
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
    if (isPaused()) {
      schedule();
      return;
    }
    while (running < concurrency() && (retries.ready() || window.hasReady()) && turns.mayStart(pump)) startOne();
    void retries.fetchDue();
  };

  const begin = async (): Promise<void> => {
    const unsettled = await ask(() => store.unsettledDeliveries(name));
    if (unsettled === undefined) return;
    for (const delivery of unsettled) backlog.add(delivery, true);
    isLoaded = true;
    goOn();
  };
  void begin();

  return {
    generation: state.generation,
    safeSeq: () => window.safeSeq(reading.readSeq()),
    unsettled: () => ({ inHand: window.size(), inStore: backlog.size(), parked: backlog.parked() }),
    stop: end,
    finish: async () => {
      finishing = true;
      cancelTimer();
      reading.leave();
      if (running > 0 && !signal.aborted) {
        await new Promise<void>((resolve) => {
          onIdle = resolve;
        });
      }
      await saver.idle();
    },
  };
};
