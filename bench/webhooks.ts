/**
 * `node bench/webhooks.ts [--events N] [--rate N] [--endpoints N] [--kill]`: endpoints of which one hangs, one answers 500,
 * one 410 and one redirects to loopback, beside healthy ones, every other of them in order. Stations make events at a
 * rate; it tells from each event to its first attempt, what each healthy endpoint lacks and what came out of order, and
 * what the API took meanwhile and without. `--kill`: the gateway is killed in the middle, and started again.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePort } from './child.ts';
import { type ChattyStation, createChattyStation } from './deliveries/chatty-station.ts';
import { BAD_ENDPOINTS, type Heard, registerEndpoints, startEndpoints } from './deliveries/endpoints.ts';
import { quantile } from './statistics.ts';

const SECRET = 'bench-admin-secret-0123456789';
const STATIONS = 50;
const SETTLE_MS = 120_000;
const API_EVERY_MS = 50;
const TYPE = 'connector.status_changed';

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
  const receivers = await startEndpoints(endpoints);
  const stations = Array.from({ length: STATIONS }, (_, n) =>
    createChattyStation(`ws://127.0.0.1:${port}/ocpp/BENCH-${n}`),
  );
  try {
    const granted = await fetch(`${url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`admin:${SECRET}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token: token } = (await granted.json()) as { readonly access_token: string };
    const authorization = `Bearer ${token}`;
    const status = (connectorId: number, value: string) => ({ connectorId, errorCode: 'NoError', status: value });
    for (const station of stations) {
      await station.say('BootNotification', { chargePointVendor: 'Bench', chargePointModel: 'Hooks' });
      await station.say('StatusNotification', status(1, 'Available'));
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
    await registerEndpoints({ url, token }, receivers.urls, [TYPE]);

    const fromMs = performance.now();
    let asking = true;
    const asked = (async () => {
      while (asking) {
        await askApi();
        await pause(API_EVERY_MS);
      }
    })();
    const turns = new Map<ChattyStation, Promise<void>>();
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
          await station.say('StatusNotification', status(1, value));
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
      const heard = await receivers.heard();
      return heard.counts.every((count, index) => index < BAD_ENDPOINTS || count >= events) ? heard : null;
    };
    let heard = await whole();
    for (const untilMs = performance.now() + SETTLE_MS; heard === null && performance.now() < untilMs; ) {
      await pause(500);
      heard = await whole();
    }
    asking = false;
    await asked;
    heard ??= await receivers.heard();
    const lacking = heard.counts.slice(BAD_ENDPOINTS).filter((count) => count < events).length;
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
    for (const station of stations) station.close();
    await receivers.stop();
    gateway.kill('SIGKILL');
    await once(gateway, 'exit').catch(() => undefined);
    await rm(dataDir, { recursive: true, force: true });
  }
};

await main();
