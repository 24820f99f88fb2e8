import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Health, handleOperations } from '../../src/server/health.ts';
import { type OpenServer, openHttpServer, pathOf, requireUpgrade } from '../../src/server/http-server.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { createRecordedMetrics } from '../support/recorded-metrics.ts';

const servers: OpenServer[] = [];
const open = async (mostConnections = 100) => {
  const clock = createManualClock();
  const metrics = createRecordedMetrics();
  const server = await openHttpServer('127.0.0.1', 0, { clock, metrics, mostConnections });
  servers.push(server);
  return { server, clock, metrics, url: `http://127.0.0.1:${server.port}` };
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

  it('takes no connection before that at a port that was named', async () => {
    const { server: other, clock, metrics } = await open();
    const { port } = other;
    await other.close();
    const server = await openHttpServer('127.0.0.1', port, { clock, metrics });
    onTestFinished(() => server.close());
    const refused = await fetch(`http://127.0.0.1:${port}`).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TypeError);
    await server.serve(
      (_request, response) => response.end(),
      () => undefined,
    );
    expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(200);
  });

  it('answers bytes that are not HTTP with 400 and goes on', async () => {
    const { server, url } = await open();
    serveOperations(server, {});
    expect(await raw(server.port, 'not http at all\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  it.each([
    ['half a head', 'GET /health/live HTTP/1.1\r\nHost: x\r\n'],
    ['not one byte', ''],
    ['half a body', 'POST /health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf'],
  ])('answers %s with 408 when the time for it is over, and ends the connection', async (_, bytes) => {
    const server = await openHttpServer('127.0.0.1', 0, {
      clock: createManualClock(),
      metrics: createRecordedMetrics(),
      patience: { headersTimeout: 50, requestTimeout: 100, connectionsCheckingInterval: 10 },
    });
    servers.push(server);
    // Nobody answers before the whole request is there.
    await server.serve(
      (request) => void request.resume(),
      (_request, socket) => socket.destroy(),
    );
    expect(await raw(server.port, bytes)).toBe(
      'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    );
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

  it('ends the connection of a plain request to the stations’ path when it is asked to', async () => {
    const { server } = await open();
    server.serve(
      (_request, response) => requireUpgrade(response),
      (_request, socket) => socket.destroy(),
    );
    // Resolves only when the gateway ends the connection.
    const answer = await raw(server.port, 'GET /ocpp/A HTTP/1.1\r\nHost: g\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 426 /);
  });

  it('takes a bounded number of connections, and others when those have gone', async () => {
    const { server, metrics, url } = await open(1);
    serveOperations(server, {});
    const first = connect(server.port, '127.0.0.1');
    await once(first, 'connect');
    const second = connect(server.port, '127.0.0.1').on('error', () => undefined);
    await once(second, 'close');
    expect(metrics.counted('http_connections_cut_total', { reason: 'too_many' })).toBe(1);
    expect(server.stats().connections).toBe(1);
    first.destroy();
    while (server.stats().connections > 0) await new Promise((resolve) => setImmediate(resolve));
    expect((await fetch(`${url}/health/live`, { headers: { connection: 'close' } })).status).toBe(200);
  });

  it('cuts a client that reads nothing of its answer for a minute, not one that has nothing to read', async () => {
    const { server, clock, metrics } = await open();
    server.serve(
      (request, response) => {
        response.writeHead(200);
        response.write(request.url === '/much' ? Buffer.alloc(50 * 1024 * 1024) : 'a');
      },
      (_request, socket) => socket.destroy(),
    );
    const ask = async (path: string) => {
      const socket = connect(server.port, '127.0.0.1').on('error', () => undefined);
      socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
      await once(socket, 'readable');
      return socket;
    };
    const quiet = await ask('/quiet');
    const deaf = await ask('/much');
    await clock.advance(15_000);
    expect(server.stats().unreadBytes).toBeGreaterThan(0);
    await clock.advance(120_000);
    expect(metrics.counted('http_connections_cut_total', { reason: 'slow_reader' })).toBe(1);
    expect(server.stats().unreadBytes).toBe(0);
    expect(quiet.destroyed).toBe(false);
    quiet.destroy();
    deaf.destroy();
  });

  it('says which port is taken', async () => {
    const { server, clock, metrics } = await open();
    await expect(openHttpServer('127.0.0.1', server.port, { clock, metrics })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
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
