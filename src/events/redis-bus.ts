/** The bus of many nodes: each tells the others what it has committed, and everyone delivers all of it in one order. */
import { deserialize, serialize } from 'node:v8';
import type { DomainEvent } from '../domain/event.ts';
import { endConnection, onRedis, type RedisConnections } from '../redis/connection.ts';
import type { EventBus } from '../services/ports/event-bus.ts';
import type { EventStore } from '../services/ports/event-store.ts';
import type { Log, Metrics } from '../services/ports/observing.ts';
import type { Clock } from '../services/ports/time.ts';
import { createInProcessBus } from './in-process-bus.ts';
import { createSeqOrder } from './seq-order.ts';

export type RedisBusOptions = {
  /** How often the store is asked for what nobody told. Default 1 s. */
  readonly pollMs: number;
  /** How long a missing event may be on its way before the store is asked for it. Default 50 ms. */
  readonly holeMs: number;
  /** Events that may wait for one before them. Default 10,000. */
  readonly mostWaiting: number;
};

const DEFAULT_OPTIONS: RedisBusOptions = { pollMs: 1000, holeMs: 50, mostWaiting: 10_000 };

/** Events read from the store, and told in one message, at once. */
const PAGE = 500;
/** Messages that Redis has not answered; more are not sent, for the others find them in the store. */
const MOST_UNANSWERED = 64;

export type RedisBus = {
  /** The events of all nodes: each once, in the order of the log. */
  readonly bus: EventBus;
  /** Only those that this node publishes, when it does. */
  readonly own: Pick<EventBus, 'subscribe'>;
  /** Those of other nodes; now and then also one of this node's, read from the log before it was published here. */
  readonly foreign: Pick<EventBus, 'subscribe'>;
  readonly close: () => Promise<void>;
};

/**
 * The log in the store is the truth: Redis only makes it fast. What a message did not bring (it was lost, Redis is away,
 * its sender died) is read from the store, and nothing is delivered before what precedes it in the log.
 * Begins with what is committed from now on. Throws DomainError('unavailable') when Redis or the store gives no answer.
 * The clock is the real one. prefix: of the channel, the same for all nodes of a gateway.
 */
export const openRedisBus = async (
  {
    redis,
    store,
    nodeId,
    prefix,
    clock,
    log,
    metrics,
  }: {
    readonly redis: RedisConnections;
    readonly store: Pick<EventStore, 'eventsBySeq' | 'lastEventSeq'>;
    readonly nodeId: string;
    readonly prefix: string;
    readonly clock: Pick<Clock, 'after'>;
    readonly log: Log;
    readonly metrics: Metrics;
  },
  overrides: Partial<RedisBusOptions> = {},
): Promise<RedisBus> => {
  const { pollMs, holeMs, mostWaiting } = { ...DEFAULT_OPTIONS, ...overrides };
  const channel = `{${prefix}}:events`;
  const header = Buffer.from(`${nodeId}\n`);
  const [all, own, foreign] = [createInProcessBus({ log }), createInProcessBus({ log }), createInProcessBus({ log })];
  let closed = false;

  // ---- in: from this node, from the others, from the store
  const ownSeqs = new Set<number>();
  const subscription = redis.separate('events');
  await onRedis(() => subscription.subscribe(channel));
  const order = createSeqOrder({
    lastSeq: await store.lastEventSeq(),
    most: mostWaiting,
    deliver: (events) => {
      all.publish(events);
      foreign.publish(events.filter(({ seq }) => !ownSeqs.delete(seq)));
    },
  });
  metrics.gauge('events_out_of_order', order.waiting);

  let reading: Promise<void> | null = null;
  let storeAway = false;
  let cancelHole: (() => void) | null = null;

  const readAll = async (): Promise<void> => {
    for (let more = true; more && !closed; ) {
      const before = order.last();
      const page = await store.eventsBySeq(before, PAGE);
      order.read(page);
      more = page.length === PAGE;
    }
    storeAway = false;
  };

  const read = (): Promise<void> => {
    reading ??= readAll()
      .catch((error: unknown) => {
        if (!storeAway && !closed) log.warn({ err: error }, 'events.log_not_read');
        storeAway = true;
      })
      .finally(() => {
        reading = null;
        watchHole();
      });
    return reading;
  };

  const watchHole = (): void => {
    if (closed || order.waiting() === 0) {
      cancelHole?.();
      cancelHole = null;
      return;
    }
    cancelHole ??= clock.after(storeAway ? pollMs : holeMs, () => {
      cancelHole = null;
      metrics.count('events_read_again_total');
      void read();
    });
  };

  const take = (events: readonly DomainEvent[]): void => {
    order.take(events);
    watchHole();
  };

  subscription.on('messageBuffer', (_channel: Buffer, message: Buffer) => {
    if (message.subarray(0, header.length).equals(header)) return;
    try {
      take(deserialize(message.subarray(message.indexOf('\n') + 1)) as readonly DomainEvent[]);
    } catch (error) {
      // From a node of another release. The store tells it as well.
      log.debug({ err: error }, 'events.message_unreadable');
    }
  });
  subscription.on('ready', () => {
    subscription.subscribe(channel).then(read, (error: unknown) => {
      if (!closed) log.debug({ err: error }, 'events.not_subscribed');
    });
  });

  let cancelPoll = (): void => undefined;
  const planPoll = (): void => {
    cancelPoll = clock.after(pollMs, () => {
      // A connection that died without a word is found by asking something on it.
      if (subscription.status === 'ready') {
        subscription.ping().catch((error: unknown) => log.debug({ err: error }, 'events.subscription_silent'));
      }
      void read().then(() => {
        if (!closed) planPoll();
      });
    });
  };
  planPoll();

  // ---- out
  let unsent: DomainEvent[] = [];
  let unanswered = 0;
  let sending: NodeJS.Immediate | null = null;

  const send = (): void => {
    sending = null;
    const events = unsent;
    unsent = [];
    for (let at = 0; at < events.length; at += PAGE) {
      if (redis.commands.status !== 'ready' || unanswered >= MOST_UNANSWERED) return;
      unanswered += 1;
      redis.commands
        .publish(channel, Buffer.concat([header, serialize(events.slice(at, at + PAGE))]))
        .catch((error: unknown) => log.debug({ err: error }, 'events.not_told'))
        .finally(() => {
          unanswered -= 1;
        });
    }
  };

  return {
    bus: {
      publish: (events) => {
        if (events.length === 0) return;
        own.publish(events);
        for (const { seq } of events) if (seq > order.last()) ownSeqs.add(seq);
        take(events);
        // What is committed in one turn of the loop goes in one message.
        unsent.push(...events);
        sending ??= setImmediate(send);
      },
      subscribe: all.subscribe,
    },
    own,
    foreign,
    close: async () => {
      closed = true;
      cancelPoll();
      cancelHole?.();
      if (sending !== null) clearImmediate(sending);
      send();
      await reading;
      await endConnection(subscription);
    },
  };
};
