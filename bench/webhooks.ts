/**
 * `node bench/webhooks.ts [--events N] [--rate N] [--endpoints N] [--kill]`: endpoints of which one hangs, one answers 500,
 * one 410 and one redirects to loopback, beside healthy ones, every other of them in order. Stations make events at a
 * rate; it tells from each event to its first attempt, what each healthy endpoint lacks and what came out of order, and
 * what the API took meanwhile and without. `--kill`: the gateway is killed in the middle, and started again.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import { freePort } from './child.ts';
import { quantile } from './statistics.ts';

const SECRET = 'bench-admin-secret-0123456789';
const STATIONS = 50;
const SETTLE_MS = 120_000;
const API_EVERY_MS = 50;
const TYPE = 'connector.status_changed';

type Kind = 'hanging' | 'failing' | 'gone' | 'redirecting' | 'healthy' | 'ordered';
const kindOf = (index: number): Kind =>
  (['hanging', 'failing', 'gone', 'redirecting'] as const)[index] ?? (index % 2 === 0 ? 'healthy' : 'ordered');

type Heard = {
  /** Distinct events of each endpoint. */
  readonly counts: readonly number[];
  readonly repeated: number;
  /** Firsts that came behind a later one of their object, at endpoints that asked for order. */
  readonly outOfOrder: number;
  readonly lateMs: readonly number[];
  readonly loopback: number;
};
type Asked = 'heard' | { readonly lateOnly: boolean };

const answer = (kind: Kind, url: string, response: ServerResponse): void => {
  if (kind === 'hanging') return;
  if (kind === 'redirecting') response.writeHead(302, { location: `${url}/inside` }).end();
  else response.writeHead(kind === 'failing' ? 500 : kind === 'gone' ? 410 : 204).end();
};

/** A process of its own: one server for each endpoint, as each would have its own host. */
const receive = async (endpoints: number): Promise<void> => {
  const seen = Array.from({ length: endpoints }, () => new Set<string>());
  const versions = Array.from({ length: endpoints }, () => new Map<string, number>());
  const lateMs: number[] = [];
  const heard = { repeated: 0, outOfOrder: 0, loopback: 0 };
  const urls: string[] = [];
  for (let index = 0; index < endpoints; index += 1) {
    const kind = kindOf(index);
    const server = createServer(async (request, response) => {
      const atMs = Date.now();
      let text = '';
      for await (const chunk of request) text += chunk;
      if (request.url === '/inside') heard.loopback += 1;
      answer(kind, urls[index] ?? '', response);
      if (kind !== 'healthy' && kind !== 'ordered') return;
      const event = JSON.parse(text) as { id: string; occurred_at: string; object_id: string; version: number };
      const own = seen[index];
      if (own === undefined || own.has(event.id)) {
        heard.repeated += 1;
        return;
      }
      own.add(event.id);
      lateMs.push(atMs - Date.parse(event.occurred_at));
      const before = versions[index]?.get(event.object_id) ?? 0;
      if (kind === 'ordered' && event.version < before) heard.outOfOrder += 1;
      versions[index]?.set(event.object_id, Math.max(before, event.version));
    });
    server.keepAliveTimeout = 60_000;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    urls.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }
  process.on('message', (_asked: Asked) => {
    process.send?.({ ...heard, counts: seen.map(({ size }) => size), lateMs } satisfies Heard);
  });
  process.send?.(urls);
};

const heardBy = async (receivers: ChildProcess): Promise<Heard> => {
  receivers.send('heard');
  const [heard] = await once(receivers, 'message');
  return heard as Heard;
};

type Station = { readonly say: (payload: object, action?: string) => Promise<void> };

/** Connects again when its gateway is killed, and says again what was not acknowledged. */
const createStation = (url: string): Station => {
  let socket: WebSocket | null = null;
  let number = 0;
  const connect = async (): Promise<WebSocket> => {
    for (;;) {
      const made = new WebSocket(url, ['ocpp1.6'], { perMessageDeflate: false });
      const isOpen = await new Promise<boolean>((resolve) => {
        made.once('open', () => resolve(true));
        made.once('error', () => resolve(false));
      });
      if (isOpen) return made;
      await pause(100);
    }
  };
  return {
    say: async (payload, action = 'StatusNotification') => {
      for (;;) {
        if (socket?.readyState !== WebSocket.OPEN) socket = await connect();
        const open = socket;
        number += 1;
        const isAnswered = await new Promise<boolean>((resolve) => {
          const left = (): void => resolve(false);
          open.once('close', left);
          open.once('message', () => {
            open.off('close', left);
            resolve(true);
          });
          open.send(JSON.stringify([2, `${number}`, action, payload]));
        });
        if (isAnswered) return;
      }
    },
  };
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '10000' },
      rate: { type: 'string', default: '20' },
      endpoints: { type: 'string', default: '50' },
      kill: { type: 'boolean', default: false },
    },
  });
  const [events, rate, endpoints] = [Number(values.events), Number(values.rate), Number(values.endpoints)];
  const dataDir = await mkdtemp(join(tmpdir(), 'voltgate-webhooks-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const start = async (): Promise<ChildProcess> => {
    const gateway = spawn(process.execPath, ['src/main.ts'], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: {
        ...process.env,
        HOST: '127.0.0.1',
        PORT: String(port),
        DATA_DIR: dataDir,
        LOG_LEVEL: 'error',
        ADMIN_CLIENT_SECRET: SECRET,
        RATE_LIMIT: '0',
        OUTBOUND_ALLOW: '127.0.0.1',
        OCPP_UNKNOWN_STATIONS: 'accept',
        OCPP_CONFIGURATION_AFTER_S: 'off',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    while ((await fetch(`${url}/health/ready`).catch(() => null))?.ok !== true) await pause(50);
    return gateway;
  };
  let gateway = await start();
  const receivers = fork(fileURLToPath(import.meta.url), ['receive', String(endpoints)]);
  try {
    const [urls] = (await once(receivers, 'message')) as [readonly string[]];
    const granted = await fetch(`${url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`admin:${SECRET}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token: token } = (await granted.json()) as { readonly access_token: string };
    const authorization = `Bearer ${token}`;
    const stations = Array.from({ length: STATIONS }, (_, n) =>
      createStation(`ws://127.0.0.1:${port}/ocpp/BENCH-${n}`),
    );
    const status = (connectorId: number, value: string) => ({ connectorId, errorCode: 'NoError', status: value });
    for (const station of stations) {
      await station.say({ chargePointVendor: 'Bench', chargePointModel: 'Hooks' }, 'BootNotification');
      await station.say(status(1, 'Available'));
    }
    const apiMs: number[] = [];
    const askApi = async (): Promise<void> => {
      const fromMs = performance.now();
      const got = await fetch(`${url}/api/v1/stations?limit=10`, { headers: { authorization } }).catch(() => null);
      await got?.arrayBuffer();
      if (got?.ok === true) apiMs.push(performance.now() - fromMs);
    };
    for (let n = 0; n < 100; n += 1) {
      await askApi();
      await pause(API_EVERY_MS / 5);
    }
    const without = apiMs.splice(0);
    for (const [index, each] of urls.entries()) {
      const body = { url: `${each}/hook`, filter: { types: [TYPE] }, ordered: kindOf(index) === 'ordered' };
      const made = await fetch(`${url}/api/v1/webhooks/endpoints`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (made.status !== 201) throw new Error(`no endpoint: ${made.status} ${await made.text()}`);
    }

    const fromMs = performance.now();
    let asking = true;
    const asked = (async () => {
      while (asking) {
        await askApi();
        await pause(API_EVERY_MS);
      }
    })();
    const turns = new Map<Station, Promise<void>>();
    let said = 0;
    for (let n = 0; n < events; n += 1) {
      const dueMs = fromMs + (n * 1000) / rate;
      await pause(Math.max(0, dueMs - performance.now()));
      const station = stations[n % STATIONS];
      if (station === undefined) continue;
      const value = Math.floor(n / STATIONS) % 2 === 0 ? 'Preparing' : 'Available';
      const before = turns.get(station) ?? Promise.resolve();
      turns.set(
        station,
        before.then(async () => {
          await station.say(status(1, value));
          said += 1;
        }),
      );
      if (values.kill && n === Math.floor(events / 2)) {
        gateway.kill('SIGKILL');
        await once(gateway, 'exit');
        gateway = await start();
      }
    }
    await Promise.all(turns.values());
    const saidS = (performance.now() - fromMs) / 1000;
    const whole = async (): Promise<Heard | null> => {
      const heard = await heardBy(receivers);
      return heard.counts.every((count, index) => index < 4 || count >= events) ? heard : null;
    };
    let heard = await whole();
    for (const untilMs = performance.now() + SETTLE_MS; heard === null && performance.now() < untilMs; ) {
      await pause(500);
      heard = await whole();
    }
    asking = false;
    await asked;
    heard ??= await heardBy(receivers);
    const lacking = heard.counts.slice(4).filter((count) => count < events).length;
    const list = (await (
      await fetch(`${url}/api/v1/webhooks/endpoints?limit=100`, { headers: { authorization } })
    ).json()) as readonly { readonly enabled: boolean; readonly disabled: { readonly reason: string } | null }[];
    const ms = (of: readonly number[], q: number): string => quantile([...of], q).toFixed(1);
    console.log(
      `| ${events} events at ${rate}/s to ${endpoints} endpoints${values.kill ? ', killed once' : ''} | |\n|---|--:|`,
    );
    const rows: readonly (readonly [string, string | number])[] = [
      ['acknowledged to stations', said],
      ['said in (s)', saidS.toFixed(1)],
      ['healthy endpoints that lack an event', lacking],
      ['came more than once', heard.repeated],
      ['out of order, where order was asked for', heard.outOfOrder],
      ['requests to loopback by a redirect', heard.loopback],
      [
        'endpoints disabled',
        list
          .filter(({ enabled }) => !enabled)
          .map(({ disabled }) => disabled?.reason)
          .join(', '),
      ],
      ['event to first attempt p50 (ms)', ms(heard.lateMs, 0.5)],
      ['event to first attempt p99 (ms)', ms(heard.lateMs, 0.99)],
      ['GET /stations without, p50 and p99 (ms)', `${ms(without, 0.5)}, ${ms(without, 0.99)}`],
      ['GET /stations beside, p50 and p99 (ms)', `${ms(apiMs, 0.5)}, ${ms(apiMs, 0.99)}`],
    ];
    for (const [what, value] of rows) console.log(`| ${what} | ${value} |`);
    // A kill holds events up until the restart: there only completeness and order are held.
    const isLate = !values.kill && quantile([...heard.lateMs], 0.99) >= 500;
    if (lacking > 0 || heard.outOfOrder > 0 || heard.loopback > 0 || isLate) process.exitCode = 1;
  } finally {
    receivers.kill();
    gateway.kill('SIGKILL');
    await once(gateway, 'exit').catch(() => undefined);
    await rm(dataDir, { recursive: true, force: true });
  }
};

const [role, count = '0'] = process.argv.slice(2);
if (role === 'receive') await receive(Number(count));
else await main();
