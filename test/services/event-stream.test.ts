import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../src/domain/event.ts';
import { createInProcessBus } from '../../src/events/in-process-bus.ts';
import { createCommitter } from '../../src/services/commit.ts';
import { MAX_BEHIND, streamEvents } from '../../src/services/event-stream.ts';
import { createSerial } from '../../src/services/serial.ts';
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
    const events = stream(null, aCaller({ grants: { locationIds: null, tokenUids: ['B'] } }));
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

describe('a reader that is too slow', () => {
  it('gets what was kept for it, and is then ended', async () => {
    const bus = createInProcessBus({ log: silentLog });
    async function* none(): AsyncGenerator<DomainEvent> {
      yield* [];
    }
    const events = streamEvents({ bus, accepts: () => true, backlog: none, signal: null });
    bus.publish(Array.from({ length: MAX_BEHIND + 1 }, (_, seq) => anEvent(seq)));
    expect((await take(events, MAX_BEHIND)).length).toBe(MAX_BEHIND);
    await expect(events.next()).rejects.toMatchObject({ code: 'unavailable' });
    expect(await events.next()).toMatchObject({ done: true });
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
