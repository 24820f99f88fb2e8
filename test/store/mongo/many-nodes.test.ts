import { expect, it } from 'vitest';
import type { Store } from '../../../src/services/ports/store.ts';
import { createApply } from '../../../src/store/mongo/apply.ts';
import {
  allEvents,
  aMessageEvent,
  aSession,
  aStation,
  aStop,
  everything,
  firstPage,
} from '../../conformance/documents.ts';
import { describeWithMongo, mongoUrl } from '../../support/services.ts';
import { silentLog } from '../../support/silent-log.ts';
import { appendAndDie, openModels, openStore } from './own-store.ts';

const twoNodes = async (): Promise<readonly [Store, Store, string]> => {
  const url = mongoUrl();
  return [await openStore(url), await openStore(url), url];
};

describeWithMongo('MongoDB store on many nodes', () => {
  it('gives each version to exactly one of two nodes, and each event a place of its own, the same for both', async () => {
    const [one, two] = await twoNodes();
    const stations = ['A', 'B', 'C'];
    let id = 0;
    let won = 0;
    const work = async (store: Store, node: string) => {
      for (let round = 0; round < 15; round += 1) {
        await Promise.all(
          stations.map(async (stationId) => {
            const found = await store.station(stationId);
            const event = aMessageEvent(`${node}-${id++}`, { stationId });
            const version = (found?.version ?? 0) + 1;
            try {
              await store.commit({ stations: [aStation({ id: stationId, version, name: event.id })], events: [event] });
              won += 1;
            } catch (error) {
              expect(error).toMatchObject({ code: 'conflict' });
            }
          }),
        );
      }
    };
    await Promise.all([work(one, 'one'), work(two, 'two')]);

    const seenByOne = await one.eventsBySeq(0, 1000);
    expect(await two.eventsBySeq(0, 1000)).toEqual(seenByOne);
    expect(seenByOne.map(({ seq }) => seq)).toEqual(Array.from({ length: won }, (_, index) => index + 1));
    for (const stationId of stations) {
      const own = seenByOne.filter((event) => event.stationId === stationId);
      const station = await two.station(stationId);
      expect(station).toMatchObject({ version: own.length, name: own.at(-1)?.id });
      expect(await one.station(stationId)).toEqual(station);
    }
  });

  it('lets one node at once put what another has just stored', async () => {
    const [one, two] = await twoNodes();
    await one.commit({ stations: [aStation()] });
    for (let version = 2; version < 12; version += 2) {
      await two.commit({ stations: [aStation({ version })] });
      await one.commit({ stations: [aStation({ version: version + 1 })] });
    }
    expect((await two.station('CS-1'))?.version).toBe(11);
  });

  it('begins one session for a transaction of a station, whichever nodes heard of it', async () => {
    const [one, two] = await twoNodes();
    const transaction = { ...aSession().transaction, id: 'tx-1' };
    const results = await Promise.allSettled([
      one.commit({ sessions: [aSession({ id: 'S-1', transaction })] }),
      two.commit({ sessions: [aSession({ id: 'S-2', transaction })] }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const failed = results.find((result) => result.status === 'rejected');
    expect(failed?.reason).toMatchObject({ code: 'conflict' });
    expect(
      await one.countSessions({ ...firstPage, stationId: null, locationId: null, tokenUid: null, status: null }, 100),
    ).toBe(1);
  });

  it('draws no number twice', async () => {
    const [one, two] = await twoNodes();
    const draw = (store: Store) => Promise.all(Array.from({ length: 600 }, () => store.nextNumber('transaction')));
    const numbers = (await Promise.all([draw(one), draw(two)])).flat();
    expect(new Set(numbers).size).toBe(1200);
  });

  it('lets one of two requests with the same idempotency key make its command', async () => {
    const [one, two] = await twoNodes();
    const record = { clientId: 'app', key: 'k', requestHash: 'h', createdAt: new Date() };
    const results = await Promise.allSettled(
      [one, two].map((store, index) =>
        store.commit({
          commands: [aStop({ id: `C-${index}` })],
          idempotency: [{ ...record, commandId: `C-${index}` }],
        }),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await one.commandsById(['C-0', 'C-1'])).map(({ id }) => id)).toEqual([
      (await two.idempotencyRecord('app', 'k'))?.commandId,
    ]);
  });

  it('shows what a dead node left in the log to whoever asks for everything that is committed', async () => {
    const url = mongoUrl();
    const { models } = await openModels(url);
    // It looks at the log by itself only much later.
    const store = await openStore(url, { lookEveryMs: 60_000, rollForwardAfterMs: 50 });
    const record = { clientId: 'app', key: 'k', requestHash: 'h', commandId: 'C-1', createdAt: new Date() };
    await appendAndDie(models, { n: 0, seq: 0 }, { commands: [aStop({ id: 'C-1' })], idempotency: [record] });
    expect(await store.idempotencyRecord('app', 'k')).toBeNull();
    await store.caughtUp();
    expect(await store.idempotencyRecord('app', 'k')).toEqual(record);
  });

  it("shows a session's commands with the token that another node learnt", async () => {
    const [one, two] = await twoNodes();
    const unknown = aSession({ token: null });
    await one.commit({ sessions: [unknown], commands: [aStop()] });
    await two.commit({ sessions: [{ ...unknown, version: 2, token: { uid: 'Ann', type: 'RFID' } }] });
    await one.commit({ commands: [aStop({ id: 'C-2' })] });
    const query = { ...firstPage, stationId: null, sessionId: null, type: null, status: null, clientId: null };
    const { items } = await two.commands({ ...query, scope: { ...everything, tokenUids: ['ann'] } });
    expect(items.map(({ id }) => id)).toEqual(['C-1', 'C-2']);
  });

  it('applies at its start what a dead node left in the log', async () => {
    const url = mongoUrl();
    const { models } = await openModels(url);
    await (await openStore(url)).commit({ stations: [aStation()], events: [aMessageEvent('E-1')] });
    await appendAndDie(models, { n: 1, seq: 1 }, { sessions: [aSession()], events: [aMessageEvent('E-2')] });
    const store = await openStore(url, { rollForwardAfterMs: 50 });
    expect(await store.session('S-1')).toEqual(aSession());
    expect((await store.events(allEvents)).items.map(({ id, seq }) => [id, seq])).toEqual([
      ['E-1', 1],
      ['E-2', 2],
    ]);
  });

  it('applies what a node left that died meanwhile, before its own next entry', async () => {
    const url = mongoUrl();
    const { models } = await openModels(url);
    const store = await openStore(url, { rollForwardAfterMs: 50 });
    await store.commit({ events: [aMessageEvent('E-1')] });
    await appendAndDie(models, { n: 1, seq: 1 }, { stations: [aStation()], events: [aMessageEvent('E-2')] });
    await expect(store.commit({ stations: [aStation({ name: 'late' })] })).rejects.toMatchObject({ code: 'conflict' });
    expect(await store.station('CS-1')).toEqual(aStation());
    const [third] = await store.commit({ events: [aMessageEvent('E-3')] });
    expect(third?.seq).toBe(3);
    expect((await store.eventsBySeq(0, 10)).map(({ id }) => id)).toEqual(['E-1', 'E-2', 'E-3']);
  });

  it('shows no event behind one that is not applied yet', async () => {
    const url = mongoUrl();
    const { models } = await openModels(url);
    const store = await openStore(url, { rollForwardAfterMs: 60_000, lookEveryMs: 60_000 });
    await store.commit({ events: [aMessageEvent('E-1')] });
    const entry = await appendAndDie(
      models,
      { n: 1, seq: 1 },
      { events: [aMessageEvent('E-2'), aMessageEvent('E-3')] },
    );
    // Half applied: the later one alone.
    await models.events.collection.insertMany(entry.events.slice(1) as never);
    expect((await store.events(allEvents)).items.map(({ id }) => id)).toEqual(['E-1']);
    expect(await store.lastEventSeq()).toBe(1);
    const next = await openStore(url, { rollForwardAfterMs: 20 });
    expect((await next.events(allEvents)).items.map(({ id }) => id)).toEqual(['E-1', 'E-2', 'E-3']);
    expect(await store.lastEventSeq()).toBe(3);
  });

  it('keeps the newer version when a slow node applies its old entry once more', async () => {
    const url = mongoUrl();
    const { models } = await openModels(url);
    const change = { stations: [aStation({ name: 'old' })], events: [aMessageEvent('E-1')] };
    const entry = await appendAndDie(models, { n: 0, seq: 0 }, change);
    const store = await openStore(url, { rollForwardAfterMs: 20 });
    await store.commit({ stations: [aStation({ version: 2, name: 'new' })] });
    await createApply({ models, log: silentLog, updatesAtOnce: 16 })({
      ...entry,
      documents: entry.documents.map((d) => ({ ...d, isNew: false })),
    });
    expect((await store.station('CS-1'))?.name).toBe('new');
    expect(await store.countEvents(allEvents, 100)).toBe(1);
  });

  it('does not bring back what was removed when a slow node applies its old entry once more', async () => {
    const url = mongoUrl();
    const { models } = await openModels(url);
    const entry = await appendAndDie(models, { n: 0, seq: 0 }, { stations: [aStation({ name: 'old' })] });
    const store = await openStore(url, { rollForwardAfterMs: 20 });
    const apply = createApply({ models, log: silentLog, updatesAtOnce: 16 });
    const lateAgain = async () => {
      await apply(entry);
      await apply({ ...entry, documents: entry.documents.map((d) => ({ ...d, isNew: false })) });
    };
    await store.commit({ removed: { stations: [{ key: 'CS-1', version: 1 }] } });
    await lateAgain();
    expect(await store.station('CS-1')).toBeNull();
    await store.commit({ stations: [aStation({ name: 'new' })] });
    await lateAgain();
    expect(await store.station('CS-1')).toEqual(aStation({ name: 'new' }));
  });

  it('lets one node put what another has just removed, and remove what another has just put', async () => {
    const [one, two] = await twoNodes();
    await one.commit({ stations: [aStation()] });
    for (const [store, other] of [
      [one, two],
      [two, one],
      [one, two],
    ] as const) {
      await other.station('CS-1');
      await store.commit({ removed: { stations: [{ key: 'CS-1', version: 1 }] } });
      await other.commit({ stations: [aStation({ name: 'again' })] });
    }
    expect(await one.station('CS-1')).toEqual(aStation({ name: 'again' }));
  });

  it('lets tombstones go after a day, and the key come again', async () => {
    const url = mongoUrl();
    const { models } = await openModels(url);
    const store = await openStore(url);
    await store.commit({ stations: [aStation()] });
    await store.commit({ removed: { stations: [{ key: 'CS-1', version: 1 }] } });
    const prune = (nowAt: Date) => store.prune({ eventsAt: new Date(0), idempotencyAt: new Date(0), nowAt });
    await prune(new Date());
    expect(await models.stations.countDocuments({})).toBe(1);
    await prune(new Date(Date.now() + 2 * 86_400_000));
    expect(await models.stations.countDocuments({})).toBe(0);
    const later = await openStore(url);
    await later.commit({ stations: [aStation({ name: 'again' })] });
    expect(await later.station('CS-1')).toEqual(aStation({ name: 'again' }));
  });

  it('lets applied entries of the log go, and goes on behind them', async () => {
    const url = mongoUrl();
    const { models } = await openModels(url);
    const store = await openStore(url, { keepMs: 1, lookEveryMs: 5 });
    for (const id of ['E-1', 'E-2', 'E-3']) await store.commit({ events: [aMessageEvent(id)] });
    await expect.poll(() => models.log.countDocuments({}), { timeout: 20_000 }).toBe(1);
    const again = await openStore(url);
    const [next] = await again.commit({ events: [aMessageEvent('E-4')] });
    expect(next?.seq).toBe(4);
    const [after] = await store.commit({ events: [aMessageEvent('E-5')] });
    expect(after?.seq).toBe(5);
  });

  it('finds its place again when the log went on and was forgotten while it slept', async () => {
    const url = mongoUrl();
    const { models } = await openModels(url);
    const sleeper = await openStore(url, { lookEveryMs: 60_000, keepMs: 1 });
    await sleeper.commit({ stations: [aStation()] });
    const awake = await openStore(url, { keepMs: 1, lookEveryMs: 5 });
    for (let version = 2; version < 6; version += 1) await awake.commit({ stations: [aStation({ version })] });
    await expect.poll(() => models.log.countDocuments({}), { timeout: 20_000 }).toBe(1);
    // Its next number is long used and free again.
    const late = sleeper.commit({ events: [aMessageEvent('late')] });
    await expect(late).rejects.toMatchObject({ code: 'unavailable' });
    await sleeper.commit({ stations: [aStation({ version: 6 })], events: [aMessageEvent('again')] });
    expect((await awake.station('CS-1'))?.version).toBe(6);
    expect((await awake.eventsBySeq(0, 10)).map(({ id }) => id)).toEqual(['again']);
  });
});
