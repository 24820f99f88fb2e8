import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/observe/clock.ts';
import { createApply } from '../../../src/store/mongo/apply.ts';
import type { EntryDocument } from '../../../src/store/mongo/entry.ts';
import { openMongoStore } from '../../../src/store/mongo/store.ts';
import { allStations, aSession, aStation, at } from '../../conformance/documents.ts';
import { describeWithMongo, mongoUrl } from '../../support/services.ts';
import { silentLog } from '../../support/silent-log.ts';
import { openModels, openStore } from './own-store.ts';

const DAY_MS = 86_400_000;

describeWithMongo('fields of the kinds on MongoDB', () => {
  const openAt = async (url: string, ms: number) => {
    const clock = { ...systemClock, now: () => new Date(ms) };
    const store = await openMongoStore({ url, clock, log: silentLog, nodeId: `n${ms}` });
    onTestFinished(() => store.close());
    return store;
  };

  it('that are new are given to what is stored, and for a week to what older nodes write meanwhile', async () => {
    const url = mongoUrl();
    const { models } = await openModels(url);
    const stations = Array.from({ length: 50 }, (_, n) => aStation({ id: `CS-${n}`, createdAt: at(n) }));
    const first = await openAt(url, 0);
    await first.commit({ stations });
    const lose = (filter: object) =>
      models.stations.collection.updateMany(filter as never, { $unset: { 'd.locationId': '' } });
    const ofLocation = async (ms: number) =>
      (await openAt(url, ms)).countStations({ ...allStations, locationId: 'LOC-1' }, 100);

    // As a release before the field left it: no mark, and nowhere the field.
    await lose({});
    await models.progress.collection.updateOne({ _id: 'kinds' } as never, {
      $unset: { 'fields.stations:locationId': '' },
    });
    expect(await ofLocation(30 * DAY_MS)).toBe(50);
    await lose({ _id: 'CS-7' });
    expect(await ofLocation(36 * DAY_MS)).toBe(50);
    await lose({ _id: 'CS-7' });
    expect(await ofLocation(38 * DAY_MS)).toBe(49);
  });

  it('are not looked for where the oldest document has had them always', async () => {
    const url = mongoUrl();
    const { models } = await openModels(url);
    await (await openStore(url)).commit({ stations: [aStation()], sessions: [aSession()] });
    await models.progress.collection.deleteOne({ _id: 'kinds' } as never);
    await openAt(url, 30 * DAY_MS);
    const marks = await models.progress.collection.findOne({ _id: 'kinds' } as never);
    expect(marks).toMatchObject({ fields: { 'sessions:stationId': { sinceMs: 0, filled: true } } });
  });

  it('of a kind that only a newer node knows are kept by an older one', async () => {
    const { models, connection } = await openModels(mongoUrl());
    const apply = createApply({ models, log: silentLog, updatesAtOnce: 16 });
    const document = (v: number, isNew: boolean) =>
      ({ _id: 'T-1', c: 'tariffs', isNew, d: { v, json: `{"version":${v}}` } }) as unknown as EntryDocument;
    const entry = (n: number, documents: readonly EntryDocument[]) =>
      apply({
        _id: String(n),
        node: 'newer',
        nonce: String(n),
        firstSeq: 1,
        lastSeq: 0,
        documents,
        readings: [],
        events: [],
        tokens: [],
      });
    await entry(1, [document(1, true)]);
    await entry(2, [document(2, false)]);
    await entry(1, [document(1, true)]);
    expect(await connection.collection('tariffs').find({}).toArray()).toMatchObject([{ _id: 'T-1', d: { v: 2 } }]);
  });
});
