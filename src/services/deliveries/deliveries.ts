/**
 * Durable subscribers of the event log: each has a named cursor, and one node works them all, by a lease; when it dies,
 * another goes on from what is stored. Delivery is at least once, in order for each key on request. What goes well costs
 * a cursor now and then; with no subscriber it costs nothing.
 */
import { DomainError, isDomainError } from '../../domain/error.ts';
import type { Delivery, DeliveryPage, DeliveryStore, SubscriberState } from '../ports/delivery-store.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { Locks } from '../ports/nodes.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';
import { createHead } from './head.ts';
import { type ReplayRange, replayRange } from './replay.ts';
import type { Note, Subscriber } from './subscriber.ts';
import { createTurns } from './turns.ts';
import { startWorker, type Worker } from './worker.ts';

const LOCK = 'deliveries';
const NAME = /^[A-Za-z0-9._:-]{1,100}$/;
/** Before a store that gave no answer is asked again. */
const PAUSE_MS = 1_000;

export type DeliveriesOptions = {
  /** How long a node that says nothing more keeps the others out. Default 15 s. */
  readonly leaseMs: number;
  /** Between two renewals, and looks for what other nodes changed. Default 5 s. */
  readonly renewMs: number;
  /** Between two writes of the cursors. Default 500 ms. */
  readonly flushMs: number;
  /** What is being delivered at the close may take this long. Default 2 s. */
  readonly closeMs: number;
};

const DEFAULT_OPTIONS: DeliveriesOptions = { leaseMs: 15_000, renewMs: 5_000, flushMs: 500, closeMs: 2_000 };

export type Deliveries = {
  /**
   * From here on the subscriber is worked, by this node or another that has added it too. Its cursor begins at the end
   * of the log, or at its beginning, unless there is one already. Resolves when it cannot miss anything any more.
   */
  readonly add: (subscriber: Subscriber, from?: 'now' | 'beginning') => Promise<void>;
  /** Many at once, each as by `add`. */
  readonly addAll: (subscribers: readonly Subscriber[], from?: 'now' | 'beginning') => Promise<void>;
  /** Makes its cursor at the end of the log, for one that is added later. */
  readonly prepare: (name: string) => Promise<void>;
  /** No longer worked here; its cursor and deliveries stay. */
  readonly drop: (name: string) => Promise<void>;
  /** Dropped, and its cursor and deliveries with it. */
  readonly remove: (name: string) => Promise<void>;
  /** One that was gone is worked again, from where it was. */
  readonly enable: (name: string) => Promise<void>;
  /** Everything behind that place is delivered again. */
  readonly replayFrom: (name: string, seq: number) => Promise<void>;
  /** The events in the range are delivered again, beside what goes on; answers how many. */
  readonly replay: (name: string, range: ReplayRange) => Promise<number>;
  /** One event is delivered again. Throws DomainError('not_found') when it is gone, or none that the subscriber accepts. */
  readonly replayEvent: (name: string, eventId: string) => Promise<void>;
  /** null: there is none of that name. */
  readonly state: (name: string) => Promise<SubscriberState | null>;
  /** Of those of the names that there are. */
  readonly states: (names: readonly string[]) => Promise<readonly SubscriberState[]>;
  /** What was not delivered at once (where the subscriber keeps that, all of it), with its attempts. */
  readonly list: (name: string, page: DeliveryPage) => Promise<readonly Delivery[]>;
  /** That of one event; null: there is none. */
  readonly one: (name: string, seq: number) => Promise<Delivery | null>;
  readonly close: () => Promise<void>;
};

export type DeliveriesDependencies = {
  readonly store: DeliveryStore;
  readonly events: Pick<EventStore, 'eventSeq' | 'eventsBySeq' | 'lastEventSeq'>;
  readonly bus: Pick<EventBus, 'subscribe'>;
  readonly locks: Locks;
  /** When something is due. */
  readonly clock: Clock;
  /** Leases are real time, whatever a test makes of the gateway's own. */
  readonly leaseClock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
};

type Worked = { readonly worker: Worker; flushedSeq: number };

export const createDeliveries = (
  dependencies: DeliveriesDependencies,
  overrides: Partial<DeliveriesOptions> = {},
): Deliveries => {
  const { store, events, bus, locks, clock, leaseClock, log, metrics } = dependencies;
  const options = { ...DEFAULT_OPTIONS, ...overrides };
  const subscribers = new Map<string, Subscriber>();
  const workers = new Map<string, Worked>();
  let closed = false;
  let isRunning = false;
  let holdsUntilMs = Number.NEGATIVE_INFINITY;
  let newestSeq = 0;
  let unsubscribe = (): void => undefined;
  let cancelRenewal = (): void => undefined;
  let cancelFlush = (): void => undefined;
  let step: Promise<void> = Promise.resolve();

  const head = createHead({
    events,
    onFailure: (error) => {
      log.debug({ err: error }, 'delivery.log_not_read');
      clock.after(PAUSE_MS, () => head.wake());
    },
  });
  const turns = createTurns();
  const sum = (of: keyof ReturnType<Worker['unsettled']>): number =>
    [...workers.values()].reduce((total, { worker }) => total + worker.unsettled()[of], 0);
  metrics.gauge('deliveries_subscribers', () => workers.size);
  metrics.gauge('deliveries_lag_events', () =>
    Math.max(0, ...[...workers.values()].map(({ worker }) => newestSeq - worker.safeSeq())),
  );
  metrics.gauge('deliveries_in_hand', () => sum('inHand'));
  metrics.gauge('deliveries_unsettled', () => sum('inStore'));
  metrics.gauge('deliveries_parked', () => sum('parked'));

  const nowMs = (): number => leaseClock.now().getTime();
  const isHeld = (): boolean => !closed && nowMs() < holdsUntilMs;

  const told = (error: unknown, what: string): void => {
    if (isDomainError(error, 'unavailable')) log.debug({ err: error }, what);
    else log.error({ err: error }, what);
  };

  /** One after the other: two takings of one subscriber would lock each other out. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    step = step.then(work).catch((error: unknown) => told(error, 'delivery.step_failed'));
    return step;
  };

  const stop = (name: string): void => {
    workers.get(name)?.worker.stop();
    workers.delete(name);
  };

  const gone = async (subscriber: Subscriber, note: Note): Promise<void> => {
    const { name } = subscriber;
    log.warn({ subscriber: name }, 'delivery.subscriber_gone');
    try {
      try {
        // It has ended already: with its cursor where it is, little is delivered twice when it is back.
        await flush();
        await store.disableSubscriber(name, clock.now());
      } finally {
        // Not before: it would be taken again while it is being disabled.
        workers.delete(name);
      }
      await subscriber.onGone(note);
    } catch (error) {
      // It is taken again, and says so again.
      told(error, 'delivery.gone_not_stored');
    }
  };

  const start = async (subscriber: Subscriber): Promise<void> => {
    const { name } = subscriber;
    const state = await store.takeSubscriber(name);
    if (state === null || state.disabledAt !== null || !isHeld() || subscribers.get(name) !== subscriber) return;
    const worker = startWorker(
      {
        store,
        events,
        head,
        turns,
        clock,
        log,
        metrics,
        onLost: () => {
          workers.delete(name);
          // It was moved, or somebody else holds the lease, whatever this node believes.
          void inTurn(renew);
        },
        onGone: (note) => void gone(subscriber, note),
      },
      subscriber,
      state,
    );
    workers.set(name, { worker, flushedSeq: state.seq });
  };

  /** Takes what is not worked yet, or was moved by somebody; lets go what is disabled or removed. */
  const workAll = async (): Promise<void> => {
    if (!isHeld() || subscribers.size === 0) return;
    const states = new Map((await store.subscribers([...subscribers.keys()])).map((state) => [state.name, state]));
    newestSeq = Math.max(newestSeq, await events.lastEventSeq());
    for (const [name, subscriber] of subscribers) {
      const state = states.get(name);
      const worked = workers.get(name);
      if (state !== undefined && state.disabledAt === null && worked?.worker.generation === state.generation) continue;
      // One that was started in this very step has a generation that is newer than what was read.
      if (state !== undefined && worked !== undefined && worked.worker.generation > state.generation) continue;
      stop(name);
      if (state !== undefined && state.disabledAt === null) await start(subscriber);
    }
  };

  const flushNow = async (): Promise<void> => {
    const moved = [...workers].flatMap(([name, { worker, flushedSeq }]) => {
      const seq = worker.safeSeq();
      return seq === flushedSeq ? [] : [{ name, generation: worker.generation, seq }];
    });
    if (moved.length === 0) return;
    const lost = new Set(await store.advance(moved));
    for (const { name, generation, seq } of moved) {
      const worked = workers.get(name);
      if (worked?.worker.generation !== generation) continue;
      if (lost.has(name)) stop(name);
      else worked.flushedSeq = seq;
    }
    if (lost.size > 0) void inTurn(renew);
  };
  let flushed: Promise<void> = Promise.resolve();
  /** One after the other: what is done to a subscriber behind it is not written over by a cursor that was on its way. */
  const flush = (): Promise<void> => {
    flushed = flushed.catch(() => undefined).then(flushNow);
    return flushed;
  };

  const renew = async (): Promise<void> => {
    const askedMs = nowMs();
    try {
      holdsUntilMs = (await locks.tryHold(LOCK, options.leaseMs))
        ? askedMs + options.leaseMs
        : Number.NEGATIVE_INFINITY;
    } catch (error) {
      told(error, 'delivery.lease_not_renewed');
    }
    // Before the lease ends, so that nobody else delivers the same meanwhile; the generations forbid the rest.
    if (nowMs() + options.renewMs / 2 >= holdsUntilMs) {
      for (const name of [...workers.keys()]) stop(name);
      return;
    }
    await workAll();
    head.wake();
  };

  const planRenewal = (): void => {
    cancelRenewal = leaseClock.after(options.renewMs, () => {
      void inTurn(renew).then(() => {
        if (isRunning) planRenewal();
      });
    });
  };
  const planFlush = (): void => {
    cancelFlush = leaseClock.after(options.flushMs, () => {
      flush()
        .catch((error: unknown) => told(error, 'delivery.cursors_not_written'))
        .finally(() => {
          if (isRunning) planFlush();
        });
    });
  };

  const run = (): void => {
    if (isRunning || closed) return;
    isRunning = true;
    unsubscribe = bus.subscribe(({ seq }) => {
      newestSeq = Math.max(newestSeq, seq);
      head.wake();
    });
    planRenewal();
    planFlush();
  };

  const rest = (): void => {
    isRunning = false;
    unsubscribe();
    cancelRenewal();
    cancelFlush();
  };

  const known = (name: string): Subscriber => {
    const subscriber = subscribers.get(name);
    if (subscriber === undefined) throw new DomainError('not_found');
    return subscriber;
  };

  const changed = async (change: Promise<boolean>): Promise<void> => {
    if (!(await change)) throw new DomainError('not_found');
    await inTurn(workAll);
  };

  const replay = async (name: string, range: ReplayRange): Promise<number> => {
    // Whoever works the subscriber begins anew at its cursor.
    await inTurn(flush);
    const count = await replayRange({ store, events, clock }, known(name), range);
    await inTurn(workAll);
    return count;
  };

  const drop = async (name: string): Promise<void> => {
    subscribers.delete(name);
    await inTurn(async () => {
      await flush();
      stop(name);
    });
    if (subscribers.size === 0) rest();
  };

  const addAll: Deliveries['addAll'] = async (added, from = 'now') => {
    if (!added.every(({ name }) => NAME.test(name))) {
      throw new DomainError('invalid_request', { detail: 'That is no name of a subscriber.' });
    }
    const seq = from === 'now' ? await events.lastEventSeq() : 0;
    await Promise.all(added.map(({ name }) => store.ensureSubscriber(name, seq)));
    for (const subscriber of added) subscribers.set(subscriber.name, subscriber);
    // Another definition under the same name takes the place of the one before.
    await inTurn(async () => {
      for (const { name } of added) stop(name);
    });
    run();
    await inTurn(isHeld() ? workAll : renew);
  };

  return {
    add: (subscriber, from) => addAll([subscriber], from),
    addAll,
    prepare: async (name) => store.ensureSubscriber(name, await events.lastEventSeq()),
    drop,
    remove: async (name) => {
      await drop(name);
      await store.removeSubscriber(name);
    },
    enable: (name) => changed(store.disableSubscriber(name, null)),
    replayFrom: (name, seq) => changed(store.moveSubscriber(name, seq)),
    replay,
    replayEvent: async (name, eventId) => {
      const seq = await events.eventSeq(eventId);
      if ((await replay(name, { fromSeq: seq, toSeq: seq })) === 0) throw new DomainError('not_found');
    },
    state: async (name) => (await store.subscribers([name]))[0] ?? null,
    states: store.subscribers,
    list: store.deliveries,
    one: store.delivery,
    close: async () => {
      closed = true;
      rest();
      await step;
      if (workers.size === 0) return;
      let cancel = (): void => undefined;
      const late = new Promise<void>((resolve) => {
        cancel = leaseClock.after(options.closeMs, resolve);
      });
      await Promise.race([Promise.all([...workers.values()].map(({ worker }) => worker.finish())), late]);
      cancel();
      for (const { worker } of workers.values()) worker.stop();
      try {
        await flush();
        workers.clear();
        await locks.letGo(LOCK);
      } catch (error) {
        // The lease ends by itself, and some events are delivered again.
        told(error, 'delivery.not_let_go');
      }
    },
  };
};
