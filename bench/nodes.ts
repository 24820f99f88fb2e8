/**
 * `MONGODB_URL=… node bench/nodes.ts` (without it a server of the tests is started): how many changes, and how many
 * entries of the one log, 1, 2 and 4 nodes commit in a second; each a process of its own, with 100 callers who wait for
 * their answers. A change is a station's next version and its event.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import { startMongo } from '../scripts/services/mongo.ts';
import { systemClock } from '../src/observe/clock.ts';
import { createIds } from '../src/observe/ids.ts';
import { openMongoStore } from '../src/store/mongo/store.ts';
import { aMessageEvent, aStation } from '../test/conformance/documents.ts';
import { silentLog } from '../test/support/silent-log.ts';
import { mongoHere } from './services.ts';
import { quantile } from './statistics.ts';

const NODES = [1, 2, 4];
const CALLERS = 100;
const WARM_MS = 2_000;
const MEASURE_MS = 8_000;

type Told = { readonly changes: number; readonly conflicts: number; readonly tookMs: readonly number[] };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A node: works until the time is over, then tells its parent what it did. */
const work = async (url: string, name: string): Promise<void> => {
  const newId = createIds(systemClock);
  const store = await openMongoStore({ url, clock: systemClock, log: silentLog, nodeId: newId() });
  process.send?.('ready');
  const [{ beginAtMs }] = (await once(process, 'message')) as [{ readonly beginAtMs: number }];
  await pause(beginAtMs - Date.now());
  const countFromMs = performance.now() + WARM_MS;
  const endMs = countFromMs + MEASURE_MS;
  const tookMs: number[] = [];
  let conflicts = 0;
  await Promise.all(
    Array.from({ length: CALLERS }, async (_, caller) => {
      const id = `${name}-${caller}`;
      for (let version = 1; performance.now() < endMs; version += 1) {
        const fromMs = performance.now();
        try {
          const event = aMessageEvent(newId(), { stationId: id });
          await store.commit({ stations: [aStation({ id, version })], events: [event] });
          if (fromMs >= countFromMs) tookMs.push(performance.now() - fromMs);
        } catch {
          conflicts += 1;
          version = (await store.station(id))?.version ?? 0;
        }
      }
    }),
  );
  const told: Told = { changes: tookMs.length, conflicts, tookMs };
  // A channel that is closed before loses it.
  await new Promise((resolve) => process.send?.(told, resolve));
  await store.close();
  process.disconnect();
};

/** The number of the log's last entry, by the mark. */
const lastEntry = async (url: string): Promise<number> => {
  const connection = await mongoose.createConnection(url).asPromise();
  try {
    const mark = await connection.collection<{ _id: string; n: number }>('progress').findOne({ _id: 'applied' });
    return mark?.n ?? 0;
  } finally {
    await connection.close();
  }
};

const measure = async (server: string, nodes: number): Promise<string> => {
  const url = new URL(server);
  url.pathname = `/bench_nodes_${nodes}_${Date.now()}`;
  const children: ChildProcess[] = [];
  for (let node = 0; node < nodes; node += 1) {
    const child = fork(fileURLToPath(import.meta.url), ['work', url.href, `node${node}`]);
    children.push(child);
    // One after the other: the first makes the indexes.
    await once(child, 'message');
  }
  const beginAtMs = Date.now() + 200;
  const told = children.map(async (child) => ((await once(child, 'message')) as [Told])[0]);
  const exits = children.map((child) => once(child, 'exit'));
  for (const child of children) child.send({ beginAtMs });
  await pause(beginAtMs - Date.now() + WARM_MS);
  const before = await lastEntry(url.href);
  await pause(MEASURE_MS);
  const entries = (await lastEntry(url.href)) - before;
  const all = await Promise.all(told);
  await Promise.all(exits);
  const seconds = MEASURE_MS / 1000;
  const took = all.flatMap(({ tookMs }) => tookMs);
  const changes = all.reduce((sum, one) => sum + one.changes, 0);
  const failed = all.reduce((sum, { conflicts }) => sum + conflicts, 0);
  const [p50, p99] = [quantile(took, 0.5), quantile(took, 0.99)].map((ms) => ms.toFixed(0));
  return `| ${nodes} | ${Math.round(changes / seconds)} | ${Math.round(entries / seconds)} | ${p50} | ${p99} | ${failed} |`;
};

const main = async (): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'voltgate-nodes-'));
  const given = process.env.MONGODB_URL;
  const started = given ? null : await startMongo(folder);
  const server = given || started?.url;
  try {
    if (server === undefined) throw new Error('There is no server.');
    console.log(`${await mongoHere(server)}; ${CALLERS} callers on each node\n`);
    console.log('| nodes | changes/s | entries/s | p50 (ms) | p99 (ms) | refused |\n|---|---|---|---|---|---|');
    for (const nodes of NODES) console.log(await measure(server, nodes));
  } finally {
    await started?.close();
    await rm(folder, { recursive: true, force: true });
  }
};

const [role, url = '', name = ''] = process.argv.slice(2);
await (role === 'work' ? work(url, name) : main());
