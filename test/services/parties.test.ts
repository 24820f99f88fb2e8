/** Two operators in one installation: neither sees, takes or uses what is the other's. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS, type Caller, type Grants } from '../../src/domain/access.ts';
import { isDomainError } from '../../src/domain/error.ts';
import { DEFAULT_PARTY_ID, type Party } from '../../src/domain/party.ts';
import type { ClientInput } from '../../src/services/api/clients.ts';
import { createClients } from '../../src/services/clients.ts';
import { ensureDefaultParty } from '../../src/services/parties/default-party.ts';
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

const boundTo = (...partyIds: readonly string[]): Caller => aCaller({ grants: { ...ALL_GRANTS, partyIds } });
const OURS = boundTo(DEFAULT_PARTY_ID);
const THEIRS = boundTo('NL-TWO');

const ALL = { stationId: null, locationId: null, tokenUid: null, status: null };

let side: TestSide;
beforeEach(async () => {
  side = await startSide();
  const { store, clock } = side;
  await ensureDefaultParty({ store, clock }, 'NL-ONE');
  const others = ['TWO', 'SIX'].map(
    (partyId): Party => ({
      id: `NL-${partyId}`,
      version: 1,
      countryCode: 'NL',
      partyId,
      roles: ['CPO'],
      name: partyId,
      createdAt: clock.now(),
      updatedAt: clock.now(),
    }),
  );
  await store.commit({ parties: others });
});
afterEach(() => side.close());

/** What a refusal says: its code, and where the fault is. */
const refusalOf = async (work: Promise<unknown>): Promise<readonly unknown[]> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return isDomainError(error) ? [error.code, ...(error.faults ?? []).map(({ pointer }) => pointer)] : ['none'];
};

describe('the default party', () => {
  it('is made once, by the name of the first start, also by nodes that start together', async () => {
    const { store, clock } = side;
    const again = await Promise.all(['BE-XYZ', 'DE-ABC'].map((name) => ensureDefaultParty({ store, clock }, name)));
    expect(again.map(({ countryCode, partyId, version }) => [countryCode, partyId, version])).toEqual([
      ['NL', 'ONE', 1],
      ['NL', 'ONE', 1],
    ]);
    const fresh = await startSide();
    const made = await Promise.all(['BE-XYZ', 'DE-ABC'].map((name) => ensureDefaultParty(fresh, name)));
    expect(made[0]).toEqual(made[1]);
    expect(await fresh.store.get('parties', DEFAULT_PARTY_ID)).toEqual(made[0]);
    await fresh.close();
  });
});

describe('what is made', () => {
  const ownerOf = async (caller: Caller, party?: string | null): Promise<string> =>
    (await side.tokens.put(caller, aToken('T', party === undefined ? {} : { party }), null)).object.partyId;

  it.each([
    ['by nobody in particular', ADMIN, undefined, 'default'],
    ['by a client of one party', THEIRS, undefined, 'NL-TWO'],
    ['by a client of several with the default one', boundTo('NL-TWO', 'default'), null, 'default'],
    ['under a name', ADMIN, 'NL-TWO', 'NL-TWO'],
    ["under the default party's name", ADMIN, 'NL-ONE', 'default'],
  ] as const)('%s belongs to the right party', async (_, caller, named, expected) => {
    expect(await ownerOf(caller, named)).toBe(expected);
  });

  it.each([
    ['several and no name', boundTo('NL-TWO', 'NL-SIX'), undefined],
    ['no such party', ADMIN, 'NL-NIX'],
    ['no name at all', ADMIN, 'nl-two'],
    ["another's, which is not told from none", THEIRS, 'NL-SIX'],
    ["the constant of the default party's", ADMIN, 'default'],
  ])('is refused where the party is not clear: %s', async (_, caller, named) => {
    expect(await refusalOf(ownerOf(caller, named))).toEqual(['invalid_request', '/party']);
  });

  it('stays with its party, whoever puts it again', async () => {
    expect(await ownerOf(THEIRS)).toBe('NL-TWO');
    expect(await ownerOf(ADMIN)).toBe('NL-TWO');
    expect(await refusalOf(ownerOf(ADMIN, 'NL-ONE'))).toEqual(['invalid_request', '/party']);
  });

  it('cannot take an id that another party holds, and is told no more than that', async () => {
    await side.locations.put(OURS, aLocation('LOC'), null);
    await side.stations.put(OURS, aStation('CP'), null);
    await side.tokens.put(OURS, aToken('T'), null);
    expect(await refusalOf(side.locations.put(THEIRS, aLocation('LOC'), 7))).toEqual(['forbidden']);
    expect(await refusalOf(side.stations.put(THEIRS, aStation('CP'), 7))).toEqual(['forbidden']);
    expect(await refusalOf(side.tokens.put(THEIRS, aToken('t'), 7))).toEqual(['forbidden']);
  });
});

describe('a station', () => {
  beforeEach(async () => {
    await side.locations.put(OURS, aLocation('OUR'), null);
    await side.locations.put(THEIRS, aLocation('THEIR'), null);
  });
  const put = async (caller: Caller, fields: Parameters<typeof aStation>[1]) =>
    (await side.stations.put(caller, aStation('CP', fields), null)).object.partyId;

  it("is its location's party's", async () => {
    expect(await put(ADMIN, { locationId: 'THEIR' })).toBe('NL-TWO');
    expect(await put(THEIRS, { locationId: null })).toBe('NL-TWO');
  });

  it("cannot stand at another party's location, which is not there for its party", async () => {
    expect(await refusalOf(put(THEIRS, { locationId: 'OUR' }))).toEqual(['invalid_request', '/locationId']);
    expect(await refusalOf(put(THEIRS, { locationId: 'NONE' }))).toEqual(['invalid_request', '/locationId']);
    await put(ADMIN, { locationId: 'THEIR' });
    expect(await refusalOf(put(ADMIN, { locationId: 'OUR' }))).toEqual(['invalid_request', '/locationId']);
    expect(await refusalOf(put(ADMIN, { locationId: 'THEIR', party: 'NL-ONE' }))).toEqual([
      'invalid_request',
      '/party',
    ]);
  });

  it('that has stood nowhere yet goes to the party of its first location', async () => {
    expect(await put(ADMIN, { locationId: null })).toBe('default');
    expect(await refusalOf(put(THEIRS, { locationId: 'THEIR' }))).toEqual(['forbidden']);
    expect(await put(ADMIN, { locationId: 'THEIR' })).toBe('NL-TWO');
  });
});

describe('at a station of a party', () => {
  const status = (reply: { readonly authorization: { readonly status: string } | null }) => reply.authorization?.status;

  beforeEach(async () => {
    await side.locations.put(THEIRS, aLocation('THEIR'), null);
    await side.stations.put(THEIRS, aStation('CP1', { locationId: 'THEIR' }), null);
    await side.tokens.put(OURS, aToken('OURTOKEN', { driverId: 'anna' }), null);
    await side.tokens.put(OURS, aToken('OURMASTER', { masterPass: true }), null);
    await side.tokens.put(THEIRS, aToken('THEIRTOKEN'), null);
  });

  it('a token of another party is one that nobody knows', async () => {
    const shown = (uid: string) => side.inbox.authorize('CP1', { uid, kind: 'idTag' });
    expect(await shown('OURTOKEN')).toEqual({ status: 'INVALID', expiresAt: null, groupId: null, token: null });
    expect((await shown('THEIRTOKEN')).status).toBe('ACCEPTED');
    // Also where nothing of the station is remembered yet.
    const another = side.another();
    expect((await another.inbox.authorize('CP1', { uid: 'OURTOKEN', kind: 'idTag' })).status).toBe('INVALID');
    expect(status(await side.inbox.transaction(aStart('OURTOKEN')))).toBe('INVALID');
    const [session] = (await side.sessions.list(ADMIN, aPage(), ALL)).items;
    expect(session).toMatchObject({ partyId: 'NL-TWO', driverId: null, authorization: 'INVALID' });
  });

  it("nobody's master pass stops a session but its own party's", async () => {
    const started = await side.inbox.transaction(aStart('THEIRTOKEN'));
    expect(status(started)).toBe('ACCEPTED');
    const stopToken = { uid: 'OURMASTER', kind: 'idTag' };
    const { transactionId } = started;
    const ended = aStart(null, { kind: 'ended', transactionId, startKey: null, stopToken });
    expect(status(await side.inbox.transaction(ended))).toBe('INVALID');
  });

  it('sessions and events are its own, and the other party sees none', async () => {
    await side.inbox.transaction(aStart('THEIRTOKEN'));
    await side.inbox.message('CP1', 'DataTransfer', { vendorId: 'x' });
    const seen = async (caller: Caller) => ({
      sessions: (await side.sessions.list(caller, aPage({ withTotal: true }), ALL)).total,
      stations: (await side.stations.list(caller, aPage(), { locationId: null, online: null })).items.length,
      events: side.told.filter((event) => event.stationId === 'CP1' || event.locationId === 'THEIR').length,
    });
    expect(await seen(THEIRS)).toMatchObject({ sessions: 1, stations: 1 });
    expect(await seen(OURS)).toMatchObject({ sessions: 0, stations: 0 });
    const ofStation = side.told.filter(({ stationId }) => stationId === 'CP1');
    expect(ofStation.length).toBeGreaterThan(2);
    expect(new Set(ofStation.map(({ partyId }) => partyId))).toEqual(new Set(['NL-TWO']));
    const [session] = (await side.sessions.list(THEIRS, aPage(), ALL)).items;
    expect(await refusalOf(side.sessions.get(OURS, session?.id ?? ''))).toEqual(['not_found']);
    expect(await refusalOf(side.locations.get(OURS, 'THEIR'))).toEqual(['not_found']);
    expect(await refusalOf(side.tokens.get(OURS, 'THEIRTOKEN'))).toEqual(['not_found']);
    expect(await side.stations.byIds(OURS, ['CP1'])).toEqual([null]);
  });
});

describe('a client that is bound to parties and manages clients', () => {
  const clients = () =>
    createClients({ store: side.store, committer: side.store, clock: side.clock, hashSecret: (secret) => secret });
  const anInput = (id: string, grants: Partial<Grants>): ClientInput => ({
    id,
    name: id,
    issuer: null,
    scopes: ['stations:read'],
    grants: { ...ALL_GRANTS, ...grants },
    rotateSecret: true,
    jwks: null,
  });
  const put = (caller: Caller, id: string, grants: Partial<Grants>) => clients().put(caller, anInput(id, grants));

  it('makes only clients within its own grants', async () => {
    const limited = aCaller({ grants: { ...ALL_GRANTS, partyIds: ['NL-TWO', 'NL-SIX'], tokenUids: ['A', 'B'] } });
    expect((await put(limited, 'ok', { partyIds: ['NL-TWO'], tokenUids: ['a'] })).created).toBe(true);
    expect(await refusalOf(put(limited, 'x', { partyIds: ['NL-TWO'] }))).toEqual(['forbidden']);
    expect(await refusalOf(put(limited, 'x', { tokenUids: ['A'] }))).toEqual(['forbidden']);
    expect(await refusalOf(put(limited, 'x', { partyIds: ['default'], tokenUids: [] }))).toEqual(['forbidden']);
  });

  it('sees and changes no others, whatever they are called', async () => {
    for (const [n, partyIds] of [null, ['NL-TWO'], ['NL-SIX'], ['NL-TWO', 'default'], ['NL-TWO'], []].entries()) {
      await put(ADMIN, `c${n}`, { partyIds });
    }
    const listed: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const page = await clients().list(THEIRS, aPage({ limit: 1, cursor, withTotal: true }));
      listed.push(...page.items.map(({ id }) => id));
      expect(page.total).toBe(3);
      cursor = page.nextCursor;
      if (cursor === null) break;
    }
    expect(listed).toEqual(['c1', 'c4', 'c5']);
    expect(await refusalOf(clients().get(THEIRS, 'c0'))).toEqual(['not_found']);
    expect((await clients().get(THEIRS, 'c1')).id).toBe('c1');
    expect(await refusalOf(put(THEIRS, 'c2', { partyIds: ['NL-TWO'] }))).toEqual(['forbidden']);
  });
});
