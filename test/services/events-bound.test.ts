import { expect, it } from 'vitest';
import { createInProcessBus } from '../../src/events/in-process-bus.ts';
import type { EventFilter } from '../../src/services/api.ts';
import { createEvents, MOST_STREAMS } from '../../src/services/events.ts';
import type { EventStore } from '../../src/services/ports.ts';
import { callerWith } from '../support/callers.ts';
import { silentLog } from '../support/silent-log.ts';

const ALL: EventFilter = { types: null, stationId: null, sessionId: null, locationId: null, objectId: null };
const noStore: EventStore = {
  events: () => Promise.reject(new Error('not asked')),
  countEvents: () => Promise.reject(new Error('not asked')),
};

it('opens a bounded number of streams for one client, and another when one has ended', async () => {
  const events = createEvents({ store: noStore, bus: createInProcessBus({ log: silentLog }) });
  const caller = callerWith(['events:read']);
  const open = (who = caller) => events.stream(who, ALL, { afterId: null, scope: 'events:read' });
  const ending = new AbortController();
  events.stream(caller, ALL, { afterId: null, scope: 'events:read', signal: ending.signal });
  const streams = Array.from({ length: MOST_STREAMS - 1 }, () => open());
  expect(() => open()).toThrow(expect.objectContaining({ code: 'rate_limited' }));
  // Others, and other users of the same app, are not concerned.
  await open({ ...caller, clientId: 'another' }).return?.();
  await open({ ...caller, userId: 'driver' }).return?.();

  ending.abort();
  ending.abort();
  const again = open();
  expect(() => open()).toThrow(expect.objectContaining({ code: 'rate_limited' }));
  await again.return?.();
  await again.return?.();
  await open().return?.();
  await Promise.all(streams.map((stream) => stream.return?.()));
});
