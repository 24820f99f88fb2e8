/** Clients that go away in the midst of something: no error of ours, on no face, and the gateway goes on. */
import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Log } from '../../src/services/ports/observing.ts';
import { ADMIN_SECRET, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';

let app: TestGateway;
let token: string;
/** What was logged as a warning or an error, or printed past the log. */
let told: string[];

beforeEach(async () => {
  told = [];
  const tell = (fields: Record<string, unknown>, message: string) => {
    const { err } = fields;
    told.push(`${message}: ${err instanceof Error ? err.message : JSON.stringify(fields)}`);
  };
  const quiet = () => undefined;
  const log: Log = { debug: quiet, info: quiet, warn: tell, error: tell };
  vi.spyOn(console, 'error').mockImplementation((...words: readonly unknown[]) => void told.push(words.join(' ')));
  vi.spyOn(console, 'warn').mockImplementation((...words: readonly unknown[]) => void told.push(words.join(' ')));
  app = await startTestGateway({ log });
  token = await app.token();
  told.length = 0;
});
afterEach(async () => {
  await app.close();
  vi.restoreAllMocks();
});

const connections = async (): Promise<number> => {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  return Number(/^voltgate_http_connections (\d+)$/m.exec(text)?.[1]);
};

/** Sends bytes, and resolves when something came back, or the bytes are at the gateway. */
const sent = (bytes: string, waitForAnswer: boolean): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(app.gateway.port, '127.0.0.1');
    socket.once('error', reject);
    socket.write(bytes, () => {
      if (!waitForAnswer) resolve(socket);
    });
    if (waitForAnswer) socket.once('data', () => resolve(socket));
  });

/** Ends it by a reset, and waits until the gateway has seen it. */
const cut = async (socket: Socket, how: 'reset' | 'half-closed'): Promise<void> => {
  socket.removeAllListeners('error').on('error', () => undefined);
  const open = await connections();
  if (how === 'reset') socket.resetAndDestroy();
  else socket.end();
  await until(async () => (await connections()) < open);
  socket.destroy();
};

const head = (method: string, path: string, headers: Record<string, string> = {}): string =>
  [`${method} ${path} HTTP/1.1`, 'Host: x', ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)]
    .join('\r\n')
    .concat('\r\n\r\n');

const bearer = () => ({ Authorization: `Bearer ${token}` });
const json = { 'Content-Type': 'application/json' };
const basic = () => `Basic ${Buffer.from(`admin:${ADMIN_SECRET}`).toString('base64')}`;

/** What is under way when the client goes. */
const UNDER_WAY: readonly (readonly [string, () => string, boolean])[] = [
  ['a head', () => 'GET /api/v1/stations HTTP/1.1\r\nHost: x\r\n', false],
  [
    'an upload to REST',
    () => `${head('PUT', '/api/v1/tokens/T1', { ...bearer(), ...json, 'Content-Length': '1000' })}{"uid":`,
    false,
  ],
  [
    'an upload in chunks to REST',
    () => `${head('PUT', '/api/v1/tokens/T1', { ...bearer(), ...json, 'Transfer-Encoding': 'chunked' })}5\r\n{"uid`,
    false,
  ],
  [
    'an operation to GraphQL',
    () => `${head('POST', '/graphql', { ...bearer(), ...json, 'Content-Length': '1000' })}{"query":`,
    false,
  ],
  [
    'a request for a token',
    () =>
      `${head('POST', '/oauth/token', {
        Authorization: basic(),
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': '1000',
      })}grant_type=`,
    false,
  ],
  ['an event stream', () => head('GET', '/api/v1/events/stream', { ...bearer(), Accept: 'text/event-stream' }), true],
  [
    'a GraphQL subscription over SSE',
    () => {
      const body = JSON.stringify({ query: 'subscription { event { id } }' });
      const length = { 'Content-Length': String(Buffer.byteLength(body)) };
      return head('POST', '/graphql', { ...bearer(), ...json, ...length, Accept: 'text/event-stream' }) + body;
    },
    true,
  ],
  [
    'a GraphQL socket',
    () =>
      head('GET', '/graphql', {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Protocol': 'graphql-transport-ws',
      }),
    true,
  ],
  [
    "a station's handshake",
    () =>
      head('GET', '/ocpp/NOBODY', {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Protocol': 'ocpp2.0.1',
      }),
    false,
  ],
];

describe.each(['reset', 'half-closed'] as const)('a connection that is %s', (how) => {
  it.each(UNDER_WAY)('in the midst of %s is no error', async (_name, bytes, waitForAnswer) => {
    await cut(await sent(bytes(), waitForAnswer), how);
    expect(told).toEqual([]);
    expect((await fetch(`${app.url}/health/ready`)).status).toBe(200);
  });
});

const posted = (path: string, body: string, headers: Record<string, string>): string =>
  head('POST', path, { ...headers, 'Content-Length': String(Buffer.byteLength(body)) }) + body;

describe('a client that goes while its answer is made', () => {
  it.each<readonly [string, () => string]>([
    ['a list of REST', () => head('GET', '/api/v1/events?limit=1000', bearer())],
    [
      'an operation of GraphQL',
      () =>
        posted('/graphql', JSON.stringify({ query: '{ stations { nodes { id evses { uid: id } } } }' }), {
          ...bearer(),
          ...json,
        }),
    ],
    [
      'a GraphQL subscription over SSE',
      () =>
        posted('/graphql', JSON.stringify({ query: 'subscription { event { id } }' }), {
          ...bearer(),
          ...json,
          Accept: 'text/event-stream',
        }),
    ],
    [
      'a token',
      () =>
        posted('/oauth/token', 'grant_type=client_credentials', {
          Authorization: basic(),
          'Content-Type': 'application/x-www-form-urlencoded',
        }),
    ],
    ['an event stream', () => head('GET', '/api/v1/events/stream', { ...bearer(), Accept: 'text/event-stream' })],
    ['the metrics', () => head('GET', '/metrics')],
  ])('is no error of %s, whenever it goes', async (_name, bytes) => {
    const open = await connections();
    for (let turns = 0; turns < 30; turns += 1) {
      const socket = await sent(bytes(), false);
      for (let left = turns; left > 0; left -= 1) await turn();
      socket.removeAllListeners('error').on('error', () => undefined);
      socket.resetAndDestroy();
    }
    await until(async () => (await connections()) <= open);
    expect(told).toEqual([]);
  });
});

it('closes in order while clients go away', async () => {
  const streams = await Promise.all(
    Array.from({ length: 20 }, () =>
      sent(head('GET', '/api/v1/events/stream', { ...bearer(), Accept: 'text/event-stream' }), true),
    ),
  );
  for (const socket of streams) socket.removeAllListeners('error').on('error', () => undefined);
  const closed = app.gateway.close();
  for (const socket of streams) socket.resetAndDestroy();
  await closed;
  expect(told).toEqual([]);
});
