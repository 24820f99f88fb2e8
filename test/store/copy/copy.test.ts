import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/observe/clock.ts';
import { createMetrics } from '../../../src/observe/metrics.ts';
import { createEmbeddedQueue } from '../../../src/queue/embedded/embedded-queue.ts';
import { queueModule } from '../../../src/queue/embedded/queue-module.ts';
import { newDelivery } from '../../../src/services/deliveries/delivery-row.ts';
import type { DeliveryStore } from '../../../src/services/ports/delivery-store.ts';
import type { Store } from '../../../src/services/ports/store.ts';
import { openMongoStore } from '../../../src/store/mongo/store.ts';
import { openDatabase } from '../../../src/store/sqlite/database.ts';
import { createSqliteDeliveryStore, deliveriesModule } from '../../../src/store/sqlite/deliveries.ts';
import { lockDataFolder } from '../../../src/store/sqlite/folder-lock.ts';
import { createSqliteStore, storeModule } from '../../../src/store/sqlite/store.ts';
import {
  aClient,
  aLimit,
  aLocation,
  allCommands,
  allEvents,
  allSessions,
  aMessageEvent,
  aReading,
  aSession,
  aSessionEvent,
  aStart,
  aStation,
  aStop,
  aToken,
  at,
  everything,
} from '../../conformance/documents.ts';
import { describeWithMongo, mongoUrl } from '../../support/services.ts';
import { silentLog } from '../../support/silent-log.ts';
import { openModels } from '../mongo/own-store.ts';
import { temporaryFolder } from '../sqlite/temporary-store.ts';

const program = fileURLToPath(new URL('../../../src/backends/store-main.ts', import.meta.url));

const run = async (folder: string, url: string, ...flags: readonly string[]): Promise<number> => {
  const child = spawn(process.execPath, [program, 'copy', ...flags], {
    env: { ...process.env, DATA_DIR: folder, MONGODB_URL: url },
    stdio: 'ignore',
  });
  const [code] = await once(child, 'close');
  return code;
};

const populate = async (store: Store): Promise<void> => {
  const sessions = Array.from({ length: 1200 }, (_, n) => aSession({ id: `S-${n}`, createdAt: at(n) }));
  await store.commit({ events: [aMessageEvent('pruned', { occurredAt: at(-1000) })] });
  await store.commit({
    locations: [aLocation({ name: 'a\u0000b 充電' })],
    stations: [aStation()],
    tokens: [aToken({ driverId: 'ann' })],
    clients: [aClient()],
    sessions,
    readings: sessions.map(({ id }) => aReading({ sessionId: id })),
    commands: [aStart(), aStop({ id: 'C-2' }), aLimit({ id: 'C-3', result: { $set: { 'a.b': 1 }, doneAt: 'x' } })],
    idempotency: [{ clientId: 'app', key: 'k', requestHash: 'h', commandId: 'C-1', createdAt: at(0) }],
    events: sessions.slice(0, 40).map((session) => aSessionEvent(`E-${session.id}`, session)),
  });
  await store.commit({ stations: [aStation({ version: 2, online: true })] });
  await store.putRecord('key', '1', { issuedAt: 'x', '': { $a: 1 } }, { expiresAt: null, group: 'g' });
  await store.putRecord('key', '2', {}, { expiresAt: at(1_000_000_000) });
  await store.nextNumber('transaction');
  await store.prune({ eventsAt: at(-500), idempotencyAt: at(-500), nowAt: at(0) });
};

const populateDeliveries = async (store: DeliveryStore): Promise<void> => {
  for (const name of ['hook-1', 'hook-2']) await store.ensureSubscriber(name, 3);
  await store.disableSubscriber('hook-2', systemClock.now());
  const state = await store.takeSubscriber('hook-1');
  const now = systemClock.now();
  const parked = (seq: number) => newDelivery('hook-1', { seq, id: `E-${seq}`, type: 'station.online' }, 'CS-1', now);
  const due = { ...parked(4), state: 'due', dueAt: now } as const;
  await store.putDeliveries('hook-1', state?.generation ?? 0, [due, parked(5)]);
};

describeWithMongo('copy of a SQLite store into MongoDB', () => {
  const populated = async (): Promise<string> => {
    const folder = await temporaryFolder();
    onTestFinished(() => rm(folder, { recursive: true }));
    const database = await openDatabase({
      file: join(folder, 'voltgate.sqlite'),
      modules: [storeModule, deliveriesModule],
    });
    await populate(createSqliteStore({ database, clock: systemClock }));
    await populateDeliveries(createSqliteDeliveryStore(database));
    await database.close();
    return folder;
  };

  it('takes over what a killed gateway left in its journal, jobs of the queue among it', async () => {
    const folder = await temporaryFolder();
    const left = await temporaryFolder();
    const database = await openDatabase({ file: join(folder, 'voltgate.sqlite'), modules: [storeModule, queueModule] });
    onTestFinished(async () => {
      await database.close();
      await Promise.all([folder, left].map((path) => rm(path, { recursive: true })));
    });
    const queue = createEmbeddedQueue({
      database,
      clock: systemClock,
      log: silentLog,
      metrics: createMetrics(),
      random: Math.random,
    });
    await createSqliteStore({ database, clock: systemClock }).commit({ locations: [aLocation()] });
    await queue.add({ id: 'job', name: 'command.send', lane: 'CS-1', data: {} }, { delayMs: 1_000_000 });
    await cp(folder, left, { recursive: true });
    const url = mongoUrl();
    expect(await run(left, url)).toBe(0);
    const to = await openMongoStore({ url, clock: systemClock, log: silentLog, nodeId: 'n' });
    onTestFinished(() => to.close());
    expect((await to.location('LOC-1'))?.id).toBe('LOC-1');
  });

  it('takes everything over, so that nothing answers differently', async () => {
    const folder = await populated();
    const url = mongoUrl();
    expect(await run(folder, url)).toBe(0);

    const database = await openDatabase({
      file: join(folder, 'voltgate.sqlite'),
      modules: [storeModule, deliveriesModule],
    });
    const from = createSqliteStore({ database, clock: systemClock });
    const to = await openMongoStore({ url, clock: systemClock, log: silentLog, nodeId: 'n' });
    onTestFinished(async () => {
      await to.close();
      await database.close();
    });
    const ask = [
      (store: Store) => store.location('LOC-1'),
      (store: Store) => store.station('CS-1'),
      (store: Store) => store.token('TAG-1'),
      (store: Store) => store.client('app'),
      (store: Store) => store.sessions({ ...allSessions, limit: 2000 }),
      (store: Store) => store.readings('S-7', { limit: 5, after: null }),
      (store: Store) => store.commands({ ...allCommands, scope: { ...everything, tokenUids: ['tag-1'] } }),
      (store: Store) => store.events({ ...allEvents, scope: { ...everything, tokenUids: ['tag-1'] } }),
      (store: Store) => store.idempotencyRecord('app', 'k'),
      (store: Store) => store.record('key', '1'),
      (store: Store) => store.lastEventSeq(),
      (store: Store) => store.eventsBySeq(10, 5),
      (store: Store) => store.onlineStationIds(),
    ];
    for (const question of ask) expect(await question(to)).toEqual(await question(from));
    const fromDeliveries = createSqliteDeliveryStore(database);
    const askDeliveries = [
      (store: DeliveryStore) => store.subscribers(['hook-1', 'hook-2']),
      (store: DeliveryStore) => store.unsettledDeliveries('hook-1'),
      (store: DeliveryStore) => store.delivery('hook-1', 4),
    ];
    for (const question of askDeliveries) {
      expect(await question(to.deliveryStore)).toEqual(await question(fromDeliveries));
    }
    expect(await to.deliveryStore.unsettledDeliveries('hook-1')).toHaveLength(2);
    expect(await to.nextNumber('transaction')).toBeGreaterThan(256);
    const [event] = await to.commit({ stations: [aStation({ version: 3 })], events: [aMessageEvent('next')] });
    expect(event?.seq).toBe((await from.lastEventSeq()) + 1);
  });

  it('refuses a target that holds something, and begins again when told to drop it', async () => {
    const folder = await populated();
    const url = mongoUrl();
    const { models } = await openModels(url);
    await models.stations.collection.insertOne({ _id: 'left over' } as never);
    expect(await run(folder, url)).toBe(1);
    expect(await models.sessions.countDocuments({})).toBe(0);
    expect(await run(folder, url, '--drop')).toBe(0);
    expect(await models.stations.countDocuments({})).toBe(1);
  });

  it('refuses a folder whose gateway runs, and one without a store', async () => {
    const folder = await populated();
    const unlock = lockDataFolder(folder);
    expect(await run(folder, mongoUrl())).toBe(1);
    unlock();
    const empty = await temporaryFolder();
    onTestFinished(() => rm(empty, { recursive: true }));
    expect(await run(empty, mongoUrl())).toBe(1);
  });
});
