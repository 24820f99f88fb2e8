/** Who holds which station's socket, over all nodes, in Redis. */
import { DomainError, isDomainError } from '../domain/error.ts';
import { endConnection, onRedis, type RedisConnections } from '../redis/connection.ts';
import type { StationOwners } from '../services/ports/nodes.ts';
import type { Log } from '../services/ports/observing.ts';
import type { Clock } from '../services/ports/time.ts';
import { clusterKeys } from './keys.ts';
import { type LeaseOptions, openLease } from './lease.ts';
import { CLAIM, FORGET, NODES, OWNERS, RECLAIM, RELEASE } from './owner-scripts.ts';

const DEFAULT_OPTIONS: LeaseOptions = { leaseMs: 6_000 };

/** Stations in one step of Redis: it does nothing else meanwhile. */
const AT_ONCE = 500;

const inSteps = function* <T>(items: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += AT_ONCE) yield items.slice(from, from + AT_ONCE);
};

/**
 * Resolves when this node has its lease. Throws DomainError('unavailable') when Redis gives no answer.
 * prefix: of the names in Redis, the same for all nodes of a gateway. The clock is the real one: leases end in real time.
 */
export const openRedisOwners = async (
  {
    redis,
    nodeId,
    prefix,
    clock,
    log,
  }: {
    readonly redis: RedisConnections;
    readonly nodeId: string;
    readonly prefix: string;
    readonly clock: Pick<Clock, 'after'>;
    readonly log: Log;
  },
  options: Partial<LeaseOptions> = {},
): Promise<StationOwners> => {
  const keys = clusterKeys(prefix);
  const { commands } = redis;
  const channel = `${keys.taken}${nodeId}`;
  /** The epoch of each station's claim that stands. */
  const held = new Map<string, number>();
  /** Claims on their way, and the newest word of another's claim that came meanwhile. */
  const claiming = new Map<string, { ways: number; takenAt: number }>();
  /** Releases that Redis has not heard of. */
  const gone = new Map<string, number>();
  const takenListeners = new Set<(stationId: string) => void>();
  const regainedListeners = new Set<() => void>();
  let closed = false;

  const run = <T>(script: string, numberOfKeys: number, ...args: (string | number)[]): Promise<T> =>
    onRedis(() => commands.eval(script, numberOfKeys, ...args) as Promise<T>);

  const taken = (stationId: string, epoch: number): void => {
    const onItsWay = claiming.get(stationId);
    if (onItsWay !== undefined) {
      onItsWay.takenAt = Math.max(onItsWay.takenAt, epoch);
      return;
    }
    const own = held.get(stationId);
    if (own === undefined || own >= epoch) return;
    held.delete(stationId);
    log.info({ stationId, nodeId }, 'station.taken_over');
    for (const listener of takenListeners) listener(stationId);
  };

  const releaseInRedis = async (stationId: string, epoch: number): Promise<boolean> =>
    (await run<number>(RELEASE, 1, keys.owners, nodeId, stationId, epoch)) === 1;

  /** Redis may have forgotten, or given away, anything. */
  const sayAgain = async (): Promise<void> => {
    for (const step of inSteps([...held])) {
      const epochs = await run<string[]>(RECLAIM, 1, keys.owners, keys.taken, nodeId, ...step.flat());
      for (const [index, [stationId, epoch]] of step.entries()) {
        const now = epochs[index] ?? '';
        // Released or claimed anew while this was on its way: that word is the newer one.
        if (held.get(stationId) !== epoch) continue;
        if (now === '') taken(stationId, Number.POSITIVE_INFINITY);
        else held.set(stationId, Number(now));
      }
    }
    for (const [stationId, epoch] of [...gone]) {
      if (!held.has(stationId)) await releaseInRedis(stationId, epoch);
      if (gone.get(stationId) === epoch) gone.delete(stationId);
    }
  };

  const lease = await openLease(
    { redis: commands, keys, nodeId, clock, log },
    { ...DEFAULT_OPTIONS, ...options },
    {
      back: sayAgain,
      regained: () => {
        for (const listener of regainedListeners) listener();
      },
    },
  );

  const subscription = redis.separate('owners');
  subscription.on('message', (_channel, message) => {
    const space = message.indexOf(' ');
    taken(message.slice(space + 1), Number(message.slice(0, space)));
  });
  await onRedis(() => subscription.subscribe(channel));
  // What was said while it was away is lost: all that is held is said again, and answered.
  subscription.on('ready', () => {
    subscription.subscribe(channel).then(lease.doubt, (err: unknown) => {
      if (!closed) log.warn({ nodeId, err }, 'cluster.subscription_failed');
    });
  });
  // A connection that died without a word is found by asking something on it.
  let stopAsking = (): void => undefined;
  const ask = (): void => {
    stopAsking = clock.after(lease.everyMs, () => {
      subscription.ping().catch((err: unknown) => log.debug({ err }, 'cluster.subscription_silent'));
      ask();
    });
  };
  ask();

  const nodes = async (): Promise<{ readonly live: ReadonlySet<string>; readonly dead: readonly string[] }> => {
    if (!lease.isSteady()) {
      throw new DomainError('unavailable', { detail: 'Redis is only just back; who lives is not known yet.' });
    }
    const listed = await run<(string | number)[]>(NODES, 1, keys.nodes, keys.lease);
    const [live, dead] = [new Set([nodeId]), [] as string[]];
    for (let index = 0; index < listed.length; index += 2) {
      const node = String(listed[index]);
      if (listed[index + 1] === 1) live.add(node);
      else if (node !== nodeId) dead.push(node);
    }
    return { live, dead };
  };

  const ownersOf: StationOwners['ownersOf'] = async (stationIds) => {
    const owners = new Map<string, string>();
    for (const step of inSteps(stationIds)) {
      const answer = await run<string[]>(OWNERS, 1, keys.owners, keys.lease, ...step);
      for (const [index, stationId] of step.entries()) {
        const owner = answer[index] ?? '';
        if (owner !== '') owners.set(stationId, owner);
      }
    }
    return owners;
  };

  return {
    nodeId,
    isLeased: lease.isLeased,
    claim: async (stationId) => {
      const onItsWay = claiming.get(stationId) ?? { ways: 0, takenAt: 0 };
      onItsWay.ways += 1;
      claiming.set(stationId, onItsWay);
      let epoch: number;
      try {
        epoch = Number(await run<string>(CLAIM, 1, keys.owners, keys.taken, nodeId, stationId));
      } catch (error) {
        if (!isDomainError(error, 'unavailable')) throw error;
        epoch = lease.redisMicros();
        lease.doubt();
      }
      gone.delete(stationId);
      held.set(stationId, Math.max(epoch, held.get(stationId) ?? 0));
      onItsWay.ways -= 1;
      if (onItsWay.ways > 0) return;
      claiming.delete(stationId);
      taken(stationId, onItsWay.takenAt);
    },
    release: async (stationId) => {
      const epoch = held.get(stationId);
      held.delete(stationId);
      try {
        // Without an epoch it was never claimed here, or was taken by another since.
        if (epoch === undefined) return (await ownersOf([stationId])).size === 0;
        return await releaseInRedis(stationId, epoch);
      } catch (error) {
        if (!isDomainError(error, 'unavailable')) throw error;
        if (epoch !== undefined) gone.set(stationId, epoch);
        lease.doubt();
        return false;
      }
    },
    ownerOf: async (stationId) => (await ownersOf([stationId])).get(stationId) ?? null,
    ownersOf,
    liveNodes: async () => (await nodes()).live,
    deadNodes: async () => (await nodes()).dead,
    forget: async (node) => {
      let cursor = '0';
      do {
        const [next, entries] = await onRedis(() => commands.hscan(keys.owners, cursor, 'COUNT', AT_ONCE));
        cursor = next;
        const stations = entries.filter((_, index) => index % 2 === 0 && entries[index + 1]?.endsWith(` ${node}`));
        if (stations.length > 0) await run(FORGET, 2, keys.owners, `${keys.lease}${node}`, node, ...stations);
      } while (cursor !== '0');
      await onRedis(() => commands.zrem(keys.nodes, node));
    },
    onTaken: (listener) => {
      takenListeners.add(listener);
      return () => takenListeners.delete(listener);
    },
    onRegained: (listener) => {
      regainedListeners.add(listener);
      return () => regainedListeners.delete(listener);
    },
    close: async () => {
      closed = true;
      stopAsking();
      await endConnection(subscription);
      try {
        await lease.close();
      } catch (err) {
        // It ends by itself.
        log.warn({ nodeId, err }, 'cluster.lease_not_given_up');
      }
    },
  };
};
