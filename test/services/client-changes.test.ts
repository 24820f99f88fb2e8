/** Changing and deleting clients: what is left out stays, and somebody is left who can let others in. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_GRANTS, type Client, SCOPES } from '../../src/domain/access.ts';
import { completed } from '../../src/domain/kinds/complete.ts';
import { SEES_ALL } from '../../src/domain/visibility.ts';
import { keyFault } from '../../src/oauth/client-keys.ts';
import type { ClientInput, Clients } from '../../src/services/api/clients.ts';
import { createClients } from '../../src/services/clients.ts';
import { OLDEST_FIRST } from '../../src/services/list-pages.ts';
import type { Store } from '../../src/services/ports/store.ts';
import { openDatabase, type SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { createSqliteStore, storeModule } from '../../src/store/sqlite/store.ts';
import { aClient, aPersistedOperation, aWebhookEndpoint, someWebhookSecrets } from '../conformance/documents.ts';
import { auditedOn } from '../support/audited.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { callerWith } from './commands/harness.ts';

const admin = callerWith();
const page = { limit: 10, cursor: null, newestFirst: false, updatedFromAt: null, updatedToAt: null, withTotal: true };
const input = (parts: Partial<ClientInput> = {}): ClientInput => ({
  id: 'fleet',
  name: 'Fleet',
  issuer: null,
  scopes: ['stations:read'],
  grants: { ...ALL_GRANTS, locationIds: ['LOC1'] },
  rotateSecret: true,
  jwks: null,
  ...parts,
});
const administration = (id: string): ClientInput => input({ id, scopes: ['clients:manage'], grants: ALL_GRANTS });

let folder: string;
let database: SqliteDatabase;
let store: Store;
let clients: Clients;
let forgotten: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voltgate-clients-'));
  database = await openDatabase({ file: join(folder, 'voltgate.db'), modules: [storeModule] });
  const clock = createManualClock();
  store = createSqliteStore({ database, clock });
  forgotten = [];
  clients = createClients({
    store,
    committer: auditedOn(store, clock),
    clock,
    hashSecret: (secret) => `hash of ${secret}`,
    rules: { offeredScopes: new Set(SCOPES.filter((scope) => scope !== 'reports:read')), keyFault },
    forgetEndpoint: async (id) => void forgotten.push(id),
  });
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

describe('grants', () => {
  it('are demanded of a new client: no one is given everything by leaving them out', async () => {
    await expect(clients.put(admin, input({ grants: null }), null)).rejects.toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: '/grants' }],
    });
    expect(await store.client('fleet')).toBeNull();
  });

  it('are kept by a PUT without them, and each by a PUT without it', async () => {
    const bound = { locationIds: ['LOC1'], groupIds: ['G'], tokenUids: ['T'], partyIds: null };
    await clients.put(admin, input({ grants: bound }), null);
    expect((await clients.put(admin, input({ grants: null }), null)).object.grants).toEqual(bound);
    expect((await clients.put(admin, input({ grants: { tokenUids: ['U'] } }), null)).object.grants).toEqual({
      ...bound,
      tokenUids: ['U'],
    });
    expect((await clients.put(admin, input({ grants: { locationIds: null } }), null)).object.grants).toMatchObject({
      locationIds: null,
    });
  });
});

describe('an update', () => {
  it('changes what is given, and keeps the rest with its secret', async () => {
    await clients.put(admin, input(), null);
    const hash = (await store.client('fleet'))?.secretHash;
    const { object, secret } = await clients.update(admin, { id: 'fleet', name: 'New', locked: true }, null);
    expect(object).toMatchObject({ name: 'New', locked: true, version: 2, scopes: ['stations:read'] });
    expect(object.grants).toEqual({ ...ALL_GRANTS, locationIds: ['LOC1'] });
    expect(secret).toBeNull();
    expect((await store.client('fleet'))?.secretHash).toBe(hash);
  });

  it('changes a secret for keys, and keys for a secret', async () => {
    await clients.put(admin, input(), null);
    const { publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwks = { keys: [{ ...(await exportJWK(publicKey)) }] };
    await clients.update(admin, { id: 'fleet', jwks }, null);
    expect(await store.client('fleet')).toMatchObject({ secretHash: null, jwks });
    const { secret } = await clients.update(admin, { id: 'fleet', rotateSecret: true }, null);
    expect(await store.client('fleet')).toMatchObject({ secretHash: `hash of ${secret}`, jwks: null });
  });

  it('of what is not there, or not at that version, is refused', async () => {
    await expect(clients.update(admin, { id: 'nobody', name: 'N' }, null)).rejects.toMatchObject({ code: 'not_found' });
    await clients.put(admin, input(), null);
    await expect(clients.update(admin, { id: 'fleet', name: 'N' }, 7)).rejects.toMatchObject({
      code: 'precondition_failed',
    });
    await expect(clients.remove(admin, 'fleet', 7)).rejects.toMatchObject({ code: 'precondition_failed' });
  });

  it('gives no scope that opens nothing, and takes none that an earlier release gave', async () => {
    await expect(clients.put(admin, input({ scopes: ['reports:read'] }), null)).rejects.toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: '/scopes/0' }],
    });
    const former = aClient({ id: 'former', scopes: ['reports:read', 'stations:read'], grants: ALL_GRANTS });
    await store.commit({ clients: [former] });
    const { object } = await clients.update(admin, { id: 'former', name: 'Renamed' }, null);
    expect(object).toMatchObject({ name: 'Renamed', scopes: ['stations:read'] });
    expect((await store.client('former'))?.scopes).toEqual(['reports:read', 'stations:read']);
  });

  it('is refused with two keys of one kid, and names the broken one of several', async () => {
    const key = async (kid: string) => ({
      ...(await exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey)),
      kid,
    });
    const keys = [await key('a'), await key('a'), { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }];
    await expect(clients.put(admin, input({ rotateSecret: false, jwks: { keys } }), null)).rejects.toMatchObject({
      faults: [{ pointer: '/jwks/keys/1' }, { pointer: '/jwks/keys/2' }],
    });
  });
});

describe('a client that is deleted', () => {
  it('is gone, and its id can be given again', async () => {
    await clients.put(admin, input(), null);
    expect(await clients.remove(admin, 'fleet', 1)).toMatchObject({ id: 'fleet', secretHash: null });
    await expect(clients.get(admin, 'fleet')).rejects.toMatchObject({ code: 'not_found' });
    await expect(clients.remove(admin, 'fleet', null)).rejects.toMatchObject({ code: 'not_found' });
    expect(await clients.put(admin, input(), null)).toMatchObject({ created: true, object: { version: 1 } });
  });

  it('leaves no webhook endpoint and no persisted operation to who is given its id', async () => {
    const endpoints = [
      aWebhookEndpoint({ id: 'E1', clientId: 'fleet' }),
      aWebhookEndpoint({ id: 'E2', clientId: 'other' }),
    ];
    const webhookSecrets = endpoints.map(({ id }) => someWebhookSecrets({ id }));
    const persistedOperations = ['fleet', 'other', null].map((clientId) =>
      aPersistedOperation({ id: `of ${clientId}`, clientId }),
    );
    await store.commit({ webhookEndpoints: endpoints, webhookSecrets, persistedOperations });
    await clients.put(admin, input(), null);
    const left = { ...OLDEST_FIRST, scope: SEES_ALL, limit: 10 };
    const idsOf = ({ items }: { readonly items: readonly { readonly id: string }[] }) =>
      items.map(({ id }) => id).sort();
    expect(idsOf(await store.list('webhookEndpoints', { ...left, where: {} }))).toEqual(['E2']);
    expect((await store.getMany('webhookSecrets', ['E1', 'E2'])).map(({ id }) => id)).toEqual(['E2']);
    expect(idsOf(await store.list('persistedOperations', { ...left, where: {} }))).toEqual(['of null', 'of other']);
    expect(forgotten).toEqual(['E1']);

    await store.commit({ webhookEndpoints: [aWebhookEndpoint({ id: 'E3', clientId: 'fleet' })] });
    await clients.put(admin, input(), null);
    expect(await store.get('webhookEndpoints', 'E3')).not.toBeNull();
  });
});

describe('the last administration', () => {
  const losses: readonly [string, (id: string) => Promise<unknown>][] = [
    ['losing its scope', (id) => clients.update(admin, { id, scopes: [] }, null)],
    ['being bound', (id) => clients.update(admin, { id, grants: { locationIds: [] } }, null)],
    ['being locked', (id) => clients.update(admin, { id, locked: true }, null)],
    ['being of an outside issuer', (id) => clients.update(admin, { id, issuer: 'https://issuer.example' }, null)],
    ['a PUT of fewer scopes', (id) => clients.put(admin, { ...administration(id), scopes: ['stations:read'] }, null)],
    ['being deleted', (id) => clients.remove(admin, id, null)],
  ];

  it.each(losses)('stays: %s is a conflict that says what to do', async (_name, lose) => {
    await clients.put(admin, administration('root'), null);
    await clients.put(admin, input({ id: 'bound', scopes: ['clients:manage'] }), null);
    await expect(lose('root')).rejects.toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('First give another client'),
    });
    expect(await store.client('root')).toMatchObject({ scopes: ['clients:manage'], grants: ALL_GRANTS, locked: false });
  });

  it.each(losses)('is not meant when another is there: %s', async (_name, lose) => {
    await clients.put(admin, administration('root'), null);
    await clients.put(admin, administration('other'), null);
    await lose('root');
    expect((await clients.list(admin, page)).items.map(({ id }) => id)).toContain('other');
  });

  it('is one of two that are taken away at the same time', async () => {
    for (const [, lose] of losses) {
      await clients.put(admin, administration('root'), null);
      await clients.put(admin, administration('other'), null);
      const outcomes = await Promise.allSettled([lose('root'), lose('other')]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }
  });

  it('may change its name, its secret and its version', async () => {
    await clients.put(admin, administration('root'), null);
    const { object } = await clients.update(admin, { id: 'root', name: 'Root', rotateSecret: true }, null);
    expect(object).toMatchObject({ name: 'Root', version: 2 });
  });
});

describe('a client of an earlier release', () => {
  it('is not locked, and its tokens are not bound', () => {
    const { locked: _, dpopBoundAccessTokens: __, ...stored } = aClient();
    expect(completed('clients', stored as Client)).toEqual(aClient());
  });
});
