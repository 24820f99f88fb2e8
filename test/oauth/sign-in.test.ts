/** People who sign in: the code flow over real HTTP, by OAuth clients that others wrote. */
import * as openid from 'openid-client';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';
import { createVisitor, plainText, type Visit, type Visitor } from '../support/visitor.ts';

const PASSWORD = 'four words in a row';
const BACK = 'com.example.app:/back';

let gateway: TestGateway;
let app: openid.Configuration;
let web: openid.Configuration;

const putClient = async (id: string, body: object): Promise<Json> =>
  (await gateway.request('PUT', `/api/v1/clients/${id}`, { body: { name: id, ...body } })).body;

const discover = (id: string, authentication: openid.ClientAuth): Promise<openid.Configuration> =>
  openid.discovery(new URL(gateway.url), id, undefined, authentication, { execute: [openid.allowInsecureRequests] });

const SCOPES = [
  'locations:read',
  'stations:read',
  'sessions:read',
  'sessions:control',
  'stations:write',
  'clients:manage',
];

beforeAll(async () => {
  gateway = await startTestGateway();
  const grants = {};
  await putClient('app', { type: 'app', scopes: SCOPES, grants, redirect_uris: [BACK, 'http://127.0.0.1/back'] });
  const { client_secret: secret } = await putClient('web', {
    type: 'web',
    scopes: SCOPES,
    grants,
    redirect_uris: ['https://console.example/back'],
    post_logout_redirect_uris: ['https://console.example/out'],
    first_party: true,
    rotate_secret: true,
  });
  [app, web] = await Promise.all([discover('app', openid.None()), discover('web', openid.ClientSecretBasic(secret))]);
});
afterAll(() => gateway?.close());

const visitor = (headers: Record<string, string> = {}): Visitor => createVisitor([gateway.url], headers);

let people = 0;
/** Invited over the API, with a password of its own. */
const person = async (body: object = {}): Promise<{ id: string; login: string }> => {
  const login = `person-${++people}@example.org`;
  const made = await gateway.request('POST', '/api/v1/accounts', { body: { login, role: 'driver', ...body } });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const someone = visitor();
  const page = await someone.open(made.body.link.url);
  const done = await someone.submit(page, null, { password: PASSWORD, again: PASSWORD });
  expect(done.text).toContain('The password is set');
  return { id: made.body.id, login };
};

type Begun = { readonly page: Visit; readonly verifier: string; readonly state: string };

const begin = async (
  client: openid.Configuration,
  who: Visitor,
  parameters: Record<string, string> = {},
): Promise<Begun> => {
  const verifier = openid.randomPKCECodeVerifier();
  const state = openid.randomState();
  const url = openid.buildAuthorizationUrl(client, {
    redirect_uri: client === web ? 'https://console.example/back' : BACK,
    scope: 'openid profile stations:read sessions:read',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    ...parameters,
  });
  return { page: await who.open(url.href), verifier, state };
};

const redeem = (client: openid.Configuration, { page, verifier, state }: Begun) =>
  openid.authorizationCodeGrant(client, new URL(page.url), { pkceCodeVerifier: verifier, expectedState: state });

const signIn = async (
  client: openid.Configuration,
  who: Visitor,
  login: string,
  parameters: Record<string, string> = {},
): Promise<Begun> => {
  const begun = await begin(client, who, parameters);
  let page = await who.submit(begun.page, 'password', { login, password: PASSWORD });
  if (page.text.includes('value="consent"')) page = await who.submit(page, 'consent');
  return { ...begun, page };
};

const me = async (token: string): Promise<Json> => (await gateway.request('GET', '/api/v1/me', { token })).body;
const refused = { error: 'invalid_grant' };

describe('a driver with an app', () => {
  it('signs in with a password, consents, and sees what is its own', async () => {
    const { id, login } = await person();
    const who = visitor();
    const begun = await begin(app, who, { scope: 'openid profile stations:read stations:write' });
    expect(begun.page.text).toContain('Sign in to app');
    const consent = await who.submit(begun.page, 'password', { login: login.toUpperCase(), password: PASSWORD });
    expect(consent.text).toContain('app asks for your permission');
    expect(consent.text).toContain('See charging stations');
    // What its role has not, it cannot give.
    expect(consent.text).not.toContain('Change charging stations');
    const page = await who.submit(consent, 'consent');
    expect(page.url).toMatch(/^com\.example\.app:\/back\?code=/);
    const tokens = await redeem(app, { ...begun, page });
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 900, refresh_token: expect.any(String) });
    expect(tokens.claims()).toMatchObject({ sub: id, aud: 'app', preferred_username: login });
    expect(await me(tokens.access_token)).toMatchObject({
      client_id: 'app',
      user_id: id,
      account_id: id,
      scopes: ['stations:read'],
    });
    expect(await openid.fetchUserInfo(app, tokens.access_token, id)).toMatchObject({ sub: id });
  });

  it('comes back to any port of its own machine, and to nothing else that is not registered', async () => {
    const { login } = await person();
    const to = 'http://127.0.0.1:49152/back';
    expect((await signIn(app, visitor(), login, { redirect_uri: to })).page.url).toMatch(
      /^http:\/\/127\.0\.0\.1:49152\/back\?code=/,
    );
    for (const other of ['http://127.0.0.1:49152/other', 'com.example.app:/other', 'https://evil.example/back']) {
      const { page } = await begin(app, visitor(), { redirect_uri: other });
      expect(page).toMatchObject({ status: 400 });
      expect(page.text).toContain('redirect_uri');
    }
  });

  it('that refuses to consent, or cancels, is sent back without a code', async () => {
    const { login } = await person();
    const who = visitor();
    const begun = await begin(app, who);
    const consent = await who.submit(begun.page, 'password', { login, password: PASSWORD });
    for (const page of [await who.submit(consent, 'abort')]) expect(page.url).toContain('error=access_denied');
    const other = visitor();
    const { page } = await begin(app, other);
    expect((await other.submit(page, 'abort')).url).toContain('error=access_denied');
  });

  it.each([
    ['without PKCE', { code_challenge: '', code_challenge_method: '' }],
    ['with a plain challenge', { code_challenge_method: 'plain' }],
    ['by the implicit flow', { response_type: 'token' }],
    ['with a scope that nobody knows', { scope: 'openid stations:raed' }],
  ])('gets no code %s', async (_how, parameters) => {
    const { page } = await begin(app, visitor(), parameters);
    expect(page.url).toMatch(/error=(invalid_request|unsupported_response_type|unauthorized_client|invalid_scope)/);
  });

  it('uses a code once, with its own verifier', async () => {
    const { login } = await person();
    const begun = await signIn(app, visitor(), login);
    await expect(redeem(app, { ...begun, verifier: openid.randomPKCECodeVerifier() })).rejects.toMatchObject(refused);
    const again = await signIn(app, visitor(), login);
    const tokens = await redeem(app, again);
    await expect(redeem(app, again)).rejects.toMatchObject(refused);
    // RFC 6749, 4.1.2: what the code gave is taken back.
    await expect(openid.refreshTokenGrant(app, tokens.refresh_token ?? '')).rejects.toMatchObject(refused);
  });
});

describe('refresh tokens', () => {
  const first = async () => {
    const { login, id } = await person();
    const tokens = await redeem(app, await signIn(app, visitor(), login));
    return { id, tokens, refresh: tokens.refresh_token ?? '' };
  };

  it('are good once; one that comes again ends all that came of its grant', async () => {
    const { refresh } = await first();
    const second = await openid.refreshTokenGrant(app, refresh);
    expect(second.refresh_token).not.toBe(refresh);
    await expect(openid.refreshTokenGrant(app, refresh)).rejects.toMatchObject(refused);
    await expect(openid.refreshTokenGrant(app, second.refresh_token ?? '')).rejects.toMatchObject(refused);
    expect((await gateway.request('GET', '/api/v1/me', { token: second.access_token })).status).toBe(401);
  });

  it('that come twice at once give no two grants', async () => {
    const { refresh } = await first();
    const both = await Promise.allSettled([1, 2].map(() => openid.refreshTokenGrant(app, refresh)));
    const won = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.refresh_token ?? ''] : []));
    expect(won.length).toBeLessThan(2);
    for (const one of won) await expect(openid.refreshTokenGrant(app, one)).rejects.toMatchObject(refused);
  });

  it('are kept nowhere as they are, and outlive a restart', async () => {
    const { refresh } = await first();
    const stored = await gateway.gateway.services.accounts.list(
      {
        clientId: 'x',
        userId: null,
        scopes: new Set(['accounts:manage']),
        grants: { locationIds: null, groupIds: null, tokenUids: null, partyIds: null },
        from: { face: 'inside', address: null, requestId: null, traceparent: null, userAgent: null },
      },
      { limit: 1000, cursor: null, newestFirst: false, updatedFromAt: null, updatedToAt: null, withTotal: false },
      { role: null, status: null },
    );
    expect(JSON.stringify(stored)).not.toMatch(/argon2|passwordHash/);
    gateway = await gateway.restart();
    const renewed = await openid.refreshTokenGrant(app, refresh);
    expect(await me(renewed.access_token)).toMatchObject({ client_id: 'app' });
  });

  it('end with the client, also where another one is given its id', async () => {
    const body = { type: 'app', scopes: SCOPES, grants: {}, redirect_uris: [BACK] };
    await putClient('remade', body);
    const remade = await discover('remade', openid.None());
    const { login } = await person();
    const begun = await signIn(remade, visitor(), login);
    const [tokens, unused] = [await redeem(remade, begun), await signIn(remade, visitor(), login)];
    await gateway.request('DELETE', '/api/v1/clients/remade');
    await putClient('remade', body);
    await expect(openid.refreshTokenGrant(remade, tokens.refresh_token ?? '')).rejects.toMatchObject(refused);
    await expect(redeem(remade, unused)).rejects.toMatchObject(refused);
    expect((await gateway.request('GET', '/api/v1/me', { token: tokens.access_token })).status).toBe(401);
    expect(await me((await redeem(remade, await signIn(remade, visitor(), login))).access_token)).toMatchObject({
      client_id: 'remade',
    });
  });

  it('end with a lock, with the account, and with a new password', async () => {
    const [locked, gone, reset] = await Promise.all([first(), first(), first()]);
    await gateway.request('POST', `/api/v1/accounts/${locked.id}/lock`);
    await gateway.request('DELETE', `/api/v1/accounts/${gone.id}`);
    const { body } = await gateway.request('POST', `/api/v1/accounts/${reset.id}/reset_password`);
    const someone = visitor();
    await someone.submit(await someone.open(body.link.url), null, {
      password: 'another good one',
      again: 'another good one',
    });
    for (const { tokens, refresh } of [locked, gone, reset]) {
      await expect(openid.refreshTokenGrant(app, refresh)).rejects.toMatchObject(refused);
      expect((await gateway.request('GET', '/api/v1/me', { token: tokens.access_token })).status).toBe(401);
    }
    await gateway.request('POST', `/api/v1/accounts/${locked.id}/unlock`);
    await expect(openid.refreshTokenGrant(app, locked.refresh)).rejects.toMatchObject(refused);
  });
});

describe('a password', () => {
  it('is set by a link that is good once, long enough, and typed twice', async () => {
    const { body } = await gateway.request('POST', '/api/v1/accounts', {
      body: { login: 'linked@example.org', role: 'driver' },
    });
    const someone = visitor();
    const page = await someone.open(body.link.url);
    expect(page.text).toContain('linked@example.org');
    expect((await someone.submit(page, null, { password: 'short', again: 'short' })).text).toContain(
      '10 to 200 characters',
    );
    expect((await someone.submit(page, null, { password: PASSWORD, again: 'other' })).text).toContain('not the same');
    expect((await someone.submit(page, null, { password: PASSWORD, again: PASSWORD })).text).toContain('is set');
    expect(await someone.open(body.link.url)).toMatchObject({ status: 410 });
    expect(await someone.submit(page, null, { password: 'a later good one', again: 'a later good one' })).toMatchObject(
      { status: 410 },
    );
    expect(await someone.open(`${gateway.url}/oauth/password?code=nothing`)).toMatchObject({ status: 410 });
  });

  it('that is wrong five times makes that address wait, and nobody else', async () => {
    const { login, id } = await person();
    const who = visitor();
    let { page } = await begin(app, who);
    for (let n = 0; n < 5; n += 1) {
      page = await who.submit(page, 'password', { login, password: `wrong ${n}` });
      expect(page.text).toContain('The login or the password is not right.');
    }
    expect(await who.submit(page, 'password', { login, password: PASSWORD })).toMatchObject({ status: 429 });
    await until(async () => (await gateway.get(`/api/v1/accounts/${id}`)).failed_logins === 5);
    expect(await gateway.get(`/api/v1/accounts/${id}`)).toMatchObject({ status: 'active' });
    // Another login from there still comes in.
    const other = await person();
    expect((await signIn(app, visitor(), other.login)).page.url).toContain('code=');
  });

  it('of nobody, and of a locked account, is as wrong as any', async () => {
    const { id, login } = await person();
    await gateway.request('POST', `/api/v1/accounts/${id}/lock`);
    for (const one of [login, 'nobody@example.org']) {
      const who = visitor();
      const { page } = await begin(app, who);
      const answer = await who.submit(page, 'password', { login: one, password: PASSWORD });
      expect(answer.text).toContain('The login or the password is not right.');
    }
  });
});

describe('an operator', () => {
  const secretIn = (page: Visit): string =>
    /Key: <code>([A-Z2-7 ]+)<\/code>/.exec(page.text)?.[1]?.replaceAll(' ', '') ?? '';
  const codeOf = (secret: string, steps = 0): string =>
    new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 });

  it('sets an authenticator up, keeps recovery codes, and uses no code twice', async () => {
    const { id, login } = await person({ role: 'administrator' });
    const who = visitor();
    const begun = await begin(web, who, { scope: 'openid clients:manage' });
    const enrol = await who.submit(begun.page, 'password', { login, password: PASSWORD });
    expect(enrol.text).toContain('<svg');
    const secret = secretIn(enrol);
    expect((await who.submit(enrol, 'enrol', { code: '000000' })).text).toContain('not right');
    const code = codeOf(secret);
    const codes = await who.submit(enrol, 'enrol', { code });
    const recovery = [...codes.text.matchAll(/<code>([A-Z2-7-]{19})<\/code>/g)].map(([, one = '']) => one);
    expect(recovery).toHaveLength(10);
    const page = await who.submit(codes, 'continue');
    const tokens = await redeem(web, { ...begun, page });
    // Not bound to a driver, and no more than the app asked for.
    expect(await me(tokens.access_token)).toMatchObject({ user_id: null, account_id: id, scopes: ['clients:manage'] });
    expect(tokens.claims()?.amr).toEqual(['pwd', 'otp', 'mfa']);

    const again = visitor();
    const second = await begin(web, again);
    const asked = await again.submit(second.page, 'password', { login, password: PASSWORD });
    expect(asked.text).toContain('Enter a code');
    expect((await again.submit(asked, 'code', { code })).text).toContain('not right, or was used before');
    expect((await again.submit(asked, 'code', { code: codeOf(secret, 1) })).url).toContain('code=');
    for (const expected of ['code=', '/oauth/interaction/']) {
      const other = visitor();
      const third = await begin(web, other);
      const ask = await other.submit(third.page, 'password', { login, password: PASSWORD });
      expect((await other.submit(ask, 'code', { code: recovery[0]?.toLowerCase() ?? '' })).url).toContain(expected);
    }
    const { body } = await gateway.request('GET', `/api/v1/accounts/${id}`);
    expect(body).toMatchObject({ has_totp: true, recovery_codes_left: 9, totp_required: true });
    expect(JSON.stringify(body)).not.toContain(secret);
  });

  it('does at most what its role, its grants, the client and the app allow together', async () => {
    const { login, id } = await person({ role: 'viewer', totp_required: false, grants: { location_ids: ['A', 'B'] } });
    await putClient('narrow', {
      type: 'app',
      scopes: SCOPES,
      grants: { location_ids: ['B', 'C'] },
      redirect_uris: [BACK],
      first_party: true,
    });
    const narrow = await discover('narrow', openid.None());
    const tokens = await redeem(
      narrow,
      await signIn(narrow, visitor(), login, { scope: 'stations:read stations:write' }),
    );
    expect(await me(tokens.access_token)).toMatchObject({ scopes: ['stations:read'], grants: { location_ids: ['B'] } });
    await gateway.request('PATCH', `/api/v1/accounts/${id}`, { body: { grants: { location_ids: ['A'] } } });
    const later = await openid.refreshTokenGrant(narrow, tokens.refresh_token ?? '');
    expect(await me(later.access_token)).toMatchObject({ grants: { location_ids: [] } });
  });

  it('of a first-party client is asked nothing, and signs in once for all of them', async () => {
    const { login } = await person({ role: 'viewer', totp_required: false });
    const who = visitor();
    expect((await signIn(web, who, login)).page.url).toMatch(/^https:\/\/console\.example\/back\?code=/);
    expect((await begin(web, who)).page.url).toMatch(/^https:\/\/console\.example\/back\?code=/);
    expect((await begin(web, who, { prompt: 'consent' })).page.text).toContain('asks for your permission');
    expect((await begin(web, who, { prompt: 'none' })).page.url).toContain('code=');
  });

  it('signs out, and with it all that the browser was signed in to', async () => {
    const { login } = await person({ role: 'viewer', totp_required: false });
    const who = visitor();
    const tokens = await redeem(web, await signIn(web, who, login));
    const url = openid.buildEndSessionUrl(web, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: 'https://console.example/out',
    });
    const page = await who.open(url.href);
    expect(page.text).toContain('Sign out?');
    const out = await who.submit(page, null, { logout: 'yes' });
    expect(out.url).toMatch(/^https:\/\/console\.example\/out/);
    await expect(openid.refreshTokenGrant(web, tokens.refresh_token ?? '')).rejects.toMatchObject(refused);
    expect((await gateway.request('GET', '/api/v1/me', { token: tokens.access_token })).status).toBe(401);
    expect((await begin(web, who)).page.text).toContain('Sign in to web');
    const bad = openid.buildEndSessionUrl(web, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: 'https://evil.example/',
    });
    expect((await who.open(bad.href)).status).toBe(400);
  });

  it('keeps what it is signed in to by offline_access, which asks first', async () => {
    const { login } = await person({ role: 'viewer', totp_required: false });
    const who = visitor();
    const scope = 'openid offline_access stations:read';
    const tokens = await redeem(web, await signIn(web, who, login, { scope, prompt: 'consent' }));
    await who.submit(
      await who.open(openid.buildEndSessionUrl(web, { id_token_hint: tokens.id_token ?? '' }).href),
      null,
      { logout: 'yes' },
    );
    expect((await openid.refreshTokenGrant(web, tokens.refresh_token ?? '')).access_token).toBeTruthy();
  });
});

describe('a page of signing in', () => {
  it('can be framed, scripted and cached by nobody, and leads to the client alone', async () => {
    const { page } = await begin(app, visitor());
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self' com.example.app:;");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.text).not.toMatch(/<script|style=|\son\w+=/);
  });

  it('takes no form of another site, and none without its cookie', async () => {
    const { login } = await person();
    const who = visitor();
    const { page } = await begin(app, who);
    const typed = new URLSearchParams({ step: 'password', login, password: PASSWORD });
    const stranger = await fetch(page.url, { method: 'POST', body: typed, redirect: 'manual' });
    expect(stranger.status).toBe(400);
    const crossing = visitor({ 'sec-fetch-site': 'cross-site' });
    const crossed = await begin(app, crossing);
    expect(await crossing.submit(crossed.page, 'password', { login, password: PASSWORD })).toMatchObject({
      status: 403,
    });
    const alien = visitor({ origin: 'https://evil.example' });
    const begun = await begin(app, alien);
    expect(await alien.submit(begun.page, 'password', { login, password: PASSWORD })).toMatchObject({ status: 403 });
  });

  it('shows what people and clients are called as text', async () => {
    const name = '<img src=x onerror=alert(1)>"\'';
    await putClient('odd', { name, type: 'app', scopes: SCOPES, grants: {}, redirect_uris: [BACK] });
    const odd = await discover('odd', openid.None());
    const { page } = await begin(odd, visitor(), { login_hint: '"><script>alert(1)</script>' });
    expect(page.text).not.toMatch(/<img|<script/);
    expect(plainText(page.text)).toContain(name);
  });

  it('tells what cannot go on as a page', async () => {
    const page = await visitor().open(`${gateway.url}/oauth/authorize?client_id=nobody&response_type=code`);
    expect(page).toMatchObject({ status: 400 });
    expect(page.text).toContain('This cannot go on');
  });
});
