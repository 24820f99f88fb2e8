import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS, type Client, SCOPES } from '../../src/domain/access.ts';
import { completed } from '../../src/domain/kinds/complete.ts';
import { keyFault } from '../../src/oauth/client-keys.ts';
import type { ClientInput } from '../../src/services/api/clients.ts';
import { createClients } from '../../src/services/clients.ts';
import type { SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { createSqliteStore, storeModule } from '../../src/store/sqlite/store.ts';
import { aClient } from '../conformance/documents.ts';
import { auditedOn } from '../support/audited.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { callerWith } from './commands/harness.ts';

const hashSecret = (secret: string) => createHash('sha256').update(secret).digest('hex');
const admin = callerWith();
const page = { limit: 2, cursor: null, newestFirst: false, updatedFromAt: null, updatedToAt: null, withTotal: true };
const input = (parts: Partial<ClientInput> = {}): ClientInput => ({
  id: 'fleet-1',
  name: 'Fleet One',
  issuer: null,
  scopes: ['stations:read', 'stations:read'],
  grants: { ...ALL_GRANTS, locationIds: ['LOC1'] },
  rotateSecret: true,
  jwks: null,
  ...parts,
});
const publicKey = async (kid?: string): Promise<JWK> => {
  const { publicKey: key } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(key)), ...(kid === undefined ? {} : { kid }) };
};
const jwks = { keys: [await publicKey()] };
const forgetEndpoint = async () => undefined;
const rules = { offeredScopes: new Set(SCOPES.filter((scope) => scope !== 'reports:read')), keyFault };

let folder: string;
let database: SqliteDatabase;
const open = () => {
  const clock = createManualClock();
  const store = createSqliteStore({ database, clock });
  return {
    store,
    clients: createClients({ store, committer: auditedOn(store, clock), clock, hashSecret, rules, forgetEndpoint }),
  };
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voltgate-clients-'));
  database = await openDatabase({ file: join(folder, 'voltgate.db'), modules: [storeModule] });
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a client', () => {
  it('gets a secret of 256 bits that is shown once, and only its hash is kept', async () => {
    const { clients, store } = open();
    const made = await clients.put(admin, input(), null);
    expect(made).toMatchObject({ created: true, object: { version: 1, scopes: ['stations:read'], secretHash: null } });
    expect(made.secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect((await store.client('fleet-1'))?.secretHash).toBe(hashSecret(made.secret ?? ''));
    expect((await clients.get(admin, 'fleet-1')).secretHash).toBeNull();
    expect((await clients.list(admin, page)).items.map((client) => client.secretHash)).toEqual([null]);
  });

  it.each([
    ['a symmetric key', { kty: 'oct', k: 'c2VjcmV0' }],
    ['a private key', { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd' }],
    ['no key type', { x: 'x' }],
  ])('does not come in with %s', async (_what, key) => {
    const { clients } = open();
    const put = clients.put(admin, input({ rotateSecret: false, jwks: { keys: [...jwks.keys, key] } }), null);
    await expect(put).rejects.toMatchObject({ code: 'invalid_request', faults: [{ pointer: '/jwks/keys/1' }] });
  });

  it('does not come in with an empty set of keys', async () => {
    const { clients } = open();
    const put = clients.put(admin, input({ rotateSecret: false, jwks: { keys: [] } }), null);
    await expect(put).rejects.toMatchObject({ code: 'invalid_request', faults: [{ pointer: '/jwks/keys' }] });
  });

  it('keeps its secret unless it is told to change it', async () => {
    const { clients, store } = open();
    await clients.put(admin, input(), null);
    const before = (await store.client('fleet-1'))?.secretHash;
    const renamed = await clients.put(admin, input({ name: 'Fleet', rotateSecret: false }), null);
    expect(renamed).toMatchObject({ created: false, secret: null, object: { name: 'Fleet', version: 2 } });
    expect((await store.client('fleet-1'))?.secretHash).toBe(before);
    await clients.put(admin, input(), null);
    expect((await store.client('fleet-1'))?.secretHash).not.toBe(before);
  });

  it('has keys in place of a secret', async () => {
    const { clients, store } = open();
    await clients.put(admin, input(), null);
    await clients.put(admin, input({ rotateSecret: false, jwks }), null);
    expect(await store.client('fleet-1')).toMatchObject({ secretHash: null, jwks });
    await clients.put(admin, input({ rotateSecret: false }), null);
    expect(await store.client('fleet-1')).toMatchObject({ secretHash: null, jwks });
  });

  it('of an outside issuer has neither', async () => {
    const { clients } = open();
    const issuer = 'https://login.example.org';
    expect(await clients.put(admin, input({ issuer, rotateSecret: false }), null)).toMatchObject({ secret: null });
    await expect(clients.put(admin, input({ issuer }), null)).rejects.toMatchObject({
      faults: [{ pointer: '/issuer' }],
    });
  });

  it.each([
    ['an id that needs escaping', { id: 'a b' }, '/id'],
    ['no name', { name: '' }, '/name'],
    ['secret and keys', { jwks }, '/jwks'],
    ['nothing to come in with', { rotateSecret: false }, '/rotateSecret'],
  ])('with %s is refused', async (_, parts, pointer) => {
    const { clients } = open();
    await expect(clients.put(admin, input(parts), null)).rejects.toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer }],
    });
  });

  it('is stored once when it is put twice at the same time', async () => {
    const { clients, store } = open();
    const puts = await Promise.all([
      clients.put(admin, input(), null),
      clients.put(admin, input({ name: 'Other' }), null),
    ]);
    expect(puts.map(({ object }) => object.version).sort()).toEqual([1, 2]);
    expect((await store.client('fleet-1'))?.version).toBe(2);
  });

  it('is listed in pages with their total', async () => {
    const { clients } = open();
    for (const id of ['a', 'b', 'c']) await clients.put(admin, input({ id }), null);
    const first = await clients.list(admin, page);
    expect(first).toMatchObject({ total: 3, items: [{ id: 'a' }, { id: 'b' }] });
    const second = await clients.list(admin, { ...page, cursor: first.nextCursor });
    expect(second).toMatchObject({ nextCursor: null, items: [{ id: 'c' }] });
  });

  const app = { type: 'app', rotateSecret: false, redirectUris: ['http://127.0.0.1/back'] } as const;

  it('of a web server has addresses, which a put that leaves them out keeps', async () => {
    const { clients } = open();
    const signIn = { type: 'web', redirectUris: ['https://a.example/back'], firstParty: true } as const;
    expect((await clients.put(admin, input(), null)).object).toMatchObject({ type: 'service', redirectUris: [] });
    expect((await clients.put(admin, input(signIn), null)).object).toMatchObject({
      ...signIn,
      postLogoutRedirectUris: [],
    });
    expect((await clients.put(admin, input({ name: 'Other' }), null)).object).toMatchObject({
      ...signIn,
      name: 'Other',
    });
  });

  it('of an app has neither a secret nor keys, also when it had one', async () => {
    const { clients, store } = open();
    await clients.put(admin, input(), null);
    expect(await clients.put(admin, input(app), null)).toMatchObject({ secret: null, object: { type: 'app' } });
    expect(await store.client('fleet-1')).toMatchObject({ secretHash: null, jwks: null });
    await expect(clients.put(admin, input({ ...app, rotateSecret: true }), null)).rejects.toMatchObject({
      faults: [{ pointer: '/rotateSecret' }],
    });
  });

  it.each([
    ['a service with an address', { redirectUris: ['https://a.example/'] }, '/redirectUris'],
    ['a service that is our own', { firstParty: true }, '/firstParty'],
    ['nowhere to come back to', { ...app, redirectUris: [] }, '/redirectUris'],
    ["a browser's scheme", { ...app, redirectUris: ['javascript:alert(1)'] }, '/redirectUris/0'],
    [
      'a bad address to leave by',
      { ...app, postLogoutRedirectUris: ['http://a.example/'] },
      '/postLogoutRedirectUris/0',
    ],
    ['an outside issuer', { ...app, issuer: 'https://issuer.example' }, '/type'],
  ] as const)('is refused with %s', async (_what, parts, pointer) => {
    const { clients } = open();
    await expect(clients.put(admin, input(parts), null)).rejects.toMatchObject({ faults: [{ pointer }] });
  });

  it('of a release that knew only services is one', () => {
    const { type: _, redirectUris: __, postLogoutRedirectUris: ___, firstParty: ____, ...stored } = aClient();
    expect(completed('clients', stored as Client)).toMatchObject({
      type: 'service',
      redirectUris: [],
      firstParty: false,
    });
  });

  it('is managed with clients:manage only', async () => {
    const { clients } = open();
    const nobody = callerWith({ scopes: new Set() });
    for (const call of [
      clients.put(nobody, input(), null),
      clients.get(nobody, 'fleet-1'),
      clients.list(nobody, page),
    ]) {
      await expect(call).rejects.toMatchObject({ code: 'insufficient_scope' });
    }
    await expect(clients.get(admin, 'nobody')).rejects.toMatchObject({ code: 'not_found' });
  });
});
