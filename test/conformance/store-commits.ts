import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/services/ports/commit.ts';
import {
  aClient,
  aLimit,
  aLocation,
  allEvents,
  aMessageEvent,
  aReading,
  aSession,
  aStart,
  aStation,
  aStop,
  aToken,
  at,
} from './documents.ts';
import type { StoreUnderTest } from './store.ts';

export const describeCommits = ({ store, reopen }: StoreUnderTest): void => {
  describe('commit', () => {
    it('stores every kind of document, and gives it back the same', async () => {
      const command = aLimit({
        lateOutcome: { status: 'CONFIRMED', sessionId: null, detail: null, seenAt: at(9) },
        error: { code: 'effect_timeout', detail: 'too late' },
        sentAt: at(7),
      });
      await store().commit({
        locations: [aLocation()],
        stations: [aStation()],
        tokens: [aToken()],
        sessions: [aSession()],
        readings: [aReading()],
        commands: [command],
        clients: [aClient()],
      });
      expect(await store().location('LOC-1')).toEqual(aLocation());
      expect(await store().station('CS-1')).toEqual(aStation());
      expect(await store().token('Tag-1')).toEqual(aToken());
      expect(await store().session('S-1')).toEqual(aSession());
      expect((await store().readings('S-1', { limit: 5, after: null })).items).toEqual([aReading()]);
      expect(await store().command('C-1')).toEqual(command);
      expect(await store().client('app')).toEqual(aClient());
    });

    it('brings instants back as Dates, deep in a document too', async () => {
      await store().commit({ sessions: [aSession()], stations: [aStation()], commands: [aLimit()] });
      const session = await store().session('S-1');
      const station = await store().station('CS-1');
      const command = await store().command('C-1');
      expect(session?.startedAt).toBeInstanceOf(Date);
      expect(session?.transaction.first?.sampledAt).toEqual(at(4));
      expect(station?.evses[0]?.connectors[0]?.statusAt).toEqual(at(3));
      expect(command?.type === 'SET_CHARGING_LIMIT' && command.parameters.fromAt).toEqual(at(100));
    });

    it('leaves what came from outside as it is, even where its keys look like ours', async () => {
      const result = { resetAt: '2026-01-01T00:00:00.000Z', list: [{ doneAt: 'x' }] };
      const profile = aStop({ result });
      await store().commit({
        commands: [profile],
        clients: [aClient()],
        readings: [aReading()],
        events: [aMessageEvent('E-1')],
      });
      expect((await store().command('C-1'))?.result).toEqual(result);
      expect((await store().client('app'))?.jwks).toEqual(aClient().jwks);
      const { items } = await store().readings('S-1', { limit: 1, after: null });
      expect(items[0]?.values).toEqual(aReading().values);
      const events = await store().events(allEvents);
      expect(events.items[0]?.data).toEqual(aMessageEvent('E-1').data);
    });

    it('takes any text in ids and values', async () => {
      for (const id of ["'; --", 'ÅÄÖ 充電 🔌', 'a\u0000b', '"{}"', ' '.repeat(3), 'x'.repeat(255)]) {
        await store().commit({ locations: [aLocation({ id, name: id })] });
        expect(await store().location(id)).toEqual(aLocation({ id, name: id }));
      }
      expect(await store().location('a')).toBeNull();
    });

    it('replaces version n - 1 by version n', async () => {
      await store().commit({ stations: [aStation()] });
      await store().commit({ stations: [aStation({ version: 2, online: true })] });
      expect(await store().station('CS-1')).toEqual(aStation({ version: 2, online: true }));
    });

    it('takes two versions of one document in one change', async () => {
      await store().commit({ stations: [aStation(), aStation({ version: 2, name: 'second' })] });
      expect((await store().station('CS-1'))?.name).toBe('second');
    });

    it('takes an empty change', async () => {
      expect(await store().commit({})).toEqual([]);
    });

    it.each<[string, Change]>([
      ['a second version 1', { sessions: [aSession()] }],
      ['the version that is stored', { sessions: [aSession({ version: 2 })] }],
      ['a version beyond the next', { sessions: [aSession({ version: 4 })] }],
      ['a version 2 of what is not there', { sessions: [aSession({ id: 'S-9', version: 2 })] }],
      ['a location', { locations: [aLocation()] }],
      ['a station', { stations: [aStation()] }],
      ['a token whose uid differs in case only', { tokens: [aToken({ uid: 'TAG-1' })] }],
      ['a command', { commands: [aStart()] }],
      ['a client', { clients: [aClient()] }],
    ])('refuses %s as a conflict', async (_, change) => {
      await store().commit({
        sessions: [aSession(), aSession({ version: 2 })],
        locations: [aLocation()],
        stations: [aStation()],
        tokens: [aToken()],
        commands: [aStart()],
        clients: [aClient()],
      });
      await expect(store().commit(change)).rejects.toMatchObject({ name: 'DomainError', code: 'conflict' });
    });

    it('stores nothing of a change that has a conflict', async () => {
      await store().commit({ stations: [aStation()] });
      const change: Change = {
        locations: [aLocation()],
        tokens: [aToken()],
        sessions: [aSession()],
        readings: [aReading()],
        commands: [aStart()],
        stations: [aStation({ name: 'again' })],
        clients: [aClient()],
        idempotency: [{ clientId: 'app', key: 'k', requestHash: 'h', commandId: 'C-1', createdAt: at(0) }],
        events: [aMessageEvent('E-1')],
      };
      await expect(store().commit(change)).rejects.toMatchObject({ code: 'conflict' });
      expect(await store().location('LOC-1')).toBeNull();
      expect(await store().token('Tag-1')).toBeNull();
      expect(await store().session('S-1')).toBeNull();
      expect((await store().readings('S-1', { limit: 1, after: null })).items).toEqual([]);
      expect(await store().command('C-1')).toBeNull();
      expect(await store().client('app')).toBeNull();
      expect(await store().idempotencyRecord('app', 'k')).toBeNull();
      expect(await store().countEvents(allEvents, 100)).toBe(0);
      expect((await store().station('CS-1'))?.name).toBeNull();
    });

    it('lets a conflict spoil no other change made in the same moment', async () => {
      await store().commit({ stations: [aStation()] });
      const results = await Promise.allSettled([
        store().commit({ locations: [aLocation({ id: 'A' })] }),
        store().commit({ locations: [aLocation({ id: 'X' })], stations: [aStation()] }),
        store().commit({ locations: [aLocation({ id: 'B' })] }),
      ]);
      expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      const there = await store().locationsById(['A', 'B', 'X']);
      expect(there.map((location) => location.id).sort()).toEqual(['A', 'B']);
    });

    it('lets exactly one of many writers at once have each version', async () => {
      const versions = Array.from({ length: 10 }, (_, index) => index + 1);
      for (const version of versions) {
        const writers = Array.from({ length: 100 }, (_, writer) => aStation({ version, name: `${writer}` }));
        const results = await Promise.allSettled(
          writers.map((station) => store().commit({ stations: [station], locations: [] })),
        );
        const winners = results.flatMap((result, writer) => (result.status === 'fulfilled' ? [`${writer}`] : []));
        expect(winners).toHaveLength(1);
        for (const result of results) {
          if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' });
        }
        expect(await store().station('CS-1')).toMatchObject({ version, name: winners[0] });
      }
    });

    it('keeps a change of a thousand documents whole', async () => {
      const stations = Array.from({ length: 1000 }, (_, index) => aStation({ id: `CS-${index}` }));
      await store().commit({ stations });
      expect(await store().stationsById(stations.map(({ id }) => id))).toHaveLength(1000);
    });

    it('has all that was committed after it was closed and opened again', async () => {
      await store().commit({
        locations: [aLocation()],
        stations: [aStation({ online: true })],
        sessions: [aSession()],
        readings: [aReading()],
        events: [aMessageEvent('E-1')],
      });
      const before = await store().events(allEvents);
      const again = await reopen();
      expect(await again.location('LOC-1')).toEqual(aLocation());
      expect(await again.onlineStationIds()).toEqual(['CS-1']);
      expect(await again.openSessionsOf('CS-1')).toEqual([aSession()]);
      expect((await again.readings('S-1', { limit: 1, after: null })).items).toEqual([aReading()]);
      expect(await again.events(allEvents)).toEqual(before);
      const [next] = await again.commit({ events: [aMessageEvent('E-2')] });
      expect(next?.seq).toBeGreaterThan(before.items[0]?.seq ?? Number.POSITIVE_INFINITY);
    });
  });
};
