/** Two gateways behind one address, on a Redis and a MongoDB-protocol server of their own. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type MongoServer, mongoMissing, mongoServerHere, startMongo } from '../../../scripts/services/mongo.ts';
import type { Server } from '../../../scripts/services/process.ts';
import { redisMissing, startRedis } from '../../../scripts/services/redis.ts';
import { inspect } from '../inspection.ts';
import { openSite, type Site } from '../load/site.ts';
import { type FaultOptions, inFolder, type Report } from '../scenario.ts';
import { createTally, type Tally } from '../tally.ts';
import { type Front, openFront } from './front.ts';
import { createNode, type Node, type NodeOptions } from './node.ts';

export type Cluster = {
  readonly redis: Server;
  readonly mongo: Server;
  /** The first may live in a network of its own. */
  readonly nodes: readonly [Node, Node];
  readonly site: Site;
  readonly tally: Tally;
  /** Everyone rests, and all is compared. */
  readonly compare: () => Promise<void>;
};

/** Where the first node lives, and by which addresses it reaches what it needs. */
export type Elsewhere = Pick<NodeOptions, 'host' | 'within'> & { readonly servicesHost: string };

/** The faster ones first: more happens around each fault. */
const MONGO_ORDER: readonly MongoServer[] = ['mongod', 'java', 'ferretdb'];
/** Two gateways, two servers and all stations share one machine; and FerretDB takes some 30 ms for an update. */
const PACE = 2;
const FERRETDB_PACE = 5;

/** A lease must end and a recovery find its time; then everything is at rest. */
const REST_WITHIN_MS = 60_000;

export const clusterMissing = (): string | null => redisMissing() ?? mongoMissing(MONGO_ORDER);

const made = (folder: string): string => {
  mkdirSync(folder, { recursive: true });
  return folder;
};

/** Closes what was opened, the latest first, whatever becomes of the work. */
type Opened = (() => Promise<unknown>)[];

/** elsewhere: null when both nodes live here. */
export const withCluster = (
  options: FaultOptions,
  elsewhere: Elsewhere | null,
  work: (cluster: Cluster) => Promise<void>,
): Promise<Report> =>
  inFolder(options.say, async (folder) => {
    const opened: Opened = [];
    const open = async <T extends { readonly close: () => Promise<unknown> }>(thing: Promise<T>): Promise<T> => {
      const it = await thing;
      opened.push(it.close);
      return it;
    };
    try {
      const redis = await open(startRedis(made(join(folder, 'redis'))));
      const mongo = await open(startMongo(made(join(folder, 'mongo')), '127.0.0.1', MONGO_ORDER));
      const urls = (host: string, redisPort: number, mongoPort: number) => ({
        REDIS_URL: `redis://${host}:${redisPort}`,
        MONGODB_URL: `mongodb://${host}:${mongoPort}/faults`,
      });
      const here = urls('127.0.0.1', redis.port, mongo.port);
      const away = async ({ servicesHost }: Elsewhere) => {
        const [toRedis, toMongo]: Front[] = [
          await open(openFront([{ host: '127.0.0.1', port: redis.port }], servicesHost)),
          await open(openFront([{ host: '127.0.0.1', port: mongo.port }], servicesHost)),
        ];
        return urls(servicesHost, toRedis?.port ?? 0, toMongo?.port ?? 0);
      };
      // One issuer and audience, whichever node is asked.
      const publicUrl = 'http://faults.invalid';
      const nodeOf = async (name: string, more: Partial<NodeOptions>): Promise<Node> => {
        const node = await createNode({
          dataDir: made(join(folder, name)),
          logFile: join(folder, `${name}.log`),
          publicUrl,
          environment: here,
          ...more,
        });
        opened.push(node.kill);
        return node;
      };
      const nodes: readonly [Node, Node] = [
        await nodeOf('a', elsewhere === null ? {} : { ...elsewhere, environment: await away(elsewhere) }),
        await nodeOf('b', {}),
      ];
      for (const node of nodes) if (!(await node.launch())) throw new Error('a gateway did not start');
      const front = await open(openFront(nodes));
      let turn = 0;
      const urlOf = () => {
        turn += 1;
        return (nodes[turn % 2] ?? nodes[0]).url;
      };
      const site = await openSite({
        seed: options.seed,
        each: options.quick ? 1 : 2,
        urlOf,
        pace: mongoServerHere(MONGO_ORDER) === 'ferretdb' ? FERRETDB_PACE : PACE,
        // One that lives in a network of its own reaches its services, and nobody else. A small run does not wait for
        // the lease of who delivers.
        webhooks: elsewhere === null && !options.quick,
        stationsUrl: () => `ws://127.0.0.1:${front.port}/ocpp`,
      });
      opened.push(site.close);
      const tally = createTally(options);
      const compare = async () => {
        await site.rest();
        const nowAt = () => new Date();
        tally.inspected(await inspect(site, { jobsOf: null, settled: false, nowAt, withinMs: REST_WITHIN_MS }));
      };
      await work({ redis, mongo, nodes, site, tally, compare });
      return tally.report();
    } finally {
      for (const close of opened.reverse()) await close();
    }
  });
