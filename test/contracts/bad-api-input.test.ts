/** What a client of the APIs does wrong gets the clear error of its face, and stations are served as before. */
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Json } from '../support/gateway.ts';
import { LOCATION, type ServedGateway, startServedGateway } from './support/served-gateway.ts';

let served: ServedGateway;
beforeAll(async () => {
  served = await startServedGateway();
});
afterEach(() => served.expectServed());
afterAll(() => served?.close());

const expectProblem = (answer: { status: number; headers: Headers; body: Json }, status: number, code: string) => {
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer).toMatchObject({ status, body: { status, code, title: expect.any(String) } });
};

describe('an access token', () => {
  const flip = (token: string, part: number): string => {
    const parts = token.split('.');
    const text = parts[part] ?? '';
    const middle = Math.floor(text.length / 2);
    parts[part] = text.slice(0, middle) + (text[middle] === 'A' ? 'B' : 'A') + text.slice(middle + 1);
    return parts.join('.');
  };
  const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

  const NO_TOKEN = /no access token of RFC 9068/;
  const NO_KEY = /signed by no key|no access token of RFC 9068/;
  /** What it is, how to make it, what the answer says of it, and the code that closes its socket. */
  const BAD: readonly (readonly [name: string, make: () => Promise<string>, says: RegExp, code: number])[] = [
    ['garbage', async () => 'garbage', NO_TOKEN, 4401],
    ['three dots', async () => '...', NO_TOKEN, 4401],
    ['what is no text of a token', async () => 'é"\\', NO_TOKEN, 4401],
    ['a claim set that is no JSON', async () => `${base64({})}.bm8.x`, NO_TOKEN, 4401],
    [
      'expired',
      () => served.issuer.token('outside-app', { exp: Math.floor(Date.now() / 1000) - 120 }),
      /has expired: get a new one/,
      4403,
    ],
    [
      'not valid yet',
      () => served.issuer.token('outside-app', { nbf: Math.floor(Date.now() / 1000) + 3600 }),
      /not valid yet/,
      4401,
    ],
    [
      'of another audience',
      () => served.issuer.token('outside-app', { aud: 'https://elsewhere.example' }),
      /for another audience/,
      4401,
    ],
    [
      'of an issuer that is not trusted',
      () => served.issuer.token('outside-app', { iss: 'https://elsewhere.example' }),
      /not from an issuer that is trusted/,
      4401,
    ],
    ['of a client that is not known', () => served.issuer.token('nobody'), /is not registered here/, 4401],
    [
      'not signed (alg none)',
      async () => `${base64({ alg: 'none', typ: 'at+jwt' })}.${base64(claimsOf(await served.gateway.token()))}.`,
      NO_KEY,
      4401,
    ],
    [
      'signed with a shared secret',
      async () => `${base64({ alg: 'HS256', typ: 'at+jwt' })}.${base64(claimsOf(await served.gateway.token()))}.AAAA`,
      NO_KEY,
      4401,
    ],
    ['tampered with in its header', async () => flip(await served.gateway.token(), 0), /./, 4401],
    ['tampered with in its claims', async () => flip(await served.gateway.token(), 1), /./, 4401],
    ['tampered with in its signature', async () => flip(await served.gateway.token(), 2), NO_KEY, 4401],
    [
      'given scopes by its holder',
      async () => {
        const [head = '', , signature = ''] = (await served.gateway.token('admin', undefined, 'locations:read')).split(
          '.',
        );
        return `${head}.${base64(claimsOf(await served.gateway.token()))}.${signature}`;
      },
      NO_KEY,
      4401,
    ],
  ];

  it.each(BAD)('that is %s is unauthorized on REST, GraphQL and the WebSocket', async (_name, make, says, code) => {
    const token = await make();
    const rest = await served.gateway.request('GET', '/api/v1/locations', { token });
    expectProblem(rest, 401, 'unauthorized');
    expect(rest.headers.get('www-authenticate')).toMatch(
      /^Bearer error="invalid_token", error_description="[^"]+", resource_metadata="[^"]+\/api\/v1"$/,
    );
    expect(rest.body.detail).toMatch(says);

    const graphql = await served.gateway.request('POST', '/graphql', {
      body: { query: '{ me { clientId } }' },
      token,
    });
    expect(graphql.status).toBe(401);
    expect(graphql.body.errors).toMatchObject([{ extensions: { code: 'unauthorized' } }]);
    expect(graphql.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token", .*\/graphql"$/);
    expect(graphql.body.errors[0].message).toMatch(says);

    const stream = await served.gateway.request('GET', '/api/v1/events/stream', { token });
    expectProblem(stream, 401, 'unauthorized');

    const socket = await openGraphql();
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
    expect(await closeCode(socket)).toBe(code);
  });

  it('is asked for where it is missing or of another scheme', async () => {
    const none = await fetch(`${served.gateway.url}/api/v1/locations`);
    expect(none.status).toBe(401);
    expect(none.headers.get('www-authenticate')).toMatch(/^Bearer resource_metadata="[^"]+", DPoP algs="[^"]+", /);
    const basic = await served.gateway.request('GET', '/api/v1/locations', {
      headers: { authorization: 'Basic YTpi' },
    });
    expectProblem(basic, 401, 'unauthorized');
  });

  it('is never told in a 401', async () => {
    const token = await served.gateway.token();
    const answer = await served.gateway.request('GET', '/api/v1/locations', { token: `${token}x` });
    expect(JSON.stringify(answer.body)).not.toContain(token.slice(0, 20));
  });
});

describe('a client without the right', () => {
  it('hears which scope it lacks', async () => {
    const token = await served.gateway.client({ id: 'narrow', scopes: ['locations:read'] });
    const answer = await served.gateway.request('GET', '/api/v1/stations', { token });
    expectProblem(answer, 403, 'insufficient_scope');
    expect(answer.headers.get('www-authenticate')).toMatch(
      /^Bearer error="insufficient_scope", scope="stations:read", /,
    );
    const { errors } = await served.gateway.graphql('{ stations { edges { node { id } } } }', {}, token);
    expect(errors).toMatchObject([{ extensions: { code: 'insufficient_scope' } }]);
  });

  it('finds nothing of another location', async () => {
    const token = await served.gateway.client({
      id: 'of-mine',
      scopes: ['locations:read', 'stations:read', 'stations:control'],
      locationIds: ['mine'],
    });
    expect((await served.gateway.get('/api/v1/locations', token)).map(({ id }: Json) => id)).toEqual(['mine']);
    expectProblem(await served.gateway.request('GET', '/api/v1/locations/theirs', { token }), 404, 'not_found');
    expectProblem(await served.gateway.request('GET', '/api/v1/stations/THEIRS', { token }), 404, 'not_found');
    const body = { station_id: 'THEIRS' };
    expectProblem(
      await served.gateway.request('POST', '/api/v1/commands/RESET_STATION', { token, body }),
      404,
      'not_found',
    );
    const { errors } = await served.gateway.graphql('{ location(id: "theirs") { id } }', {}, token);
    expect(errors).toMatchObject([{ extensions: { code: 'not_found' } }]);
  });

  it('finds nothing of another token', async () => {
    const token = await served.gateway.client({
      id: 'of-token',
      scopes: ['tokens:read', 'sessions:control', 'stations:read'],
      tokenUids: ['MINE'],
    });
    expect((await served.gateway.get('/api/v1/tokens', token)).map(({ uid }: Json) => uid)).toEqual(['MINE']);
    expectProblem(await served.gateway.request('GET', '/api/v1/tokens/THEIRS', { token }), 404, 'not_found');
    const body = { station_id: 'HEALTHY', token: { uid: 'THEIRS', type: 'RFID' } };
    const start = await served.gateway.request('POST', '/api/v1/commands/START_SESSION', { token, body });
    expect([403, 404, 422]).toContain(start.status);
    expect(['forbidden', 'not_found', 'token_not_valid']).toContain(start.body.code);
  });

  it('finds no command of another client', async () => {
    const { body: command } = await served.gateway.request('POST', '/api/v1/commands/RESET_STATION', {
      body: { station_id: 'FRESH' },
    });
    const token = await served.gateway.client({ id: 'controller', scopes: ['stations:control'] });
    const path = `/api/v1/commands/${command.id}`;
    expectProblem(await served.gateway.request('GET', path, { token }), 404, 'not_found');
    expectProblem(await served.gateway.request('POST', `${path}/cancel`, { token }), 404, 'not_found');
    expect((await served.gateway.request('POST', `${path}/cancel`)).status).toBe(200);
  });
});

describe('a REST request', () => {
  const send = (body: string, headers: Record<string, string> = {}) =>
    served.gateway.request('PUT', '/api/v1/locations/bad', { body, headers });

  it('with a body that is no JSON', async () => {
    for (const body of ['{"name":', 'null', '"text"', '[]', '{"a":1}{']) {
      expectProblem(await send(body), 400, 'invalid_request');
    }
  });

  it('with a field of another type, named by its pointer', async () => {
    const answer = await send(JSON.stringify({ ...LOCATION, city: 7 }));
    expectProblem(answer, 400, 'invalid_request');
    expect(answer.body.errors).toMatchObject([{ pointer: '/city' }]);
  });

  it('with a property that nobody knows', async () => {
    const answer = await send(JSON.stringify({ ...LOCATION, colour: 'red' }));
    expectProblem(answer, 400, 'invalid_request');
    expect(answer.body.errors[0].pointer).toContain('/colour');
  });

  it('without what must be there', async () => {
    const { city: _, ...rest } = LOCATION;
    const answer = await send(JSON.stringify(rest));
    expectProblem(answer, 400, 'invalid_request');
    expect(answer.body.errors).toMatchObject([{ pointer: '/city' }]);
  });

  it('with a body that is too large', async () => {
    const body = JSON.stringify({ ...LOCATION, name: 'x'.repeat(300 * 1024) });
    expectProblem(await send(body), 413, 'payload_too_large');
  });

  it('with a body of another type, charset or encoding', async () => {
    const body = JSON.stringify(LOCATION);
    expectProblem(await send(body, { 'content-type': 'text/xml' }), 415, 'invalid_request');
    expectProblem(await send(body, { 'content-type': 'application/json; charset=latin1' }), 415, 'invalid_request');
    expectProblem(await send(body, { 'content-encoding': 'compress' }), 415, 'invalid_request');
  });

  it.each([
    '/locations?limit=0',
    '/locations?limit=many',
    '/locations?limit=1001',
    '/locations?date_from=yesterday',
    '/locations?order=upwards',
    '/locations?colour=red',
    '/locations?cursor=not-a-cursor',
    '/events?cursor=not-a-cursor',
    '/stations?online=maybe',
    '/sessions?status=FINE',
    '/events?types=nothing.happened',
    '/commands/abc?wait=61',
    '/locations/%E0%A4%A',
  ])('of %s', async (path) => {
    expectProblem(await served.gateway.request('GET', `/api/v1${path}`), 400, 'invalid_request');
  });

  it('for what is not there', async () => {
    for (const path of ['/nothing', '/locations/none', '/stations/none', '/sessions/none', '/commands/none']) {
      expectProblem(await served.gateway.request('GET', `/api/v1${path}`), 404, 'not_found');
    }
    expectProblem(await served.gateway.request('DELETE', '/api/v1/locations'), 405, 'invalid_request');
    expect((await fetch(`${served.gateway.url}/elsewhere`)).status).toBe(404);
  });

  it('for events behind one that is not in the log', async () => {
    const answer = await served.gateway.request('GET', '/api/v1/events/stream', {
      headers: { 'last-event-id': 'never' },
    });
    expectProblem(answer, 404, 'not_found');
  });
});

const graphqlSocketUrl = () => `${served.gateway.url.replace(/^http/, 'ws')}/graphql`;
const openGraphql = async (): Promise<WebSocket> => {
  const socket = new WebSocket(graphqlSocketUrl(), ['graphql-transport-ws']);
  await once(socket, 'open');
  return socket;
};
const closeCode = async (socket: WebSocket): Promise<number> => {
  const [code] = await once(socket, 'close');
  return code as number;
};

describe('a GraphQL request', () => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    served.gateway.request('POST', '/graphql', {
      body,
      headers: { accept: 'application/graphql-response+json', ...headers },
    });
  const nested = (depth: number): string =>
    depth === 0 ? 'id' : `stations { edges { node { location { ${nested(depth - 1)} } } } }`;
  const aliases = Array.from({ length: 31 }, (_, index) => `a${index}: me { clientId }`).join(' ');

  it.each([
    ['that is not GraphQL', { query: '{ me {' }],
    ['that goes too deep', { query: `{ location(id: "mine") { ${nested(4)} } }` }],
    ['with too many aliases', { query: `{ ${aliases} }` }],
    ['of a field that is not there', { query: '{ me { password } }' }],
    ['without a variable that must be there', { query: 'query ($id: ID!) { location(id: $id) { id } }' }],
    [
      'with a variable of another type',
      { query: 'query ($first: Int) { locations(first: $first) { totalCount } }', variables: { first: 'ten' } },
    ],
    [
      'that asks for too much at once',
      { query: '{ locations(first: 1000) { edges { node { stations(first: 1000) { edges { node { id } } } } } } }' },
    ],
    ['without a query', {}],
    ['with a query that is no text', { query: 7 }],
    ['of an operation that is not in it', { query: 'query a { me { clientId } }', operationName: 'b' }],
    ['in a batch', [{ query: '{ me { clientId } }' }]],
    ['whose body is no JSON', '{"query":'],
  ])('%s', async (_name, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ extensions: { code: 'invalid_request' } }]);
    expect(answer.body.data ?? null).toBeNull();
  });

  it('with a page size or cursor that cannot be', async () => {
    for (const page of ['first: 0', 'first: 1001', 'after: "never"']) {
      const { body } = await post({ query: `{ locations(${page}) { edges { cursor } } }` });
      expect(body.errors).toMatchObject([{ extensions: { code: 'invalid_request' } }]);
    }
  });

  it('that is too large', async () => {
    const answer = await post({ query: '{ me { clientId } }', variables: { text: 'x'.repeat(300 * 1024) } });
    expect(answer).toMatchObject({ status: 413, body: { errors: [{ extensions: { code: 'payload_too_large' } }] } });
  });

  it('of another content type', async () => {
    const answer = await post('{ me { clientId } }', { 'content-type': 'text/plain' });
    expect(answer.status).toBe(415);
  });
});

describe('a GraphQL socket', () => {
  it.each([[['graphql-ws']], [[]]])('that does not offer the subprotocol (%j) is closed', async (protocols) => {
    const socket = new WebSocket(graphqlSocketUrl(), protocols);
    // Without a subprotocol that was asked for, ws gives up before the close frame comes.
    if (protocols.length > 0) expect((await once(socket, 'error'))[0]).toBeInstanceOf(Error);
    else expect(await closeCode(socket)).toBe(4406);
  });

  it('that subscribes before it was let in is closed with 4401', async () => {
    const socket = await openGraphql();
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '{ me { clientId } }' } }));
    expect(await closeCode(socket)).toBe(4401);
  });

  it.each(['no json', '{"type":"nothing"}', '[]'])('that says %s is closed with 4400', async (text) => {
    const socket = await openGraphql();
    socket.send(text);
    expect(await closeCode(socket)).toBe(4400);
  });

  it('that sends too much is closed with 1009', async () => {
    // graphql-ws tells of each such socket on the console.
    vi.spyOn(console, 'error').mockImplementationOnce(() => undefined);
    const socket = await openGraphql();
    socket.send('x'.repeat(300 * 1024));
    expect(await closeCode(socket)).toBe(1009);
  });
});
