import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../../src/domain/event.ts';
import { formerEvseUid } from '../../src/domain/evse.ts';
import type { KnownKey, MeterPublicKey } from '../../src/domain/meter-public-key.ts';
import type { Session } from '../../src/domain/session.ts';
import type { Evse, Station } from '../../src/domain/station.ts';
import { firstSighting } from '../../src/domain/station-problem-rules.ts';
import { SEES_ALL } from '../../src/domain/visibility.ts';
import type { IdempotencyRecord } from '../../src/services/ports/idempotency-store.ts';
import {
  aLocation,
  allCommands,
  allEvents,
  allSessions,
  allStations,
  aMessageEvent,
  aMeterKey,
  aSession,
  aSessionEvent,
  aStart,
  aStation,
  aToken,
  at,
  firstPage,
} from './documents.ts';
import type { StoreUnderTest } from './store.ts';

const longAgo = new Date('2001-01-01T00:00:00.000Z');
const farOff = new Date('2101-01-01T00:00:00.000Z');

const idempotency = (changes: Partial<IdempotencyRecord> = {}): IdempotencyRecord => ({
  clientId: 'app',
  key: 'key',
  requestHash: 'hash',
  commandId: 'C-1',
  createdAt: at(0),
  ...changes,
});

/** What a release without uids wrote: the text has none, whatever the row beside it is made of. */
const formerly = <T extends object>(document: T): T => {
  const { evseUid: _uid, evseSeries: _series, replacedBy: _by, ...former } = document as Record<string, unknown>;
  return Object.defineProperty(former as T, 'evseUid', { value: null, enumerable: false });
};

export const describeRest = ({ store, reopen }: StoreUnderTest): void => {
  describe('EVSEs of an earlier release', () => {
    const uid = formerEvseUid('CS-1', 1);

    it('have the same uid at every read, in stations, sessions, commands and events', async () => {
      const station = formerly(aStation({ evses: [{ id: 1, connectors: [] } as unknown as Evse] }));
      const [session, command] = [formerly(aSession()), formerly(aStart({ stationId: 'CS-1', evseId: 1 }))];
      const event: NewEvent<'session.started'> = {
        id: 'E-FORMER',
        type: 'session.started',
        occurredAt: at(0),
        objectId: session.id,
        objectVersion: 1,
        locationId: null,
        stationId: 'CS-1',
        sessionId: session.id,
        tokenUid: null,
        partyId: 'default',
        stationGroupId: null,
        data: { session },
      };
      await store().commit({ stations: [station], sessions: [session], commands: [command], events: [event] });
      expect(await store().station('CS-1')).toMatchObject({
        evseSeries: 0,
        replacedBy: null,
        evses: [{ id: 1, uid, emi3Id: null }],
      });
      expect((await store().session(session.id))?.evseUid).toBe(uid);
      expect((await store().command(command.id))?.evseUid).toBe(uid);
      const [told] = (await store().events(allEvents)).items;
      expect(told).toMatchObject({ id: 'E-FORMER', data: { session: { evseUid: uid } } });
    });
  });

  describe('sessions of a release that kept the first and the last register alone', () => {
    it('say what their registers tell, and have these two to go on from', async () => {
      const first = { energyWh: 1000, sampledAt: at(4), boundary: true };
      const last = { energyWh: 1750, sampledAt: at(90), boundary: false };
      const { toldEnergyWh: _told, transaction, ...session } = aSession();
      const { registers: _registers, maxPowerW: _power, ...former } = transaction;
      const stored = { ...session, transaction: { ...former, first, last } } as unknown as Session;
      await store().commit({ sessions: [stored], events: [aSessionEvent('E-FORMER', stored)] });
      await reopen();
      const completed = {
        toldEnergyWh: 750,
        transaction: { registers: { slotBits: 0, fromMs: at(90).getTime(), samples: [0, 1750] }, maxPowerW: null },
      };
      expect(await store().session(session.id)).toMatchObject(completed);
      expect((await store().events(allEvents)).items).toMatchObject([{ data: { session: completed } }]);
    });
  });

  describe('ends that were inferred', () => {
    it('are none of the sessions that an earlier release wrote, and are kept of others', async () => {
      const { endInferredFrom: _from, left: _left, ...former } = aSession({ id: 'FORMER' });
      const stored = former as unknown as Session;
      const left = aSession({ id: 'LEFT', left: { cause: 'boot', dueAt: at(300) } });
      await store().commit({ sessions: [stored, left], events: [aSessionEvent('E-FORMER', stored)] });
      await reopen();
      expect(await store().session('FORMER')).toMatchObject({ endInferredFrom: null, left: null });
      expect((await store().events(allEvents)).items).toMatchObject([{ data: { session: { endInferredFrom: null } } }]);
      expect(await store().session('LEFT')).toEqual(left);
    });
  });

  describe('what a release without parties wrote', () => {
    /** The text says nothing of a party; the row beside it is made as that release's was, of the default one. */
    const ofNobody = <T extends object>(document: T): T => {
      const { partyId: _party, ...former } = document as Record<string, unknown>;
      return Object.defineProperty(former as T, 'partyId', { value: 'default', enumerable: false });
    };

    it('is the default party’s at every read and in every list, and so are its events', async () => {
      const [location, station, token] = [ofNobody(aLocation()), ofNobody(aStation()), ofNobody(aToken())];
      const [session, command] = [ofNobody(aSession()), ofNobody(aStart())];
      await store().commit({
        locations: [location],
        stations: [station],
        tokens: [token],
        sessions: [session],
        commands: [command],
        events: [ofNobody(aSessionEvent('E-FORMER', session))],
      });
      await reopen();
      const owned = { partyId: 'default' };
      expect(await store().location(location.id)).toMatchObject(owned);
      expect(await store().station(station.id)).toMatchObject(owned);
      expect(await store().token(token.uid)).toMatchObject(owned);
      expect(await store().session(session.id)).toMatchObject(owned);
      expect(await store().command(command.id)).toMatchObject(owned);
      const listed = async (partyId: string) => {
        const scope = { ...SEES_ALL, partyIds: [partyId] };
        const pages = await Promise.all([
          store().locations({ ...firstPage, scope }),
          store().stations({ ...allStations, scope }),
          store().tokens({ ...firstPage, scope }),
          store().sessions({ ...allSessions, scope }),
          store().commands({ ...allCommands, scope }),
          store().events({ ...allEvents, scope }),
        ]);
        return pages.map(({ items }) => items);
      };
      const all = await listed('default');
      expect(all).toMatchObject(all.map(() => [owned]));
      expect(all.at(-1)).toMatchObject([{ id: 'E-FORMER', data: { session: owned } }]);
      expect(await listed('NL-TWO')).toEqual(all.map(() => []));
    });
  });

  describe('what a release without station groups wrote', () => {
    /** The text says nothing of a group; the row beside it is made as that release's was, of none. */
    const ofNone = <T extends object>(document: T, field: 'groupId' | 'stationGroupId'): T => {
      const { [field]: _group, ...former } = document as Record<string, unknown>;
      return Object.defineProperty(former as T, field, { value: null, enumerable: false });
    };

    it('is of no group at every read: who is bound to one sees nothing of it, who is not, all', async () => {
      const station = ofNone(aStation(), 'groupId');
      const [session, command] = [ofNone(aSession(), 'stationGroupId'), ofNone(aStart(), 'stationGroupId')];
      const event = ofNone(aSessionEvent('E-FORMER', session), 'stationGroupId');
      await store().commit({ stations: [station], sessions: [session], commands: [command], events: [event] });
      await reopen();
      expect(await store().station(station.id)).toMatchObject({ groupId: null });
      expect(await store().session(session.id)).toMatchObject({ stationGroupId: null });
      expect(await store().command(command.id)).toMatchObject({ stationGroupId: null });
      const listed = async (groupIds: readonly string[] | null) => {
        const scope = { ...SEES_ALL, groupIds };
        const pages = await Promise.all([
          store().stations({ ...allStations, scope }),
          store().sessions({ ...allSessions, scope }),
          store().commands({ ...allCommands, scope }),
          store().events({ ...allEvents, scope }),
        ]);
        return pages.map(({ items }) => items.length);
      };
      expect(await listed(null)).toEqual([1, 1, 1, 1]);
      expect(await listed(['Buses', 'null', ''])).toEqual([0, 0, 0, 0]);
    });
  });

  describe('keys of meters that a former build kept', () => {
    it('have the uid of their EVSE, and were told by readings', async () => {
      const { evseUid: _uid, connectorId: _id, subjectPublicKeyInfo: _info, sources: _by, ...older } = aMeterKey();
      const { lastToldAt: _last, ...former } = older;
      const known = { evseId: 1, publicKey: former.publicKey } as unknown as KnownKey;
      await store().commit({
        stations: [aStation({ meterKeys: [known] })],
        // Read where it is stored, as the row beside it is made.
        meterPublicKeys: [
          Object.defineProperty(former as MeterPublicKey, 'evseUid', { value: null, enumerable: false }),
        ],
      });
      const evseUid = formerEvseUid('CS-1', 1);
      const now = { evseUid, subjectPublicKeyInfo: null, sources: ['READING'] };
      expect(await store().get('meterPublicKeys', 'K-1')).toEqual({ ...aMeterKey(), ...now });
      expect((await store().station('CS-1'))?.meterKeys).toEqual([{ ...known, ...now, lastToldAt: new Date(0) }]);
    });
  });

  describe('problems of stations', () => {
    it('are none of those that an earlier release wrote', async () => {
      const { problems: _none, ...former } = aStation();
      await store().commit({
        stations: [Object.defineProperty(former as Station, 'problems', { value: [], enumerable: false })],
      });
      expect((await store().station('CS-1'))?.problems).toEqual([]);
      expect((await store().stations({ ...allStations, hasProblems: false })).items).toHaveLength(1);
    });

    it('come back as they were, and stations are listed by whether they have any', async () => {
      const problem = firstSighting(
        {
          stationId: 'CS-1',
          kind: 'message_refused',
          action: 'StopTransaction',
          property: '/transactionId',
          detail: 'must be integer',
          level: 'lenient',
        },
        at(1),
      );
      await store().commit({ stations: [aStation({ problems: [problem] }), aStation({ id: 'CS-2' })] });
      expect((await store().station('CS-1'))?.problems).toEqual([problem]);
      const having = async (hasProblems: boolean | null) => {
        const query = { ...allStations, hasProblems };
        const { items } = await store().stations(query);
        expect(await store().countStations(query, 10)).toBe(items.length);
        return items.map(({ id }) => id);
      };
      expect(await having(true)).toEqual(['CS-1']);
      expect(await having(false)).toEqual(['CS-2']);
      expect(await having(null)).toEqual(['CS-1', 'CS-2']);
      await store().commit({ stations: [aStation({ version: 2 })] });
      expect(await having(true)).toEqual([]);
    });
  });

  describe('idempotency records', () => {
    it('are kept for each client and key', async () => {
      await store().commit({ idempotency: [idempotency(), idempotency({ clientId: 'other', commandId: 'C-2' })] });
      expect(await store().idempotencyRecord('app', 'key')).toEqual(idempotency());
      expect((await store().idempotencyRecord('other', 'key'))?.commandId).toBe('C-2');
      expect(await store().idempotencyRecord('app', 'KEY')).toBeNull();
    });

    it('let only the first of two requests at once make its command', async () => {
      const results = await Promise.allSettled(
        ['C-1', 'C-2'].map((id) =>
          store().commit({ commands: [aStart({ id })], idempotency: [idempotency({ commandId: id })] }),
        ),
      );
      const failed = results.filter((result) => result.status === 'rejected');
      expect(failed.map(({ reason }) => reason)).toEqual([expect.objectContaining({ code: 'conflict' })]);
      const record = await store().idempotencyRecord('app', 'key');
      const commands = await store().commandsById(['C-1', 'C-2']);
      expect(commands.map(({ id }) => id)).toEqual([record?.commandId]);
    });
  });

  describe('records', () => {
    it('is added once only, by the first of many', async () => {
      const added = await Promise.all([1, 2, 3].map((from) => store().addRecord('keys', 'current', { from })));
      expect(added.filter(Boolean)).toHaveLength(1);
      expect(await store().record('keys', 'current')).toEqual({ from: added.indexOf(true) + 1 });
      await store().deleteRecord('keys', 'current');
      expect(await store().addRecord('keys', 'current', {})).toBe(true);
    });

    it('are put, put anew and deleted by kind and id', async () => {
      await store().putRecord('key', '1', { a: 1 }, { expiresAt: null });
      await store().putRecord('grant', '1', { b: 2 }, { expiresAt: null });
      await store().putRecord('key', '1', { a: 3 }, { expiresAt: farOff });
      expect(await store().record('key', '1')).toEqual({ a: 3 });
      await store().deleteRecord('key', '1');
      await store().deleteRecord('key', 'never there');
      expect(await store().record('key', '1')).toBeNull();
      expect(await store().record('grant', '1')).toEqual({ b: 2 });
    });

    it('come back as they were, whatever their keys are called', async () => {
      const value = { issuedAt: '2026-01-01T00:00:00.000Z', $set: { 'a.b': [null, true, 1.5, 'x'] }, '': '' };
      await store().putRecord('key', '1', value, { expiresAt: null });
      expect(await store().record('key', '1')).toEqual(value);
      expect(await (await reopen()).record('key', '1')).toEqual(value);
    });

    it('are gone behind their expiry', async () => {
      await store().putRecord('key', 'old', {}, { expiresAt: longAgo });
      await store().putRecord('key', 'young', {}, { expiresAt: farOff });
      expect(await store().record('key', 'old')).toBeNull();
      expect(await store().record('key', 'young')).toEqual({});
    });

    it('of one group are deleted together, whatever their kind', async () => {
      await store().putRecord('code', '1', {}, { expiresAt: null, group: 'g-1' });
      await store().putRecord('token', '2', {}, { expiresAt: farOff, group: 'g-1' });
      await store().putRecord('token', '3', {}, { expiresAt: null, group: 'g-2' });
      await store().putRecord('token', '4', {}, { expiresAt: null, group: null });
      await store().deleteRecordGroup('g-1');
      const left = await Promise.all(
        ['1', '2', '3', '4'].map((id) => store().record(id === '1' ? 'code' : 'token', id)),
      );
      expect(left).toEqual([null, null, {}, {}]);
    });
  });

  describe('sequences', () => {
    it('give positive int32 numbers, none twice, many at once and after a restart', async () => {
      const take = (from: ReturnType<typeof store>) =>
        Promise.all(Array.from({ length: 700 }, () => from.nextNumber('transaction')));
      const before = await take(store());
      const after = await take(await reopen());
      const numbers = [...before, ...after];
      expect(new Set(numbers).size).toBe(1400);
      for (const number of numbers) expect(number > 0 && number <= 2 ** 31 - 1 && Number.isInteger(number)).toBe(true);
    });

    it('count apart from each other', async () => {
      expect(await store().nextNumber('transaction')).toBe(await store().nextNumber('command'));
    });
  });

  describe('prune', () => {
    it('takes what is older than said, and leaves the rest', async () => {
      await store().commit({
        events: [
          aMessageEvent('old', { occurredAt: at(10) }),
          aMessageEvent('kept', { occurredAt: at(20) }),
          aMessageEvent('new', { occurredAt: at(30) }),
        ],
        idempotency: [idempotency({ key: 'old', createdAt: at(10) }), idempotency({ key: 'kept', createdAt: at(20) })],
      });
      await store().putRecord('key', 'old', {}, { expiresAt: longAgo });
      await store().putRecord('key', 'kept', {}, { expiresAt: farOff });
      await store().putRecord('key', 'for ever', {}, { expiresAt: null });
      const before = { eventsAt: at(20), idempotencyAt: at(20), nowAt: new Date('2026-01-01T00:00:00.000Z') };
      expect(await store().prune(before)).toBe(3);
      expect(await store().prune(before)).toBe(0);
      expect((await store().events(allEvents)).items.map(({ id }) => id)).toEqual(['kept', 'new']);
      await expect(store().events({ ...allEvents, afterId: 'old' })).rejects.toMatchObject({ code: 'not_found' });
      expect(await store().idempotencyRecord('app', 'old')).toBeNull();
      expect(await store().idempotencyRecord('app', 'kept')).not.toBeNull();
      expect(await store().record('key', 'kept')).toEqual({});
      expect(await store().record('key', 'for ever')).toEqual({});
    });

    it('takes many, and gives none of their places again', async () => {
      const events = Array.from({ length: 1700 }, (_, index) => aMessageEvent(`E-${index}`, { occurredAt: at(1) }));
      const placed = await store().commit({ events });
      expect(await store().prune({ eventsAt: at(2), idempotencyAt: at(0), nowAt: longAgo })).toBe(1700);
      const again = await reopen();
      const [next] = await again.commit({ events: [aMessageEvent('next')] });
      expect(next?.seq).toBeGreaterThan(placed.at(-1)?.seq ?? Number.POSITIVE_INFINITY);
    });
  });

  describe('life', () => {
    it('can be checked as long as it takes writes', async () => {
      await expect(store().check()).resolves.toBeUndefined();
    });

    it('finishes the work in hand when it closes', async () => {
      const commits = Array.from({ length: 50 }, (_, index) =>
        store().commit({ events: [aMessageEvent(`E-${index}`)] }),
      );
      await store().close();
      await Promise.all(commits);
      expect(await (await reopen()).countEvents(allEvents, 100)).toBe(50);
    });
  });
};
