import { once } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type GraphqlFaceUnderTest, startGraphqlFace } from '../support/graphql-face.ts';

/** On a busy machine. */
const PATIENTLY = { timeout: 20_000 };

let face: GraphqlFaceUnderTest;
beforeEach(async () => {
  face = await startGraphqlFace({ requestsAMinute: 2 });
});
afterEach(() => face?.close());

it('tells a client what is left of its quota, and refuses what is beyond it', async () => {
  const first = await face.run('{ me { clientId } }');
  expect(first.body).toEqual({ data: { me: { clientId: 'test-client' } } });
  expect(first.headers.get('ratelimit-policy')).toBe('"requests";q=2;w=60');
  expect(first.headers.get('ratelimit')).toMatch(/^"requests";r=1;t=\d+$/);
  // What fails before it is executed counts as well.
  expect((await face.run('{ nothing }')).headers.get('ratelimit')).toMatch(/;r=0;/);

  const third = await face.run('{ me { clientId } }');
  expect(third.status).toBe(429);
  expect(third.headers.get('content-type')).toContain('application/graphql-response+json');
  expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(third.body.errors).toEqual([
    { message: expect.any(String), extensions: { code: 'rate_limited', retryAfterS: expect.any(Number) } },
  ]);
  const plain = await face.run('{ me { clientId } }', { accept: 'application/json' });
  expect(plain.status).toBe(429);
  expect(plain.headers.get('content-type')).toContain('application/json');
});

it('lets the schema be read without a token, as often as an address may', async () => {
  const ask = async () => (await face.run('{ __typename }', { token: null })).status;
  expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
  expect((await face.run('{ me { clientId } }')).status).toBe(200);
});

it('counts a socket and each operation on it', async () => {
  const socket = face.socket();
  const ask = () =>
    new Promise((resolve, reject) => {
      socket.subscribe({ query: '{ __typename }' }, { next: resolve, error: reject, complete: () => undefined });
    });
  expect(await ask()).toMatchObject({ data: { __typename: 'Query' } });
  await socket.dispose();
  expect((await face.run('{ __typename }')).status).toBe(429);
});

it('refuses operations on a socket beyond the quota', async () => {
  await face.run('{ __typename }');
  const error = await new Promise((resolve) => {
    face
      .socket()
      .subscribe({ query: '{ __typename }' }, { next: () => undefined, error: resolve, complete: () => undefined });
  });
  expect(error).toMatchObject([{ extensions: { code: 'rate_limited', retryAfterS: expect.any(Number) } }]);
});

it('asks a socket beyond the quota to come again later', async () => {
  await face.run('{ __typename }');
  await face.run('{ __typename }');
  const { promise, resolve } = Promise.withResolvers<{ readonly code: number }>();
  face
    .socket('all', resolve)
    .subscribe(
      { query: '{ __typename }' },
      { next: () => undefined, error: () => undefined, complete: () => undefined },
    );
  expect(await promise).toMatchObject({ code: 1013 });
});

/** Opens a socket and asks to be let in; the answer is true, or the code with which it was closed. */
const enter = (sockets: WebSocket[]): Promise<true | number> =>
  new Promise((resolve) => {
    const socket = new WebSocket(face.url.replace('http', 'ws'), 'graphql-transport-ws');
    sockets.push(socket);
    const payload = { Authorization: 'Bearer all' };
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
    socket.on('message', () => resolve(true));
    socket.on('close', (code) => resolve(code));
  });

it('lets a client have a bounded number of sockets, and another when one has gone', { timeout: 30_000 }, async () => {
  await face.close();
  face = await startGraphqlFace();
  const sockets: WebSocket[] = [];
  for (let round = 0; round < 10; round += 1) {
    const entered = await Promise.all(Array.from({ length: 50 }, () => enter(sockets)));
    expect(entered.every((answer) => answer === true)).toBe(true);
  }
  expect(await enter(sockets)).toBe(1013);
  const gone = once(sockets[0] as WebSocket, 'close');
  sockets[0]?.close();
  await gone;
  await vi.waitFor(async () => expect(await enter(sockets)).toBe(true), PATIENTLY);
  for (const socket of sockets) socket.terminate();
});

it('listens to a socket again when its answers have been read', { timeout: 30_000 }, async () => {
  await face.close();
  face = await startGraphqlFace();
  const sockets: WebSocket[] = [];
  await enter(sockets);
  const [socket] = sockets as [WebSocket];
  let pongs = 0;
  const { promise: allRead, resolve } = Promise.withResolvers<void>();
  socket.on('message', () => {
    pongs += 1;
    if (pongs === 200) resolve();
  });
  socket.pause();
  const ping = JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(200_000) } });
  for (let count = 0; count < 200; count += 1) socket.send(ping);
  // 40 MB: what neither the system nor the gateway takes is still here.
  await vi.waitFor(() => expect(socket.bufferedAmount).toBeLessThan(40_000_000), PATIENTLY);
  expect(pongs).toBe(0);
  socket.resume();
  await allRead;
  socket.terminate();
});

it('does not wait for a socket that does not answer its closing', { timeout: 10_000 }, async () => {
  const sockets: WebSocket[] = [];
  await enter(sockets);
  sockets[0]?.pause();
  // The limit of this test is below the half minute that the closing handshake may take.
  await face.closeFace();
  sockets[0]?.terminate();
});
