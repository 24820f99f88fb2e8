/** Requests of clients that are wrong in their path, query, headers or body. */
import { graphqlOperations, restOperations, type Theirs } from '../contracts/support/operations.ts';
import { deepNest, hostileName, hostileText, hostileValue } from './hostile.ts';
import { mutatePayload } from './payload-mutations.ts';
import { type Random, randomFor } from './random.ts';
import { createRawJson } from './raw-json.ts';

export type ApiRequest = {
  readonly face: 'rest' | 'graphql' | 'oauth';
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
};

/** A path or a header takes no more than this, and no letters outside of ASCII. */
const MOST_IN_LINE = 3_000;

const inPath = (random: Random, text: string): string =>
  random.chance(0.8)
    ? encodeURIComponent(text.toWellFormed().slice(0, MOST_IN_LINE))
    : random.pick(['%E0%A4%A', '%', '%00', '..', '%2e%2e%2f', '%ff', "'", 'a//b', '%2F', ';x=1', '{id}', '*']);

const inHeader = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, MOST_IN_LINE);

const QUERY_NAMES: readonly [string, ...string[]] = [
  'limit',
  'cursor',
  'order',
  'date_from',
  'date_to',
  'station_id',
  'status',
  'online',
  'wait',
  'types',
  'limit[]',
  'limit[a]',
  '__proto__',
  '__proto__[x]',
  'constructor[prototype][x]',
  'colour',
  '',
];
const QUERY_VALUES: readonly [string, ...string[]] = [
  '1',
  '1000',
  '0',
  '-1',
  '1e3',
  '99999999999999999999',
  'desc',
  '2026-03-01T10:00:00Z',
  'SENT',
  'true',
];

const queryOf = (random: Random): string => {
  const count = random.pick([0, 0, 1, 1, 2, 40]);
  const pairs = Array.from(
    { length: count },
    () =>
      `${encodeURIComponent(random.pick(QUERY_NAMES))}=${random.chance(0.6) ? random.pick(QUERY_VALUES) : inPath(random, hostileText(random))}`,
  );
  return pairs.length === 0 ? '' : pairs.join('&');
};

const HEADERS: readonly [
  (random: Random) => Record<string, string>,
  ...((random: Random) => Record<string, string>)[],
] = [
  () => ({}),
  () => ({}),
  (random) => ({ 'if-match': random.pick(['*', '"1"', 'W/"1"', '""', '"a","b"', inHeader(hostileText(random))]) }),
  (random) => ({ 'if-none-match': random.pick(['*', '"1"', inHeader(hostileText(random))]) }),
  (random) => ({ 'idempotency-key': random.pick(['a', '', 'x'.repeat(300), inHeader(hostileText(random))]) }),
  (random) => ({
    authorization: random.pick(['Bearer', 'Bearer x', 'Basic YTpi', 'Bearer a.b.c', '', inHeader(hostileText(random))]),
  }),
  (random) => ({
    accept: random.pick(['text/html', 'application/xml', '*/*;q=0', 'nonsense', inHeader(hostileText(random))]),
  }),
  (random) => ({
    'content-type': random.pick([
      'text/plain',
      'application/json; charset=latin1',
      'application/json; charset=utf-16',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
      'nonsense',
      '',
      'application/merge-patch+json',
    ]),
  }),
  (random) => ({ 'content-encoding': random.pick(['gzip', 'br', 'deflate', 'nonsense']) }),
  (random) => ({ 'last-event-id': inHeader(hostileText(random)) }),
  () => ({ 'x-http-method-override': 'DELETE' }),
  () => ({ host: 'elsewhere.example', 'x-forwarded-host': 'elsewhere.example', 'x-forwarded-proto': 'gopher' }),
];

const BODIES: readonly [string, ...string[]] = [
  '',
  ' ',
  'null',
  '[]',
  '"x"',
  '7',
  '{',
  '{"a":1}{',
  '{"__proto__":{"x":1}}',
  '\u0000',
  '﻿{}',
  '{"a":1e400}',
  'a=b',
];

const mutatedBody = (random: Random, body: object | undefined): string | Buffer | null => {
  const raw = createRawJson();
  const part = random.next();
  if (part < 0.08) return random.pick(BODIES);
  if (part < 0.1) return deepNest(random);
  if (part < 0.11) return Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);
  if (part < 0.12) return JSON.stringify({ ...body, more: 'x'.repeat(300_000) });
  if (body === undefined) return part < 0.2 ? raw.stringify(hostileValue(random, raw)) : null;
  const copy = structuredClone(body) as Record<string, unknown>;
  if (part < 0.85) mutatePayload(random, copy, raw);
  return raw.stringify(copy);
};

const METHODS: readonly [string, ...string[]] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const rest = (random: Random, theirs: Theirs, token: string): ApiRequest => {
  const operations = Object.entries(restOperations(theirs)).filter(([name]) => name !== 'streamEvents');
  const [name, operation] = random.pickOf(operations) ?? ['', null];
  const [plain = '', query = ''] = (operation?.path ?? '/').split('?');
  const parts = plain.split('/');
  if (random.chance(0.25))
    parts[random.int(parts.length)] = inPath(random, random.chance(0.5) ? hostileText(random) : hostileName(random));
  const more = [query, queryOf(random)].filter((piece) => piece !== '').join('&');
  const method = random.chance(0.05) ? random.pick(METHODS) : (operation?.method ?? 'GET');
  const body = method === 'GET' || method === 'HEAD' ? null : mutatedBody(random, operation?.body);
  const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  return {
    face: 'rest',
    name,
    method,
    path: `/api/v1${parts.join('/')}${more === '' ? '' : `?${more}`}`,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === null ? {} : { 'content-type': contentType }),
      ...random.pick(HEADERS)(random),
    },
    body,
  };
};

const DOCUMENTS: readonly [string, ...string[]] = [
  '{',
  '',
  '{ __schema { types { name } } }',
  '{ __typename }',
  '{ me { ...A } } fragment A on Me { ...B } fragment B on Me { ...A }',
  '{ me { clientId @skip(if: true) @include(if: false) } }',
  '{ me @nonsense { clientId } }',
  'query a { me { clientId } } query b { me { clientId } }',
  'query ($a: [[[[Int!]!]!]!]) { me { clientId } }',
  'subscription { event { id } }',
  '{ events(types: []) { totalCount } }',
  '{ stations(first: 1, after: "") { totalCount } }',
  'mutation { cancelCommand(input: { id: "" }) { id } }',
  '"""',
  '# only a comment',
  '{ location(id: "\\ud800") { id } }',
  '{ session(id: "\\u0000") { id } }',
  '{ evse(stationId: "", id: -2147483648) { id } }',
  '{ evse(stationId: "S-1", id: 99999999999) { id } }',
  '{ locations(dateFrom: "yesterday") { totalCount } }',
  '{ locations(dateFrom: "-271821-04-20T00:00:00Z", dateTo: "+275760-09-13T00:00:00Z") { totalCount } }',
];

const mutatedText = (random: Random, text: string): string => {
  const letters = [...text];
  for (let times = 1 + random.int(3); times > 0; times -= 1)
    letters[random.int(Math.max(1, letters.length))] = random.pick([
      '{',
      '}',
      '(',
      ')',
      '"',
      '$',
      '!',
      '\u0000',
      'é',
      '@',
      ' ',
      '...',
    ]);
  return letters.join('');
};

const graphql = (random: Random, theirs: Theirs, token: string): ApiRequest => {
  const operations = Object.entries(graphqlOperations(theirs)).filter(([name]) => !name.startsWith('Subscription.'));
  const [name, operation] = random.pickOf(operations) ?? ['', null];
  const raw = createRawJson();
  const variables = structuredClone(operation?.variables ?? {}) as Record<string, unknown>;
  const part = random.next();
  if (part < 0.55) mutatePayload(random, variables, raw);
  const document =
    part < 0.55 || part > 0.9
      ? (operation?.document ?? '')
      : part < 0.75
        ? random.pick(DOCUMENTS)
        : mutatedText(random, operation?.document ?? '');
  const body =
    part > 0.95
      ? mutatedBody(random, { query: document, variables })
      : raw.stringify({
          query: document,
          variables,
          ...(random.chance(0.05) ? { operationName: hostileText(random), extensions: hostileValue(random, raw) } : {}),
        });
  return {
    face: 'graphql',
    name,
    method: 'POST',
    path: '/graphql',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(random.chance(0.3) ? random.pick(HEADERS)(random) : {}),
    },
    body,
  };
};

const oauth = (random: Random, secret: string): ApiRequest => {
  const fields: Record<string, string> = { grant_type: 'client_credentials' };
  if (random.chance(0.3))
    fields.grant_type = random.pick([
      'authorization_code',
      'password',
      'refresh_token',
      '',
      hostileText(random).toWellFormed(),
    ]);
  if (random.chance(0.4))
    fields.scope = random.pick(['locations:read', 'nonsense', ' ', hostileText(random).toWellFormed()]);
  if (random.chance(0.2))
    fields.resource = random.pick(['http://elsewhere.example', 'nonsense', hostileText(random).toWellFormed()]);
  if (random.chance(0.2)) fields[hostileName(random)] = hostileText(random).toWellFormed();
  if (random.chance(0.1))
    Object.assign(fields, {
      client_id: hostileText(random).toWellFormed(),
      client_secret: 'x',
      client_assertion: 'a.b.c',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    });
  const credentials = random.pick([
    `admin:${secret}`,
    `admin:${secret}`,
    'admin:wrong',
    'nobody:x',
    ':',
    'admin',
    '%:%',
    hostileText(random),
  ]);
  const form = new URLSearchParams(fields).toString();
  return {
    face: 'oauth',
    name: 'token',
    method: random.chance(0.05) ? random.pick(METHODS) : 'POST',
    path: random.chance(0.95)
      ? '/oauth/token'
      : random.pick([
          '/oauth/',
          '/oauth/jwks',
          '/oauth/authorize',
          '/oauth/nothing',
          '/oauth/token/x',
          '/.well-known/openid-configuration',
          '/oauth/%E0%A4%A',
        ]),
    headers: {
      authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      'x-forwarded-for': `10.${random.int(256)}.${random.int(256)}.${random.int(256)}`,
      ...(random.chance(0.15) ? random.pick(HEADERS)(random) : {}),
      ...(random.chance(0.05) ? { dpop: random.pick(['a.b.c', '', inHeader(hostileText(random))]) } : {}),
    },
    body: random.chance(0.9) ? form : random.pick([...BODIES, `${form}&${form}`]),
  };
};

/** The request of an index: the same for the same seed. */
export const apiRequestOf = (
  seed: number,
  index: number,
  theirs: Theirs,
  secrets: { readonly token: string; readonly clientSecret: string },
): ApiRequest => {
  const random = randomFor(seed, index, 11);
  const part = random.next();
  if (part < 0.6) return rest(random, theirs, secrets.token);
  return part < 0.9 ? graphql(random, theirs, secrets.token) : oauth(random, secrets.clientSecret);
};
