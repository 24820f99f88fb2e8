/**
 * Two gateways, one of them in a network of its own that loses the way to Redis and the store while its stations stay:
 * what it cannot store it does not acknowledge, and no command goes out twice.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { clusterMissing, withCluster } from '../gateway/cluster.ts';
import { createNetwork, networkMissing } from '../gateway/network.ts';
import type { Scenario } from '../scenario.ts';

const WORK_MS = 1000;
/** How long they are apart. The longer ones outlive leases. */
const APART_MS = [500, 5000, 30_000, 2000] as const;

export const cutApart: Scenario = {
  name: 'cut-apart',
  means: 'two gateways, one cut off from Redis and the store with its stations',
  missing: () => clusterMissing() ?? networkMissing(),
  run: async (options) => {
    const network = createNetwork();
    try {
      return await withCluster(options, network, async ({ site, tally, compare }) => {
        for (const apartMs of options.quick ? APART_MS.slice(0, 2) : APART_MS) {
          site.work();
          await pause(WORK_MS);
          network.cut();
          await pause(apartMs);
          network.heal();
          await pause(WORK_MS);
          tally.fault(`${apartMs} ms`);
          await compare();
        }
      });
    } finally {
      network.remove();
    }
  },
};
