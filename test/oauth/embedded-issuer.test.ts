/** The issuer inside the gateway, asked as any OAuth client asks it. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { ADMIN_SECRET, type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { OFFERED_SCOPES } from '../support/scopes.ts';

let gateway: TestGateway;
let fleetSecret: string;

beforeAll(async () => {
  gateway = await startTestGateway();
  const { body } = await gateway.request('PUT', '/api/v1/clients/fleet', {
    body: { name: 'Fleet', scopes: ['locations:read', 'stations:read'], grants: {}, rotate_secret: true },
  });
  fleetSecret = body.client_secret;
});
afterAll(() => gateway?.close());

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

const ask = async (
  parameters: Record<string, string>,
  authorization: string | null = basic('fleet', fleetSecret),
  to = gateway,
): Promise<{ status: number; headers: Headers; body: Json }> => {
  const response = await fetch(`${to.url}/oauth/token`, {
    method: 'POST',
    headers: authorization === null ? {} : { authorization },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...parameters }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
};

const scopesOf = async (token: string): Promise<readonly string[]> => (await gateway.get('/api/v1/me', token)).scopes;

describe('client_credentials with a secret', () => {
  it('gives a bearer token for an hour, that no cache keeps', async () => {
    const { status, headers, body } = await ask({});
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    expect(headers.get('cache-control')).toContain('no-store');
    expect(await gateway.get('/api/v1/me', body.access_token)).toMatchObject({ client_id: 'fleet', user_id: null });
  });

  it('gives all scopes of the client when none is asked for', async () => {
    const { body } = await ask({});
    expect(body.scope.split(' ')).toEqual(['locations:read', 'stations:read']);
    expect(await scopesOf(body.access_token)).toEqual(['locations:read', 'stations:read']);
  });

  it('gives fewer scopes when fewer are asked for', async () => {
    const { body } = await ask({ scope: 'stations:read' });
    expect(body.scope).toBe('stations:read');
    expect(await scopesOf(body.access_token)).toEqual(['stations:read']);
    expect(await gateway.request('GET', '/api/v1/locations', { token: body.access_token })).toMatchObject({
      status: 403,
      body: { code: 'insufficient_scope' },
    });
  });

  it.each(['stations:write', 'stations:read stations:write', 'stations:raed', 'stations:read everything'])(
    'refuses the scope "%s", which the client lacks or nobody knows',
    async (scope) => {
      expect(await ask({ scope })).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
    },
  );

  it('gives tokens for this gateway only', async () => {
    expect(await ask({ resource: gateway.url })).toMatchObject({ status: 200 });
    expect(await ask({ resource: 'https://elsewhere.example' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_target' },
    });
  });

  it('refuses a wrong secret, an unknown client and no client', async () => {
    const wrong = await ask({}, basic('fleet', 'wrong'));
    expect(wrong).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    expect(await ask({}, basic('nobody', fleetSecret))).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
    expect((await ask({}, null)).body.error).toMatch(/^invalid_(client|request)$/);
    // What is stored is no secret.
    const stored = createHash('sha256').update(fleetSecret).digest('hex');
    expect(await ask({}, basic('fleet', stored))).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  // The default of well-known OAuth libraries.
  it('takes the secret in the body as well, and one way only', async () => {
    const given = { client_id: 'fleet', client_secret: fleetSecret };
    const { status, body } = await ask(given, null);
    expect(status).toBe(200);
    expect(await gateway.get('/api/v1/me', body.access_token)).toMatchObject({ client_id: 'fleet' });
    expect(await ask({ ...given, client_secret: 'wrong' }, null)).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
    expect(await ask(given)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  it('refuses the old secret once it is rotated', async () => {
    const make = async () => {
      const { body } = await gateway.request('PUT', '/api/v1/clients/rotating', {
        body: { name: 'Rotating', scopes: ['stations:read'], grants: {}, rotate_secret: true },
      });
      return body.client_secret as string;
    };
    const [first, second] = [await make(), await make()];
    expect(await ask({}, basic('rotating', first))).toMatchObject({ status: 401 });
    expect(await ask({}, basic('rotating', second))).toMatchObject({ status: 200 });
  });

  it.each(['password', 'implicit', 'authorization_code', 'refresh_token'])(
    'gives a service no %s grant',
    async (grant) => {
      const answer = await ask({ grant_type: grant, username: 'a', password: 'b', code: 'c', refresh_token: 'd' });
      expect(answer.status).toBe(400);
      expect(answer.body.error).toMatch(/^(unsupported_grant_type|invalid_request)$/);
    },
  );

  it('has no implicit flow at its authorization endpoint', async () => {
    const query = new URLSearchParams({
      response_type: 'token',
      client_id: 'fleet',
      redirect_uri: 'https://a.example/',
    });
    const response = await fetch(`${gateway.url}/oauth/authorize?${query}`, { redirect: 'manual' });
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
  });

  it('gives nothing to a client of an outside issuer', async () => {
    await gateway.request('PUT', '/api/v1/clients/outsider', {
      body: { name: 'Outsider', issuer: 'https://issuer.example', scopes: ['stations:read'], grants: {} },
    });
    expect(await ask({}, basic('outsider', ''))).toMatchObject({ body: { error: expect.stringMatching(/^invalid_/) } });
  });
});

describe('client_credentials with private_key_jwt', () => {
  const key = async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk: JWK = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
    return { privateKey, jwk };
  };
  type Key = Awaited<ReturnType<typeof key>>;
  let assertions = 0;
  const assertion = (privateKey: Key['privateKey'], id: string, claims: Record<string, unknown> = {}) => {
    assertions += 1;
    const nowS = Math.floor(Date.now() / 1000);
    return new SignJWT({
      iss: id,
      sub: id,
      aud: gateway.url,
      jti: `assertion-${assertions}`,
      iat: nowS,
      exp: nowS + 60,
      ...claims,
    })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .sign(privateKey);
  };
  const present = (text: string) =>
    ask(
      {
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: text,
      },
      null,
    );
  const registered = async (id: string) => {
    const made = await key();
    const { status } = await gateway.request('PUT', `/api/v1/clients/${id}`, {
      body: { name: id, scopes: ['stations:read'], grants: {}, jwks: { keys: [made.jwk] } },
    });
    expect(status).toBe(201);
    return made;
  };

  it('gives a token for a signed assertion, once', async () => {
    const { privateKey } = await registered('partner');
    const text = await assertion(privateKey, 'partner');
    const { status, body } = await present(text);
    expect(status).toBe(200);
    expect(await scopesOf(body.access_token)).toEqual(['stations:read']);
    expect(await present(text)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  it('refuses an assertion of another key, for another issuer, or that has expired', async () => {
    const { privateKey } = await registered('utility');
    const other = await key();
    const expired = { iat: Math.floor(Date.now() / 1000) - 600, exp: Math.floor(Date.now() / 1000) - 300 };
    for (const text of [
      await assertion(other.privateKey, 'utility'),
      await assertion(privateKey, 'utility', { aud: 'https://elsewhere.example' }),
      await assertion(privateKey, 'utility', expired),
    ]) {
      expect(await present(text)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    }
    expect(await ask({}, basic('utility', 'anything'))).toMatchObject({ status: 401 });
  });
});

describe('discovery and keys', () => {
  const hostile = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' };

  it.each(['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'])(
    '%s names the gateway as PUBLIC_URL does, whatever the request says',
    async (path) => {
      const { status, body } = await gateway.request('GET', path, { headers: hostile });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        issuer: gateway.url,
        token_endpoint: `${gateway.url}/oauth/token`,
        jwks_uri: `${gateway.url}/oauth/jwks`,
        grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
        response_types_supported: ['code'],
        code_challenge_methods_supported: ['S256'],
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
      });
      expect(body.scopes_supported.filter((scope: string) => scope.includes(':'))).toEqual([...OFFERED_SCOPES]);
      expect(JSON.stringify(body)).not.toContain('evil.example');
    },
  );

  it.each(['', '/api/v1', '/graphql', '/mcp'])('tells of the resource %s as RFC 9728 has it', async (face) => {
    const { status, body } = await gateway.request('GET', `/.well-known/oauth-protected-resource${face}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      resource: `${gateway.url}${face}`,
      authorization_servers: [gateway.url],
      scopes_supported: [...OFFERED_SCOPES],
      bearer_methods_supported: ['header'],
    });
    const refused = await fetch(`${gateway.url}${face === '' ? '/api/v1' : face}${face === '' ? '/me' : ''}`, {
      method: face === '' ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: face === '' ? null : '{"query":"{ me { clientId } }"}',
    });
    const named = /resource_metadata="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '')?.[1] ?? '';
    expect((await fetch(named)).status).toBe(200);
  });

  it('follows a PUBLIC_URL that is not where it listens, and issues tokens under it', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'voltgate-test-'));
    const proxied = await startGateway(
      readConfig({
        HOST: '127.0.0.1',
        PORT: '0',
        PUBLIC_URL: 'https://charge.example/',
        DATA_DIR: dataDir,
        ADMIN_CLIENT_SECRET: ADMIN_SECRET,
        LOG_LEVEL: 'silent',
      }),
    );
    try {
      const local = `http://127.0.0.1:${proxied.port}`;
      const metadata = (await (await fetch(`${local}/.well-known/openid-configuration`)).json()) as Json;
      expect(metadata).toMatchObject({
        issuer: 'https://charge.example',
        token_endpoint: 'https://charge.example/oauth/token',
      });
      const response = await fetch(`${local}/oauth/token`, {
        method: 'POST',
        headers: { authorization: basic('admin', ADMIN_SECRET) },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      const { access_token: token } = (await response.json()) as Json;
      const me = await fetch(`${local}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
      expect(me.status).toBe(200);
    } finally {
      await proxied.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  });

  it('shows public keys only', async () => {
    const { body } = await gateway.request('GET', '/oauth/jwks');
    expect(body.keys).toHaveLength(1);
    expect(Object.keys(body.keys[0]).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });

  it('keeps its keys over a restart', async () => {
    const first = await startTestGateway();
    const before = (await first.request('GET', '/oauth/jwks')).body;
    const second = await first.restart();
    try {
      expect((await second.request('GET', '/oauth/jwks')).body).toEqual(before);
    } finally {
      await second.close();
    }
  });
});
