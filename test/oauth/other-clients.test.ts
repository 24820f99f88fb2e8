/** A whole gateway by OAuth clients that others wrote: each way in, what it gives, and how it is taken back. */
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { LIBRARIES, type LibraryClient, type Proof } from '../support/oauth-libraries.ts';
import { createVisitor } from '../support/visitor.ts';

const PASSWORD = 'four words in a row';
const APP_BACK = 'com.example.app:/back';
const WEB_BACK = 'https://console.example/back';
const SCOPES = ['stations:read', 'sessions:read'];

let gateway: TestGateway;
/** How each client proves itself. */
const proofs = new Map<string, Proof>();

const put = async (id: string, body: object): Promise<string> => {
  const made = await gateway.request('PUT', `/api/v1/clients/${id}`, {
    body: { name: id, scopes: SCOPES, grants: {}, ...body },
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.client_secret;
};

beforeAll(async () => {
  gateway = await startTestGateway();
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  const people = { redirect_uris: [APP_BACK], first_party: true };
  const [secret, webSecret] = await Promise.all([
    put('fleet', { rotate_secret: true }),
    put('console', { type: 'web', redirect_uris: [WEB_BACK], first_party: true, rotate_secret: true }),
    put('partner', { jwks: { keys: [jwk] } }),
    put('app', { type: 'app', ...people }),
  ]);
  proofs.set('fleet', { by: 'client_secret_basic', secret });
  proofs.set('fleet by the body', { by: 'client_secret_post', secret });
  proofs.set('partner', { by: 'private_key_jwt', key: privateKey, kid: 'k1' });
  proofs.set('console', { by: 'client_secret_basic', secret: webSecret });
  proofs.set('app', { by: 'none' });
  const made = await gateway.request('POST', '/api/v1/accounts', {
    body: { login: 'ada@example.org', role: 'driver' },
  });
  const someone = createVisitor([gateway.url]);
  await someone.submit(await someone.open(made.body.link.url), null, { password: PASSWORD, again: PASSWORD });
});
afterAll(() => gateway?.close());

const dpopKey = () => generateKeyPair('ES256');
const refused = { error: 'invalid_grant' };

describe.each(Object.entries(LIBRARIES))('%s', (_name, library) => {
  const client = (name: string): Promise<LibraryClient> =>
    library(gateway.url, name.split(' ')[0] ?? '', proofs.get(name) ?? { by: 'none' });
  const ask = (by: LibraryClient, token: string, dpop?: CryptoKeyPair) =>
    by.ask(token, `${gateway.url}/api/v1/stations`, dpop);
  const signIn = async (name: 'app' | 'console', dpop?: CryptoKeyPair) => {
    const by = await client(name);
    const who = createVisitor([gateway.url]);
    const { url, redeem } = await by.authorize('openid stations:read', name === 'app' ? APP_BACK : WEB_BACK);
    const page = await who.submit(await who.open(url), 'password', { login: 'ada@example.org', password: PASSWORD });
    return { by, given: await redeem(page.url, dpop) };
  };

  it.each(['fleet', 'fleet by the body', 'partner'])(
    '%s comes in by itself, and gives its token back',
    async (name) => {
      const by = await client(name);
      const { access_token: token } = await by.clientCredentials();
      expect(await ask(by, token)).toBe(200);
      expect(await by.introspect(token)).toMatchObject({ active: true, scope: SCOPES.join(' '), token_type: 'Bearer' });
      const other = (await by.clientCredentials()).access_token;
      await by.revoke(other);
      expect(await by.introspect(other)).toEqual({ active: false });
      expect(await ask(by, other)).toBe(401);
      expect(await ask(by, token)).toBe(200);
    },
  );

  it('has its tokens bound to a key', async () => {
    const by = await client('partner');
    const [mine, others] = await Promise.all([dpopKey(), dpopKey()]);
    const { access_token: token, token_type: type } = await by.clientCredentials(mine);
    expect(type.toLowerCase()).toBe('dpop');
    expect(await ask(by, token, mine)).toBe(200);
    expect(await ask(by, token, others)).toBe(401);
    expect(await ask(by, token)).toBe(401);
    expect(await by.introspect(token)).toMatchObject({ active: true, cnf: { jkt: expect.any(String) } });
    await by.revoke(token);
    expect(await ask(by, token, mine)).toBe(401);
  });

  it.each(['app', 'console'] as const)(
    '%s signs people in, renews, and signs off by its refresh token',
    async (name) => {
      const { by, given } = await signIn(name);
      const renewed = await by.refresh(given.refresh_token ?? '');
      expect(await ask(by, renewed.access_token)).toBe(200);
      await by.revoke(renewed.refresh_token ?? '');
      await expect(by.refresh(renewed.refresh_token ?? '')).rejects.toMatchObject(refused);
      // All that the grant gave, the first access token among it.
      expect(await ask(by, given.access_token)).toBe(401);
    },
  );

  it('keeps the refresh tokens of an app bound to its key', async () => {
    const [mine, others] = await Promise.all([dpopKey(), dpopKey()]);
    const { by, given } = await signIn('app', mine);
    const refresh = given.refresh_token ?? '';
    await expect(by.refresh(refresh)).rejects.toMatchObject(refused);
    await expect(by.refresh(refresh, others)).rejects.toMatchObject(refused);
    const renewed = await by.refresh(refresh, mine);
    expect(await ask(by, renewed.access_token, mine)).toBe(200);
    expect(await ask(by, renewed.access_token, others)).toBe(401);
    await expect(by.refresh(renewed.refresh_token ?? '', others)).rejects.toMatchObject(refused);
    expect((await by.refresh(renewed.refresh_token ?? '', mine)).token_type.toLowerCase()).toBe('dpop');
  });
});
