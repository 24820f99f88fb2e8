/** Nodes on one Redis, each with connections of its own. */
import { openRedisOwners } from '../../src/cluster/redis-owners.ts';
import { systemClock } from '../../src/observe/clock.ts';
import { createRedis, type RedisConnections } from '../../src/redis/connection.ts';
import type { StationOwners } from '../../src/services/ports/nodes.ts';
import { silentLog } from '../support/silent-log.ts';

/** Short, so that the death of a node is soon seen; long beside what a busy machine holds a process up. */
export const LEASE_MS = 600;

export type Node = {
  readonly owners: StationOwners;
  readonly redis: RedisConnections;
  /** Stations of which it was told that another has them, in order. */
  readonly taken: string[];
  /** How often its lease came back. */
  readonly regained: () => number;
  /** Ends without a word: its lease ends by itself. */
  readonly die: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export const createNodes = (url: string, prefix: string) => {
  const nodes = new Set<Node>();
  let lastNumber = 0;

  const start = async (options: { readonly url?: string; readonly leaseMs?: number } = {}): Promise<Node> => {
    lastNumber += 1;
    const nodeId = `NODE${lastNumber}`;
    const redis = createRedis({ url: options.url ?? url, log: silentLog, name: nodeId });
    const owners = await openRedisOwners(
      { redis, nodeId, prefix, clock: systemClock, log: silentLog },
      { leaseMs: options.leaseMs ?? LEASE_MS },
    );
    const taken: string[] = [];
    let times = 0;
    owners.onTaken((stationId) => taken.push(stationId));
    owners.onRegained(() => {
      times += 1;
    });
    const node: Node = {
      owners,
      redis,
      taken,
      regained: () => times,
      die: async () => {
        nodes.delete(node);
        await redis.close();
        // Ends its timers; it has no connection left to say anything on.
        await owners.close();
      },
      close: async () => {
        nodes.delete(node);
        await owners.close();
        await redis.close();
      },
    };
    nodes.add(node);
    return node;
  };

  return {
    start,
    close: async () => {
      await Promise.all([...nodes].map((node) => node.close()));
    },
  };
};
