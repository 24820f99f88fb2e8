/**
 * Who may reach what lies outside of the operations: the second table of authorisation. A row for each door of the ports,
 * each page, each route of express, each of the issuer's, each kind of WebSocket, with a request as nobody, as one who may
 * not, and as one who may. What is added must have a row. The operations themselves are in authorisation.test.ts.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GRAPHQL_STATUS } from '../../src/graphql/errors.ts';
import * as paths from '../../src/oauth/paths.ts';
import { PROTECTED_RESOURCE_PATHS } from '../../src/oauth/protected-resource.ts';
import { createPages } from '../../src/pages/face.ts';
import type { DOORS, UPGRADE_DOORS } from '../../src/parts/doors.ts';
import { PROBLEMS } from '../../src/rest/problem.ts';
import { OPERATIONS_PATHS } from '../../src/server/health.ts';
import { type CompanyProvider, startCompanyProvider } from '../support/company-provider.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { silentLog } from '../support/silent-log.ts';
import { createVisitor, type Visitor } from '../support/visitor.ts';
import { type MountedRoutes, recordRoutes } from './support/mounted-routes.ts';
import { knock } from './support/raw-station.ts';

const BACK = 'com.example.app:/back';
const PASSWORD = 'four words in a row';
const VERIFIER = 'v'.repeat(43);
/** In the text of each object: no public answer has it. */
const MARK = /MARK-OF-ONE/;

let gateway: TestGateway;
let company: CompanyProvider;
let mounted: MountedRoutes;
/** Of the gateway's own issuer: the company's is made in this process, too, when somebody comes there. */
let issuerRoutes: readonly string[];
const secrets = { one: '', two: '' };
const tokens = { one: '', person: '' };
/** An invitation that nobody has taken yet. */
let invitation = '';
/** Signed in. */
let person: Visitor;

beforeAll(async () => {
  mounted = recordRoutes();
  company = await startCompanyProvider(() => `${gateway.url}/oauth/callback`);
  gateway = await startTestGateway({
    environment: {
      LOGIN_ISSUER: company.url,
      LOGIN_CLIENT_ID: company.clientId,
      LOGIN_CLIENT_SECRET: company.clientSecret,
      LOGIN_NEW_ACCOUNTS: 'viewer',
    },
  });
  issuerRoutes = [...mounted.issuer];
  const put = async (path: string, body: object) => (await gateway.request('PUT', `/api/v1/${path}`, { body })).body;
  const scopes = ['stations:read'];
  for (const id of ['one', 'two'] as const) {
    const made = await put(`clients/${id}`, { name: 'MARK-OF-ONE', scopes, grants: {}, rotate_secret: true });
    secrets[id] = made.client_secret;
  }
  const app = { name: 'App', type: 'app', scopes, grants: {}, redirect_uris: [BACK], first_party: true };
  await put('clients/an-app', app);
  const hardware = { registration: 'accepted', name: 'MARK-OF-ONE' };
  await put('stations/MARK-OF-ONE', { ...hardware, security_profile: 1, password: 'a-password-of-the-station' });
  const account = async (login: string): Promise<string> =>
    (await gateway.request('POST', '/api/v1/accounts', { body: { login, role: 'driver', driver_id: login } })).body.link
      .url;
  person = createVisitor([gateway.url]);
  const link = await person.open(await account('somebody'));
  await person.submit(link, null, { password: PASSWORD, again: PASSWORD });
  invitation = new URL(await account('somebody-else')).search;
  tokens.one = await gateway.token('one', secrets.one);
  const login = await person.open(authorizeUrl());
  const { url: back } = await person.submit(login, 'password', { login: 'somebody', password: PASSWORD });
  tokens.person = JSON.parse((await redeem(new URL(back).searchParams.get('code') ?? '')).text).access_token;
}, 60_000);
afterAll(async () => {
  await gateway?.close();
  await company?.close();
});

type Told = { readonly status: number; readonly text: string };
type How = {
  readonly token?: string;
  /** Client and secret, by Basic. */
  readonly as?: readonly [string, string];
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
};

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const ask = async (method: string, path: string, { token, as, form, headers = {} }: How = {}): Promise<Told> => {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(as === undefined ? {} : { authorization: basic(...as) }),
      ...headers,
    },
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
  });
  return { status: response.status, text: `${await response.text()}\n${response.headers.get('location') ?? ''}` };
};

/** As the app that people sign in to asks for it. */
const authorizeUrl = (changes: Readonly<Record<string, string>> = {}): string => {
  const query = new URLSearchParams({
    client_id: 'an-app',
    response_type: 'code',
    redirect_uri: BACK,
    scope: 'openid stations:read',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  });
  return `${gateway.url}/oauth/authorize?${query}`;
};
const authorizePath = (changes?: Readonly<Record<string, string>>): string =>
  authorizeUrl(changes).slice(gateway.url.length);

const redeem = (code: string): Promise<Told> =>
  ask('POST', '/oauth/token', {
    form: { grant_type: 'authorization_code', client_id: 'an-app', code, code_verifier: VERIFIER, redirect_uri: BACK },
  });

/** A sign-in that has begun in a browser: the path of its step, and who began it. */
const begun = async (): Promise<{ readonly who: Visitor; readonly path: string }> => {
  const who = createVisitor([gateway.url, company.url]);
  return { who, path: new URL((await who.open(authorizeUrl())).url).pathname };
};

const ONE = (): readonly [string, string] => ['one', secrets.one];
const TWO = (): readonly [string, string] => ['two', secrets.two];
const WRONG: readonly [string, string] = ['one', 'not-the-secret-of-this-client'];
const CLIENT_CREDENTIALS = { grant_type: 'client_credentials' };

type Try = readonly [ask: () => Promise<Told>, status: number, text?: RegExp];
/** anybody: a request of nobody's is let in. callers: the first table says which. */
type Row =
  | { readonly who: 'anybody'; readonly nobody: Try }
  | {
      readonly who: 'a client' | 'a person' | 'a browser' | 'whoever has the link' | 'a station' | 'callers';
      readonly nobody: Try;
      readonly wrong: Try;
      readonly right: Try;
    };
type Rows = Readonly<Record<string, Row>>;

const open = (path: string): Row => ({ who: 'anybody', nobody: [() => ask('GET', path), 200] });
const everyOf = (all: readonly string[]): Rows => Object.fromEntries(all.map((path) => [path, open(path)]));

const { paths: PAGES } = createPages({
  publicUrl: '',
  version: '',
  graphiql: true,
  statuses: { rest: PROBLEMS, graphql: GRAPHQL_STATUS },
  isReady: async () => true,
  log: silentLog,
});

const userinfo = (method: string): Row => {
  const path = paths.USERINFO_PATH;
  return {
    who: 'a person',
    nobody: [() => ask(method, path), 401],
    // A machine is nobody's.
    wrong: [() => ask(method, path, { token: tokens.one }), 403],
    right: [() => ask(method, path, { token: tokens.person }), 200, /"sub":/],
  };
};

const ISSUER: Rows = {
  'GET /oauth/authorize': {
    who: 'a browser',
    nobody: [() => ask('GET', '/oauth/authorize'), 400],
    wrong: [() => ask('GET', authorizePath({ redirect_uri: 'https://elsewhere.example/back' })), 400],
    right: [() => ask('GET', authorizePath()), 303, /\/oauth\/interaction\//],
  },
  // Where a step ends, for the browser that began it; a person who is signed in goes through there.
  'GET /oauth/authorize/:uid': {
    who: 'a browser',
    nobody: [() => ask('GET', '/oauth/authorize/made-up'), 400],
    wrong: [async () => ask('GET', (await begun()).path.replace(paths.INTERACTION_PATH, '/oauth/authorize/')), 400],
    right: [
      async () => {
        const { who, path } = await begun();
        const page = await who.open(`${gateway.url}${path}`);
        const { url, status } = await who.submit(page, 'password', { login: 'somebody', password: PASSWORD });
        return { status, text: url };
      },
      0,
      /^com\.example\.app:\/back\?.*code=/,
    ],
  },
  'POST /oauth/token': {
    who: 'a client',
    nobody: [() => ask('POST', '/oauth/token', { form: CLIENT_CREDENTIALS }), 400],
    wrong: [() => ask('POST', '/oauth/token', { form: CLIENT_CREDENTIALS, as: WRONG }), 401],
    right: [() => ask('POST', '/oauth/token', { form: CLIENT_CREDENTIALS, as: ONE() }), 200, /"access_token"/],
  },
  'POST /oauth/introspect': {
    who: 'a client',
    nobody: [() => ask('POST', '/oauth/introspect', { form: { token: tokens.one } }), 400],
    wrong: [
      () => ask('POST', '/oauth/introspect', { form: { token: tokens.one }, as: TWO() }),
      200,
      /^\{"active":false\}/,
    ],
    right: [() => ask('POST', '/oauth/introspect', { form: { token: tokens.one }, as: ONE() }), 200, /"active":true/],
  },
  'POST /oauth/revoke': {
    who: 'a client',
    nobody: [() => ask('POST', '/oauth/revoke', { form: { token: tokens.one } }), 400],
    wrong: [() => ask('POST', '/oauth/revoke', { form: { token: tokens.one }, as: TWO() }), 400],
    right: [
      async () => {
        const token = await gateway.token(...ONE());
        const { status } = await ask('POST', '/oauth/revoke', { form: { token }, as: ONE() });
        // It was good for somebody else's try, and is for nobody now.
        const [left, gone] = [
          await ask('GET', '/api/v1/me', { token: tokens.one }),
          await ask('GET', '/api/v1/me', { token }),
        ];
        return { status, text: `${left.status} ${gone.status}` };
      },
      200,
      /^200 401$/,
    ],
  },
  'GET /oauth/userinfo': userinfo('GET'),
  'POST /oauth/userinfo': userinfo('POST'),
  'GET /oauth/jwks': open('/oauth/jwks'),
  'GET /.well-known/oauth-authorization-server': open('/.well-known/oauth-authorization-server'),
  'GET /.well-known/openid-configuration': open('/.well-known/openid-configuration'),
  // Who is signed in nowhere is asked, too: it tells nobody who is.
  'GET /oauth/logout': open('/oauth/logout'),
  'GET /oauth/logout/success': open('/oauth/logout/success'),
  'POST /oauth/logout/confirm': {
    who: 'a person',
    nobody: [() => ask('POST', '/oauth/logout/confirm', { form: { logout: 'yes' } }), 400],
    wrong: [() => ask('POST', '/oauth/logout/confirm', { form: { logout: 'yes', xsrf: 'made-up' } }), 400],
    right: [
      async () => person.submit(await person.open(`${gateway.url}/oauth/logout`), null, { logout: 'yes' }),
      200,
      /signed out/,
    ],
  },
  [`${paths.INTERACTION_PATH}:uid`]: {
    who: 'a browser',
    nobody: [() => ask('GET', `${paths.INTERACTION_PATH}made-up`), 400],
    // Of another browser.
    wrong: [async () => ask('GET', (await begun()).path), 400],
    right: [
      async () => {
        const { who, path } = await begun();
        return who.open(`${gateway.url}${path}`);
      },
      200,
      /name="password"/,
    ],
  },
  [`${paths.INTERACTION_PATH}:uid/${paths.COMPANY_STEP}`]: {
    who: 'a browser',
    nobody: [() => ask('GET', `${paths.INTERACTION_PATH}made-up/${paths.COMPANY_STEP}`), 400],
    wrong: [async () => ask('GET', `${(await begun()).path}/${paths.COMPANY_STEP}`), 400],
    right: [
      async () => {
        // The company lets nobody in: back again, and told so.
        const { who, path } = await begun();
        return who.open(`${gateway.url}${path}/${paths.COMPANY_STEP}`);
      },
      200,
      /did not say that you may come in/,
    ],
  },
  [paths.COMPANY_CALLBACK_PATH]: {
    who: 'a browser',
    nobody: [() => ask('GET', paths.COMPANY_CALLBACK_PATH), 400],
    wrong: [() => ask('GET', `${paths.COMPANY_CALLBACK_PATH}?state=made-up&code=made-up`), 400],
    right: [
      async () => {
        const email = 'somebody@company.example';
        company.person({ sub: 'somebody', email, emailVerified: true, name: 'Somebody' });
        const { who, path } = await begun();
        const { status, url } = await who.open(`${gateway.url}${path}/${paths.COMPANY_STEP}`);
        company.person(null);
        return { status, text: url };
      },
      0,
      /^com\.example\.app:\/back\?.*code=/,
    ],
  },
  [paths.LINK_PATH]: {
    who: 'whoever has the link',
    nobody: [() => ask('GET', paths.LINK_PATH), 410],
    wrong: [() => ask('GET', `${paths.LINK_PATH}?code=made-up`), 410],
    right: [() => ask('GET', `${paths.LINK_PATH}${invitation}`), 200, /somebody-else/],
  },
  [`POST ${paths.LINK_PATH}`]: {
    who: 'whoever has the link',
    nobody: [() => ask('POST', paths.LINK_PATH, { headers: { origin: gateway.url }, form: {} }), 410],
    // A page of somebody else's.
    wrong: [() => ask('POST', paths.LINK_PATH, { headers: { origin: 'https://elsewhere.example' }, form: {} }), 403],
    right: [
      async () => {
        const who = createVisitor([gateway.url]);
        const page = await who.open(`${gateway.url}${paths.LINK_PATH}${invitation}`);
        return who.submit(page, null, { password: PASSWORD, again: PASSWORD });
      },
      200,
      /The password is set/,
    ],
  },
};

const askJson = async (path: string, body: object, token: string | null): Promise<Told> => {
  const { status, body: told } = await gateway.request('POST', path, {
    body,
    token: token ?? 'none',
    headers: { accept: 'application/json, text/event-stream' },
  });
  return { status, text: JSON.stringify(told) };
};
const INITIALIZE = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} };
const ME = { query: '{ me { clientId } }' };

const TABLE = {
  operations: everyOf(OPERATIONS_PATHS),
  // Of no origin by default; see test/server and CORS_ORIGINS.
  preflights: {
    'OPTIONS /api/v1/stations': {
      who: 'anybody',
      nobody: [
        () =>
          ask('OPTIONS', '/api/v1/stations', {
            headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' },
          }),
        401,
      ],
    },
  },
  pages: everyOf(PAGES),
  issuer: ISSUER,
  protectedResource: everyOf(PROTECTED_RESOURCE_PATHS),
  graphql: {
    // GraphiQL, where it is switched on; see test/graphql.
    'GET /graphql': {
      who: 'anybody',
      nobody: [() => ask('GET', '/graphql', { headers: { accept: 'text/html' } }), 406],
    },
    'POST /graphql': {
      who: 'callers',
      nobody: [() => askJson('/graphql', ME, null), 401],
      wrong: [() => askJson('/graphql', ME, 'no-token'), 401],
      right: [() => askJson('/graphql', ME, tokens.one), 200, /"clientId":"one"/],
    },
  },
  mcp: {
    '/mcp': {
      who: 'callers',
      nobody: [() => ask('POST', '/mcp'), 401],
      wrong: [() => askJson('/mcp', INITIALIZE, 'no-token'), 401],
      right: [() => askJson('/mcp', INITIALIZE, tokens.one), 200, /get_station/],
    },
  },
  stations: { '/ocpp/': { who: 'anybody', nobody: [() => ask('GET', '/ocpp/MARK-OF-ONE'), 426] } },
  rest: {
    '/docs': open('/docs'),
    '/docs/reference.js': open('/docs/reference.js'),
    '/docs/openapi.json': open('/docs/openapi.json'),
    '/docs/openapi.yaml': open('/docs/openapi.yaml'),
    '/docs/asyncapi.yaml': open('/docs/asyncapi.yaml'),
    '/docs/schema.graphql': open('/docs/schema.graphql'),
    '/docs/oauth2-redirect.html': open('/docs/oauth2-redirect.html'),
    '/docs/oauth2-redirect.js': open('/docs/oauth2-redirect.js'),
    '/docs/assets': open('/docs/assets/swagger-ui.css'),
    '/api/v1': {
      who: 'callers',
      nobody: [() => ask('GET', '/api/v1/stations'), 401],
      wrong: [() => ask('GET', '/api/v1/stations', { token: 'no-token' }), 401],
      right: [() => ask('GET', '/api/v1/stations', { token: tokens.one }), 200, MARK],
    },
    'whatever is nothing': { who: 'anybody', nobody: [() => ask('GET', '/nothing'), 404] },
  },
} as const satisfies Readonly<Record<keyof typeof DOORS, Rows>>;

/** 101: it was let in. */
const shake = async (
  path: string,
  protocols: readonly string[],
  headers: Record<string, string> = {},
): Promise<Told> => {
  const answer = await knock(`${gateway.url.replace('http', 'ws')}${path}`, protocols, headers);
  if (answer.kind === 'refused') return { status: answer.status, text: '' };
  await answer.close();
  return { status: 101, text: '' };
};
const station = (password?: string) => () =>
  shake(
    '/ocpp/MARK-OF-ONE',
    ['ocpp1.6'],
    password === undefined ? {} : { authorization: basic('MARK-OF-ONE', password) },
  );

const UPGRADES = {
  stations: {
    'a station that is known': {
      who: 'a station',
      nobody: [station(), 401],
      wrong: [station('not-the-password'), 401],
      right: [station('a-password-of-the-station'), 101],
    },
    'a station that nobody registered': {
      who: 'a station',
      nobody: [() => shake('/ocpp/NOBODYS', ['ocpp1.6']), 404],
      // A token opens the APIs.
      wrong: [() => shake('/ocpp/NOBODYS', ['ocpp1.6'], { authorization: `Bearer ${tokens.one}` }), 401],
      right: [station('a-password-of-the-station'), 101],
    },
  },
  // Who it is comes in its first message; the first table asks each subscription.
  graphql: {
    '/graphql': { who: 'anybody', nobody: [() => shake('/graphql', ['graphql-transport-ws']), 101] },
  },
} as const satisfies Readonly<Record<keyof typeof UPGRADE_DOORS, Rows>>;

const rowsOf = (table: Readonly<Record<string, Rows>>) =>
  Object.entries(table).flatMap(([door, rows]) =>
    Object.entries(rows).map(([what, row]) => [`${door}: ${what}`, row] as const),
  );

describe('the table', () => {
  it('lists every path that express mounts', async () => {
    // Loaded when an agent first comes.
    await ask('POST', '/mcp');
    const listed = [...Object.keys(TABLE.rest), ...Object.keys(TABLE.mcp)];
    expect([...mounted.express].filter((path) => path !== '/' && !listed.includes(path))).toEqual([]);
    expect(mounted.express.has('/docs/reference.js')).toBe(true);
  });

  it('lists every route of the issuer; a preflight there tells no page that it may come in', async () => {
    expect(issuerRoutes.length).toBeGreaterThan(10);
    const preflights = issuerRoutes.filter((route) => route.startsWith('OPTIONS '));
    const listed = [...preflights, ...Object.keys(ISSUER)];
    expect(issuerRoutes.filter((route) => !listed.includes(route))).toEqual([]);
    for (const route of preflights) {
      const response = await fetch(`${gateway.url}${route.slice('OPTIONS '.length)}`, {
        method: 'OPTIONS',
        headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
      });
      expect(response.headers.get('access-control-allow-origin'), route).toBeNull();
      await response.body?.cancel();
    }
  });

  it('lists every path where people are', () => {
    const listed = Object.keys(ISSUER).map((row) => row.replace(/^[A-Z]+ /, ''));
    expect(Object.values(paths).filter((path) => !listed.some((row) => row.includes(path)))).toEqual([]);
  });
});

describe.each([...rowsOf(TABLE), ...rowsOf(UPGRADES)])('%s', (_name, row) => {
  const tried = async ([send, status, text = /(?:)/]: Try): Promise<Told> => {
    const told = await send();
    expect(told.status, told.text.slice(0, 500)).toBe(status);
    expect(told.text).toMatch(text);
    return told;
  };

  it(`is for ${row.who}`, async () => {
    expect((await tried(row.nobody)).text).not.toMatch(MARK);
    if (row.who === 'anybody') return;
    expect((await tried(row.wrong)).text).not.toMatch(MARK);
    await tried(row.right);
  });
});
