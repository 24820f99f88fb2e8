import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Health, handleOperations } from '../../src/server/health.ts';
import { type OpenServer, openHttpServer, pathOf, requireUpgrade } from '../../src/server/http-server.ts';

const servers: OpenServer[] = [];
const open = async () => {
  const server = await openHttpServer('127.0.0.1', 0);
  servers.push(server);
  return { server, url: `http://127.0.0.1:${server.port}` };
};
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const health = (checks: Health['checks']): Health => ({
  checks,
  metrics: async () => ({ contentType: 'text/plain; version=0.0.4', body: 'voltgate_up 1\n' }),
});

const serveOperations = (server: OpenServer, checks: Health['checks']) =>
  server.serve(
    (request, response) => {
      if (!handleOperations(health(checks), pathOf(request), request, response)) response.writeHead(404).end();
    },
    (_request, socket) => socket.destroy(),
  );

/** Sends raw bytes and gives the whole answer. */
const raw = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text)).on('error', reject);
  });

describe('the one port', () => {
  it('answers 503 until the gateway is put together', async () => {
    const { url } = await open();
    const response = await fetch(url);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
  });

  it('refuses an upgrade before that, too', async () => {
    const { server } = await open();
    const answer = await raw(
      server.port,
      'GET /ocpp/A HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
  });

  it('answers bytes that are not HTTP with 400 and goes on', async () => {
    const { server, url } = await open();
    serveOperations(server, {});
    expect(await raw(server.port, 'not http at all\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  it('closes connections that are kept alive, once their request has ended', async () => {
    const { server, url } = await open();
    const { promise: asked, resolve: tellAsked } = Promise.withResolvers<void>();
    const { promise: mayAnswer, resolve: answerNow } = Promise.withResolvers<void>();
    server.serve(
      (_request, response) => {
        tellAsked();
        void mayAnswer.then(() => response.end('late'));
      },
      (_request, socket) => socket.destroy(),
    );
    const answer = fetch(url);
    await asked;
    const closed = server.close();
    answerNow();
    expect(await (await answer).text()).toBe('late');
    await closed;
  });

  it('asks a plain request for the upgrade that the stations’ path needs', async () => {
    const { server, url } = await open();
    server.serve(
      (_request, response) => requireUpgrade(response),
      (_request, socket) => socket.destroy(),
    );
    const response = await fetch(`${url}/ocpp/A`);
    expect(response.status).toBe(426);
    expect(response.headers.get('upgrade')).toBe('websocket');
  });

  it('says which port is taken', async () => {
    const { server } = await open();
    await expect(openHttpServer('127.0.0.1', server.port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('operations', () => {
  it('is ready when every part is', async () => {
    const { server, url } = await open();
    serveOperations(server, { store: async () => true, queue: async () => true });
    const response = await fetch(`${url}/health/ready`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok', checks: { store: 'ok', queue: 'ok' } });
  });

  it('is alive but not ready while a part fails, and names it', async () => {
    const { server, url } = await open();
    serveOperations(server, { store: () => Promise.reject(new Error('disk full')), queue: async () => true });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    const response = await fetch(`${url}/health/ready`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: 'unavailable', checks: { store: 'failing', queue: 'ok' } });
  });

  it('gives Prometheus its text', async () => {
    const { server, url } = await open();
    serveOperations(server, {});
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toContain('voltgate_up 1');
  });

  it('takes no other method', async () => {
    const { server, url } = await open();
    serveOperations(server, {});
    expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(405);
  });
});
