import { expect, it } from 'vitest';
import type { DomainEvent } from '../../src/domain/event.ts';
import { createInProcessBus } from '../../src/events/in-process-bus.ts';
import type { EventFilter } from '../../src/services/api/events.ts';
import { createEvents, MOST_STREAMS } from '../../src/services/events.ts';
import type { EventStore } from '../../src/services/ports/event-store.ts';
import { callerWith } from '../support/callers.ts';
import { createRecordedMetrics } from '../support/recorded-metrics.ts';
import { silentLog } from '../support/silent-log.ts';

const ALL: EventFilter = { types: null, stationId: null, sessionId: null, locationId: null, objectId: null };
const noStore: EventStore = {
  events: () => Promise.reject(new Error('not asked')),
  countEvents: () => Promise.reject(new Error('not asked')),
  eventSeq: () => Promise.reject(new Error('not asked')),
  eventsBySeq: () => Promise.reject(new Error('not asked')),
  lastEventSeq: () => Promise.reject(new Error('not asked')),
};

it('opens a bounded number of streams for one client, and another when one has ended', async () => {
  const events = createEvents({
    store: noStore,
    bus: createInProcessBus({ log: silentLog }),
    metrics: createRecordedMetrics(),
  });
  const caller = callerWith(['events:read', 'stations:read']);
  const open = (who = caller) => events.stream(who, ALL, { afterId: null, scope: 'events:read' });
  const ending = new AbortController();
  events.stream(caller, ALL, { afterId: null, scope: 'events:read', signal: ending.signal });
  const streams = Array.from({ length: MOST_STREAMS - 1 }, () => open());
  expect(() => open()).toThrow(expect.objectContaining({ code: 'rate_limited' }));
  // Others, and other users of the same app, are not concerned.
  await open({ ...caller, clientId: 'another' }).return?.();
  await open({ ...caller, userId: 'driver' }).return?.();
  await open({ ...caller, accountId: 'operator' }).return?.();

  ending.abort();
  ending.abort();
  const again = open();
  expect(() => open()).toThrow(expect.objectContaining({ code: 'rate_limited' }));
  await again.return?.();
  await again.return?.();
  await open().return?.();
  await Promise.all(streams.map((stream) => stream.return?.()));
});

it('opens a bounded number of streams for all clients together', async () => {
  const metrics = createRecordedMetrics();
  const bus = createInProcessBus({ log: silentLog });
  const events = createEvents({ store: noStore, bus, metrics, mostOfAll: 2 });
  const open = (clientId: string) =>
    events.stream({ ...callerWith(['events:read', 'stations:read']), clientId }, ALL, {
      afterId: null,
      scope: 'events:read',
    });
  const first = open('a');
  const second = open('b');
  expect(() => open('c')).toThrow(expect.objectContaining({ code: 'unavailable' }));
  expect(metrics.counted('event_streams_refused_total', { by: 'all' })).toBe(1);
  expect(metrics.read('event_streams_open')).toBe(2);
  await first.return?.();
  await open('c').return?.();
  await second.return?.();
  expect(metrics.read('event_streams_open')).toBe(0);
});

it('knows how many events wait for their readers', async () => {
  const metrics = createRecordedMetrics();
  const bus = createInProcessBus({ log: silentLog });
  const events = createEvents({ store: noStore, bus, metrics });
  const stream = events.stream(callerWith(['events:read', 'stations:read']), ALL, {
    afterId: null,
    scope: 'events:read',
  });
  const told = (seq: number) =>
    ({ id: `e${seq}`, seq, type: 'station.online', stationId: 'A', sessionId: null, locationId: null }) as DomainEvent;
  bus.publish([told(1), told(2), told(3)]);
  expect(metrics.read('event_streams_events_waiting')).toBe(3);
  expect((await stream.next()).value).toMatchObject({ seq: 1 });
  expect(metrics.read('event_streams_events_waiting')).toBe(2);
  await stream.return?.();
  expect(metrics.read('event_streams_events_waiting')).toBe(0);
});
