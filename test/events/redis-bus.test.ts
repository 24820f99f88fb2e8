import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DomainEvent, NewEvent } from '../../src/domain/event.ts';
import { openRedisBus, type RedisBus, type RedisBusOptions } from '../../src/events/redis-bus.ts';
import { systemClock } from '../../src/observe/clock.ts';
import { createRedis } from '../../src/redis/connection.ts';
import { createCommitter } from '../../src/services/commit.ts';
import type { EventStore } from '../../src/services/ports/event-store.ts';
import type { OpenStore } from '../conformance/store.ts';
import { openTemporaryStore } from '../store/sqlite/temporary-store.ts';
import { createRecordedMetrics } from '../support/recorded-metrics.ts';
import { openRelay } from '../support/relay.ts';
import { describeWithRedis, ownName, redisUrl } from '../support/services.ts';
import { silentLog } from '../support/silent-log.ts';
import { until } from '../support/until.ts';
import { anEvent } from './an-event.ts';

/** So long that whatever came was not found by asking the store. */
const NEVER_MS = 3_600_000;

describeWithRedis('the bus of many nodes', () => {
  let place: OpenStore;
  let prefix: string;
  let closes: (() => Promise<void>)[];
  let ids = 0;
  beforeEach(async () => {
    place = await openTemporaryStore();
    prefix = ownName();
    closes = [];
  });
  afterEach(async () => {
    await Promise.all(closes.map((close) => close()));
    await place.close();
  });

  const newEvent = (): NewEvent => {
    ids += 1;
    const { seq: _, ...event } = anEvent(ids);
    return event;
  };

  const start = async (
    options: Partial<RedisBusOptions> & { readonly url?: string; readonly store?: EventStore } = {},
  ) => {
    const nodeId = ownName();
    const redis = createRedis({ url: options.url ?? redisUrl(), log: silentLog, name: nodeId });
    const metrics = createRecordedMetrics();
    const bus: RedisBus = await openRedisBus(
      { redis, store: options.store ?? place.store, nodeId, prefix, clock: systemClock, log: silentLog, metrics },
      { pollMs: NEVER_MS, holeMs: NEVER_MS, ...options },
    );
    closes.push(async () => {
      await bus.close();
      await redis.close();
    });
    const seqs: number[] = [];
    const [own, foreign]: [DomainEvent[], DomainEvent[]] = [[], []];
    bus.bus.subscribe(({ seq }) => seqs.push(seq));
    bus.own.subscribe((event) => own.push(event));
    bus.foreign.subscribe((event) => foreign.push(event));
    const committer = createCommitter({ store: place.store, bus: bus.bus });
    return { bus, redis, metrics, seqs, own, foreign, commit: () => committer.commit({ events: [newEvent()] }) };
  };
  type BusNode = Awaited<ReturnType<typeof start>>;

  const stored = async (): Promise<readonly number[]> =>
    (await place.store.eventsBySeq(0, 10_000)).map(({ seq }) => seq);
  const heardAll = (nodes: readonly BusNode[], count: number) =>
    until(() => nodes.every(({ seqs }) => seqs.length >= count));

  it('delivers what any node commits to all, whole, each once, in the order of the log', async () => {
    const nodes = await Promise.all([start({ holeMs: 50 }), start({ holeMs: 50 }), start({ holeMs: 50 })]);
    await Promise.all(Array.from({ length: 100 }, () => nodes.map(({ commit }) => commit())).flat());
    await heardAll(nodes, 300);
    const log = await stored();
    for (const { seqs } of nodes) expect(seqs).toEqual(log);
  });

  it('delivers over Redis alone, without asking the store, and with instants as they were', async () => {
    const [a, b] = [await start(), await start()];
    const events: DomainEvent[] = [];
    b.bus.bus.subscribe((event) => events.push(event));
    const committed = await a.commit();
    await heardAll([a, b], 1);
    expect(events).toEqual(committed);
  });

  it('tells own events and those of others apart', async () => {
    const [a, b] = [await start(), await start()];
    const [mine] = await a.commit();
    await heardAll([a, b], 1);
    const [theirs] = await b.commit();
    await heardAll([a, b], 2);
    expect([a.own, a.foreign]).toEqual([[mine], [theirs]]);
    expect([b.own, b.foreign]).toEqual([[theirs], [mine]]);
  });

  it('delivers own events before publish returns, when nothing is missing before them', async () => {
    const { bus, seqs } = await start();
    bus.bus.publish([anEvent(1), anEvent(2)]);
    expect(seqs).toEqual([1, 2]);
  });

  it('finds in the log what nobody told of, before anything behind it is delivered', async () => {
    const [a, b] = [await start({ holeMs: 20 }), await start({ holeMs: 20 })];
    // As a node does that dies between the two.
    await place.store.commit({ events: [newEvent(), newEvent()] });
    await a.commit();
    await heardAll([a, b], 3);
    expect(a.seqs).toEqual([1, 2, 3]);
    expect(b.seqs).toEqual([1, 2, 3]);
    expect(b.foreign.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(a.metrics.counted('events_read_again_total')).toBe(1);
  });

  it('finds in the log what nobody told of though nothing comes behind it', async () => {
    const node = await start({ pollMs: 20 });
    await place.store.commit({ events: [newEvent()] });
    await heardAll([node], 1);
  });

  it('begins with what is committed from now on', async () => {
    await place.store.commit({ events: [newEvent(), newEvent()] });
    const node = await start({ pollMs: 20 });
    await node.commit();
    await heardAll([node], 1);
    expect(node.seqs).toEqual([3]);
  });

  it('goes on by the log while Redis is away, and without doubles when it is back', async () => {
    const wire = await openRelay(redisUrl());
    const [a, b] = [await start({ pollMs: 20, holeMs: 20 }), await start({ pollMs: 20, holeMs: 20, url: wire.url })];
    await a.commit();
    await heardAll([a, b], 1);
    wire.cut();
    await Promise.all([a.commit(), b.commit(), a.commit()]);
    await heardAll([a, b], 4);
    wire.mend();
    await until(() => b.redis.commands.status === 'ready');
    await Promise.all([b.commit(), a.commit(), b.commit()]);
    await heardAll([a, b], 7);
    expect(a.seqs).toEqual(await stored());
    expect(b.seqs).toEqual(await stored());
    await wire.close();
  });

  it('waits for the log when that is away, and goes on when it is back', async () => {
    let away = false;
    const store: EventStore = {
      ...place.store,
      eventsBySeq: (afterSeq, limit) =>
        away ? Promise.reject(new Error('away')) : place.store.eventsBySeq(afterSeq, limit),
    };
    const [a, b] = [await start(), await start({ pollMs: 20, holeMs: 20, store })];
    away = true;
    await place.store.commit({ events: [newEvent()] });
    await a.commit();
    await until(() => b.metrics.counted('events_read_again_total') > 1);
    expect(b.seqs).toEqual([]);
    away = false;
    await heardAll([b], 2);
    expect(b.seqs).toEqual([1, 2]);
  });

  it('holds a bounded number of events that wait for one before them, and misses none', async () => {
    const [a, b] = [await start({ pollMs: 20 }), await start({ mostWaiting: 5 })];
    await place.store.commit({ events: [newEvent()] });
    await heardAll([a], 1);
    for (let count = 0; count < 40; count += 1) await a.commit();
    await until(() => b.metrics.read('events_out_of_order') === 5);
    expect(b.seqs).toEqual([]);
    b.bus.bus.publish((await place.store.eventsBySeq(0, 1)).slice(0, 1));
    expect(b.seqs).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('passes over a message that it cannot read', async () => {
    const node = await start({ pollMs: 20 });
    await node.redis.commands.publish(`{${prefix}}:events`, 'what is this');
    await node.commit();
    await heardAll([node], 1);
  });
});
