/** Access tokens of somebody else's issuer, as OAUTH_ISSUERS lets them in. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { sha256 } from '../support/digest.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type OutsideIssuer, startOutsideIssuer } from '../support/outside-issuer.ts';

let gateway: TestGateway;
let issuer: OutsideIssuer;
let second: OutsideIssuer;
let deadUrl: string;

const unusedUrl = async (): Promise<string> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
};

const register = async (id: string, issuerUrl: string | null, scopes = ['locations:read']) => {
  const { status } = await gateway.request('PUT', `/api/v1/clients/${id}`, {
    body: { name: id, issuer: issuerUrl, scopes, grants: {}, ...(issuerUrl === null ? { rotate_secret: true } : {}) },
  });
  expect([200, 201]).toContain(status);
};

const me = (token: string, headers: Record<string, string> = {}) =>
  gateway.request('GET', '/api/v1/me', { token, headers });

const expectRefused = async (token: string, headers: Record<string, string> = {}) => {
  const answer = await me(token, headers);
  expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  expect(answer.headers.get('www-authenticate')).toMatch(/^(Bearer|DPoP) error="invalid_(token|dpop_proof)", /);
};

/** Moves the process's date; timers and sockets go on. */
const moveDate = (ms: number) => vi.setSystemTime(Date.now() + ms);

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  issuer = await startOutsideIssuer(() => gateway.url);
  second = await startOutsideIssuer(() => gateway.url);
  deadUrl = await unusedUrl();
  gateway = await startTestGateway({ environment: { OAUTH_ISSUERS: `${issuer.url}/, ${second.url},${deadUrl}` } });
  await register('outside-app', issuer.url, ['locations:read', 'tokens:read']);
});
afterEach(() => {
  issuer.answerWith(200);
  issuer.answerWith(200, 'keys');
});
afterAll(async () => {
  vi.useRealTimers();
  await gateway?.close();
  await Promise.all([issuer?.close(), second?.close()]);
});

describe('a token of a trusted issuer', () => {
  it('opens what both the token and the registered client hold', async () => {
    const answer = await me(await issuer.token('outside-app'));
    // stations:read is in the token only, tokens:read in the client only.
    expect(answer).toMatchObject({
      status: 200,
      body: { client_id: 'outside-app', user_id: null, scopes: ['locations:read'] },
    });
  });

  it('says which user it is of', async () => {
    const answer = await me(await issuer.token('outside-app', { sub: 'driver-1' }));
    expect(answer.body).toMatchObject({ client_id: 'outside-app', user_id: 'driver-1' });
  });

  it('opens nothing without a scope', async () => {
    const token = await issuer.token('outside-app', { scope: undefined });
    expect(await gateway.request('GET', '/api/v1/locations', { token })).toMatchObject({
      status: 403,
      body: { code: 'insufficient_scope' },
    });
  });

  it('is refused for a client that is not registered', async () => {
    await expectRefused(await issuer.token('stranger'));
  });

  it("is refused for a client of the embedded issuer, or of another's", async () => {
    await register('own-app', null);
    await register('second-app', second.url);
    await expectRefused(await issuer.token('own-app'));
    await expectRefused(await issuer.token('admin', { scope: 'clients:manage' }));
    await expectRefused(await issuer.token('second-app'));
    expect(await me(await second.token('second-app'))).toMatchObject({ status: 200 });
  });

  it('cannot name another issuer than the one whose key signed it', async () => {
    await expectRefused(await issuer.token('second-app', { iss: second.url }));
    await expectRefused(await issuer.token('admin', { iss: gateway.url, scope: 'clients:manage' }));
    await expectRefused(await issuer.token('outside-app', { iss: 'https://elsewhere.example' }));
  });

  it.each([
    ['of another audience', { aud: 'https://elsewhere.example' }, {}],
    ['that has expired', { exp: Math.floor(Date.now() / 1000) - 120 }, {}],
    ['that is not yet good', { nbf: Math.floor(Date.now() / 1000) + 3600 }, {}],
    ['without an expiry', { exp: undefined }, {}],
    ['without a client', { client_id: undefined }, {}],
    ['without a subject', { sub: undefined }, {}],
    ['that is an ID token', {}, { typ: 'JWT' }],
  ])('is refused when it is one %s', async (_name, claims, header) => {
    await expectRefused(await issuer.token('outside-app', claims as never, header));
  });

  it('is taken again after the issuer has changed its key, a minute later at most', async () => {
    const before = await issuer.token('outside-app');
    expect((await me(before)).status).toBe(200);
    await issuer.rotateKey();
    moveDate(61_000);
    expect((await me(await issuer.token('outside-app'))).status).toBe(200);
    await expectRefused(before);
  });

  it('is told to come again, and is no bad token, while the issuer cannot be reached', async () => {
    await register('dead-app', deadUrl);
    const answer = await me(await issuer.token('dead-app', { iss: deadUrl }));
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('is told to come again while the keys cannot be had, and is taken when they can', async () => {
    moveDate(301_000);
    const fresh = await issuer.token('outside-app');
    issuer.answerWith(500, 'keys');
    expect(await me(fresh)).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    issuer.answerWith(200, 'keys');
    expect(await me(fresh)).toMatchObject({ status: 200 });
  });

  it('is told to come again when the keys are elsewhere: no redirect of an issuer is followed', async () => {
    moveDate(301_000);
    const fresh = await issuer.token('outside-app');
    issuer.answerWith(302, 'keys');
    expect(await me(fresh)).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  });

  it('loses at most ten seconds later what its client loses', async () => {
    const token = await issuer.token('outside-app');
    const list = () => gateway.request('GET', '/api/v1/locations', { token });
    expect((await list()).status).toBe(200);
    await register('outside-app', issuer.url, ['tokens:read']);
    moveDate(10_001);
    expect(await list()).toMatchObject({ status: 403, body: { code: 'insufficient_scope' } });
    await register('outside-app', issuer.url, ['locations:read', 'tokens:read']);
    moveDate(10_001);
    expect((await list()).status).toBe(200);
  });

  it('is refused when it has expired (clocks may be half a minute apart), though it was good before', async () => {
    const token = await issuer.token('outside-app', { exp: Math.floor(Date.now() / 1000) + 3 });
    expect((await me(token)).status).toBe(200);
    moveDate(34_000);
    await expectRefused(token);
  });
});

describe('a connection that stays open', () => {
  const soon = () => issuer.token('outside-app', { exp: Math.floor(Date.now() / 1000) + 1, scope: 'events:read' });
  beforeAll(() => register('outside-app', issuer.url, ['locations:read', 'tokens:read', 'events:read']));

  it('is an event stream that ends with its token', async () => {
    const { status, body } = await gateway.request('GET', '/api/v1/events/stream', { token: await soon() });
    expect(status).toBe(200);
    expect(body).toMatch(/event: problem\ndata: \{"code":"unauthorized"/);
  });

  it('is a GraphQL socket that is closed when its token ends', async () => {
    const socket = new WebSocket(`${gateway.url.replace(/^http/, 'ws')}/graphql`, ['graphql-transport-ws']);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${await soon()}` } }));
    const [message] = await once(socket, 'message');
    expect(JSON.parse(String(message))).toMatchObject({ type: 'connection_ack' });
    expect((await closed)[0]).toBe(4403);
  });
});

describe('a DPoP-bound token', () => {
  const bound = async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const token = await issuer.token('outside-app', { cnf: { jkt: await calculateJwkThumbprint(jwk) } });
    let proofs = 0;
    const proof = (claims: Record<string, unknown> = {}) => {
      proofs += 1;
      return new SignJWT({
        htm: 'GET',
        htu: `${gateway.url}/api/v1/me`,
        jti: `proof-${proofs}`,
        iat: Math.floor(Date.now() / 1000),
        ath: sha256(token),
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
        .sign(privateKey);
    };
    return { token, proof };
  };
  const present = (token: string, proof: string, path = '/api/v1/me') =>
    gateway.request('GET', path, { headers: { authorization: `DPoP ${token}`, dpop: proof } });

  it('is taken with a proof of its key', async () => {
    const { token, proof } = await bound();
    expect(await present(token, await proof())).toMatchObject({ status: 200, body: { client_id: 'outside-app' } });
    const list = await proof({ htu: `${gateway.url}/api/v1/locations` });
    expect(await present(token, list, '/api/v1/locations?limit=1')).toMatchObject({ status: 200 });
    const graphql = await proof({ htm: 'POST', htu: `${gateway.url}/graphql` });
    const answer = await gateway.request('POST', '/graphql', {
      body: { query: '{ me { clientId } }' },
      headers: { authorization: `DPoP ${token}`, dpop: graphql },
    });
    expect(answer.body).toEqual({ data: { me: { clientId: 'outside-app' } } });
  });

  it('is refused as a bearer token, with or without a proof', async () => {
    const { token, proof } = await bound();
    await expectRefused(token);
    await expectRefused(token, { dpop: await proof() });
    expect((await present(token, await proof())).status).toBe(200);
    await expectRefused(token);
  });

  it.each([
    ['of another method', { htm: 'POST' }],
    ['of another URL', { htu: 'https://elsewhere.example/api/v1/me' }],
    ['of another path', { htu: 'PATH' }],
    ['of another token', { ath: sha256('another') }],
    ['that is old', { iat: Math.floor(Date.now() / 1000) - 3600 }],
  ])('is refused with a proof %s', async (_name, claims) => {
    const { token, proof } = await bound();
    const htu = 'htu' in claims && claims.htu === 'PATH' ? { htu: `${gateway.url}/api/v1/locations` } : {};
    expect(await present(token, await proof({ ...claims, ...htu }))).toMatchObject({ status: 401 });
  });

  it('is refused with a proof of another key, or none', async () => {
    const mine = await bound();
    const other = await bound();
    expect(await present(mine.token, await other.proof({ ath: sha256(mine.token) }))).toMatchObject({ status: 401 });
    expect(
      await gateway.request('GET', '/api/v1/me', { headers: { authorization: `DPoP ${mine.token}` } }),
    ).toMatchObject({ status: 401 });
  });

  it('is refused with a proof that was used before', async () => {
    const { token, proof } = await bound();
    const once = await proof();
    expect(await present(token, once)).toMatchObject({ status: 200 });
    expect(await present(token, once)).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  });

  it('cannot be made of a token that is bound to nothing', async () => {
    const { proof } = await bound();
    const plain = await issuer.token('outside-app');
    expect(await present(plain, await proof({ ath: sha256(plain) }))).toMatchObject({ status: 401 });
  });
});
