/** The issuer's endpoints asked by hand: clients that are made for a test, and what they post. */
import * as openid from 'openid-client';
import { expect } from 'vitest';
import { ADMIN_SECRET, type Answer, type Json, type TestGateway } from './gateway.ts';
import { createVisitor, type Visit, type Visitor } from './visitor.ts';

const PASSWORD = 'four words in a row';
export const APP_BACK = 'com.example.app:/back';

export type Form = Readonly<Record<string, string>>;

/** Somebody who is signed in to the app. */
export type SignedIn = { readonly id: string; readonly who: Visitor; readonly tokens: Json };

/** gateway: as of now, for it may be started again. */
export const createTokenRequests = (gateway: () => TestGateway) => {
  const secrets = new Map<string, string>([['admin', ADMIN_SECRET]]);
  let people = 0;

  const put = async (id: string, body: object): Promise<void> => {
    const made = await gateway().request('PUT', `/api/v1/clients/${id}`, { body: { name: id, grants: {}, ...body } });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    if (made.body.client_secret) secrets.set(id, made.body.client_secret);
  };

  /** A client without a secret names itself in the body. */
  const post = async (path: string, id: string, form: Form, headers: Form = {}): Promise<Answer<Json>> => {
    const secret = secrets.get(id);
    const isNamed = secret === undefined && !('client_assertion' in form);
    const response = await fetch(`${gateway().url}${path}`, {
      method: 'POST',
      headers: {
        ...(secret === undefined
          ? {}
          : { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }),
        ...headers,
      },
      body: new URLSearchParams({ ...(isNamed ? { client_id: id } : {}), ...form }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? '' : JSON.parse(text) };
  };

  const askToken = (id: string, form: Form = {}, headers: Form = {}) =>
    post('/oauth/token', id, { grant_type: 'client_credentials', ...form }, headers);

  const authorizeUrl = async (verifier: string, parameters: Form = {}): Promise<string> => {
    const query = new URLSearchParams({
      client_id: 'app',
      response_type: 'code',
      redirect_uri: APP_BACK,
      scope: 'openid stations:read',
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...parameters,
    });
    return `${gateway().url}/oauth/authorize?${query}`;
  };

  return {
    secrets,
    put,
    /** A machine's, with a secret. */
    service: (id: string, body: object = {}) =>
      put(id, { scopes: ['stations:read', 'locations:read'], rotate_secret: true, ...body }),
    /** People's, which is not asked for consent. */
    app: (body: object = {}) =>
      put('app', { type: 'app', scopes: ['stations:read'], redirect_uris: [APP_BACK], first_party: true, ...body }),
    patch: (id: string, body: object) => gateway().request('PATCH', `/api/v1/clients/${id}`, { body }),
    post,
    askToken,
    tokenOf: async (id: string): Promise<string> => (await askToken(id)).body.access_token,
    /** Where the app sends somebody who is signed in already. */
    authorize: async (
      who: Visitor,
      parameters: Form = {},
    ): Promise<{ readonly page: Visit; readonly verifier: string }> => {
      const verifier = openid.randomPKCECodeVerifier();
      return { page: await who.open(await authorizeUrl(verifier, parameters)), verifier };
    },
    signIn: async (parameters: Form = {}, account: object = {}): Promise<SignedIn> => {
      people += 1;
      const login = `person-${people}@example.org`;
      const made = await gateway().request('POST', '/api/v1/accounts', { body: { login, role: 'driver', ...account } });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      const who = createVisitor([gateway().url]);
      await who.submit(await who.open(made.body.link.url), null, { password: PASSWORD, again: PASSWORD });
      const verifier = openid.randomPKCECodeVerifier();
      const asked = await who.open(await authorizeUrl(verifier, parameters));
      let page = await who.submit(asked, 'password', { login, password: PASSWORD });
      if (page.text.includes('value="consent"')) page = await who.submit(page, 'consent');
      const code = new URL(page.url).searchParams.get('code') ?? '';
      const form = { grant_type: 'authorization_code', code, redirect_uri: APP_BACK, code_verifier: verifier };
      return { id: made.body.id, who, tokens: (await post('/oauth/token', 'app', form)).body };
    },
  };
};
