/** Revocation, introspection and proofs of possession at the issuer, in the ways that no library asks. */
import { decodeJwt, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDpopKey, withOtherSignature } from '../support/dpop.ts';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { createTokenRequests } from '../support/token-requests.ts';

let gateway: TestGateway;
const { secrets, service, app, patch, post, askToken, tokenOf, signIn } = createTokenRequests(() => gateway);

beforeAll(async () => {
  gateway = await startTestGateway();
  const bound = { scopes: ['clients:manage', 'stations:read'], grants: { location_ids: ['L'] } };
  await Promise.all([service('fleet'), service('utility'), service('bound-manager', bound), app()]);
});
afterAll(() => gateway?.close());

const revoke = (id: string, token: string, form = {}) => post('/oauth/revoke', id, { token, ...form });
const introspect = async (id: string, token: string): Promise<Json> => {
  const { status, body } = await post('/oauth/introspect', id, { token });
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
/** Of a token that was not shown before: what is known of one is known for five seconds. */
const me = (token: string, headers = {}) => gateway.request('GET', '/api/v1/me', { token, headers });

describe('revocation', () => {
  it('answers alike for what is no token, what is forged, and what was revoked before', async () => {
    const token = await tokenOf('fleet');
    const { privateKey } = await generateKeyPair('ES256');
    const forged = await new SignJWT({ ...decodeJwt(token) })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
      .sign(privateKey);
    for (const one of ['nothing', forged, 'a.b.c']) expect(await revoke('fleet', one)).toMatchObject({ status: 200 });
    expect(await me(token)).toMatchObject({ status: 200 });
    const other = await tokenOf('fleet');
    for (const hint of [{}, { token_type_hint: 'refresh_token' }]) {
      expect(await revoke('fleet', other, hint)).toMatchObject({ status: 200, body: '' });
    }
    expect(await me(other)).toMatchObject({ status: 401, body: { detail: expect.stringContaining('was revoked') } });
  });

  it("leaves others' tokens alone", async () => {
    const [machine, { tokens }] = await Promise.all([tokenOf('fleet'), signIn()]);
    for (const token of [machine, tokens.refresh_token]) {
      expect(await revoke('utility', token)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
      expect(await revoke('admin', token)).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    }
    // Anybody may say that it is this app: it is told nothing.
    expect(await revoke('app', machine)).toMatchObject({ status: 200, body: '' });
    expect(await me(machine)).toMatchObject({ status: 200 });
    const renewed = await post('/oauth/token', 'app', {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
    });
    expect(renewed.status).toBe(200);
    // One that was renewed ends the family, too.
    expect(await revoke('app', tokens.refresh_token)).toMatchObject({ status: 200 });
    expect(await me(renewed.body.access_token)).toMatchObject({ status: 401 });
  });

  it('of an access token leaves the refresh token of its grant', async () => {
    const { tokens } = await signIn();
    expect(await revoke('app', tokens.access_token)).toMatchObject({ status: 200 });
    expect(await me(tokens.access_token)).toMatchObject({ status: 401 });
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
    const { body } = await post('/oauth/token', 'app', form);
    expect(await me(body.access_token)).toMatchObject({ status: 200 });
  });

  it('needs a token, and a client that is who it says; wrong secrets are counted', async () => {
    expect(await post('/oauth/revoke', 'fleet', {})).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    await service('guessed');
    const right = secrets.get('guessed') ?? '';
    secrets.set('guessed', 'wrong');
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      statuses.push(
        (await revoke('guessed', 'x')).status,
        (await post('/oauth/introspect', 'guessed', { token: 'x' })).status,
      );
    }
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    secrets.set('guessed', right);
    expect(await askToken('guessed')).toMatchObject({ status: 429 });
  });

  it('outlives a restart', async () => {
    const [token, { tokens }] = await Promise.all([tokenOf('fleet'), signIn()]);
    await revoke('fleet', token);
    await revoke('app', tokens.refresh_token);
    gateway = await gateway.restart();
    expect(await me(token)).toMatchObject({ status: 401 });
    expect(await me(tokens.access_token)).toMatchObject({ status: 401 });
  });
});

describe('introspection', () => {
  it('tells the administration of every token, a client of its own, and nobody else of any', async () => {
    const [token, { id, tokens }] = await Promise.all([tokenOf('fleet'), signIn()]);
    const { iat, exp, jti } = decodeJwt(token);
    const told = {
      active: true,
      client_id: 'fleet',
      sub: 'fleet',
      scope: 'locations:read stations:read',
      token_type: 'Bearer',
      iss: gateway.url,
      aud: gateway.url,
      iat,
      exp,
      jti,
    };
    for (const one of ['admin', 'fleet']) expect(await introspect(one, token)).toEqual(told);
    for (const one of ['utility', 'bound-manager', 'app'])
      expect(await introspect(one, token)).toEqual({ active: false });
    const ofPeople = { active: true, client_id: 'app', sub: id };
    expect(await introspect('admin', tokens.access_token)).toMatchObject({
      ...ofPeople,
      scope: 'openid stations:read',
    });
    expect(await introspect('admin', tokens.refresh_token)).toMatchObject(ofPeople);
    // An app proves nothing: whoever found one of its tokens learns nothing of it by its name.
    for (const one of ['app', 'fleet']) {
      for (const text of [tokens.access_token, tokens.refresh_token]) {
        expect(await introspect(one, text)).toEqual({ active: false });
      }
    }
    expect(await introspect('admin', tokens.id_token)).toEqual({ active: false });
  });

  it('says what a token opens now, as the API would', async () => {
    await service('narrowed');
    const token = await tokenOf('narrowed');
    await patch('narrowed', { scopes: ['stations:read'] });
    expect(await introspect('admin', token)).toMatchObject({ active: true, scope: 'stations:read' });
    await patch('narrowed', { locked: true });
    expect(await introspect('admin', token)).toEqual({ active: false });
    const { id, tokens } = await signIn();
    await gateway.request('POST', `/api/v1/accounts/${id}/lock`);
    for (const text of [tokens.access_token, tokens.refresh_token]) {
      expect(await introspect('admin', text)).toEqual({ active: false });
    }
  });

  it('is no page, and no answer that anybody keeps', async () => {
    const token = await tokenOf('fleet');
    const answer = await post('/oauth/introspect', 'fleet', { token }, { accept: 'text/html' });
    expect(answer).toMatchObject({ status: 200, body: { active: true } });
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect((await fetch(`${gateway.url}/oauth/introspect?token=${token}`)).status).toBe(404);
  });
});

describe('a proof of possession at the token endpoint', () => {
  const url = (): string => `${gateway.url}/oauth/token`;
  const present = (dpop: string, id = 'fleet') => askToken(id, {}, { dpop });
  const badProof = { status: 400, body: { error: 'invalid_dpop_proof' } };

  it('binds the token to its key', async () => {
    const key = await makeDpopKey();
    const { status, body } = await present(await key.proof(url()));
    expect(status).toBe(200);
    expect(body.token_type).toBe('DPoP');
    expect(decodeJwt(body.access_token).cnf).toEqual({ jkt: key.thumbprint });
    const proof = await key.proofWith(body.access_token, `${gateway.url}/api/v1/me`);
    const answer = await gateway.request('GET', '/api/v1/me', {
      headers: { authorization: `DPoP ${body.access_token}`, dpop: proof },
    });
    expect(answer).toMatchObject({ status: 200, body: { client_id: 'fleet' } });
    const bare = await me(body.access_token);
    expect(bare.status).toBe(401);
    expect(bare.headers.get('www-authenticate')).toMatch(
      /^DPoP error="invalid_token", .*algs="ES256 EdDSA Ed25519 RS256 PS256"/,
    );
    const again = await gateway.request('GET', '/api/v1/me', {
      headers: { authorization: `DPoP ${body.access_token}`, dpop: withOtherSignature(proof) },
    });
    expect(again.status).toBe(401);
    expect(again.headers.get('www-authenticate')).toMatch(/^DPoP error="invalid_dpop_proof", .*used before/);
    const without = await gateway.request('GET', '/api/v1/me', {
      headers: { authorization: `DPoP ${body.access_token}` },
    });
    expect(without.status).toBe(401);
    expect(without.headers.get('www-authenticate')).toMatch(/^DPoP error="invalid_dpop_proof", .*send a DPoP proof/);
  });

  it.each(['ES256', 'EdDSA', 'Ed25519', 'RS256', 'PS256'])('may be signed by %s, as discovery says', async (alg) => {
    const key = await makeDpopKey(alg);
    expect(await present(await key.proof(url()))).toMatchObject({ status: 200, body: { token_type: 'DPoP' } });
  });

  it.each([
    ['for another method', { htm: 'GET' }],
    ['for another address', { htu: 'https://elsewhere.example/oauth/token' }],
    ['of an hour ago', { iat: Math.floor(Date.now() / 1000) - 3600 }],
    ['without a jti', { jti: undefined }],
    // There are none here: whoever sends one follows another server's word.
    ['with a nonce', { nonce: 'n-1' }],
  ])('is refused when it is one %s', async (_how, claims) => {
    const key = await makeDpopKey();
    expect(await present(await key.proof(url(), claims))).toMatchObject(badProof);
  });

  it('counts once: as it is, with other bits in its signature, and twice at the same time', async () => {
    const key = await makeDpopKey();
    const proof = await key.proof(url());
    expect(await present(proof)).toMatchObject({ status: 200 });
    for (const again of [proof, withOtherSignature(proof)]) {
      expect(await present(again)).toMatchObject(badProof);
    }
    const other = await key.proof(url());
    const answers = await Promise.all([present(other), present(withOtherSignature(other)), present(other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
  });

  it('of a client whose tokens must be bound is missed', async () => {
    await service('bound', { dpop_bound_access_tokens: true });
    const without = await askToken('bound');
    expect(without).toMatchObject(badProof);
    expect(without.body.error_description).toContain('DPoP');
    const key = await makeDpopKey();
    expect(await present(await key.proof(url()), 'bound')).toMatchObject({ status: 200 });
  });
});

describe('a client without scopes', () => {
  it('is told that it has none, and gets its token when it has', async () => {
    await service('bare', { scopes: [] });
    for (const form of [{}, { scope: 'stations:read' }]) {
      const answer = await askToken('bare', form);
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
      expect(answer.body.error_description).toContain('no scopes');
    }
    await patch('bare', { scopes: ['stations:read'] });
    expect(await askToken('bare')).toMatchObject({ status: 200, body: { scope: 'stations:read' } });
  });
});
