/** The client for others' addresses, against real servers on loopback; names are resolved as each test says. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/observe/clock.ts';
import { createOutbound, DEFAULT_OUTBOUND_OPTIONS, type OutboundOptions } from '../../src/outbound/outbound.ts';
import type { Resolve } from '../../src/outbound/resolve.ts';
import type { Log } from '../../src/services/ports/observing.ts';
import { CA, FOREIGN_CERTIFICATE, FOREIGN_KEY, SERVER_CERTIFICATE, SERVER_KEY } from '../ocpp/server/certificates.ts';
import { createRecordedMetrics } from '../support/recorded-metrics.ts';
import { silentLog } from '../support/silent-log.ts';
import { until } from '../support/until.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const listen = async (server: Server | TcpServer, host = '127.0.0.1'): Promise<number> => {
  server.listen(0, host);
  await once(server, 'listening');
  closing.push(async () => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
};

const serve = async (answer: RequestListener, host?: string): Promise<number> => listen(createServer(answer), host);

const toLoopback: Resolve = async () => ['127.0.0.1'];

const client = (
  options: Partial<OutboundOptions> = {},
  { resolve = toLoopback, log = silentLog }: { readonly resolve?: Resolve; readonly log?: Log } = {},
) => {
  const metrics = createRecordedMetrics();
  const outbound = createOutbound(
    { resolve, clock: systemClock, log, metrics },
    { ...DEFAULT_OUTBOUND_OPTIONS, allow: ['127.0.0.0/8'], ...options },
  );
  closing.push(outbound.close);
  return { ...outbound, metrics };
};

describe('a request', () => {
  it('brings method, headers and body there, and the answer back', async () => {
    const port = await serve(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      response.writeHead(201, { 'x-a': ['1', '2'] });
      const { method, url, headers } = request;
      response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(parts).toString() }));
    });
    const { send, metrics } = client();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const told = await send({
      method: 'POST',
      url: `http://partner.example:${port}/hook?a=b`,
      headers: { 'webhook-id': 'msg_1', host: 'elsewhere.example', 'Transfer-Encoding': 'chunked' },
      body: '{"a":1}',
      traceparent,
    });
    if (told.outcome !== 'answered') throw new Error(told.why);
    expect(told).toMatchObject({ status: 201, isCut: false, headers: { 'x-a': '1, 2' } });
    expect(JSON.parse(told.body.toString())).toMatchObject({
      method: 'POST',
      url: '/hook?a=b',
      headers: { host: `partner.example:${port}`, 'webhook-id': 'msg_1', traceparent, 'content-length': '7' },
      body: '{"a":1}',
    });
    expect(metrics.counted('outbound_requests_total', { outcome: '2xx' })).toBe(1);
    expect(metrics.read('outbound_in_flight')).toBe(0);
  });

  it('passes no traceparent on that is none, and sends no header that would end its own', async () => {
    const port = await serve((request, response) => response.end(String(request.headers.traceparent)));
    const { send } = client();
    const told = await send({ method: 'GET', url: `http://127.0.0.1:${port}/`, traceparent: 'x\r\nevil: 1' });
    expect(told).toMatchObject({ outcome: 'answered', body: Buffer.from('undefined') });
    const url = `http://127.0.0.1:${port}/`;
    expect(await send({ method: 'GET', url, headers: { a: '1\r\nevil: 1' } })).toMatchObject({
      outcome: 'refused',
      why: 'bad_request',
    });
  });

  it('keeps host and server name over TLS, and trusts no certificate of another', async () => {
    const right = await listen(
      createTlsServer({ cert: SERVER_CERTIFICATE, key: SERVER_KEY }, (request, response) => {
        response.end(request.headers.host);
      }),
    );
    const wrong = await listen(createTlsServer({ cert: FOREIGN_CERTIFICATE, key: FOREIGN_KEY }));
    const { send } = client({ ca: CA });
    expect(await send({ method: 'GET', url: `https://localhost:${right}/` })).toMatchObject({
      outcome: 'answered',
      body: Buffer.from(`localhost:${right}`),
    });
    // The same server and address under a name that its certificate does not hold.
    for (const url of [`https://partner.example:${right}/`, `https://localhost:${wrong}/`]) {
      expect(await send({ method: 'GET', url })).toMatchObject({ outcome: 'failed', why: 'tls', status: null });
    }
  });

  it('is told as not connected, or not resolved', async () => {
    const port = await serve(() => undefined);
    await closing.pop()?.();
    const { send } = client({}, { resolve: async (name) => (name === 'gone.example' ? [] : ['127.0.0.1']) });
    expect(await send({ method: 'GET', url: `http://127.0.0.1:${port}/` })).toMatchObject({ why: 'connect' });
    expect(await send({ method: 'GET', url: `https://127.0.0.1:${port}/` })).toMatchObject({ why: 'connect' });
    expect(await send({ method: 'GET', url: 'https://gone.example/' })).toMatchObject({
      outcome: 'failed',
      why: 'dns',
    });
    const broken = client({}, { resolve: () => Promise.reject(new Error('SERVFAIL')) });
    expect(await broken.send({ method: 'GET', url: 'https://a.example/' })).toMatchObject({ why: 'dns' });
  });

  it('is told as broken when the connection ends without an answer, or with what is no HTTP', async () => {
    const cut = await listen(createTcpServer((socket) => socket.once('data', () => socket.destroy())));
    const odd = await listen(createTcpServer((socket) => socket.once('data', () => socket.end('220 smtp ready\r\n'))));
    const { send } = client();
    for (const port of [cut, odd]) {
      expect(await send({ method: 'GET', url: `http://127.0.0.1:${port}/` })).toMatchObject({
        outcome: 'failed',
        why: 'connection',
        status: null,
      });
    }
  });
});

describe('an address that may not be reached', () => {
  it('is refused before any connection, for a name as for a number', async () => {
    let connections = 0;
    const server = createTcpServer(() => {
      connections += 1;
    });
    const port = await listen(server);
    const logged: unknown[] = [];
    const warn = (fields: object) => logged.push(fields);
    const { send, metrics } = client({ allow: [] }, { log: { ...silentLog, warn } });
    for (const host of ['127.0.0.1', 'partner.example', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', 'a.example.']) {
      const told = await send({ method: 'POST', url: `https://${host}:${port}/secret?token=secret`, body: 'secret' });
      expect(told).toMatchObject({ outcome: 'refused', why: 'address' });
    }
    expect(connections).toBe(0);
    expect(metrics.counted('outbound_requests_total', { outcome: 'address' })).toBe(6);
    expect(logged).toHaveLength(6);
    expect(JSON.stringify(logged)).not.toContain('secret');
  });

  it('is refused when it is only one of many', async () => {
    const port = await serve((_request, response) => response.end());
    for (const forbidden of ['169.254.169.254', '::1', 'fd00::1', '::ffff:10.0.0.1', 'nonsense', '100.64.0.1']) {
      const { send } = client({}, { resolve: async () => ['127.0.0.1', forbidden] });
      const told = await send({ method: 'GET', url: `http://partner.example:${port}/` });
      expect(told).toMatchObject({ outcome: 'refused', why: 'address' });
    }
  });

  it('is not reached by a name that is bound anew: the address that was judged is the one connected to', async () => {
    const reached: (string | undefined)[] = [];
    const port = await serve((request, response) => {
      reached.push(request.socket.localAddress);
      response.writeHead(200, { connection: 'close' }).end();
    }, '0.0.0.0');
    let resolved = 0;
    const { send } = client(
      { allow: ['127.0.0.2'] },
      {
        resolve: async () => {
          resolved += 1;
          return [resolved === 1 ? '127.0.0.2' : '127.0.0.1'];
        },
      },
    );
    const url = `http://rebinding.example:${port}/`;
    expect(await send({ method: 'GET', url })).toMatchObject({ outcome: 'answered' });
    expect(resolved).toBe(1);
    expect(await send({ method: 'GET', url })).toMatchObject({ outcome: 'refused', why: 'address' });
    expect(reached).toEqual(['127.0.0.2']);
  });

  it('is not reached by a redirect, which is told as such', async () => {
    const seen: (string | undefined)[] = [];
    const port = await serve((request, response) => {
      seen.push(request.url);
      response.writeHead(307, { location: `http://127.0.0.1:${port}/inside` }).end('x'.repeat(100_000));
    });
    const { send } = client();
    expect(await send({ method: 'GET', url: `http://partner.example:${port}/` })).toMatchObject({
      outcome: 'failed',
      why: 'redirect',
      status: 307,
    });
    expect(seen).toEqual(['/']);
  });

  it("is not reached through a connection that the operator's own client holds", async () => {
    const port = await serve((_request, response) => response.end());
    const { send, trusting } = client({ allow: [] });
    const url = `http://issuer.internal:${port}/`;
    const own = trusting(['issuer.internal']);
    expect(await own.send({ method: 'GET', url })).toMatchObject({ outcome: 'answered' });
    expect(await send({ method: 'GET', url })).toMatchObject({ outcome: 'refused' });
    expect(await own.send({ method: 'GET', url: `http://other.internal:${port}/` })).toMatchObject({
      outcome: 'refused',
    });
  });
});

describe('http', () => {
  it('is refused, but to what is listed, or where it is allowed', async () => {
    const port = await serve((_request, response) => response.end());
    const { send } = client({ allow: [] }, { resolve: async () => ['93.184.216.34'] });
    expect(await send({ method: 'GET', url: `http://partner.example:${port}/` })).toMatchObject({
      outcome: 'refused',
      why: 'insecure',
    });
    const url = `http://crm.depot.example:${port}/`;
    expect(await client({ allow: ['crm.depot.example'] }).send({ method: 'GET', url })).toMatchObject({ status: 200 });
    expect(await client({ allow: ['127.0.0.1'] }).send({ method: 'GET', url })).toMatchObject({ status: 200 });
    const open = client({ allow: [], allowHttp: true, connectMs: 50 }, { resolve: async () => ['127.0.0.1'] });
    // Allowed as http, and still judged by its address.
    expect(await open.send({ method: 'GET', url })).toMatchObject({ outcome: 'refused', why: 'address' });
  });
});

describe('bounds', () => {
  it('end an answer that is too long, or keep its start', async () => {
    let sent = 0;
    const port = await serve((_request, response) => {
      const pour = (): void => {
        if (response.destroyed) return;
        sent += 65_536;
        if (response.write(Buffer.alloc(65_536, 120))) setImmediate(pour);
        else response.once('drain', pour);
      };
      pour();
    });
    const { send } = client();
    const url = `http://127.0.0.1:${port}/`;
    expect(await send({ method: 'GET', url, maxBytes: 1_000 })).toMatchObject({
      outcome: 'failed',
      why: 'answer_too_long',
      status: 200,
    });
    const told = await send({ method: 'GET', url, maxBytes: 1_000, longerAnswer: 'cut' });
    expect(told).toMatchObject({ outcome: 'answered', isCut: true, body: Buffer.alloc(1_000, 120) });
    // What the sockets' buffers took, not more.
    expect(sent).toBeLessThan(50_000_000);
  });

  it('hold an answer that is packed for what it is, and never unpack it', async () => {
    const port = await serve((request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(Buffer.from([0x1f, 0x8b, 0, 0]));
      expect(request.headers['accept-encoding']).toBeUndefined();
    });
    const { send } = client();
    const told = await send({ method: 'GET', url: `http://127.0.0.1:${port}/`, maxBytes: 10 });
    expect(told).toMatchObject({ outcome: 'answered', body: Buffer.from([0x1f, 0x8b, 0, 0]) });
  });

  it.each([
    ['never answers', () => undefined, null],
    [
      'sends its body for ever',
      (_: unknown, response: { write: (text: string) => void }) => {
        const timer = setInterval(() => response.write('x'), 5);
        closing.push(async () => clearInterval(timer));
      },
      200,
    ],
  ])('end a request in time whose server %s', async (_name, answer, status) => {
    const port = await serve(answer as RequestListener);
    const { send } = client();
    const told = await send({ method: 'GET', url: `http://127.0.0.1:${port}/`, deadlineMs: 80 });
    expect(told).toMatchObject({ outcome: 'failed', why: 'deadline', status });
    expect(told.durationMs).toBeGreaterThanOrEqual(75);
    expect(told.durationMs).toBeLessThan(10_000);
  });

  it('end a request in time whose name nobody resolves, and a connection that nobody accepts', async () => {
    const { send } = client({ connectMs: 60 }, { resolve: () => new Promise(() => undefined) });
    expect(await send({ method: 'GET', url: 'https://a.example/', deadlineMs: 30 })).toMatchObject({ why: 'deadline' });
    expect(await send({ method: 'GET', url: 'https://b.example/', deadlineMs: 5_000 })).toMatchObject({
      why: 'connect',
    });
  });

  it('end a request that its caller gives up', async () => {
    const port = await serve(() => undefined);
    const { send } = client();
    const abort = new AbortController();
    const told = send({ method: 'GET', url: `http://127.0.0.1:${port}/`, signal: abort.signal });
    abort.abort();
    expect(await told).toMatchObject({ outcome: 'failed', why: 'aborted' });
    expect(await send({ method: 'GET', url: `http://127.0.0.1:${port}/`, signal: abort.signal })).toMatchObject({
      why: 'aborted',
    });
  });

  it('hold each host to its own places and line, and let another pass at once', async () => {
    let hanging = 0;
    const stuck = await serve(() => {
      hanging += 1;
    });
    const well = await serve((_request, response) => response.end());
    const { send, metrics } = client({ bounds: { perKey: 2, inAll: 100, waitingPerKey: 3, waitingInAll: 100 } });
    const abort = new AbortController();
    const url = `http://127.0.0.1:${stuck}/`;
    const all = Array.from({ length: 6 }, () => send({ method: 'GET', url, signal: abort.signal }));
    expect(await all[5]).toMatchObject({ outcome: 'failed', why: 'busy' });
    await until(() => hanging === 2);
    expect([metrics.read('outbound_in_flight'), metrics.read('outbound_waiting')]).toEqual([2, 3]);
    expect(await send({ method: 'GET', url, deadlineMs: 20 })).toMatchObject({ why: 'busy' });
    for (let times = 0; times < 20; times += 1) {
      const told = await send({ method: 'GET', url: `http://127.0.0.1:${well}/`, deadlineMs: 10_000 });
      expect(told).toMatchObject({ outcome: 'answered' });
    }
    abort.abort();
    for (const told of await Promise.all(all.slice(0, 5))) expect(told).toMatchObject({ why: 'aborted' });
    expect(hanging).toBe(2);
    expect([metrics.read('outbound_in_flight'), metrics.read('outbound_waiting')]).toEqual([0, 0]);
  });

  it('carry requests to many hosts beside each other', async () => {
    const open: (() => void)[] = [];
    const port = await serve((request, response) => {
      open.push(() => response.end(request.headers.host));
      // Nobody is answered before all are here.
      if (open.length === 100) for (const answer of open) answer();
    });
    const { send } = client();
    const told = await Promise.all(
      Array.from({ length: 100 }, (_, n) => send({ method: 'GET', url: `http://host-${n}.example:${port}/` })),
    );
    for (const [n, each] of told.entries()) {
      expect(each).toMatchObject({ outcome: 'answered', body: Buffer.from(`host-${n}.example:${port}`) });
    }
  });

  it('end all at the close', async () => {
    let open = 0;
    const port = await serve(() => {
      open += 1;
    });
    const { send, close } = client();
    const told = send({ method: 'GET', url: `http://127.0.0.1:${port}/` });
    await until(() => open === 1);
    await close();
    expect(await told).toMatchObject({ outcome: 'failed', why: 'aborted' });
    expect(await send({ method: 'GET', url: `http://127.0.0.1:${port}/` })).toMatchObject({ why: 'aborted' });
  });
});

describe('a look at an address', () => {
  it('says why nothing would be sent there, and nothing of a name that does not resolve', async () => {
    const names: Readonly<Record<string, readonly string[]>> = {
      'public.example': ['93.184.216.34'],
      'inside.example': ['93.184.216.34', '10.0.0.7'],
      'listed.example': ['127.0.0.1'],
    };
    const { check } = client(
      {},
      {
        resolve: async (name) => {
          const found = names[name];
          if (found === undefined) throw new Error('no such name');
          return found;
        },
      },
    );
    const whys = [
      ['https://public.example/x', null],
      ['https://nobody.example/x', null],
      ['http://listed.example/x', null],
      ['http://public.example/x', 'insecure'],
      ['https://inside.example/x', 'address'],
      ['https://10.0.0.7/x', 'address'],
      ['https://2130706433.example:443:1/', 'bad_url'],
      ['ftp://public.example/x', 'bad_url'],
      ['https://user:word@public.example/x', 'credentials_in_url'],
    ] as const;
    for (const [url, why] of whys) expect(await check(url), url).toBe(why);
  });
});
