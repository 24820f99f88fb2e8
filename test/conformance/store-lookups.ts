import { describe, expect, it } from 'vitest';
import type { SessionStatus } from '../../src/domain/session.ts';
import { aLocation, aReading, aReset, aSession, aStart, aStation, aStop, aToken, at } from './documents.ts';
import type { StoreUnderTest } from './store.ts';

const ids = (documents: readonly { readonly id: string }[]) => documents.map(({ id }) => id);

export const describeLookups = ({ store }: StoreUnderTest): void => {
  describe('look-ups', () => {
    it('answers null for what is not there', async () => {
      expect(await store().location('no')).toBeNull();
      expect(await store().station('no')).toBeNull();
      expect(await store().token('no')).toBeNull();
      expect(await store().session('no')).toBeNull();
      expect(await store().command('no')).toBeNull();
      expect(await store().client('no')).toBeNull();
      expect(await store().sessionByTransaction('CS-1', 'no')).toBeNull();
      expect(await store().sessionByStartKey('CS-1', 'no')).toBeNull();
      expect(await store().commandByNumber('CS-1', 9)).toBeNull();
      expect(await store().idempotencyRecord('no', 'no')).toBeNull();
      expect(await store().record('no', 'no')).toBeNull();
    });

    it('finds those of many ids that are there', async () => {
      await store().commit({
        locations: [aLocation({ id: 'A' }), aLocation({ id: 'B' })],
        stations: [aStation({ id: 'A' }), aStation({ id: 'B' })],
        sessions: [aSession({ id: 'A' }), aSession({ id: 'B' })],
        commands: [aStart({ id: 'A' }), aStop({ id: 'B' })],
      });
      const wanted = ['B', 'no', 'A'];
      expect(ids(await store().locationsById(wanted)).sort()).toEqual(['A', 'B']);
      expect(ids(await store().stationsById(wanted)).sort()).toEqual(['A', 'B']);
      expect(ids(await store().sessionsById(wanted)).sort()).toEqual(['A', 'B']);
      expect(ids(await store().commandsById(wanted)).sort()).toEqual(['A', 'B']);
      expect(await store().commandsById([])).toEqual([]);
    });

    it('gives each what it asked for, whatever else is asked at the same time', async () => {
      const transaction = (id: string) => ({ ...aSession().transaction, id });
      await store().commit({
        stations: [aStation({ id: 'A' }), aStation({ id: 'B' })],
        sessions: [
          aSession({ id: 'A-1', stationId: 'A', createdAt: at(1), transaction: transaction('1') }),
          aSession({ id: 'A-1-again', stationId: 'A', createdAt: at(2), transaction: transaction('1') }),
          aSession({ id: 'A-2', stationId: 'A', createdAt: at(3), transaction: transaction('2') }),
          aSession({ id: 'B-1', stationId: 'B', createdAt: at(4), transaction: transaction('1') }),
        ],
      });
      const stations = await Promise.all(['B', 'no', 'A', 'B'].map((id) => store().station(id)));
      expect(stations.map((station) => station?.id ?? null)).toEqual(['B', null, 'A', 'B']);
      const asked = [
        ['B', '1'],
        ['B', '2'],
        ['A', '1'],
        ['A', '2'],
      ] as const;
      const sessions = await Promise.all(asked.map(([station, id]) => store().sessionByTransaction(station, id)));
      expect(sessions.map((session) => session?.id ?? null)).toEqual(['B-1', null, 'A-1-again', 'A-2']);
    });

    it('finds a token whatever the case of its uid, and keeps the case that it was stored with', async () => {
      await store().commit({ tokens: [aToken({ uid: 'AbC' })] });
      expect((await store().token('aBc'))?.uid).toBe('AbC');
      expect(await store().tokensByUid(['ABC', 'nope'])).toEqual([aToken({ uid: 'AbC' })]);
    });

    it('knows which stations are online', async () => {
      await store().commit({ stations: [aStation({ id: 'A', online: true }), aStation({ id: 'B' })] });
      await store().commit({ stations: [aStation({ id: 'B', version: 2, online: true })] });
      expect([...(await store().onlineStationIds())].sort()).toEqual(['A', 'B']);
      await store().commit({ stations: [aStation({ id: 'A', version: 2, online: false })] });
      expect(await store().onlineStationIds()).toEqual(['B']);
    });

    it('finds the open sessions of a station and of a token, oldest first', async () => {
      const make = (id: string, status: SessionStatus, seconds: number) =>
        aSession({ id, status, createdAt: at(seconds) });
      await store().commit({
        sessions: [
          make('late', 'ACTIVE', 20),
          make('early', 'PENDING', 10),
          make('done', 'COMPLETED', 5),
          make('bad', 'INVALID', 6),
          aSession({ id: 'elsewhere', stationId: 'CS-2', createdAt: at(15) }),
          aSession({ id: 'tokenless', stationId: 'CS-2', token: null, createdAt: at(16) }),
        ],
      });
      expect(ids(await store().openSessionsOf('CS-1'))).toEqual(['early', 'late']);
      expect(ids(await store().openSessionsOf('CS-2'))).toEqual(['elsewhere', 'tokenless']);
      expect(ids(await store().openSessionsOfToken('TAG-1'))).toEqual(['early', 'elsewhere', 'late']);
      await store().commit({ sessions: [aSession({ id: 'late', version: 2, status: 'COMPLETED' })] });
      expect(ids(await store().openSessionsOf('CS-1'))).toEqual(['early']);
    });

    it("finds a session by its station's transaction, and by the key of its start", async () => {
      const session = aSession({ transaction: { ...aSession().transaction, id: '42', startKey: 'hash' } });
      await store().commit({ sessions: [session, aSession({ id: 'other', stationId: 'CS-2' })] });
      expect(await store().sessionByTransaction('CS-1', '42')).toEqual(session);
      expect(await store().sessionByTransaction('CS-2', '42')).toBeNull();
      expect(await store().sessionByStartKey('CS-1', 'hash')).toEqual(session);
      expect(await store().sessionByStartKey('CS-2', 'hash')).toBeNull();
    });

    it('finds the newest session where a station used a transaction id again', async () => {
      const transaction = { ...aSession().transaction, id: '1' };
      await store().commit({
        sessions: [
          aSession({ id: 'new', transaction, createdAt: at(50) }),
          aSession({ id: 'old', transaction, createdAt: at(10) }),
        ],
      });
      expect((await store().sessionByTransaction('CS-1', '1'))?.id).toBe('new');
      expect(ids(await store().sessionsByTransaction('CS-1', '1'))).toEqual(['new', 'old']);
      expect(await store().sessionsByTransaction('CS-2', '1')).toEqual([]);
    });

    it('finds no more than eight sessions of one transaction id, the newest', async () => {
      const transaction = { ...aSession().transaction, id: '1' };
      const numbers = Array.from({ length: 9 }, (_, index) => index + 1);
      const sessions = numbers.map((number) =>
        aSession({ id: `S-${number}`, transaction, createdAt: at(number), status: 'COMPLETED' }),
      );
      await store().commit({ sessions });
      const newestFirst = numbers.toReversed().map((number) => `S-${number}`);
      expect(ids(await store().sessionsByTransaction('CS-1', '1'))).toEqual(newestFirst.slice(0, 8));
    });

    it('takes a transaction id and a start key again in the change that puts the session that had them', async () => {
      const transaction = { ...aSession().transaction, id: '1', startKey: 'hash' };
      const first = aSession({ id: 'first', transaction, status: 'COMPLETED' });
      await store().commit({ sessions: [first] });
      const handedOn = { ...first, version: 2 };
      await store().commit({ sessions: [handedOn, aSession({ id: 'second', transaction, createdAt: at(9) })] });
      expect((await store().sessionByTransaction('CS-1', '1'))?.id).toBe('second');
      // Who did the same at once did not see that.
      const third = aSession({ id: 'third', transaction, createdAt: at(9) });
      await expect(store().commit({ sessions: [handedOn, third] })).rejects.toMatchObject({ code: 'conflict' });
      expect(ids(await store().sessionsByTransaction('CS-1', '1'))).toEqual(['second', 'first']);
    });

    it('finds unsettled commands of one station or of all, oldest first', async () => {
      await store().commit({
        commands: [
          aStop({ id: 'accepted', status: 'ACCEPTED', createdAt: at(30) }),
          aReset({ id: 'queued', status: 'QUEUED', createdAt: at(10) }),
          aStart({ id: 'sent', status: 'SENT', createdAt: at(20), stationId: 'CS-2' }),
          aStart({ id: 'done', status: 'CONFIRMED', createdAt: at(5) }),
          aStart({ id: 'expired', status: 'EXPIRED', createdAt: at(6) }),
        ],
      });
      expect(ids(await store().unsettledCommands(null))).toEqual(['queued', 'sent', 'accepted']);
      expect(ids(await store().unsettledCommands('CS-1'))).toEqual(['queued', 'accepted']);
      await store().commit({ commands: [aReset({ id: 'queued', version: 2, status: 'REJECTED' })] });
      expect(ids(await store().unsettledCommands('CS-1'))).toEqual(['accepted']);
    });

    it('finds a command by its number at a station', async () => {
      await store().commit({ commands: [aStart({ number: 7 }), aReset({ id: 'C-2', number: 8 })] });
      expect((await store().commandByNumber('CS-1', 8))?.id).toBe('C-2');
      expect(await store().commandByNumber('CS-2', 8)).toBeNull();
    });

    it('finds the recent commands of one type at a station, newest first, from the instant given on', async () => {
      await store().commit({
        commands: [
          aStart({ id: 'before', createdAt: at(9) }),
          aStart({ id: 'first', createdAt: at(10), status: 'FAILED' }),
          aStart({ id: 'second', createdAt: at(20) }),
          aStart({ id: 'elsewhere', createdAt: at(20), stationId: 'CS-2' }),
          aReset({ id: 'other', createdAt: at(20) }),
        ],
      });
      expect(ids(await store().recentCommands('CS-1', 'START_SESSION', at(10)))).toEqual(['second', 'first']);
      expect(ids(await store().recentCommands('CS-1', 'RESET_STATION', at(10)))).toEqual(['other']);
      expect(ids(await store().recentCommands('CS-1', 'UNLOCK_CONNECTOR', at(10)))).toEqual([]);
    });
  });

  describe('readings', () => {
    const keys = (readings: readonly { readonly key: string }[]) => readings.map(({ key }) => key);

    it('keeps one of two with the same session and key, whichever way they come', async () => {
      await store().commit({ readings: [aReading(), aReading({ receivedAt: at(99) })] });
      await Promise.all([
        store().commit({ readings: [aReading({ receivedAt: at(100) }), aReading({ key: 'k-2' })] }),
        store().commit({ readings: [aReading({ receivedAt: at(101) }), aReading({ sessionId: 'S-2' })] }),
      ]);
      const { items } = await store().readings('S-1', { limit: 10, after: null });
      expect(items).toEqual([aReading(), aReading({ key: 'k-2' })]);
      expect((await store().readings('S-2', { limit: 10, after: null })).items).toHaveLength(1);
    });

    it('gives them oldest first, page by page', async () => {
      const readings = [5, 3, 3, 1, 4].map((seconds, index) => aReading({ key: `k-${index}`, sampledAt: at(seconds) }));
      await store().commit({ readings });
      const first = await store().readings('S-1', { limit: 2, after: null });
      expect(keys(first.items)).toEqual(['k-3', 'k-1']);
      expect(first.more).toBe(true);
      const second = await store().readings('S-1', { limit: 3, after: { sampledAt: at(3), key: 'k-1' } });
      expect(keys(second.items)).toEqual(['k-2', 'k-4', 'k-0']);
      expect(second.more).toBe(false);
    });
  });
};
