/**
 * Stations that go from node to node at random, under drivers and apps that charge, while nodes are killed, closed and
 * cut off, and Redis and MongoDB stand still and end. Then everything is compared: see test/faults/check.
 *
 * NODES_MS=300000 goes on for longer; NODES_SEED repeats the choices, though not their instants; NODES_TROUBLES takes
 * only those whose name matches; NODES_LOG=… keeps the logs.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterEach, expect, it } from 'vitest';
import { startMongo } from '../../../scripts/services/mongo.ts';
import { startRedis } from '../../../scripts/services/redis.ts';
import { seededRandom } from '../../../src/simulator/seeded-random.ts';
import { checkReader } from '../../faults/check/events.ts';
import { createNode } from '../../faults/gateway/node.ts';
import { inspect } from '../../faults/inspection.ts';
import { createPatientApi } from '../../faults/load/patient-api.ts';
import { readStream } from '../../faults/load/readers.ts';
import { openSite } from '../../faults/load/site.ts';
import { openRelay } from '../../support/relay.ts';
import { describeWithServices } from '../../support/services.ts';
import { untilWithin } from '../../support/until.ts';
import { anyTrouble, between, oneOf, type WiredNode } from './troubles.ts';
import { openStationWire, type StationWire } from './wire.ts';

const NODES = 3;
const STATIONS = 3;
const DATABASE = 'wandering';
const WORK_MS = Number(process.env.NODES_MS ?? 20_000);
const SEED = Number(process.env.NODES_SEED ?? 11);
/** A dead node's lease must end, the sweep must come by, and what waits must find its way. */
const REST_WITHIN_MS = 60_000;
/** What was added to the queue of a dead node late goes at the whole look after a minute. */
const CLEAN_WITHIN_MS = 150_000;

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
}, 120_000);

const open = async <T extends { readonly close: () => unknown }>(thing: T | Promise<T>): Promise<T> => {
  const it = await thing;
  opened.push(it.close);
  return it;
};

const openPlace = async (folder: string) => {
  const made = (name: string): string => {
    const path = join(folder, name);
    mkdirSync(path);
    return path;
  };
  const redis = await open(startRedis(made('redis')));
  const mongo = await open(startMongo(made('mongo')));
  const nodes: WiredNode[] = [];
  for (let number = 1; number <= NODES; number += 1) {
    const toRedis = await open(openRelay(redis.url));
    const toMongo = await open(openRelay(`${mongo.url}/${DATABASE}`));
    const node = await createNode({
      dataDir: made(`node-${number}`),
      logFile: join(folder, `node-${number}.log`),
      publicUrl: 'http://wandering.invalid',
      environment: { REDIS_URL: toRedis.url, MONGODB_URL: toMongo.url },
    });
    opened.push(node.kill);
    if (!(await node.launch())) throw new Error('a node did not start');
    nodes.push({ node, toRedis, toMongo });
  }
  return { redis, mongo, nodes };
};

/** What is in Redis of nodes that do not live, and stations that nobody live holds. */
const leftBehind = async (redis: Redis): Promise<readonly string[]> => {
  const keys = await redis.keys('*');
  const live = new Set(keys.flatMap((key) => key.split(`{${DATABASE}}:node:`)[1] ?? []));
  const owners = await redis.hgetall(`{${DATABASE}}:owners`);
  const queues = keys.filter((key) => !live.has(/:node-([^:]+):/.exec(key)?.[1] ?? [...live][0] ?? ''));
  const listed = await redis.zrange(`{${DATABASE}}:nodes`, '0', '-1');
  return [
    ...(live.size === NODES ? [] : [`${live.size} nodes live`]),
    ...queues,
    ...listed.filter((node) => !live.has(node)),
    ...Object.entries(owners).flatMap(([station, entry]) =>
      live.has(entry.split(' ')[1] ?? '') ? [] : [`${station}: ${entry}`],
    ),
    ...(Object.keys(owners).length === STATIONS ? [] : [`${Object.keys(owners).length} stations are held`]),
  ];
};

describeWithServices('stations that wander between nodes that come and go', () => {
  it('are told nothing twice, and lose nothing', {
    timeout: WORK_MS * 3 + 180_000 + REST_WITHIN_MS * 2 + CLEAN_WITHIN_MS,
  }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'voltgate-nodes-'));
    if (process.env.NODES_LOG === undefined) opened.push(() => rmSync(folder, { recursive: true, force: true }));
    else console.log(folder);
    const random = seededRandom(SEED);
    const said: string[] = [];
    if (process.env.NODES_LOG !== undefined) opened.push(() => console.log(said.join('\n')));
    const place = await openPlace(folder);
    const { nodes, redis } = place;
    const readers = await Promise.all(
      nodes.map(async ({ node }) => {
        const api = await open(createPatientApi(() => node.url));
        return { url: node.url, stream: await open(readStream(api)) };
      }),
    );
    const wires: StationWire[] = [];
    for (let index = 0; index < STATIONS; index += 1) {
      wires.push(
        await open(
          openStationWire(() => {
            const running = nodes.filter(({ node }) => node.running());
            return running.length === 0 ? null : oneOf(random, running).node.port;
          }),
        ),
      );
    }
    const site = await open(
      openSite({
        seed: SEED,
        each: STATIONS / 3,
        urlOf: () => oneOf(random, nodes).node.url,
        pace: 5,
        stationsUrl: (index) => wires[index]?.stationsUrl ?? '',
      }),
    );

    const untilMs = performance.now() + WORK_MS;
    const isTime = () => performance.now() < untilMs;
    site.work();
    const hopping = (async () => {
      while (isTime()) {
        await pause(between(random, [50, 1500]));
        oneOf(random, wires).breakOff(random() < 0.5 ? 0 : between(random, [50, 4000]));
      }
    })();
    while (isTime()) {
      const trouble = anyTrouble(random);
      said.push(`${new Date().toISOString()} ${trouble.name}`);
      await trouble.run({ ...place, random });
      await pause(between(random, [0, 1500]));
    }
    await hopping;

    await site.rest();
    const report = await inspect(site, {
      jobsOf: null,
      settled: false,
      nowAt: () => new Date(),
      withinMs: REST_WITHIN_MS,
    });
    expect(report.differences, said.join('\n')).toEqual([]);
    expect(report.believed).toBeGreaterThan(0);
    expect(report.commands).toBeGreaterThan(0);

    // One order for all, each event once.
    const log = await site.api.all('/api/v1/events?limit=1000');
    for (const { url, stream } of readers) {
      await stream.hasReached(log.at(-1)?.id ?? '', REST_WITHIN_MS);
      expect(checkReader(url, stream.told, log), said.join('\n')).toEqual([]);
    }

    const eye = new Redis(redis.url);
    opened.push(() => eye.disconnect());
    let left: readonly string[] = [];
    await untilWithin(CLEAN_WITHIN_MS, async () => {
      left = await leftBehind(eye);
      return left.length === 0;
    }).catch((error: unknown) => {
      throw new Error(`left in Redis: ${left.join(', ')}\n${said.join('\n')}`, { cause: error });
    });
    if (process.env.NODES_LOG !== undefined) console.log(report);
  });
});
