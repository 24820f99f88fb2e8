/** The issuer's door on a server of its own, whose clock a test moves. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDoor } from '../../src/oauth/door.ts';
import { BODY_WITHIN_MS } from '../../src/services/body-time.ts';
import type { Guess } from '../../src/services/secret-guesses.ts';
import { createFaceParts } from '../support/face-parts.ts';

const open = async () => {
  const { clock, metrics, dependencies } = createFaceParts(null);
  const asked: Guess[] = [];
  const secretGuesses = {
    admit: async (guess: Guess) => {
      asked.push(guess);
    },
    failed: async () => undefined,
  };
  const door = createDoor({ ...dependencies, secretGuesses });
  const server = createServer((request, response) => {
    void door.admit(request, response).then(async (goOn) => {
      if (!goOn) return;
      let body = '';
      for await (const chunk of request) body += String(chunk);
      response.end(`read ${body.length}`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    clock,
    metrics,
    asked,
    url: `http://127.0.0.1:${port}/oauth/token`,
    port,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

let here: Awaited<ReturnType<typeof open>>;
beforeEach(async () => {
  here = await open();
});
afterEach(() => here.close());

const post = (body: string | ReadableStream<Uint8Array>) =>
  fetch(here.url, { method: 'POST', body, ...(typeof body === 'string' ? {} : { duplex: 'half' }) } as RequestInit);

it('lets a request in when the whole body is there, which stays to be read', async () => {
  expect(await (await post('a'.repeat(50_000))).text()).toBe('read 50000');
  expect(await (await post('')).text()).toBe('read 0');
  const chunked = new Blob(['b'.repeat(30_000), 'c'.repeat(10_000)]).stream();
  expect(await (await post(chunked)).text()).toBe('read 40000');
  expect(await (await fetch(here.url)).text()).toBe('read 0');
});

it('asks about guesses of a client that names itself in the body, which stays to be read', async () => {
  const body = new URLSearchParams({ client_secret: 'x'.repeat(20_000), client_id: 'fleet' }).toString();
  expect(await (await post(body)).text()).toBe(`read ${body.length}`);
  expect(here.asked.map(({ clientId }) => clientId)).toEqual([null, 'fleet']);
});

it('refuses a body that is too large, whether it says so or not', async () => {
  for (const body of ['a'.repeat(60_000), new Blob(['b'.repeat(60_000)]).stream()]) {
    const answer = await post(body);
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' });
  }
});

it('answers 408 to a body that is not there in time, and ends the connection', async () => {
  const socket = connect(here.port, '127.0.0.1');
  let text = '';
  socket.on('data', (data) => {
    text += data.toString();
  });
  socket.write('POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\ngrant');
  while (here.metrics.read('api_requests_being_read') !== 1) await new Promise((resolve) => setImmediate(resolve));
  expect(here.metrics.read('api_requests_in_work')).toBe(0);
  await here.clock.advance(BODY_WITHIN_MS);
  await once(socket, 'close');
  expect(text).toMatch(/^HTTP\/1\.1 408 /);
  expect(text).toContain('"error":"invalid_request"');
});
