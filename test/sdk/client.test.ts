/** What the client does when the world is not well, against a server that plays it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clientCredentials, createClient, each, events, VoltgateError } from '../../sdk/src/index.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let url: string;
/** What was asked of the API, and how it answers, one after another; the last one stays. */
let asked: { readonly line: string; readonly headers: IncomingMessage['headers'] }[];
let answers: Handle[];
let tokens: number;

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Handle => {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
};

beforeEach(async () => {
  asked = [];
  answers = [];
  tokens = 0;
  server = createServer((request, response) => {
    if (request.url === '/oauth/token') {
      tokens += 1;
      return json(200, { access_token: `token-${tokens}`, expires_in: 3600 })(request, response);
    }
    asked.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    request.resume();
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    answer?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const connect = () => createClient({ url, tokens: clientCredentials({ url, clientId: 'c', clientSecret: 's' }) });
const command = { id: 'C-1', status: 'SENT' };
const start = { body: { station_id: 'S', token: { uid: 'T', type: 'RFID' } } } as const;

it('fetches one token for all calls, and another when the gateway refuses it', async () => {
  answers = [json(200, { client_id: 'c' })];
  const client = connect();
  await Promise.all([client.getMe(), client.getMe(), client.getMe()]);
  expect(tokens).toBe(1);
  answers = [json(401, { code: 'unauthorized', detail: 'no' }), json(200, { client_id: 'c' })];
  expect(await client.getMe()).toEqual({ client_id: 'c' });
  expect(asked.slice(-2).map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
});

it('sends a command again under one idempotency key, and another command under another', async () => {
  answers = [json(503, {}), (request) => request.socket.destroy(), json(202, command)];
  const client = connect();
  expect(await client.startSession(start)).toMatchObject(command);
  const keys = asked.map(({ headers }) => headers['idempotency-key']);
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
  await client.startSession(start);
  expect(asked.at(-1)?.headers['idempotency-key']).not.toBe(keys[0]);
  await client.startSession({ ...start, idempotencyKey: 'mine' });
  expect(asked.at(-1)?.headers['idempotency-key']).toBe('mine');
});

it('tries again when there is too much, and leaves a cool-down to its caller', async () => {
  answers = [json(429, { code: 'rate_limited', detail: 'slow' }, { 'retry-after': '0' }), json(200, [])];
  expect(await connect().listStations()).toEqual([]);
  asked.length = 0;
  answers = [json(429, { code: 'cool_down', detail: 'wait' }, { 'retry-after': '30' })];
  const refused = await connect()
    .startSession(start)
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(VoltgateError);
  expect(refused).toMatchObject({ status: 429, code: 'cool_down', retryAfterS: 30, message: 'wait' });
  expect(asked).toHaveLength(1);
});

it('says that there is no answer', async () => {
  answers = [(request) => request.socket.destroy()];
  await expect(connect().getMe()).rejects.toMatchObject({ code: 'unreachable', status: 0 });
  expect(asked).toHaveLength(4);
});

it('follows a list over its pages, with the same filters', async () => {
  const next = { link: `<${url}/api/v1/stations?online=true&cursor=abc>; rel="next"` };
  answers = [json(200, [{ id: 'A' }, { id: 'B' }], next), json(200, [{ id: 'C' }])];
  const found: string[] = [];
  for await (const { id } of each(connect(), 'listStations', { query: { online: true } })) found.push(id);
  expect(found).toEqual(['A', 'B', 'C']);
  expect(asked.map(({ line }) => line)).toEqual([
    'GET /api/v1/stations?online=true',
    'GET /api/v1/stations?online=true&cursor=abc',
  ]);
});

it('goes on with a stream behind the last event, whatever it broke off by', async () => {
  const stream = (ids: readonly string[], end: (response: ServerResponse) => void): Handle => {
    return (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': hello\n\n');
      for (const id of ids) response.write(`id: ${id}\nevent: x\ndata: {"id":"${id}"}\n\n`);
      end(response);
    };
  };
  answers = [
    stream(['1', '2'], (response) => void setImmediate(() => response.destroy())),
    json(503, {}),
    stream(['3'], (response) => response.end('event: error\ndata: {"code":"unavailable"}\n\n')),
    stream(['4'], () => undefined),
  ];
  const seen: string[] = [];
  for await (const { id } of events(connect(), { types: ['x'] })) {
    seen.push(id);
    if (id === '4') break;
  }
  expect(seen).toEqual(['1', '2', '3', '4']);
  expect(asked.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '2', '2', '3']);
  expect(asked[0]?.line).toBe('GET /api/v1/events/stream?types=x');
});

it('ends a stream that may not be read', async () => {
  answers = [json(403, { code: 'insufficient_scope', detail: 'no' })];
  await expect(events(connect()).next()).rejects.toMatchObject({ code: 'insufficient_scope' });
});
