/** Two operators in one installation: neither sees, takes or uses what is the other's. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS, type Caller, type Grants, SCOPES } from '../../src/domain/access.ts';
import { isDomainError } from '../../src/domain/error.ts';
import { createPartyNames, DEFAULT_PARTY_ID } from '../../src/domain/party.ts';
import type { ClientInput } from '../../src/services/api/clients.ts';
import type { Parties, PartyInput } from '../../src/services/api/parties.ts';
import { createClients } from '../../src/services/clients.ts';
import { ensureDefaultParty } from '../../src/services/parties/default-party.ts';
import { createParties } from '../../src/services/parties/parties.ts';
import { auditedOn } from '../support/audited.ts';
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

const aParty = (partyId: string, fields: Partial<PartyInput> = {}): PartyInput => ({
  countryCode: 'NL',
  partyId,
  roles: ['CPO'],
  name: partyId,
  website: null,
  logo: null,
  ...fields,
});

let side: TestSide;
let parties: Parties;
beforeEach(async () => {
  side = await startSide({ codes: { countryCode: 'NL', partyId: 'ONE' } });
  const { store, clock } = side;
  const initial = await ensureDefaultParty({ store, clock }, 'NL-ONE');
  parties = createParties({ store, committer: auditedOn(store, clock), names: createPartyNames(initial), clock });
  for (const partyId of ['TWO', 'SIX']) await parties.put(ADMIN, aParty(partyId), null);
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

describe('a party', () => {
  it('is made under its codes in upper case, found whatever their case, and changed by who put it', async () => {
    const web = { website: 'https://six.example', logo: 'https://six.example/logo.svg' };
    const made = await parties.put(ADMIN, aParty('se7', { countryCode: 'be', roles: ['CPO', 'EMSP'], ...web }), null);
    expect(made).toMatchObject({ created: true, object: { id: 'BE-SE7', countryCode: 'BE', partyId: 'SE7', ...web } });
    expect(await parties.get(ADMIN, 'be-sE7')).toEqual(made.object);
    side.clock.advance(1000);
    const changed = await parties.put(ADMIN, aParty('SE7', { countryCode: 'BE', name: 'Seven' }), 1);
    expect(changed).toMatchObject({
      created: false,
      object: { version: 2, name: 'Seven', roles: ['CPO'], logo: null },
    });
    expect(changed.object.createdAt).toEqual(made.object.createdAt);
    expect(await refusalOf(parties.put(ADMIN, aParty('SE7', { countryCode: 'BE' }), 1))).toEqual([
      'precondition_failed',
    ]);
  });

  it('is listed by cursors that say names alone', async () => {
    const seen: string[] = [];
    const said: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<Parties['list']>> = await parties.list(ADMIN, aPage({ limit: 1, cursor }));
      seen.push(...page.items.map(({ id }) => parties.names.nameOf(id)));
      said.push(...page.cursors.map((each) => JSON.parse(Buffer.from(each, 'base64url').toString('utf8'))[2]));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen.toSorted()).toEqual(['NL-ONE', 'NL-SIX', 'NL-TWO']);
    expect(said).toEqual(seen);
  });

  it('that is the default one is known by its codes, and changes its name and roles only', async () => {
    const { object, created } = await parties.put(ADMIN, aParty('one', { name: 'First', roles: ['HUB'] }), null);
    expect(created).toBe(false);
    expect(object).toMatchObject({ id: 'default', countryCode: 'NL', partyId: 'ONE', name: 'First', roles: ['HUB'] });
    expect(parties.names.nameOf(object.id)).toBe('NL-ONE');
    expect(await refusalOf(parties.get(ADMIN, 'default'))).toEqual(['not_found']);
    const { items } = await parties.list(ADMIN, aPage());
    const listed = items.map(({ countryCode, partyId }) => `${countryCode}-${partyId}`);
    expect(listed.toSorted()).toEqual(['NL-ONE', 'NL-SIX', 'NL-TWO']);
  });

  it('keeps the codes that the setting gave it, also where no country has them', async () => {
    const fresh = await startSide();
    const initial = await ensureDefaultParty(fresh, 'ZZ-VGT');
    const service = createParties({
      store: fresh.store,
      committer: auditedOn(fresh.store, fresh.clock),
      names: createPartyNames(initial),
      clock: fresh.clock,
    });
    const put = service.put(ADMIN, aParty('VGT', { countryCode: 'ZZ', name: 'Ours' }), null);
    expect((await put).object).toMatchObject({ id: 'default', name: 'Ours' });
    await fresh.close();
  });

  it.each([
    ['a country that is none', { countryCode: 'ZZ' }, '/countryCode'],
    ['a country of three letters', { countryCode: 'NLD' }, '/countryCode'],
    ['a party id of four', { partyId: 'FOUR' }, '/partyId'],
    ['a letter that is not of ASCII', { partyId: 'VG\u017f' }, '/partyId'],
    ['no role', { roles: [] }, '/roles'],
    ['a role twice', { roles: ['CPO', 'CPO'] }, '/roles'],
    ['no name', { name: '' }, '/name'],
    ['a website that is none', { website: 'javascript:alert(1)' }, '/website'],
    ['a logo that is none', { logo: 'logo.png' }, '/logo'],
  ] satisfies [string, Partial<PartyInput>, string][])('with %s is refused', async (_, fields, pointer) => {
    expect(await refusalOf(parties.put(ADMIN, aParty('NEW', fields), null))).toEqual(['invalid_request', pointer]);
  });

  it('is nothing to who is bound to others: not to see, not to change, not to make', async () => {
    const { items, total } = await parties.list(THEIRS, aPage({ withTotal: true }));
    expect([items.map(({ id }) => id), total]).toEqual([['NL-TWO'], 1]);
    for (const name of ['NL-ONE', 'NL-SIX', 'NL-NIX', 'default']) {
      expect(await refusalOf(parties.get(THEIRS, name))).toEqual(['not_found']);
    }
    expect((await parties.put(THEIRS, aParty('TWO', { name: 'Two' }), null)).object.name).toBe('Two');
    for (const fields of [{}, { partyId: 'ONE' }, { partyId: 'NIX' }, { countryCode: 'ZZ' }]) {
      expect(await refusalOf(parties.put(THEIRS, aParty('SIX', fields), 7))).toEqual(['forbidden']);
    }
  });

  it('is read and written with its scopes only', async () => {
    const but = (scope: (typeof SCOPES)[number]) =>
      aCaller({ scopes: new Set(SCOPES.filter((each) => each !== scope)) });
    expect(await refusalOf(parties.list(but('parties:read'), aPage()))).toEqual(['insufficient_scope']);
    expect(await refusalOf(parties.get(but('parties:read'), 'NL-ONE'))).toEqual(['insufficient_scope']);
    expect(await refusalOf(parties.put(but('parties:write'), aParty('TWO'), null))).toEqual(['insufficient_scope']);
  });

  it('is made once when it is put twice at the same time', async () => {
    const puts = await Promise.all(['A', 'B'].map((name) => parties.put(ADMIN, aParty('NEW', { name }), null)));
    expect(puts.map(({ created }) => created).sort()).toEqual([false, true]);
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
    ['under a name in another case', ADMIN, 'nl-Two', 'NL-TWO'],
    ["under the default party's name", ADMIN, 'NL-ONE', 'default'],
    ["under the default party's name in another case", ADMIN, 'nl-one', 'default'],
  ] as const)('%s belongs to the right party', async (_, caller, named, expected) => {
    expect(await ownerOf(caller, named)).toBe(expected);
  });

  it.each([
    ['several and no name', boundTo('NL-TWO', 'NL-SIX'), undefined],
    ['no such party', ADMIN, 'NL-NIX'],
    ['no name at all', ADMIN, 'NLTWO'],
    ["another's, which is not told from none", THEIRS, 'NL-SIX'],
    ["the constant of the default party's", ADMIN, 'default'],
  ])('is refused where the party is not clear: %s', async (_, caller, named) => {
    expect(await refusalOf(ownerOf(caller, named))).toEqual(['invalid_request', '/partyId']);
  });

  it('stays with its party, whoever puts it again', async () => {
    expect(await ownerOf(THEIRS)).toBe('NL-TWO');
    expect(await ownerOf(ADMIN)).toBe('NL-TWO');
    expect(await refusalOf(ownerOf(ADMIN, 'NL-ONE'))).toEqual(['invalid_request', '/partyId']);
  });

  it('cannot take an id that another party holds, and is told no more than that', async () => {
    await side.locations.put(OURS, aLocation('LOC'), null);
    await side.stations.put(OURS, aStation('CP'), null);
    await side.tokens.put(OURS, aToken('T'), null);
    expect(await refusalOf(side.locations.put(THEIRS, aLocation('LOC'), 7))).toEqual(['precondition_failed']);
    expect(await refusalOf(side.stations.put(THEIRS, aStation('CP'), 7))).toEqual(['precondition_failed']);
    expect(await refusalOf(side.tokens.put(THEIRS, aToken('t'), 7))).toEqual(['precondition_failed']);
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
      '/partyId',
    ]);
  });

  it('that has stood nowhere yet goes to the party of its first location', async () => {
    expect(await put(ADMIN, { locationId: null })).toBe('default');
    expect(await refusalOf(put(THEIRS, { locationId: 'THEIR' }))).toEqual(['forbidden']);
    expect(await put(ADMIN, { locationId: 'THEIR' })).toBe('NL-TWO');
  });

  it('comes to no other party by standing nowhere in between', async () => {
    await side.locations.put(boundTo('NL-SIX'), aLocation('SIXTH'), null);
    const both = boundTo('NL-TWO', 'NL-SIX');
    expect(await put(THEIRS, { locationId: 'THEIR' })).toBe('NL-TWO');
    expect(await put(both, { locationId: null })).toBe('NL-TWO');
    for (const locationId of ['SIXTH', 'OUR']) {
      expect(await refusalOf(put(ADMIN, { locationId }))).toEqual(['invalid_request', '/locationId']);
    }
    expect(await refusalOf(put(both, { locationId: 'SIXTH' }))).toEqual(['invalid_request', '/locationId']);
    expect(await put(both, { locationId: 'THEIR' })).toBe('NL-TWO');
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
    createClients({
      store: side.store,
      committer: auditedOn(side.store, side.clock),
      clock: side.clock,
      hashSecret: (secret) => secret,
      rules: { offeredScopes: new Set(SCOPES), keyFault: async () => null },
      forgetEndpoint: async () => undefined,
    });
  const anInput = (id: string, grants: Partial<Grants>): ClientInput => ({
    id,
    name: id,
    issuer: null,
    scopes: ['stations:read'],
    grants: { ...ALL_GRANTS, ...grants },
    rotateSecret: true,
    jwks: null,
  });
  /** As a program says it that knows of neither parties nor groups. */
  const silent = (id: string, fields: Partial<ClientInput> = {}): ClientInput => ({
    ...anInput(id, {}),
    grants: { locationIds: null, tokenUids: null },
    ...fields,
  });
  const put = (caller: Caller, id: string, grants: Partial<Grants>) => clients().put(caller, anInput(id, grants), null);

  it('makes only clients within its own grants', async () => {
    const limited = aCaller({ grants: { ...ALL_GRANTS, partyIds: ['NL-TWO', 'NL-SIX'], tokenUids: ['A', 'B'] } });
    expect((await put(limited, 'ok', { partyIds: ['NL-TWO'], tokenUids: ['a'] })).created).toBe(true);
    expect(await refusalOf(put(limited, 'x', { partyIds: ['NL-TWO'] }))).toEqual(['forbidden']);
    expect(await refusalOf(put(limited, 'x', { tokenUids: ['A'] }))).toEqual(['forbidden']);
    expect(await refusalOf(put(limited, 'x', { partyIds: ['default'], tokenUids: [] }))).toEqual(['forbidden']);
  });

  it('gives no scope that it does not hold, and no way into a client that has one', async () => {
    const limited = { ...THEIRS, scopes: new Set(['clients:manage', 'stations:read'] as const) };
    const wide = silent('wide', { scopes: ['stations:read', 'stations:write'] });
    expect(await refusalOf(clients().put(limited, wide, null))).toEqual(['forbidden']);
    await put(ADMIN, 'narrow', { partyIds: ['NL-TWO'] });
    await clients().put(ADMIN, { ...wide, grants: { ...ALL_GRANTS, partyIds: ['NL-TWO'] } }, null);
    expect(await refusalOf(clients().put(limited, silent('wide'), null))).toEqual(['forbidden']);
    expect(await refusalOf(clients().get(limited, 'wide'))).toEqual(['not_found']);
    expect((await clients().list(limited, aPage())).items.map(({ id }) => id)).toEqual(['narrow']);
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

describe('the parties and groups of a client', () => {
  const clients = () =>
    createClients({
      store: side.store,
      committer: auditedOn(side.store, side.clock),
      clock: side.clock,
      hashSecret: (secret) => secret,
      rules: { offeredScopes: new Set(SCOPES), keyFault: async () => null },
      forgetEndpoint: async () => undefined,
    });
  /** As a program says it that knows of neither. */
  const put = async (caller: Caller, grants: Partial<Grants> = {}): Promise<Grants> => {
    const { object } = await clients().put(
      caller,
      {
        id: 'app',
        name: 'App',
        issuer: null,
        scopes: ['stations:read'],
        grants: { locationIds: null, tokenUids: null, ...grants },
        rotateSecret: true,
        jwks: null,
      },
      null,
    );
    return object.grants;
  };

  it('stay when they are left out, and go only where null says so', async () => {
    const bound = { partyIds: ['NL-TWO'], groupIds: ['depot'] };
    expect(await put(ADMIN, bound)).toMatchObject(bound);
    expect(await put(ADMIN, { locationIds: ['LOC'] })).toEqual({ ...ALL_GRANTS, ...bound, locationIds: ['LOC'] });
    expect(await put(THEIRS)).toMatchObject(bound);
    expect(await put(ADMIN, { partyIds: null })).toEqual({ ...ALL_GRANTS, groupIds: ['depot'] });
    expect(await put(ADMIN, { groupIds: null })).toEqual(ALL_GRANTS);
  });

  it('are those of who makes it when they are left out', async () => {
    expect(await put(ADMIN)).toEqual(ALL_GRANTS);
    side.clock.advance(1);
    const theirs = { ...THEIRS.grants, groupIds: ['depot'] };
    const { object } = await clients().put(
      aCaller({ grants: theirs }),
      {
        id: 'other',
        name: 'Other',
        issuer: null,
        scopes: ['stations:read'],
        grants: { locationIds: null, tokenUids: null },
        rotateSecret: true,
        jwks: null,
      },
      null,
    );
    expect(object.grants).toEqual(theirs);
  });

  it('name parties that are there', async () => {
    expect(await refusalOf(put(ADMIN, { partyIds: ['NL-TWO', 'NL-NIX'] }))).toEqual([
      'invalid_request',
      '/grants/parties/1',
    ]);
    expect(await put(ADMIN, { partyIds: ['NL-TWO', 'default', 'NL-TWO'] })).toMatchObject({
      partyIds: ['NL-TWO', 'default'],
    });
    expect(await put(ADMIN, { partyIds: [] })).toMatchObject({ partyIds: [] });
  });
});
