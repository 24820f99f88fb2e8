/** Accounts as whoever manages them keeps them, on a real store. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_GRANTS, type Caller, SCOPES, type Scope } from '../../src/domain/access.ts';
import { createPartyNames, type Party } from '../../src/domain/party.ts';
import { createAccounts } from '../../src/services/accounts/accounts.ts';
import type { AccountInput, Accounts } from '../../src/services/api/accounts.ts';
import { createOwnership } from '../../src/services/parties/ownership.ts';
import type { Store } from '../../src/services/ports/store.ts';
import { openDatabase, type SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { createSqliteStore, storeModule } from '../../src/store/sqlite/store.ts';
import { auditedOn } from '../support/audited.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { callerWith } from './commands/harness.ts';

const admin = callerWith();
const page = { limit: 50, cursor: null, newestFirst: false, updatedFromAt: null, updatedToAt: null, withTotal: true };
const ANY = { role: null, status: null };

const party = (id: string, partyId: string): Party => ({
  id,
  version: 1,
  countryCode: 'NL',
  partyId,
  roles: ['CPO'],
  name: id,
  website: null,
  logo: null,
  createdAt: new Date(0),
  updatedAt: new Date(0),
});

let folder: string;
let database: SqliteDatabase;
let store: Store;
let accounts: Accounts;
let ids = 0;
const clock = createManualClock();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voltgate-accounts-'));
  database = await openDatabase({ file: join(folder, 'voltgate.db'), modules: [storeModule] });
  store = createSqliteStore({ database, clock });
  const names = createPartyNames({ countryCode: 'NL', partyId: 'VGT' });
  await store.commit({ parties: [party('default', 'VGT'), party('NL-TWO', 'TWO')] });
  accounts = createAccounts({
    offeredScopes: SCOPES,
    store,
    committer: auditedOn(store, clock),
    ownership: createOwnership({ store, names }),
    clock,
    newId: () => `account-${++ids}`,
    linkUrl: (code) => `https://charge.example/oauth/password?code=${code}`,
  });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

let logins = 0;
const input = (parts: Partial<AccountInput> = {}): AccountInput => ({
  login: `person-${++logins}@example.org`,
  name: null,
  email: null,
  role: 'driver',
  driverId: null,
  party: null,
  grants: {},
  totpRequired: false,
  ...parts,
});
const made = async (parts: Partial<AccountInput> = {}, caller: Caller = admin) =>
  (await accounts.create(caller, input(parts))).account;

/** Bound to one party, as whoever manages the accounts of one of several operators. */
const theirs = (scopes: readonly Scope[] = SCOPES): Caller => ({
  ...admin,
  scopes: new Set(scopes),
  grants: { ...ALL_GRANTS, partyIds: ['NL-TWO'] },
});

describe('an account', () => {
  it('is made with a link that only its answer has, and shows nothing that is secret', async () => {
    const { account, link } = await accounts.create(admin, input({ login: 'Ada@Example.org' }));
    expect(account).toMatchObject({ status: 'invited', login: 'Ada@Example.org', driverId: account.id, version: 1 });
    expect(link.url).toMatch(/\?code=account-\d+\.[\w-]{43}$/);
    const shown = JSON.stringify(await accounts.get(admin, account.id));
    expect(shown).not.toMatch(/passwordHash|recoveryHashes|secret|"hash"/i);
    expect(JSON.stringify(await store.get('accounts', account.id))).not.toContain(link.url.split('.').at(-1));
  });

  it('has a login that nobody else has, whatever its case, until it lets it go', async () => {
    const first = await made({ login: 'grace@example.org' });
    await expect(made({ login: 'GRACE@example.org' })).rejects.toMatchObject({ code: 'conflict' });
    await accounts.update(admin, first.id, { login: 'hopper@example.org' }, null);
    const second = await made({ login: 'Grace@example.org' });
    await expect(accounts.update(admin, second.id, { login: 'Hopper@example.org' }, null)).rejects.toMatchObject({
      code: 'conflict',
    });
    await accounts.remove(admin, first.id, null);
    expect(await accounts.update(admin, second.id, { login: 'Hopper@example.org' }, null)).toMatchObject({
      login: 'Hopper@example.org',
    });
    await expect(accounts.get(admin, first.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('goes to one of two that want its login at once', async () => {
    const both = await Promise.allSettled([made({ login: 'twice@example.org' }), made({ login: 'twice@example.org' })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it.each([
    ['a blank in its login', { login: 'a b' }, '/login'],
    ['no address', { email: 'nobody' }, '/email'],
    ['a driver id that is no driver', { role: 'viewer', driverId: 'D' }, '/driverId'],
  ] as const)('is refused with %s', async (_what, parts, pointer) => {
    await expect(made(parts)).rejects.toMatchObject({ code: 'invalid_request', faults: [{ pointer }] });
  });

  it('is invited anew while nobody has signed in, and the link before is void', async () => {
    const { account, link } = await accounts.create(admin, input());
    const again = await accounts.invite(admin, account.id);
    expect(again.link.url).not.toBe(link.url);
    const stored = await store.get('accounts', account.id);
    if (stored === null) throw new Error('it is there');
    await store.commit({ accounts: [{ ...stored, version: stored.version + 1, passwordHash: 'h', status: 'active' }] });
    await expect(accounts.invite(admin, account.id)).rejects.toMatchObject({ code: 'conflict' });
    expect((await accounts.resetPassword(admin, account.id)).link.purpose).toBe('password_reset');
  });

  it('that is locked has no link, and is what it was when it is unlocked', async () => {
    const { id } = await made();
    expect(await accounts.lock(admin, id)).toMatchObject({ status: 'locked', openLink: null });
    expect((await accounts.get(admin, id)).signedOutAt).not.toBeNull();
    await expect(accounts.invite(admin, id)).rejects.toMatchObject({ code: 'conflict' });
    expect(await accounts.unlock(admin, id)).toMatchObject({ status: 'invited' });
  });

  it('changes its role with the driver id that goes with it, and at its version only', async () => {
    const driver = await made({ driverId: 'D-7' });
    const viewer = await accounts.update(admin, driver.id, { role: 'viewer' }, driver.version);
    expect(viewer).toMatchObject({ role: 'viewer', driverId: null, version: 2 });
    await expect(accounts.update(admin, driver.id, { name: 'X' }, driver.version)).rejects.toMatchObject({
      code: 'precondition_failed',
    });
    const { grants } = await accounts.update(admin, driver.id, { grants: { locationIds: ['L'] } }, null);
    expect(grants).toEqual({ ...ALL_GRANTS, locationIds: ['L'] });
  });

  it('is listed by role and status', async () => {
    const operator = await made({ role: 'operator' });
    const { items } = await accounts.list(admin, page, { role: 'operator', status: 'invited' });
    expect(items.map(({ id }) => id)).toEqual([operator.id]);
  });

  it('is managed with accounts:manage only', async () => {
    const nobody: Caller = { ...admin, scopes: new Set(SCOPES.filter((scope) => scope !== 'accounts:manage')) };
    const { id } = await made();
    const calls = [
      accounts.list(nobody, page, ANY),
      accounts.get(nobody, id),
      accounts.create(nobody, input()),
      accounts.update(nobody, id, { name: 'X' }, null),
      accounts.resetPassword(nobody, id),
      accounts.lock(nobody, id),
      accounts.remove(nobody, id, null),
    ];
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'insufficient_scope' });
  });
});

describe('who is bound to a party', () => {
  it('manages the accounts of its own, and sees no other', async () => {
    const [own, other] = [await made({}, theirs()), await made()];
    expect(own).toMatchObject({ partyId: 'NL-TWO', grants: { partyIds: ['NL-TWO'] } });
    expect((await accounts.list(theirs(), page, ANY)).items.map(({ id }) => id)).toEqual([own.id]);
    await expect(accounts.get(theirs(), other.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(accounts.resetPassword(theirs(), other.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('makes none that may do more than itself, and takes over none', async () => {
    const little = theirs(['accounts:manage', 'stations:read']);
    await expect(made({ role: 'administrator' }, little)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(made({ grants: { partyIds: null } }, theirs())).rejects.toMatchObject({ code: 'forbidden' });
    const boss = await made({ role: 'administrator', party: 'NL-TWO' });
    await expect(accounts.resetPassword(theirs(), boss.id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(accounts.update(theirs(), boss.id, { role: 'driver' }, null)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('or to places manages nobody', async () => {
    const bound: Caller = { ...admin, grants: { ...ALL_GRANTS, locationIds: ['L'] } };
    await expect(made({}, bound)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await accounts.list(bound, page, ANY)).items).toEqual([]);
  });
});
