import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS, type Caller, type Scope } from '../../src/domain/access.ts';
import { seesEvent } from '../../src/domain/event-visibility.ts';
import { visibilityOf } from '../../src/services/access.ts';
import { decodeInstantCursor, encodeCursor } from '../../src/services/paging.ts';
import {
  ADMIN,
  aCaller,
  aLocation,
  aPage,
  aStart,
  aStation,
  aToken,
  startSide,
  type TestSide,
} from './station-side.ts';

let side: TestSide;

beforeEach(async () => {
  side = await startSide();
});

afterEach(() => side.close());

const ALL = { stationId: null, locationId: null, tokenUid: null, status: null };
const EVERY = { types: null, stationId: null, sessionId: null, locationId: null, objectId: null };
const eventPage = { limit: 100, cursor: null, newestFirst: false, fromAt: null, toAt: null, withTotal: true };

const calls: readonly (readonly [string, Scope, (caller: Caller) => Promise<unknown>])[] = [
  ['locations.list', 'locations:read', (caller) => side.locations.list(caller, aPage())],
  ['locations.get', 'locations:read', (caller) => side.locations.get(caller, 'X')],
  ['locations.byIds', 'locations:read', (caller) => side.locations.byIds(caller, ['X'])],
  ['locations.put', 'stations:write', (caller) => side.locations.put(caller, aLocation('X'), null)],
  [
    'stations.list',
    'stations:read',
    (caller) => side.stations.list(caller, aPage(), { locationId: null, online: null }),
  ],
  ['stations.get', 'stations:read', (caller) => side.stations.get(caller, 'X')],
  ['stations.byIds', 'stations:read', (caller) => side.stations.byIds(caller, ['X'])],
  ['stations.put', 'stations:write', (caller) => side.stations.put(caller, aStation('X'), null)],
  ['tokens.list', 'tokens:read', (caller) => side.tokens.list(caller, aPage())],
  ['tokens.get', 'tokens:read', (caller) => side.tokens.get(caller, 'X')],
  ['tokens.byUids', 'tokens:read', (caller) => side.tokens.byUids(caller, ['X'])],
  ['tokens.put', 'tokens:write', (caller) => side.tokens.put(caller, aToken('X'), null)],
  ['sessions.list', 'sessions:read', (caller) => side.sessions.list(caller, aPage(), ALL)],
  ['sessions.get', 'sessions:read', (caller) => side.sessions.get(caller, 'X')],
  ['sessions.byIds', 'sessions:read', (caller) => side.sessions.byIds(caller, ['X'])],
  ['sessions.readings', 'sessions:read', (caller) => side.sessions.readings(caller, 'X', { limit: 1, cursor: null })],
  ['sessions.close', 'sessions:control', (caller) => side.sessions.close(caller, 'X')],
  ['events.list', 'events:read', (caller) => side.events.list(caller, eventPage, EVERY)],
];

describe('scopes', () => {
  it.each(calls)('%s needs %s', async (_name, scope, call) => {
    const others = new Set(ADMIN.scopes);
    others.delete(scope);
    await expect(call(aCaller({ scopes: others }))).rejects.toMatchObject({ code: 'insufficient_scope' });
    const outcome = await call(aCaller({ scopes: new Set([scope]) })).catch((error: { code: string }) => error.code);
    expect(outcome).not.toBe('insufficient_scope');
  });
});

describe('grants on sessions, tokens and their events', () => {
  beforeEach(async () => {
    for (const id of ['LOC1', 'LOC2']) await side.locations.put(ADMIN, aLocation(id), null);
    await side.stations.put(ADMIN, aStation('CP1', { locationId: 'LOC1' }), null);
    await side.stations.put(ADMIN, aStation('CP2', { locationId: 'LOC2' }), null);
    await side.tokens.put(ADMIN, aToken('ANNA', { driverId: 'anna' }), null);
    await side.tokens.put(ADMIN, aToken('BEN', { driverId: 'ben' }), null);
    await side.inbox.transaction(aStart('ANNA'));
    await side.inbox.transaction(aStart('BEN', { stationId: 'CP2' }));
    await side.inbox.transaction(aStart(null, { stationId: 'CP2', startKey: 'button' }));
    await side.inbox.message('CP2', 'DataTransfer', { vendorId: 'x' });
  });

  const visible = async (caller: Caller) => {
    const { items } = await side.sessions.list(caller, aPage(), ALL);
    const gets = await Promise.all(
      (await side.sessions.list(ADMIN, aPage(), ALL)).items.map((session) =>
        side.sessions.get(caller, session.id).then(
          () => session.token?.uid ?? null,
          (error: { code: string }) => error.code,
        ),
      ),
    );
    return { listed: items.map((session) => session.token?.uid ?? null), gets };
  };

  it.each([
    ['all', {}, ['ANNA', 'BEN', null]],
    ['a location', { grants: { ...ALL_GRANTS, locationIds: ['LOC1'] } }, ['ANNA']],
    ['a token', { grants: { ...ALL_GRANTS, tokenUids: ['ben'] } }, ['BEN']],
    ['both', { grants: { ...ALL_GRANTS, locationIds: ['LOC1'], tokenUids: ['BEN'] } }, []],
    ['a driver', { userId: 'anna' }, ['ANNA']],
    ['nothing', { grants: { ...ALL_GRANTS, locationIds: [], tokenUids: [] } }, []],
  ] as const)('%s: the same sessions listed and got', async (_name, fields, expected) => {
    const { listed, gets } = await visible(aCaller(fields));
    expect(listed).toEqual(expected);
    expect(gets.filter((one) => one !== 'not_found')).toEqual(expected);
  });

  it.each([
    ['all', {}],
    ['a location', { grants: { ...ALL_GRANTS, locationIds: ['LOC1'] } }],
    ['a token', { grants: { ...ALL_GRANTS, tokenUids: ['ben'] } }],
    ['both', { grants: { ...ALL_GRANTS, locationIds: ['LOC2'], tokenUids: ['BEN'] } }],
    ['a driver', { userId: 'anna' }],
    ['nothing', { grants: { ...ALL_GRANTS, locationIds: [], tokenUids: [] } }],
  ] as const)('%s: the log and the stream show the same events', async (_name, fields) => {
    const caller = aCaller(fields);
    const { items, total } = await side.events.list(caller, eventPage, EVERY);
    expect(total).toBe(items.length);
    // The bus is judged by the pure rule, the log by the store's queries.
    const scope = visibilityOf(caller);
    expect(items.map((event) => event.id)).toEqual(
      side.told.filter((event) => seesEvent(scope, event)).map((event) => event.id),
    );
  });

  it('hides raw messages, which can name any token, from who is bound to tokens or a driver', async () => {
    const raw = async (caller: Caller) =>
      (await side.events.list(caller, eventPage, EVERY)).items.some((event) => event.type === 'station.message');
    expect(await raw(ADMIN)).toBe(true);
    expect(await raw(aCaller({ grants: { ...ALL_GRANTS, locationIds: ['LOC2'] } }))).toBe(true);
    expect(await raw(aCaller({ grants: { ...ALL_GRANTS, tokenUids: ['BEN'] } }))).toBe(false);
    expect(await raw(aCaller({ userId: 'ben' }))).toBe(false);
  });

  it('keeps tokens of others out of sight and out of reach', async () => {
    const anna = aCaller({ userId: 'anna' });
    expect((await side.tokens.list(anna, aPage())).items.map((token) => token.uid)).toEqual(['ANNA']);
    await expect(side.tokens.get(anna, 'BEN')).rejects.toMatchObject({ code: 'not_found' });
    expect((await side.tokens.byUids(anna, ['ben', 'anna'])).map((token) => token?.uid ?? null)).toEqual([
      null,
      'ANNA',
    ]);
    await expect(side.tokens.put(anna, aToken('BEN', { driverId: 'anna' }), null)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(side.tokens.put(anna, aToken('NEW', { driverId: 'ben' }), null)).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(
      (await side.tokens.put(anna, aToken('anna', { driverId: 'anna', visualNumber: '1' }), 1)).object,
    ).toMatchObject({
      uid: 'ANNA',
      version: 2,
    });
  });
});

describe('inputs', () => {
  it('of a location are checked, all fields at once', async () => {
    const bad = aLocation('bad id', {
      address: '',
      city: 'x'.repeat(46),
      country: 'nl',
      coordinates: { latitude: 91, longitude: Number.NaN },
      timeZone: 'Mars/Olympus',
    });
    await expect(side.locations.put(ADMIN, bad, null)).rejects.toMatchObject({
      code: 'invalid_request',
      faults: [
        '/id',
        '/address',
        '/city',
        '/country',
        '/coordinates/latitude',
        '/coordinates/longitude',
        '/timeZone',
      ].map((pointer) => ({ pointer })),
    });
  });

  it('of a token are checked', async () => {
    const bad = aToken('x'.repeat(37), { contractId: '', groupId: 'a\nb' });
    await expect(side.tokens.put(ADMIN, bad, null)).rejects.toMatchObject({
      faults: [{ pointer: '/uid' }, { pointer: '/contractId' }, { pointer: '/groupId' }],
    });
  });
});

describe('pages', () => {
  it('go through a list without loss, in both directions', async () => {
    for (let index = 0; index < 7; index += 1) await side.tokens.put(ADMIN, aToken(`T${index}`), null);
    const all = async (newestFirst: boolean) => {
      const uids: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await side.tokens.list(ADMIN, aPage({ limit: 3, cursor, newestFirst, withTotal: true }));
        expect(page.total).toBe(7);
        expect(page.cursors.length).toBe(page.items.length);
        uids.push(...page.items.map((token) => token.uid));
        cursor = page.nextCursor;
      } while (cursor !== null);
      return uids;
    };
    expect(await all(false)).toEqual(['T0', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6']);
    expect(await all(true)).toEqual(['T6', 'T5', 'T4', 'T3', 'T2', 'T1', 'T0']);
  });

  it.each(['', 'x', '????', Buffer.from('[1]').toString('base64url'), Buffer.from('["a",2]').toString('base64url')])(
    'refuse the cursor %j',
    async (cursor) => {
      const refused = { code: 'invalid_request', faults: [{ pointer: '/cursor' }] };
      await expect(side.tokens.list(ADMIN, aPage({ cursor }))).rejects.toMatchObject(refused);
      await expect(side.events.list(ADMIN, { ...eventPage, cursor }, EVERY)).rejects.toMatchObject(refused);
    },
  );

  it.each([0, 1001, 1.5])('refuse the limit %d', async (limit) => {
    await expect(side.tokens.list(ADMIN, aPage({ limit }))).rejects.toMatchObject({ faults: [{ pointer: '/limit' }] });
  });

  it('read back the cursor that they gave', () => {
    const at = new Date('2026-03-01T12:00:00.123Z');
    const position = { value: at, id: 'K' };
    expect(decodeInstantCursor(encodeCursor('createdAt', position), 'createdAt')).toEqual(position);
  });

  it('read the cursors of older releases, which do not say their order', () => {
    const at = new Date('2026-03-01T12:00:00.123Z');
    const old = Buffer.from(JSON.stringify([at.getTime(), 'K'])).toString('base64url');
    for (const order of ['createdAt', 'sampledAt']) {
      expect(decodeInstantCursor(old, order)).toEqual({ value: at, id: 'K' });
    }
    expect(() => decodeInstantCursor(old, 'updatedAt')).toThrow();
  });

  it('go in the order that is asked for, refuse the cursor of another, and an order that there is not', async () => {
    for (const uid of ['A', 'B', 'C']) {
      await side.tokens.put(ADMIN, aToken(uid), null);
      await side.clock.advance(1000);
    }
    await side.tokens.put(ADMIN, aToken('A', { status: 'BLOCKED' }), null);
    const inOrder = aPage({ order: 'updatedAt', limit: 2 });
    const first = await side.tokens.list(ADMIN, inOrder);
    const second = await side.tokens.list(ADMIN, { ...inOrder, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ uid }) => uid)).toEqual(['B', 'C', 'A']);
    await expect(side.tokens.list(ADMIN, aPage({ cursor: first.nextCursor }))).rejects.toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: '/cursor' }],
    });
    await expect(side.tokens.list(ADMIN, aPage({ order: 'contractId' }))).rejects.toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: '/order' }],
    });
  });

  it('of events go on behind the last one', async () => {
    for (let index = 0; index < 5; index += 1) await side.tokens.put(ADMIN, aToken(`T${index}`), null);
    const first = await side.events.list(ADMIN, { ...eventPage, limit: 2 }, { ...EVERY, types: ['token.updated'] });
    const second = await side.events.list(ADMIN, { ...eventPage, cursor: first.nextCursor }, EVERY);
    expect([...first.items, ...second.items].map((event) => event.objectId)).toEqual(['T0', 'T1', 'T2', 'T3', 'T4']);
    const gone = Buffer.from('e.01AAAAAAAAAAAAAAAAAAAAAAAA').toString('base64url');
    await expect(side.events.list(ADMIN, { ...eventPage, cursor: gone }, EVERY)).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  it('of events go from the newest, too, and each cursor in its own direction', async () => {
    for (let index = 0; index < 5; index += 1) await side.tokens.put(ADMIN, aToken(`T${index}`), null);
    const oldest = { ...eventPage, limit: 2 };
    const newest = { ...oldest, newestFirst: true };
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await side.events.list(ADMIN, { ...newest, cursor }, EVERY);
      expect(page.total).toBe(5);
      ids.push(...page.items.map(({ objectId }) => objectId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(ids).toEqual(['T4', 'T3', 'T2', 'T1', 'T0']);
    for (const [made, used] of [
      [newest, oldest],
      [oldest, newest],
    ] as const) {
      const { nextCursor } = await side.events.list(ADMIN, made, EVERY);
      await expect(side.events.list(ADMIN, { ...used, cursor: nextCursor }, EVERY)).rejects.toMatchObject({
        code: 'invalid_request',
        faults: [{ pointer: '/cursor', detail: 'The cursor is of a list in another order.' }],
      });
    }
  });

  it('of events take the cursors of older releases, which were all from the oldest', async () => {
    for (const uid of ['A', 'B']) await side.tokens.put(ADMIN, aToken(uid), null);
    const { items } = await side.events.list(ADMIN, eventPage, EVERY);
    const cursor = Buffer.from(`e.${items[0]?.id}`).toString('base64url');
    const { items: behind } = await side.events.list(ADMIN, { ...eventPage, cursor }, EVERY);
    expect(behind.map(({ objectId }) => objectId)).toEqual(['B']);
  });
});
