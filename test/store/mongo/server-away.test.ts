import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { startMongo } from '../../../scripts/services/mongo.ts';
import type { Server } from '../../../scripts/services/process.ts';
import { changeRows } from '../../../src/store/mongo/change-rows.ts';
import { createCommitLog } from '../../../src/store/mongo/commit-log.ts';
import { decide } from '../../../src/store/mongo/decide.ts';
import type { Models } from '../../../src/store/mongo/models.ts';
import { allEvents, aMessageEvent, aStation } from '../../conformance/documents.ts';
import { createRecordedMetrics } from '../../support/recorded-metrics.ts';
import { describeWithMongo, ownName } from '../../support/services.ts';
import { openModels, openStore } from './own-store.ts';

/** A server of its own: it is stopped and killed here. */
describeWithMongo('MongoDB store whose server goes away', () => {
  let folder = '';
  let server: Server | null = null;
  const running = (): Server => {
    if (server === null) throw new Error('The server was not started.');
    return server;
  };
  const ownUrl = () => `${running().url}/${ownName()}`;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'voltgate-away-'));
    server = await startMongo(folder);
  });
  afterAll(async () => {
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('answers unavailable while the server stands still, and goes on right after', async () => {
    const store = await openStore(ownUrl());
    await store.commit({ stations: [aStation()] });
    running().freeze();
    onTestFinished(() => running().thaw());
    // The signal takes effect when it does: from the first request without an answer on.
    const checked = () =>
      store.check().then(
        () => 'taken',
        (error) => error.code,
      );
    await expect.poll(checked, { timeout: 25_000 }).toBe('unavailable');
    const asked = [
      store.commit({ events: [aMessageEvent('frozen')] }),
      store.commit({ stations: [aStation({ version: 2 })] }),
      store.station('CS-1'),
      store.nextNumber('transaction'),
      store.check(),
    ];
    for (const result of await Promise.allSettled(asked)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
    }
    running().thaw();
    await expect.poll(checked, { timeout: 25_000 }).toBe('taken');
    await store.commit({ events: [aMessageEvent('after')] });
    // What ended unavailable is stored or not, as a whole and once; all nodes see the same.
    const events = await store.eventsBySeq(0, 100);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const version = (await store.station('CS-1'))?.version ?? 0;
    await store.commit({ stations: [aStation({ version: version + 1, name: 'newest' })] });
    expect(await store.station('CS-1')).toMatchObject({ version: version + 1, name: 'newest' });
  }, 60_000);

  it('finds out what became of a commit whose server died, and loses none that it acknowledged', async () => {
    const url = ownUrl();
    const store = await openStore(url);
    const acknowledged: string[] = [];
    const write = async (writer: number) => {
      for (let n = 0; n < 30; n += 1) {
        try {
          await store.commit({ events: [aMessageEvent(`${writer}-${n}`)] });
          acknowledged.push(`${writer}-${n}`);
        } catch (error) {
          expect(error).toMatchObject({ code: 'unavailable' });
          return;
        }
        if (acknowledged.length === 40) await running().kill();
      }
    };
    await Promise.all([write(0), write(1), write(2), write(3)]);
    expect(acknowledged.length).toBeLessThan(120);
    await running().startAgain();
    const again = await openStore(url);
    const events = await again.eventsBySeq(0, 1000);
    const stored = new Set(events.map(({ id }) => id));
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(await again.countEvents(allEvents, 100)).toBe(events.length);
  }, 60_000);

  it('refuses what is too much to wait, and says how much waits', async () => {
    const metrics = createRecordedMetrics();
    const store = await openStore(ownUrl(), { maxWaiting: 10 }, metrics);
    const results = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) => store.commit({ events: [aMessageEvent(`E-${index}`)] })),
    );
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(20);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'unavailable' });
    expect(metrics.counted('store_refused_total', { reason: 'calls' })).toBe(20);
    expect(metrics.read('store_waiting')).toBe(0);
    expect(metrics.read('store_waiting_bytes')).toBe(0);

    const small = await openStore(ownUrl(), { maxWaitingBytes: 2000 }, metrics);
    const bytes = await Promise.allSettled(
      ['A', 'B', 'C', 'D'].map((id) => small.commit({ events: [aMessageEvent(id)] })),
    );
    expect(bytes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
    expect(metrics.counted('store_refused_total', { reason: 'bytes' })).toBeGreaterThan(0);
  });

  it('takes an entry that went in although its answer was lost, and no entry that another put there', async () => {
    const { models } = await openModels(ownUrl());
    let lost = 1;
    const { collection } = models.log;
    const insertOne = async (document: object) => {
      await collection.insertOne(document as never);
      if (lost-- > 0) throw new mongoose.mongo.MongoNetworkError('The answer was lost.');
    };
    const half = { insertOne, find: collection.find.bind(collection) };
    const flaky = Object.create(models.log, { collection: { value: half } }) as Models['log'];
    const log = createCommitLog({ models: { ...models, log: flaky }, nodeId: 'one' });
    const decision = decide([changeRows({ events: [aMessageEvent('E-1')] }, new Date())], () => undefined);
    const first = await log.append({ n: 0, seq: 0 }, decision);
    expect(first).toMatchObject({ won: true, entry: { firstSeq: 1, lastSeq: 1 } });
    expect(await models.log.countDocuments({})).toBe(1);
    expect(await log.append({ n: 0, seq: 0 }, decision)).toEqual({ won: false });
  });
});
