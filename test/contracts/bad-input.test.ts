/** What is wrong gets the clear error of its protocol, and the next one is served as before. */
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { OcppVersion } from '../../src/domain/station.ts';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type OutsideIssuer, startOutsideIssuer } from '../support/outside-issuer.ts';
import { enter, knock, type RawStation } from './support/raw-station.ts';
import { SUBPROTOCOLS } from './support/strict-station.ts';

const PASSWORD = 'a-password-of-20-chr';

let gateway: TestGateway;
let issuer: OutsideIssuer;
let healthy: RawStation;

const LOCATION = {
  address: 'Street 1',
  city: 'Utrecht',
  country: 'NLD',
  coordinates: { latitude: '52.05', longitude: '5.10' },
  time_zone: 'Europe/Amsterdam',
};
const put = async (path: string, body: object): Promise<void> => {
  const answer = await gateway.request('PUT', `/api/v1/${path}`, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
};
const stationUrl = (id: string) => `${gateway.stationsUrl}/${id}`;

const boots: Record<OcppVersion, object> = {
  '1.6': { chargePointVendor: 'V', chargePointModel: 'M' },
  '2.0.1': { reason: 'PowerUp', chargingStation: { vendorName: 'V', model: 'M' } },
  '2.1': { reason: 'PowerUp', chargingStation: { vendorName: 'V', model: 'M' } },
};

/** The code of a CALLERROR; of anything else, the frame. */
const codeOf = (frame: readonly unknown[]): unknown => (frame[0] === 4 ? frame[2] : JSON.stringify(frame));
/** The payload of a CALLRESULT; of anything else, the frame. */
const resultOf = (frame: readonly unknown[]): unknown => (frame[0] === 3 ? frame[2] : JSON.stringify(frame));

const VERSIONS: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1'];

beforeAll(async () => {
  issuer = await startOutsideIssuer(() => gateway.url);
  gateway = await startTestGateway({ environment: { OAUTH_ISSUERS: issuer.url } });
  await put('locations/mine', LOCATION);
  await put('locations/theirs', LOCATION);
  const station = { location_id: 'mine', registration: 'accepted', security_profile: 0, validation: 'strict' };
  for (const id of ['HEALTHY', 'NEXT', 'FRESH', ...VERSIONS.map((version) => `BAD-${version}`)]) {
    await put(`stations/${id}`, station);
  }
  await put('stations/THEIRS', { ...station, location_id: 'theirs' });
  await put('stations/LOCKED', { ...station, security_profile: 1, password: PASSWORD });
  await put('tokens/MINE', { type: 'RFID', contract_id: 'C-MINE', status: 'ACCEPTED' });
  await put('tokens/THEIRS', { type: 'RFID', contract_id: 'C-THEIRS', status: 'ACCEPTED' });
  await put('clients/outside-app', { name: 'App', issuer: issuer.url, scopes: ['locations:read'] });

  healthy = await enter(stationUrl('HEALTHY'), ['ocpp1.6']);
  expect(resultOf(await healthy.call('BootNotification', boots['1.6']))).toMatchObject({ status: 'Accepted' });
  const next = await enter(stationUrl('NEXT'), ['ocpp1.6']);
  await next.call('BootNotification', boots['1.6']);
  await next.close();
});
afterAll(async () => {
  await gateway?.close();
  await issuer?.close();
});

/** One that was there before, one that comes now, and the process itself. */
afterEach(async () => {
  const heartbeat = { currentTime: expect.any(String) };
  expect(resultOf(await healthy.call('Heartbeat', {}))).toEqual(heartbeat);
  const next = await enter(stationUrl('NEXT'), ['ocpp1.6']);
  expect(resultOf(await next.call('Heartbeat', {}))).toEqual(heartbeat);
  await next.close();
  expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200);
});

describe.each(VERSIONS)('a station of OCPP %s', (version) => {
  const isOld = version === '1.6';
  const status = { timestamp: '2026-03-01T10:00:00Z', connectorId: 1 };
  const goodStatus = isOld
    ? { ...status, errorCode: 'NoError', status: 'Available' }
    : { ...status, evseId: 1, connectorStatus: 'Available' };
  const { timestamp: _, connectorId: __, ...withoutConnector } = goodStatus;
  let station: RawStation;

  beforeAll(async () => {
    station = await enter(stationUrl(`BAD-${version}`), [SUBPROTOCOLS[version]]);
    await station.call('BootNotification', boots[version]);
  });
  afterAll(() => station?.close());

  const isServed = async (): Promise<void> => {
    expect(resultOf(await station.call('Heartbeat', {}))).toMatchObject({ currentTime: expect.any(String) });
  };

  it.each([
    ['no JSON', 'no json'],
    ['half a frame', '[2'],
    ['an object', '{"a":1}'],
    ['a text', '"text"'],
    ['null', 'null'],
    ['an empty array', '[]'],
    ['an id that is a number', '[2,7,"Heartbeat",{}]'],
    ['an id of 5000 characters', `[2,"${'x'.repeat(5000)}","Heartbeat",{}]`],
  ])('sends %s', async (_name, frame) => {
    station.send(frame);
    // OCPP 1.6 has no way to say it without the id of a message; 2.x has the id -1 (part 4, 4.2.3).
    if (!isOld) expect((await station.next()).slice(0, 3)).toEqual([4, '-1', 'RpcFrameworkError']);
    await isServed();
  });

  it('sends a message type that is not there', async () => {
    station.send('[7,"id","Heartbeat",{}]');
    if (!isOld) expect(codeOf(await station.next())).toBe('MessageTypeNotSupported');
    await isServed();
  });

  it.each(['[3]', '[3,"nobody-asked",{}]', '[4,"nobody-asked","GenericError","",{}]'])(
    'sends the answer %s, which nobody waits for',
    async (frame) => {
      station.send(frame);
      await isServed();
    },
  );

  it('sends a call whose parts are wrong', async () => {
    const code = isOld ? 'FormationViolation' : 'RpcFrameworkError';
    for (const frame of ['[2,"a"]', '[2,"b","Heartbeat"]', '[2,"c",7,{}]', '[2,"d","Heartbeat",[]]']) {
      station.send(frame);
      const answer = await station.next();
      expect(answer[1]).toMatch(/^[abcd]$/);
      expect(codeOf(answer)).toBe(code);
    }
    await isServed();
  });

  it('sends what is no text', async () => {
    station.send(Buffer.from([1, 2, 3]));
    if (!isOld) expect(codeOf(await station.next())).toBe('RpcFrameworkError');
    await isServed();
  });

  it('sends an action that nobody knows, or that is not for the gateway', async () => {
    expect(codeOf(await station.call('MakeCoffee', {}))).toBe('NotImplemented');
    expect(codeOf(await station.call('constructor', {}))).toBe('NotImplemented');
    expect(codeOf(await station.call('Reset', { type: 'Immediate' }))).toBe('NotSupported');
    await isServed();
  });

  it.each([
    ['lacks what must be there', withoutConnector, isOld ? 'OccurenceConstraintViolation' : 'OccurrenceConstraintViolation'],
    ['has another type', { ...goodStatus, connectorId: 'one' }, 'TypeConstraintViolation'],
    ['has a value that is not allowed', { ...goodStatus, [isOld ? 'status' : 'connectorStatus']: 'Fine' }, 'PropertyConstraintViolation'],
    ['has a property that nobody knows', { ...goodStatus, colour: 'red' }, isOld ? 'FormationViolation' : 'FormatViolation'],
    ['has an instant that is none', { ...goodStatus, timestamp: 'yesterday' }, isOld ? 'FormationViolation' : 'FormatViolation'],
  ])('sends a payload that %s', async (_name, payload, code) => {
    expect(codeOf(await station.call('StatusNotification', payload))).toBe(code);
    expect(resultOf(await station.call('StatusNotification', goodStatus))).toEqual({});
  });

  it('sends a text that is too long', async () => {
    const boot = isOld
      ? { ...boots['1.6'], chargePointModel: 'x'.repeat(21) }
      : { reason: 'PowerUp', chargingStation: { vendorName: 'V', model: 'x'.repeat(21) } };
    expect(codeOf(await station.call('BootNotification', boot))).toBe('PropertyConstraintViolation');
    await isServed();
  });
});

describe("at the stations' door", () => {
  it('closes a socket with 1009 that sends an oversize frame', async () => {
    const station = await enter(stationUrl('FRESH'), ['ocpp1.6']);
    station.send(JSON.stringify([2, 'big', 'DataTransfer', { vendorId: 'v', data: 'x'.repeat(1024 * 1024) }]));
    expect(await station.closed).toBe(1009);
  });

  it('answers SecurityError before the first BootNotification', async () => {
    await put('stations/UNBOOTED', { registration: 'pending', security_profile: 0, validation: 'strict' });
    const station = await enter(stationUrl('UNBOOTED'), ['ocpp2.0.1']);
    expect(codeOf(await station.call('Heartbeat', {}))).toBe('SecurityError');
    expect(resultOf(await station.call('BootNotification', boots['2.0.1']))).toMatchObject({ status: 'Pending' });
    await station.close();
  });

  it.each([
    ['a bad escape', '%E0%A4%A', 400],
    ['a colon', 'A%3AB', 400],
    ['a slash in it', 'A%2FB', 400],
    ['a control character', 'A%00B', 400],
    ['49 characters', 'x'.repeat(49), 400],
    ['no identity', '', 400],
    ['an identity that nobody registered', 'STRANGER', 404],
  ])('refuses a URL with %s', async (_name, segment, status) => {
    expect(await knock(stationUrl(segment), ['ocpp1.6'])).toMatchObject({ kind: 'refused', status });
  });

  it('refuses a path that is nobody\'s', async () => {
    const url = gateway.stationsUrl.replace(/ocpp$/, 'elsewhere/FRESH');
    expect(await knock(url, ['ocpp1.6'])).toMatchObject({ kind: 'refused', status: 404 });
  });

  it.each([
    ['a wrong password', `Basic ${Buffer.from('LOCKED:wrong-password-00000').toString('base64')}`],
    ["another station's name", `Basic ${Buffer.from(`HEALTHY:${PASSWORD}`).toString('base64')}`],
    ['no password', ''],
    ['a header that cannot be read', 'Basic ***'],
    ['another scheme', 'Bearer abc'],
  ])('refuses %s with 401 and the challenge', async (_name, authorization) => {
    const answer = await knock(stationUrl('LOCKED'), ['ocpp1.6'], authorization === '' ? {} : { authorization });
    expect(answer).toMatchObject({ kind: 'refused', status: 401 });
    if (answer.kind === 'refused') expect(answer.headers['www-authenticate']).toMatch(/^Basic /);
    const right = { authorization: `Basic ${Buffer.from(`LOCKED:${PASSWORD}`).toString('base64')}` };
    await (await enter(stationUrl('LOCKED'), ['ocpp1.6'], right)).close();
  });

  it('closes at once after a handshake without a subprotocol', async () => {
    const station = await enter(stationUrl('FRESH'), []);
    expect(await station.closed).toBe(1002);
  });

  it('agrees on no subprotocol that it does not know', async () => {
    const socket = new WebSocket(stationUrl('FRESH'), ['ocpp9.9']);
    // The handshake ends without the header, which ws, unlike stations, takes for an error.
    const [error] = await once(socket, 'error');
    expect(error).toBeInstanceOf(Error);
  });
});

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

  const BAD: readonly (readonly [string, () => Promise<string>])[] = [
    ['garbage', async () => 'garbage'],
    ['three dots', async () => '...'],
    ['what is no text of a token', async () => 'é"\\'],
    ['a claim set that is no JSON', async () => `${base64({})}.bm8.x`],
    ['expired', () => issuer.token('outside-app', { exp: Math.floor(Date.now() / 1000) - 120 })],
    ['of another audience', () => issuer.token('outside-app', { aud: 'https://elsewhere.example' })],
    ['of an issuer that is not trusted', () => issuer.token('outside-app', { iss: 'https://elsewhere.example' })],
    ['of a client that is not known', () => issuer.token('nobody')],
    [
      'not signed (alg none)',
      async () => `${base64({ alg: 'none', typ: 'at+jwt' })}.${base64(claimsOf(await gateway.token()))}.`,
    ],
    [
      'signed with a shared secret',
      async () => `${base64({ alg: 'HS256', typ: 'at+jwt' })}.${base64(claimsOf(await gateway.token()))}.AAAA`,
    ],
    ['tampered with in its header', async () => flip(await gateway.token(), 0)],
    ['tampered with in its claims', async () => flip(await gateway.token(), 1)],
    ['tampered with in its signature', async () => flip(await gateway.token(), 2)],
    [
      'given scopes by its holder',
      async () => {
        const [head = '', , signature = ''] = (await gateway.token('admin', undefined, 'locations:read')).split('.');
        return `${head}.${base64(claimsOf(await gateway.token()))}.${signature}`;
      },
    ],
  ];

  it.each(BAD)('that is %s is unauthorized on REST, GraphQL and the WebSocket', async (_name, make) => {
    const token = await make();
    const rest = await gateway.request('GET', '/api/v1/locations', { token });
    expectProblem(rest, 401, 'unauthorized');
    expect(rest.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');

    const graphql = await gateway.request('POST', '/graphql', { body: { query: '{ me { clientId } }' }, token });
    expect(graphql.status).toBe(401);
    expect(graphql.body.errors).toMatchObject([{ extensions: { code: 'unauthorized' } }]);
    expect(graphql.headers.get('www-authenticate')).toContain('Bearer');

    const stream = await gateway.request('GET', '/api/v1/events/stream', { token });
    expectProblem(stream, 401, 'unauthorized');

    const socket = await openGraphql();
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
    expect(await closeCode(socket)).toBe(4403);
  });

  it('is asked for where it is missing or of another scheme', async () => {
    const none = await fetch(`${gateway.url}/api/v1/locations`);
    expect(none.status).toBe(401);
    expect(none.headers.get('www-authenticate')).toBe('Bearer');
    const basic = await gateway.request('GET', '/api/v1/locations', { headers: { authorization: 'Basic YTpi' } });
    expectProblem(basic, 401, 'unauthorized');
  });

  it('is never told in a 401', async () => {
    const token = await gateway.token();
    const answer = await gateway.request('GET', '/api/v1/locations', { token: `${token}x` });
    expect(JSON.stringify(answer.body)).not.toContain(token.slice(0, 20));
  });
});

describe('a client without the right', () => {
  it('hears which scope it lacks', async () => {
    const token = await gateway.client({ id: 'narrow', scopes: ['locations:read'] });
    const answer = await gateway.request('GET', '/api/v1/stations', { token });
    expectProblem(answer, 403, 'insufficient_scope');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope", scope="stations:read"');
    const { errors } = await gateway.graphql('{ stations { edges { node { id } } } }', {}, token);
    expect(errors).toMatchObject([{ extensions: { code: 'insufficient_scope' } }]);
  });

  it('finds nothing of another location', async () => {
    const token = await gateway.client({
      id: 'of-mine',
      scopes: ['locations:read', 'stations:read', 'stations:control'],
      locationIds: ['mine'],
    });
    expect((await gateway.get('/api/v1/locations', token)).map(({ id }: Json) => id)).toEqual(['mine']);
    expectProblem(await gateway.request('GET', '/api/v1/locations/theirs', { token }), 404, 'not_found');
    expectProblem(await gateway.request('GET', '/api/v1/stations/THEIRS', { token }), 404, 'not_found');
    const body = { station_id: 'THEIRS' };
    expectProblem(await gateway.request('POST', '/api/v1/commands/RESET_STATION', { token, body }), 404, 'not_found');
    const { errors } = await gateway.graphql('{ location(id: "theirs") { id } }', {}, token);
    expect(errors).toMatchObject([{ extensions: { code: 'not_found' } }]);
  });

  it('finds nothing of another token', async () => {
    const token = await gateway.client({
      id: 'of-token',
      scopes: ['tokens:read', 'sessions:control', 'stations:read'],
      tokenUids: ['MINE'],
    });
    expect((await gateway.get('/api/v1/tokens', token)).map(({ uid }: Json) => uid)).toEqual(['MINE']);
    expectProblem(await gateway.request('GET', '/api/v1/tokens/THEIRS', { token }), 404, 'not_found');
    const body = { station_id: 'HEALTHY', token: { uid: 'THEIRS', type: 'RFID' } };
    const start = await gateway.request('POST', '/api/v1/commands/START_SESSION', { token, body });
    expect([403, 404, 422]).toContain(start.status);
    expect(['forbidden', 'not_found', 'token_not_valid']).toContain(start.body.code);
  });

  it('finds no command of another client', async () => {
    const { body: command } = await gateway.request('POST', '/api/v1/commands/RESET_STATION', {
      body: { station_id: 'FRESH' },
    });
    const token = await gateway.client({ id: 'controller', scopes: ['stations:control'] });
    const path = `/api/v1/commands/${command.id}`;
    expectProblem(await gateway.request('GET', path, { token }), 404, 'not_found');
    expectProblem(await gateway.request('POST', `${path}/cancel`, { token }), 404, 'not_found');
    expect((await gateway.request('POST', `${path}/cancel`)).status).toBe(200);
  });
});

describe('a REST request', () => {
  const send = (body: string, headers: Record<string, string> = {}) =>
    gateway.request('PUT', '/api/v1/locations/bad', { body, headers });

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
    expectProblem(await gateway.request('GET', `/api/v1${path}`), 400, 'invalid_request');
  });

  it('for what is not there', async () => {
    for (const path of ['/nothing', '/locations/none', '/stations/none', '/sessions/none', '/commands/none']) {
      expectProblem(await gateway.request('GET', `/api/v1${path}`), 404, 'not_found');
    }
    expectProblem(await gateway.request('DELETE', '/api/v1/locations'), 405, 'invalid_request');
    expect((await fetch(`${gateway.url}/elsewhere`)).status).toBe(404);
  });

  it('for events behind one that is not in the log', async () => {
    const answer = await gateway.request('GET', '/api/v1/events/stream', { headers: { 'last-event-id': 'never' } });
    expectProblem(answer, 404, 'not_found');
  });
});

const openGraphql = async (protocol = 'graphql-transport-ws'): Promise<WebSocket> => {
  const socket = new WebSocket(`${gateway.url.replace(/^http/, 'ws')}/graphql`, [protocol]);
  await once(socket, 'open');
  return socket;
};
const closeCode = async (socket: WebSocket): Promise<number> => {
  const [code] = await once(socket, 'close');
  return code as number;
};

describe('a GraphQL request', () => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    gateway.request('POST', '/graphql', {
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
    ['that asks for too much at once', { query: '{ locations(first: 1000) { edges { node { stations(first: 1000) { edges { node { id } } } } } } }' }],
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
  it('of another subprotocol is closed with 4406', async () => {
    expect(await closeCode(await openGraphql('graphql-ws'))).toBe(4406);
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
    const socket = await openGraphql();
    socket.send('x'.repeat(300 * 1024));
    expect(await closeCode(socket)).toBe(1009);
  });
});
