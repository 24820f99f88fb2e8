/** What a client loses, its open sockets, streams and subscriptions lose within ten seconds: on one node, and over two. */
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Scope } from '../../src/domain/access.ts';
import { systemClock } from '../../src/observe/clock.ts';
import type { Clock } from '../../src/services/ports/time.ts';
import { LOOK_EVERY_MS } from '../../src/services/standing.ts';
import { createTestApi, type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { describeWithServices, mongoUrl, redisUrl } from '../support/services.ts';

const SCOPES: readonly Scope[] = ['stations:read', 'stations:control', 'events:read'];

type Socket = {
  readonly send: (message: object) => void;
  readonly next: () => Promise<Json>;
  readonly closed: Promise<readonly [number, string]>;
};

const openSocket = async ({ url }: TestGateway, token: string): Promise<Socket> => {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, ['graphql-transport-ws']);
  const messages: Json[] = [];
  let wake = (): void => undefined;
  socket.on('message', (data) => {
    messages.push(JSON.parse(String(data)));
    wake();
  });
  const closed = once(socket, 'close').then(([code, reason]) => [Number(code), String(reason)] as const);
  await once(socket, 'open');
  const next = async (): Promise<Json> => {
    while (messages.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return messages.shift();
  };
  const send = (message: object): void => socket.send(JSON.stringify(message));
  send({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } });
  expect(await next()).toMatchObject({ type: 'connection_ack' });
  return { send, next, closed };
};

/** The text of an event stream, when it is over. begun: its head is here. */
const openStream = async ({ url }: TestGateway, token: string): Promise<{ readonly text: Promise<string> }> => {
  const response = await fetch(`${url}/api/v1/events/stream`, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  return { text: response.text() };
};

const openSubscription = async ({ url }: TestGateway, token: string): Promise<{ readonly text: Promise<string> }> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'subscription { event { id } }' }),
  });
  expect(response.status).toBe(200);
  return { text: response.text() };
};

/** Looks at those who are connected every 20 ms in place of 5 s; all else is real time. */
const clock: Clock = {
  ...systemClock,
  after: (ms, callback) => systemClock.after(ms === LOOK_EVERY_MS ? 20 : ms, callback),
};

const suite = (open: () => Promise<{ readonly at: TestGateway; readonly elsewhere: TestGateway }>) => {
  let at: TestGateway;
  let elsewhere: TestGateway;
  let lastNumber = 0;
  const patch = (id: string, body: object) => elsewhere.request('PATCH', `/api/v1/clients/${id}`, { body });
  /** Another client for each test. */
  const aClient = async () => {
    lastNumber += 1;
    const id = `client-${lastNumber}`;
    return { id, token: await at.client({ id, scopes: SCOPES }) };
  };

  beforeAll(async () => {
    ({ at, elsewhere } = await open());
  });
  afterAll(async () => {
    await at?.close();
    if (elsewhere !== at) await elsewhere?.close();
  });

  const revoke = async (id: string, token: string) => {
    const { body } = await patch(id, { rotate_secret: true });
    const answer = await fetch(`${elsewhere.url}/oauth/revoke`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${id}:${body.client_secret}`).toString('base64')}` },
      body: new URLSearchParams({ token }),
    });
    expect(answer.status).toBe(200);
  };

  const losses: readonly [string, (id: string, token: string) => Promise<unknown>, RegExp, number][] = [
    ['told that its token is revoked', revoke, /access token was revoked/, 4401],
    ['locked', (id) => patch(id, { locked: true }), /client of this access token is locked/, 4401],
    ['deleted', (id) => elsewhere.request('DELETE', `/api/v1/clients/${id}`), /is not registered here/, 4401],
    ['left without scopes', (id) => patch(id, { scopes: [] }), /may do has changed/, 4403],
    [
      'left without the scope of one kind of object',
      (id) => patch(id, { scopes: ['stations:control', 'events:read'] }),
      /may do has changed/,
      4403,
    ],
    ['bound to other places', (id) => patch(id, { grants: { location_ids: ['L'] } }), /may do has changed/, 4403],
  ];

  it.each(losses)('a client that is %s loses what it has open', async (_name, lose, says, code) => {
    const { id, token } = await aClient();
    const socket = await openSocket(at, token);
    const stream = await openStream(at, token);
    const subscription = await openSubscription(at, token);
    await lose(id, token);
    const [closedBy, reason] = await socket.closed;
    expect(closedBy).toBe(code);
    expect(reason).toMatch(says);
    expect(await stream.text).toMatch(says);
    // Told once: what is asked on after it used to be told of it for ever.
    expect((await subscription.text).match(new RegExp(says, 'g'))).toHaveLength(1);
  });

  it('a client that may do more than before keeps what it has open, and uses it', async () => {
    const { id, token } = await aClient();
    const socket = await openSocket(at, token);
    await patch(id, { scopes: ['stations:read', 'stations:control', 'events:read', 'locations:read'] });
    socket.send({ id: '1', type: 'subscribe', payload: { query: '{ me { clientId } }' } });
    expect(await socket.next()).toMatchObject({ id: '1', payload: { data: { me: { clientId: id } } } });
  });
};

describe('on one node', () => {
  suite(async () => {
    const at = await startTestGateway({ clock });
    return { at, elsewhere: at };
  });
});

describeWithServices('on two nodes, changed at the other', () => {
  suite(async () => {
    const environment = { MONGODB_URL: mongoUrl(), REDIS_URL: redisUrl() };
    const at = await startTestGateway({ clock, environment });
    // The address of both is that of the first; the other one is asked by its port.
    const other = await startTestGateway({ clock, environment: { ...environment, PUBLIC_URL: at.url } });
    return { at, elsewhere: { ...other, ...(await createTestApi(`http://localhost:${other.gateway.port}`)) } };
  });
});
