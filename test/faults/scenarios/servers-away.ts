/** Redis or the MongoDB-protocol server is killed and started again, or stands still for a while, under two gateways. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from '../../../scripts/services/process.ts';
import { type Cluster, clusterMissing, withCluster } from '../gateway/cluster.ts';
import type { FaultOptions, Scenario } from '../scenario.ts';

const WORK_MS = 1000;
/** How long it is away. The longer ones outlive leases. */
const AWAY_MS = [300, 3000, 1000, 20_000] as const;

const breakServer = async ({ site, tally, compare }: Cluster, server: Server, options: FaultOptions) => {
  for (const [turn, awayMs] of (options.quick ? AWAY_MS.slice(0, 2) : [...AWAY_MS, ...AWAY_MS]).entries()) {
    site.work();
    await pause(WORK_MS);
    // Each length both ways.
    const dies = (turn + Math.floor(turn / AWAY_MS.length)) % 2 === 0;
    if (dies) await server.kill();
    else server.freeze();
    await pause(awayMs);
    if (dies) await server.startAgain();
    else server.thaw();
    await pause(WORK_MS);
    tally.fault(`${dies ? 'killed' : 'frozen'} ${awayMs} ms`);
    await compare();
  }
};

export const redisAway: Scenario = {
  name: 'redis-away',
  means: 'Redis killed and started again, and standing still, under two gateways',
  missing: clusterMissing,
  run: (options) => withCluster(options, null, (cluster) => breakServer(cluster, cluster.redis, options)),
};

export const mongoAway: Scenario = {
  name: 'mongo-away',
  means: 'the MongoDB-protocol server killed and started again, and standing still',
  missing: clusterMissing,
  run: (options) => withCluster(options, null, (cluster) => breakServer(cluster, cluster.mongo, options)),
};
