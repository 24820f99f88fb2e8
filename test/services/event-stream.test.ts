import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS } from '../../src/domain/access.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import { createInProcessBus } from '../../src/events/in-process-bus.ts';
import type { EventFilter } from '../../src/services/api/events.ts';
import { createCommitter } from '../../src/services/commit.ts';
import { createFanOut, MAX_BEHIND } from '../../src/services/event-fan-out.ts';
import { streamEvents } from '../../src/services/event-stream.ts';
import { createEvents } from '../../src/services/events.ts';
import { createSerial } from '../../src/services/serial.ts';
import { createRecordedMetrics } from '../support/recorded-metrics.ts';
import { silentLog } from '../support/silent-log.ts';
import { ADMIN, aCaller, aToken, startSide, type TestSide } from './station-side.ts';

const EVERY = { types: null, stationId: null, sessionId: null, locationId: null, objectId: null };

const take = async (stream: AsyncIterator<DomainEvent>, count: number): Promise<readonly DomainEvent[]> => {
  const events: DomainEvent[] = [];
  while (events.length < count) {
    const { value, done } = await stream.next();
    if (done === true) break;
    events.push(value);
  }
  return events;
};

describe('the stream of events', () => {
  let side: TestSide;

  beforeEach(async () => {
    side = await startSide();
  });

  afterEach(() => side.close());

  const put = (uid: string) => side.tokens.put(ADMIN, aToken(uid), null);
  const stream = (afterId: string | null, caller = ADMIN, signal?: AbortSignal) =>
    side.events.stream(caller, EVERY, { afterId, scope: 'events:read', ...(signal === undefined ? {} : { signal }) });

  it('tells what happens from the call on, also before it is read', async () => {
    await put('BEFORE');
    const events = stream(null);
    await put('A');
    await put('B');
    expect((await take(events, 2)).map((event) => event.objectId)).toEqual(['A', 'B']);
    await events.return?.();
  });

  it('resumes behind an event: the log first, then what came meanwhile, each once, in order', async () => {
    for (let index = 0; index < 600; index += 1) await put(`T${index}`);
    const events = stream(side.told[9]?.id ?? null);
    const first = await take(events, 5);
    await Promise.all(Array.from({ length: 20 }, (_, index) => put(`LATE${index}`)));
    const rest = await take(events, 605);
    const seqs = [...first, ...rest].map((event) => event.seq);
    expect(seqs).toEqual(side.told.slice(10).map((event) => event.seq));
    await events.return?.();
  });

  it('shows a caller its own only', async () => {
    const events = stream(null, aCaller({ grants: { ...ALL_GRANTS, tokenUids: ['B'] } }));
    await put('A');
    await put('B');
    expect((await take(events, 1)).map((event) => event.objectId)).toEqual(['B']);
    await events.return?.();
  });

  it('needs the scope that it is opened for', () => {
    const caller = aCaller({ scopes: new Set(['sessions:read']) });
    expect(() => stream(null, caller)).toThrow(expect.objectContaining({ code: 'insufficient_scope' }));
    expect(() => side.events.stream(caller, EVERY, { afterId: null, scope: 'sessions:read' })).not.toThrow();
  });

  it('says so when the event to resume behind is gone', async () => {
    await expect(stream('01AAAAAAAAAAAAAAAAAAAAAAAA').next()).rejects.toMatchObject({ code: 'not_found' });
  });

  it('ends a waiting reader on abort and on return', async () => {
    const abort = new AbortController();
    const aborted = stream(null, ADMIN, abort.signal);
    const waiting = aborted.next();
    abort.abort();
    expect(await waiting).toMatchObject({ done: true });

    const returned = stream(null);
    const pending = returned.next();
    await returned.return?.();
    expect(await pending).toMatchObject({ done: true });
    expect(await returned.next()).toMatchObject({ done: true });
  });
});

const anEvent = (seq: number): DomainEvent => ({
  partyId: 'default',
  stationGroupId: null,
  id: `E${seq}`,
  seq,
  type: 'security.event',
  occurredAt: new Date(0),
  objectId: 'CP1',
  objectVersion: 1,
  locationId: null,
  stationId: 'CP1',
  sessionId: null,
  tokenUid: null,
  data: { type: 'x', techInfo: null },
});

const readersOf = (onOverflow: () => void = () => undefined) => {
  const bus = createInProcessBus({ log: silentLog });
  const fanOut = createFanOut({ bus, onOverflow });
  let accepted = 0;
  const open = (key = 'all', filter: EventFilter = EVERY) => {
    const accepts = () => {
      accepted += 1;
      return true;
    };
    const reader = fanOut.open({ key, filter, accepts });
    return streamEvents({ reader, backlog: null, signal: null, onEnd: () => undefined });
  };
  const publish = (from: number, until: number) =>
    bus.publish(Array.from({ length: until - from }, (_, index) => anEvent(from + index)));
  return { open, publish, fanOut, accepted: () => accepted };
};

describe('a reader that is too slow', () => {
  it('gets what was kept for it, and is then ended', async () => {
    const { open, publish } = readersOf();
    const events = open();
    publish(0, MAX_BEHIND + 1);
    expect((await take(events, MAX_BEHIND)).length).toBe(MAX_BEHIND);
    await expect(events.next()).rejects.toMatchObject({ code: 'unavailable' });
    expect(await events.next()).toMatchObject({ done: true });
  });

  it('holds up nobody who asks the same, and nothing is kept for it behind that', async () => {
    let overflown = 0;
    const { open, publish, fanOut } = readersOf(() => {
      overflown += 1;
    });
    const [slow, quick] = [open(), open()];
    const seqs: number[] = [];
    for (let from = 0; from < 3 * MAX_BEHIND; from += 1000) {
      publish(from, from + 1000);
      seqs.push(...(await take(quick, 1000)).map(({ seq }) => seq));
    }
    expect(seqs).toEqual(Array.from({ length: 3 * MAX_BEHIND }, (_, seq) => seq));
    expect(overflown).toBe(1);
    expect(fanOut.waiting()).toBe(MAX_BEHIND);
    expect((await take(slow, MAX_BEHIND)).at(-1)?.seq).toBe(MAX_BEHIND - 1);
    await expect(slow.next()).rejects.toMatchObject({ code: 'unavailable' });
    await quick.return?.();
    expect(fanOut.waiting()).toBe(0);
  });
});

describe('many readers', () => {
  it('ask once for each event when they ask the same', async () => {
    const { open, publish, accepted } = readersOf();
    const readers = Array.from({ length: 100 }, () => open());
    publish(0, 10);
    for (const reader of readers) expect((await take(reader, 10)).map(({ seq }) => seq)).toEqual([...Array(10).keys()]);
    expect(accepted()).toBe(10);
    await Promise.all(readers.map((reader) => reader.return?.()));
    publish(10, 20);
    expect(accepted()).toBe(10);
  });

  it('of one object each are not asked of the others', async () => {
    const { open, publish, accepted } = readersOf();
    const stations = Array.from({ length: 100 }, (_, index) => `CP${index}`);
    const readers = stations.map((stationId) => open(stationId, { ...EVERY, stationId }));
    publish(0, 3);
    expect(accepted()).toBe(3);
    expect(await take(readers[1] ?? open(), 3)).toHaveLength(3);
    await Promise.all(readers.map((reader) => reader.return?.()));
  });

  it('are woken some in a turn of the loop, so that others go between', async () => {
    const { open, publish } = readersOf();
    const readers = Array.from({ length: 200 }, () => open());
    let told = 0;
    const all = Promise.all(readers.map((reader) => reader.next().then(() => (told += 1))));
    // They wait for their turn from here on.
    await new Promise(setImmediate);
    publish(0, 1);
    const toldAtTurns: number[] = [];
    while (told < readers.length) {
      await new Promise(setImmediate);
      toldAtTurns.push(told);
    }
    await all;
    const steps = toldAtTurns.map((count, index) => count - (toldAtTurns[index - 1] ?? 0));
    expect(Math.max(...steps)).toBeLessThanOrEqual(16);
    await Promise.all(readers.map((reader) => reader.return?.()));
  });
});

describe('a reader that changes nodes', () => {
  it('is not told again what the other node has told it, by one that is told of it late', async () => {
    const bus = createInProcessBus({ log: silentLog });
    const events = createEvents({
      store: {
        eventSeq: async () => 7,
        events: async () => ({ items: [], more: false }),
        countEvents: async () => 0,
        eventsBySeq: async () => [],
        lastEventSeq: async () => 7,
      },
      bus,
      metrics: createRecordedMetrics(),
    });
    const stream = events.stream(ADMIN, EVERY, { afterId: 'E7', scope: 'events:read' });
    bus.publish([5, 6, 7, 8, 9].map(anEvent));
    expect((await take(stream, 2)).map(({ seq }) => seq)).toEqual([8, 9]);
    await stream.return?.();
  });
});

describe('the committer', () => {
  it('tells events in the order of the log, whichever commit ends first', async () => {
    const told: number[] = [];
    const open: PromiseWithResolvers<readonly DomainEvent[]>[] = [];
    const committer = createCommitter({
      store: {
        commit: () => {
          const one = Promise.withResolvers<readonly DomainEvent[]>();
          open.push(one);
          return one.promise;
        },
      },
      bus: { publish: (events) => told.push(...events.map((event) => event.seq)) },
    });
    const commits = [1, 2, 3].map(() => committer.commit({}));
    open[2]?.resolve([anEvent(30)]);
    await commits[2];
    expect(told).toEqual([]);
    open[1]?.reject(new Error('broken'));
    await expect(commits[1]).rejects.toThrow();
    open[0]?.resolve([anEvent(10), anEvent(11)]);
    await commits[0];
    expect(told).toEqual([10, 11, 30]);
    const fourth = committer.commit({});
    open[3]?.resolve([anEvent(40)]);
    await fourth;
    expect(told).toEqual([10, 11, 30, 40]);
  });
});

describe('the serial executor', () => {
  it('runs one key in order and others beside it, goes on after a failure, and forgets idle keys', async () => {
    const serial = createSerial();
    const gate = Promise.withResolvers<void>();
    const ran: string[] = [];
    const first = serial.run('a', async () => {
      await gate.promise;
      ran.push('a1');
      throw new Error('broken');
    });
    const second = serial.run('a', async () => ran.push('a2'));
    await serial.run('b', async () => ran.push('b1'));
    expect(ran).toEqual(['b1']);
    gate.resolve();
    await expect(first).rejects.toThrow('broken');
    await second;
    expect(ran).toEqual(['b1', 'a1', 'a2']);
    await serial.idle();
    expect(serial.active()).toBe(0);
  });
});
