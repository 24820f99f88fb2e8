/**
 * `node bench/fairness.ts`: a station that says one thing after another, alone and beside one that writes 2,000
 * Heartbeats at once, reads the answers and goes on; each in a process of its own, against the gateway as it is started.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { freePort } from './child.ts';
import { quantile } from './statistics.ts';

const PIPELINED = 2_000;
const MEASURE_MS = 5_000;

const open = async (url: string): Promise<WebSocket> => {
  const socket = new WebSocket(url, ['ocpp1.6'], { perMessageDeflate: false });
  await once(socket, 'open');
  return socket;
};

const say = async (socket: WebSocket, id: string, action: string, payload: object): Promise<void> => {
  const answered = once(socket, 'message');
  socket.send(JSON.stringify([2, id, action, payload]));
  await answered;
};

const BOOT = { chargePointVendor: 'Bench', chargePointModel: 'Fair' };

/** Runs until its process is ended; tells that it has begun. */
const pipeline = async (url: string): Promise<void> => {
  const socket = await open(url);
  await say(socket, 'boot', 'BootNotification', BOOT);
  process.send?.('begun');
  for (let round = 0; ; round += 1) {
    const all = new Promise<void>((resolve) => {
      let left = PIPELINED;
      socket.on('message', () => {
        left -= 1;
        if (left > 0) return;
        socket.removeAllListeners('message');
        resolve();
      });
    });
    const frames: Buffer[] = [];
    for (let n = 0; n < PIPELINED; n += 1) {
      const payload = Buffer.from(`[2,"${round}-${n}","Heartbeat",{}]`);
      frames.push(Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload);
    }
    // Past the library, which would make a write of each.
    (socket as unknown as { readonly _socket: { write(bytes: Buffer): void } })._socket.write(Buffer.concat(frames));
    await all;
  }
};

const measure = async (
  socket: WebSocket,
): Promise<{ readonly p50: number; readonly p99: number; readonly count: number }> => {
  const took: number[] = [];
  const untilMs = performance.now() + MEASURE_MS;
  while (performance.now() < untilMs) {
    const fromMs = performance.now();
    await say(socket, `h-${took.length}-${fromMs}`, 'StatusNotification', {
      connectorId: 1,
      errorCode: 'NoError',
      status: took.length % 2 === 0 ? 'Available' : 'Preparing',
    });
    took.push(performance.now() - fromMs);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return { p50: quantile(took, 0.5), p99: quantile(took, 0.99), count: took.length };
};

const ready = async (url: string): Promise<void> => {
  for (;;) {
    const response = await fetch(`${url}/health/ready`).catch(() => null);
    if (response?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const main = async (): Promise<void> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'voltgate-fairness-'));
  const port = await freePort();
  const gateway = spawn(process.execPath, ['src/main.ts'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      OCPP_UNKNOWN_STATIONS: 'accept',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let greedy: ChildProcess | null = null;
  try {
    await ready(`http://127.0.0.1:${port}`);
    const stations = `ws://127.0.0.1:${port}/ocpp`;
    const healthy = await open(`${stations}/healthy`);
    await say(healthy, 'boot', 'BootNotification', BOOT);
    await measure(healthy);
    const tell = (what: string, { p50, p99, count }: Awaited<ReturnType<typeof measure>>): void =>
      console.log(`| ${what} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${count} |`);
    console.log('| StatusNotification of a healthy station | p50 (ms) | p99 (ms) | calls |\n|---|---|---|---|');
    tell('alone', await measure(healthy));
    greedy = fork(fileURLToPath(import.meta.url), ['pipeline', `${stations}/greedy`]);
    await once(greedy, 'message');
    tell(`beside one that writes ${PIPELINED} Heartbeats at once, again and again`, await measure(healthy));
    healthy.terminate();
  } finally {
    greedy?.kill();
    gateway.kill();
    await once(gateway, 'exit');
    await rm(dataDir, { recursive: true, force: true });
  }
};

const [role, url = ''] = process.argv.slice(2);
await (role === 'pipeline' ? pipeline(url) : main());
