/** What the metadata documents say, member by member, held to what is there: one that is not looked at here fails. */
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDpopKey } from '../support/dpop.ts';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { OFFERED_SCOPES } from '../support/scopes.ts';
import { APP_BACK, createTokenRequests, type Form, type SignedIn } from '../support/token-requests.ts';

let gateway: TestGateway;
let ada: SignedIn;
const { secrets, put, service, app, post, askToken, authorize, signIn } = createTokenRequests(() => gateway);
const DOCUMENTS = ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'] as const;
const RESOURCES = ['', '/api/v1', '/graphql', '/mcp'] as const;
const ADA = { name: 'Ada', email: 'ada@example.org' };
const OIDC = ['openid', 'profile', 'email', 'offline_access'];

beforeAll(async () => {
  gateway = await startTestGateway();
  await Promise.all([
    service('fleet'),
    service('everything', { scopes: OFFERED_SCOPES }),
    put('by-body', { scopes: ['stations:read'], rotate_secret: true }),
    app(),
  ]);
  ada = await signIn({ scope: [...OIDC, 'stations:read'].join(' '), prompt: 'consent' }, ADA);
});
afterAll(() => gateway?.close());

const pathOf = (address: unknown): string => String(address).slice(gateway.url.length);
const told = (path: string): Promise<Json> => gateway.get(path);

/** An assertion of a client that has a key of that algorithm, made once for each. */
const keys = new Map<string, Promise<(claims?: object) => Promise<Form>>>();
let assertions = 0;
const assertionBy = (alg: string) => {
  const id = `signs-${alg.toLowerCase()}`;
  const made = async () => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg, use: 'sig' };
    await put(id, { scopes: ['stations:read'], jwks: { keys: [jwk] } });
    return async (): Promise<Form> => {
      assertions += 1;
      const nowS = Math.floor(Date.now() / 1000);
      const claims = { iss: id, sub: id, aud: gateway.url, jti: `a-${assertions}`, iat: nowS, exp: nowS + 60 };
      return {
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await new SignJWT(claims).setProtectedHeader({ alg, kid: 'k' }).sign(privateKey),
      };
    };
  };
  const known = keys.get(alg) ?? made();
  keys.set(alg, known);
  return known;
};

/** A request to an endpoint, by each way to prove oneself. */
const provedBy: Readonly<Record<string, (path: string, form: Form) => Promise<{ readonly status: number }>>> = {
  client_secret_basic: (path, form) => post(path, 'fleet', form),
  client_secret_post: async (path, form) => {
    const secret = secrets.get('by-body') ?? '';
    return post(path, 'nobody-by-header', { client_id: 'by-body', client_secret: secret, ...form });
  },
  private_key_jwt: async (path, form) => post(path, '', { ...(await (await assertionBy('ES256'))()), ...form }),
  none: (path, form) => post(path, 'app', form),
};

const eachMethod = async (path: string, form: Form, methods: readonly string[]): Promise<void> => {
  for (const method of methods) {
    const status = (await provedBy[method]?.(path, form))?.status;
    expect(status, `${method} at ${path}`).toBe(200);
  }
};
const eachAlgorithm = async (path: string, form: Form, algorithms: readonly string[]): Promise<void> => {
  for (const alg of algorithms) {
    const answer = await post(path, '', { ...(await (await assertionBy(alg))()), ...form });
    expect(answer.status, `${alg} at ${path}`).toBe(200);
  }
};
const refreshed = async (): Promise<Json> => {
  const form = { grant_type: 'refresh_token', refresh_token: ada.tokens.refresh_token };
  const { status, body } = await post('/oauth/token', 'app', form);
  expect(status, JSON.stringify(body)).toBe(200);
  ada = { ...ada, tokens: { ...ada.tokens, ...body } };
  return body;
};
const redeemed = async (parameters: Form = {}): Promise<Json> => {
  const { page, verifier } = await authorize(ada.who, parameters);
  const code = new URL(page.url).searchParams.get('code') ?? '';
  const form = { grant_type: 'authorization_code', code, redirect_uri: APP_BACK, code_verifier: verifier };
  return (await post('/oauth/token', 'app', form)).body;
};
const me = (headers: Record<string, string>) => gateway.request('GET', '/api/v1/me', { headers });

type Checks = Readonly<Record<string, (value: Json) => Promise<void>>>;

const ISSUER: Checks = {
  issuer: async (issuer) => {
    expect(issuer).toBe(gateway.url);
    expect(decodeJwt(ada.tokens.access_token).iss).toBe(issuer);
    expect(decodeJwt(ada.tokens.id_token).iss).toBe(issuer);
  },
  jwks_uri: async (address) => {
    const { keys: shown } = await told(pathOf(address));
    for (const token of [ada.tokens.access_token, ada.tokens.id_token]) {
      expect(shown.map(({ kid }: Json) => kid)).toContain(decodeProtectedHeader(token).kid);
    }
  },
  authorization_endpoint: async (address) =>
    expect((await authorize(ada.who)).page.url.startsWith(APP_BACK), String(address)).toBe(true),
  token_endpoint: async (address) =>
    expect(await post(pathOf(address), 'fleet', { grant_type: 'client_credentials' })).toMatchObject({ status: 200 }),
  userinfo_endpoint: async (address) => {
    const { access_token: token } = await refreshed();
    expect(await gateway.get(pathOf(address), token)).toMatchObject({ sub: ada.id });
  },
  revocation_endpoint: async (address) => {
    const { body } = await askToken('fleet');
    await post(pathOf(address), 'fleet', { token: body.access_token });
    expect((await me({ authorization: `Bearer ${body.access_token}` })).status).toBe(401);
  },
  introspection_endpoint: async (address) => {
    const { body } = await askToken('fleet');
    const answer = await post(pathOf(address), 'fleet', { token: body.access_token });
    expect(answer.body).toMatchObject({ active: true, client_id: 'fleet' });
  },
  end_session_endpoint: async (address) => {
    const other = await signIn();
    const page = await other.who.open(`${address}?id_token_hint=${other.tokens.id_token}`);
    expect(page.text).toContain('Sign out?');
  },
  grant_types_supported: async (grants) => {
    const ways: Readonly<Record<string, () => Promise<Json>>> = {
      authorization_code: () => redeemed(),
      refresh_token: refreshed,
      client_credentials: async () => (await askToken('fleet')).body,
    };
    for (const grant of grants)
      expect(await ways[grant]?.(), grant).toMatchObject({ access_token: expect.any(String) });
  },
  response_types_supported: async (types) => expect(types).toEqual(['code']),
  response_modes_supported: async (modes) => {
    for (const mode of modes) {
      const { page } = await authorize(ada.who, { response_mode: mode });
      const shows: Readonly<Record<string, RegExp>> = {
        query: /\?code=/,
        fragment: /#code=/,
        form_post: /name="code"/,
      };
      expect(page.url + page.text, mode).toMatch(shows[mode] ?? /^$/);
    }
  },
  authorization_response_iss_parameter_supported: async (isThere) => {
    const { page } = await authorize(ada.who);
    expect(new URL(page.url).searchParams.get('iss')).toBe(isThere ? gateway.url : null);
  },
  code_challenge_methods_supported: async (methods) => {
    for (const method of methods) {
      expect(await redeemed({ code_challenge_method: method })).toMatchObject({ access_token: expect.any(String) });
    }
    expect((await authorize(ada.who, { code_challenge_method: 'plain' })).page.url).toContain('error=invalid_request');
  },
  scopes_supported: async (scopes) => {
    const ofApi = scopes.filter((scope: string) => scope.includes(':'));
    const { body } = await askToken('everything', { scope: ofApi.join(' ') });
    expect(body.scope?.split(' ').sort()).toEqual([...ofApi].sort());
    const ofPeople = scopes.filter((scope: string) => !scope.includes(':'));
    expect(ada.tokens.scope.split(' ')).toEqual(expect.arrayContaining(ofPeople));
  },
  claims_supported: async (claims) => {
    const { access_token: token } = await refreshed();
    const seen = { ...decodeJwt(ada.tokens.id_token), ...(await gateway.get('/oauth/userinfo', token)) };
    expect(Object.keys(seen)).toEqual(expect.arrayContaining(claims));
  },
  claim_types_supported: async (types) => expect(types).toEqual(['normal']),
  claims_parameter_supported: async (isThere) => expect(isThere).toBe(false),
  request_uri_parameter_supported: async (isThere) => {
    const { page } = await authorize(ada.who, { request_uri: 'https://app.example/request' });
    expect(page.url).not.toContain('code=');
    expect(isThere).toBe(false);
  },
  subject_types_supported: async (types) => {
    expect(types).toEqual(['public']);
    expect(decodeJwt(ada.tokens.id_token).sub).toBe(ada.id);
  },
  id_token_signing_alg_values_supported: async (algorithms) =>
    expect([decodeProtectedHeader(ada.tokens.id_token).alg]).toEqual(algorithms),
  token_endpoint_auth_methods_supported: async (methods) => {
    const machines = methods.filter((method: string) => method !== 'none');
    await eachMethod('/oauth/token', { grant_type: 'client_credentials' }, machines);
    if (methods.includes('none')) await refreshed();
  },
  token_endpoint_auth_signing_alg_values_supported: (algorithms) =>
    eachAlgorithm('/oauth/token', { grant_type: 'client_credentials' }, algorithms),
  revocation_endpoint_auth_methods_supported: (methods) => eachMethod('/oauth/revoke', { token: 'x' }, methods),
  revocation_endpoint_auth_signing_alg_values_supported: (algorithms) =>
    eachAlgorithm('/oauth/revoke', { token: 'x' }, algorithms),
  introspection_endpoint_auth_methods_supported: (methods) => eachMethod('/oauth/introspect', { token: 'x' }, methods),
  introspection_endpoint_auth_signing_alg_values_supported: (algorithms) =>
    eachAlgorithm('/oauth/introspect', { token: 'x' }, algorithms),
  dpop_signing_alg_values_supported: async (algorithms) => {
    for (const alg of algorithms) {
      const key = await makeDpopKey(alg);
      const dpop = await key.proof(`${gateway.url}/oauth/token`);
      expect(await askToken('fleet', {}, { dpop }), alg).toMatchObject({ body: { token_type: 'DPoP' } });
    }
  },
};

describe.each(DOCUMENTS)('%s', (path) => {
  it('names nothing that is not looked at here, and what is looked at', async () => {
    expect(Object.keys(await told(path)).sort()).toEqual(Object.keys(ISSUER).sort());
  });
});

describe('what the issuer says of itself', () => {
  it('is the same in both documents', async () => {
    const [first, second] = await Promise.all(DOCUMENTS.map(told));
    expect(first).toEqual(second);
  });

  it.each(Object.keys(ISSUER))('%s is so', async (member) => {
    await ISSUER[member]?.((await told(DOCUMENTS[0]))[member]);
  });
});

const RESOURCE: Checks = {
  resource: async (resource) => expect(resource.startsWith(gateway.url)).toBe(true),
  resource_name: async (name) => expect(name).toBe('Voltgate'),
  resource_documentation: async (address) => expect((await fetch(address)).status).toBe(200),
  authorization_servers: async (servers) => {
    for (const server of servers) {
      const answer = await fetch(`${server}${DOCUMENTS[1]}`);
      expect(await answer.json()).toMatchObject({ issuer: server });
    }
  },
  scopes_supported: async (scopes) => {
    const { body } = await askToken('everything');
    const { scopes: held } = (await me({ authorization: `Bearer ${body.access_token}` })).body;
    expect([...held].sort()).toEqual([...scopes].sort());
  },
  bearer_methods_supported: async (methods) => {
    expect(methods).toEqual(['header']);
    const { body } = await askToken('fleet');
    expect((await me({ authorization: `Bearer ${body.access_token}` })).status).toBe(200);
    expect((await fetch(`${gateway.url}/api/v1/me?access_token=${body.access_token}`)).status).not.toBe(200);
  },
  dpop_bound_access_tokens_required: async (isSo) => {
    const { body } = await askToken('fleet');
    const { status } = await me({ authorization: `Bearer ${body.access_token}` });
    expect(status === 401).toBe(isSo);
  },
  dpop_signing_alg_values_supported: async (algorithms) => {
    for (const alg of algorithms) {
      const key = await makeDpopKey(alg);
      const { body } = await askToken('fleet', {}, { dpop: await key.proof(`${gateway.url}/oauth/token`) });
      const dpop = await key.proofWith(body.access_token, `${gateway.url}/api/v1/me`);
      expect(await me({ authorization: `DPoP ${body.access_token}`, dpop }), alg).toMatchObject({ status: 200 });
    }
  },
};

describe('what a resource says of itself', () => {
  it.each(RESOURCES)('"%s" names nothing that is not looked at here', async (face) => {
    const metadata = await told(`/.well-known/oauth-protected-resource${face}`);
    expect(Object.keys(metadata).sort()).toEqual(Object.keys(RESOURCE).sort());
    expect(metadata.resource).toBe(`${gateway.url}${face}`);
  });

  it.each(Object.keys(RESOURCE))('%s is so', async (member) => {
    await RESOURCE[member]?.((await told('/.well-known/oauth-protected-resource/api/v1'))[member]);
  });
});
