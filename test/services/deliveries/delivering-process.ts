/** Commits events of some objects and delivers them over HTTP, until it is killed; says `idle` when all is settled. */
import { createInProcessBus } from '../../../src/events/in-process-bus.ts';
import { systemClock } from '../../../src/observe/clock.ts';
import { createOutbound, DEFAULT_OUTBOUND_OPTIONS } from '../../../src/outbound/outbound.ts';
import { createResolve } from '../../../src/outbound/resolve.ts';
import { createCommitter } from '../../../src/services/commit.ts';
import { createDeliveries } from '../../../src/services/deliveries/deliveries.ts';
import { allEvents, aMessageEvent } from '../../conformance/documents.ts';
import { createRecordedMetrics } from '../../support/recorded-metrics.ts';
import { silentLog } from '../../support/silent-log.ts';
import { createLeases, SHORT } from './node.ts';
import { openMongo, openSqlite } from './places.ts';

const [, , kind, address, url, ...numbers] = process.argv;
if (address === undefined || url === undefined) throw new Error('usage: KIND ADDRESS URL OBJECTS EVENTS');
const [objects = 1, ofEach = 1] = numbers.map(Number);
const { store, deliveryStore } = await (kind === 'mongo' ? openMongo(address) : openSqlite(address));
const common = { clock: systemClock, log: silentLog, metrics: createRecordedMetrics() };
const outbound = createOutbound(
  { resolve: createResolve(), ...common },
  { ...DEFAULT_OUTBOUND_OPTIONS, allow: ['127.0.0.1'] },
);
const bus = createInProcessBus({ log: silentLog });
const committer = createCommitter({ store, bus });
const deliveries = createDeliveries(
  { store: deliveryStore, events: store, bus, locks: createLeases().of('one'), leaseClock: systemClock, ...common },
  SHORT,
);
await deliveries.add(
  {
    name: 'hook',
    accepts: () => true,
    orderKey: ({ objectId }) => objectId,
    deliver: async ({ events: [event], attempt }, signal) => {
      const body = JSON.stringify({ id: event?.id, attempt });
      const told = await outbound.send({ method: 'POST', url, body, signal, maxBytes: 100, longerAnswer: 'cut' });
      if (told.outcome === 'answered' && told.status < 300) return { kind: 'done', note: { status: told.status } };
      return { kind: 'retry', at: new Date(Date.now() + 5) };
    },
    onGone: async () => undefined,
    onGap: async (gap) => {
      throw new Error(`There is no gap here: ${JSON.stringify(gap)}`);
    },
  },
  'beginning',
);

const stored = new Set((await store.events({ ...allEvents, limit: 1_000_000 })).items.map(({ id }) => id));
for (let n = 1; n <= ofEach; n += 1) {
  const events = Array.from({ length: objects }, (_, object) =>
    aMessageEvent(`S${object}:${n}`, { objectId: `S${object}` }),
  );
  const missing = events.filter(({ id }) => !stored.has(id));
  if (missing.length > 0) await committer.commit({ events: missing });
}

const isIdle = async (): Promise<boolean> =>
  (await deliveries.state('hook'))?.seq === (await store.lastEventSeq()) &&
  (await deliveryStore.unsettledDeliveries('hook')).length === 0;
const look = async (): Promise<void> => {
  if (await isIdle()) process.stdout.write('idle\n');
  else setTimeout(look, 20);
};
await look();
