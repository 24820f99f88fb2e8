/** Two releases on one database: what an older node does with what a newer one writes, and the reverse. */
import { beforeEach, expect, it } from 'vitest';
import type { Log } from '../../../src/services/ports/observing.ts';
import { type Entry, entryId } from '../../../src/store/mongo/entry.ts';
import { NewerReleaseError } from '../../../src/store/mongo/format.ts';
import type { Models } from '../../../src/store/mongo/models.ts';
import { allEvents, aMessageEvent, aSession, aStation } from '../../conformance/documents.ts';
import { describeWithMongo, mongoUrl } from '../../support/services.ts';
import { silentLog } from '../../support/silent-log.ts';
import { appendAndDie, openModels, openStore } from './own-store.ts';

const OLDER = { understands: 1, oldestReader: 1 };
const NEWER = { understands: 2, oldestReader: 2 };
/** It knows more, and writes nothing that an older one would get wrong. */
const COMPATIBLE = { understands: 2, oldestReader: 1 };

const insert = (models: Models, entry: object) => models.log.collection.insertOne(entry as never);

const recordErrors = () => {
  const errors: string[] = [];
  const log: Log = { ...silentLog, error: (_fields, message) => void errors.push(message) };
  return { errors, log };
};

/** A kind that this release has not, at a version, as a newer node would put it. */
const tide = (v: number, isNew: boolean) => ({
  c: 'tides',
  isNew,
  _id: 'T-1',
  d: { v, height: v * 10, json: `{"height":${v * 10}}` },
  // A part beside the document, with a version of its own.
  seen: { v, by: `moon-${v}` },
});

const entryOf = (n: number, documents: readonly object[], more: object = {}): object => ({
  _id: entryId(n),
  node: 'dead-and-newer',
  nonce: `nonce-${n}`,
  reader: 1,
  firstSeq: n,
  lastSeq: n,
  documents,
  readings: [],
  events: [{ ...storedEvent(`E-${n}`), seq: n }],
  tokens: [],
  ...more,
});

const storedEvent = (id: string) => {
  const event = aMessageEvent(id);
  return {
    _id: id,
    // A type that this release has not, either.
    type: 'tide.turned',
    occurredAt: event.occurredAt,
    objectId: 'T-1',
    locationId: null,
    stationId: null,
    sessionId: null,
    seenByToken: null,
    seenByDriver: null,
    json: JSON.stringify({ ...event, type: 'tide.turned' }),
  };
};

describeWithMongo('a rolling upgrade on MongoDB', () => {
  let url: string;
  beforeEach(() => {
    url = mongoUrl();
  });

  it('an older node applies kinds that it does not know as they stand, and follows on', async () => {
    const { models, connection } = await openModels(url);
    const store = await openStore(url, { rollForwardAfterMs: 20, lookEveryMs: 60_000, format: OLDER });
    await insert(models, entryOf(1, [tide(1, true)]));
    await insert(models, entryOf(2, [tide(2, false)]));
    const [event] = await store.commit({ stations: [aStation()], events: [aMessageEvent('E-3')] });
    expect(event?.seq).toBe(3);
    const tides = await connection.collection('tides').find({}).toArray();
    expect(tides).toEqual([
      { _id: 'T-1', d: { v: 2, height: 20, json: '{"height":20}' }, seen: { v: 2, by: 'moon-2' } },
    ]);
    // Again, as a slow node would: the newer version stays.
    await insert(models, entryOf(4, [tide(1, false)]));
    await store.caughtUp();
    expect((await connection.collection('tides').findOne({}))?.d).toMatchObject({ v: 2 });
    expect((await models.events.collection.find({ objectId: 'T-1' }).toArray()).length).toBe(3);
    await store.check();
  });

  it('an older node that meets an entry of a format beyond its own stands aside, and the newer one goes on', async () => {
    const { models } = await openModels(url);
    const { errors, log } = recordErrors();
    const older = await openStore(
      url,
      { rollForwardAfterMs: 20, lookEveryMs: 60_000, keepMs: 1, format: OLDER },
      null,
      log,
    );
    await older.commit({ stations: [aStation()], events: [aMessageEvent('E-1')] });
    await appendAndDie(
      models,
      { n: 1, seq: 1 },
      { sessions: [aSession()], events: [aMessageEvent('E-2')] },
      { format: NEWER },
    );

    await expect(older.commit({ stations: [aStation({ version: 2 })] })).rejects.toMatchObject({ code: 'unavailable' });
    await expect(older.check()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(older.commit({ events: [aMessageEvent('never')] })).rejects.toMatchObject({ code: 'unavailable' });
    expect(errors.filter((message) => message === 'store.newer_release')).toHaveLength(1);
    // Nothing of it was applied, marked or thrown away.
    expect(await models.sessions.countDocuments({})).toBe(0);
    expect(await models.progress.collection.findOne({ _id: 'applied' } as never)).toMatchObject({ n: 1, seq: 1 });
    expect(await models.log.countDocuments({ _id: entryId(2) })).toBe(1);
    // What it knows it still reads.
    expect((await older.station('CS-1'))?.version).toBe(1);

    const newer = await openStore(url, { rollForwardAfterMs: 20, format: NEWER });
    expect(await newer.session('S-1')).toEqual(aSession());
    const [third] = await newer.commit({ events: [aMessageEvent('E-3')] });
    expect(third?.seq).toBe(3);
    expect((await newer.events(allEvents)).items.map(({ id }) => id)).toEqual(['E-1', 'E-2', 'E-3']);
    await newer.check();
  });

  it.each([
    ['a part', entryOf(1, [], { tariffs: [] })],
    ['a document without a version', entryOf(1, [{ c: 'tides', isNew: true, _id: 'T', json: '{}' }])],
    ['a document where none belongs', entryOf(1, [{ ...tide(1, true), c: 'events' }])],
  ])('an entry with %s that is not known is not applied by half', async (_what, entry) => {
    const { models, connection } = await openModels(url);
    const store = await openStore(url, { rollForwardAfterMs: 20, lookEveryMs: 60_000 });
    await insert(models, entry);
    await expect(store.commit({ stations: [aStation()] })).rejects.toMatchObject({ code: 'unavailable' });
    expect(await models.events.countDocuments({})).toBe(0);
    expect(await connection.collection('tides').countDocuments({})).toBe(0);
    await expect(openStore(url, { rollForwardAfterMs: 20 })).rejects.toBeInstanceOf(NewerReleaseError);
  });

  it('an older node stands aside as soon as a newer one has started that it could not read, and may not start again', async () => {
    const { errors, log } = recordErrors();
    const older = await openStore(url, { lookEveryMs: 5, format: OLDER }, null, log);
    await openStore(url, { format: NEWER });
    await expect.poll(() => errors, { timeout: 20_000 }).toEqual(['store.newer_release']);
    await expect(older.commit({ stations: [aStation()] })).rejects.toMatchObject({ code: 'unavailable' });
    const again = openStore(url, { format: OLDER });
    await expect(again).rejects.toBeInstanceOf(NewerReleaseError);
    await expect(again).rejects.toThrow(/needs format 2, this release understands 1\. Start the newer release/);
  });

  it('an older node that slept while the log went on and was forgotten does not pass over what it never saw', async () => {
    const { models } = await openModels(url);
    const sleeper = await openStore(url, { lookEveryMs: 60_000, keepMs: 1, format: OLDER });
    await sleeper.commit({ events: [aMessageEvent('E-1')] });
    const newer = await openStore(url, { keepMs: 1, lookEveryMs: 5, format: NEWER });
    for (const id of ['E-2', 'E-3', 'E-4']) await newer.commit({ events: [aMessageEvent(id)] });
    await expect.poll(() => models.log.countDocuments({}), { timeout: 20_000 }).toBe(1);
    await expect(sleeper.commit({ events: [aMessageEvent('late')] })).rejects.toMatchObject({ code: 'unavailable' });
    await expect(sleeper.check()).rejects.toMatchObject({ code: 'unavailable' });
    expect((await newer.events(allEvents)).items.map(({ id }) => id)).toEqual(['E-1', 'E-2', 'E-3', 'E-4']);
  });

  it('old and new nodes work side by side while the new one asks for nothing more', async () => {
    const [older, newer] = [await openStore(url, { format: OLDER }), await openStore(url, { format: COMPATIBLE })];
    await newer.commit({ stations: [aStation()] });
    await older.commit({ stations: [aStation({ version: 2 })] });
    await newer.commit({ stations: [aStation({ version: 3 })] });
    expect((await older.station('CS-1'))?.version).toBe(3);
    await openStore(url, { format: OLDER });
  });

  it('a killed older node’s entry, without a format, is applied by the release that follows it', async () => {
    const { models } = await openModels(url);
    const change = { sessions: [aSession()], events: [aMessageEvent('E-1')] };
    const { reader: _, ...ofBefore }: Entry = await appendAndDie(models, { n: 0, seq: 0 }, change);
    await models.log.collection.replaceOne({ _id: ofBefore._id } as never, ofBefore as never);
    const upgraded = await openStore(url, { rollForwardAfterMs: 20, format: NEWER });
    expect(await upgraded.session('S-1')).toEqual(aSession());
    expect((await upgraded.events(allEvents)).items.map(({ id, seq }) => [id, seq])).toEqual([['E-1', 1]]);
    const [next] = await upgraded.commit({ events: [aMessageEvent('E-2')] });
    expect(next?.seq).toBe(2);
  });
});
