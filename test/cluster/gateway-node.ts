/** The services of one of many nodes over a store that all share, with stations that follow a script instead of sockets. */
import { createRedisLocks } from '../../src/cluster/redis-locks.ts';
import { openRedisOwners } from '../../src/cluster/redis-owners.ts';
import { createRoutedQueue } from '../../src/cluster/routed-queue.ts';
import type { StationAnswer } from '../../src/domain/command.ts';
import { DomainError } from '../../src/domain/error.ts';
import type { DomainEvent } from '../../src/domain/event.ts';
import { createPartyNames } from '../../src/domain/party.ts';
import { openRedisBus } from '../../src/events/redis-bus.ts';
import { systemClock } from '../../src/observe/clock.ts';
import { createIds } from '../../src/observe/ids.ts';
import { createBullmqQueue } from '../../src/queue/bullmq/bullmq-queue.ts';
import { createBullmqProducer, createBullmqRemoval } from '../../src/queue/bullmq/other-queues.ts';
import { createRedis } from '../../src/redis/connection.ts';
import { createChores } from '../../src/services/chores.ts';
import { createCommandServices } from '../../src/services/commands/commands.ts';
import { createCommitter } from '../../src/services/commit.ts';
import { startCounting } from '../../src/services/counting.ts';
import { createIdempotency } from '../../src/services/idempotency.ts';
import { layered } from '../../src/services/inbox.ts';
import type { StationLinks, StationOrder } from '../../src/services/ports/station-links.ts';
import type { Store } from '../../src/services/ports/store.ts';
import { createStationSide, DEFAULT_STATION_SIDE_OPTIONS } from '../../src/services/station-side.ts';
import { createSweep } from '../../src/services/sweep.ts';
import { wakeCommands } from '../../src/services/wake-commands.ts';
import { createRecordedMetrics } from '../support/recorded-metrics.ts';
import { silentLog } from '../support/silent-log.ts';
import { LEASE_MS } from './nodes.ts';

export type Closed = { readonly stationId: string; readonly reason: string };

export const startNode = async ({
  store,
  url,
  prefix,
}: {
  readonly store: Store;
  readonly url: string;
  readonly prefix: string;
}) => {
  const newId = createIds(systemClock);
  const nodeId = newId();
  const redis = createRedis({ url, log: silentLog, name: nodeId });
  const metrics = createRecordedMetrics();
  const common = { clock: systemClock, log: silentLog, metrics };
  const owners = await openRedisOwners({ redis, nodeId, prefix, ...common }, { leaseMs: LEASE_MS });
  const locks = createRedisLocks({ redis, nodeId, prefix });
  const { bus, own, foreign, close: closeBus } = await openRedisBus({ redis, store, nodeId, prefix, ...common });
  const queueAt = { redis, prefix, ...common, random: () => 0 };
  const queue = createRoutedQueue({
    own: createBullmqQueue({ ...queueAt, name: `node-${nodeId}`, exclusive: true }),
    shared: createBullmqQueue({ ...queueAt, name: 'shared', exclusive: false, lockMs: 3000 }),
    queueOf: (node) => createBullmqProducer({ ...queueAt, name: `node-${node}` }),
    owners,
  });
  const committer = createCommitter({ store, bus });

  const connected = new Set<string>();
  const sent: StationOrder[] = [];
  const closed: Closed[] = [];
  const events: DomainEvent[] = [];
  let answer: (order: StationOrder) => Promise<StationAnswer> = async () => ({
    kind: 'accepted',
    done: true,
    result: { status: 'Accepted' },
  });
  bus.subscribe((event) => events.push(event));

  const hangUp = (stationId: string, reason: string): boolean => {
    if (!connected.delete(stationId)) return false;
    closed.push({ stationId, reason });
    void inbox.disconnected(stationId, 'connection_lost');
    return true;
  };
  const links: StationLinks = {
    isConnected: (stationId) => connected.has(stationId),
    isReady: (stationId) => owners.isLeased() && connected.has(stationId),
    send: async (order) => {
      if (!connected.has(order.command.stationId)) throw new DomainError('station_offline');
      sent.push(order);
      return answer(order);
    },
    disconnect: (stationId, _code, reason) => hangUp(stationId, reason),
  };
  const commands = createCommandServices({
    store,
    committer,
    queue,
    links,
    owners,
    bus,
    ownEvents: own,
    idempotency: createIdempotency({ store, clock: systemClock }),
    supports: () => true,
    triggers: () => null,
    newId,
    ...common,
  });
  const side = createStationSide({
    store,
    committer,
    bus,
    foreignEvents: foreign,
    owners,
    links,
    effects: commands.effects,
    lateAnswer: commands.lateAnswer,
    newId,
    random: () => 0,
    names: createPartyNames({ countryCode: 'ZZ', partyId: 'VGT' }),
    applyAgain: () => async () => undefined,
    options: DEFAULT_STATION_SIDE_OPTIONS,
    ...common,
  });
  const waking = wakeCommands({
    stationReady: commands.stationReady,
    random: () => 0,
    ...common,
  });
  const inbox = layered(side.inbox, [waking.layer]);
  owners.onTaken((stationId) => hangUp(stationId, 'replaced by a newer connection'));
  owners.onRegained(() => {
    side.stillHere().then(commands.requeue, () => undefined);
  });
  const stopCounting = await startCounting({ store, bus, ownEvents: own, metrics });
  queue.work(commands.handlers);
  const removal = createBullmqRemoval(queueAt);
  const sweep = createSweep(
    {
      owners,
      log: silentLog,
      recoverStations: side.recover,
      recoverCommands: commands.recover,
      removeQueue: (node) => removal.remove(`node-${node}`),
      removeLateJobs: (live) => removal.removeLate((name) => [...live].some((node) => name === `node-${node}`)),
    },
    { everyMs: 100, wholeEveryMs: 2000 },
  );
  const chores = createChores({ locks, random: () => 0, ...common }, [sweep]);
  chores.start();

  const rest = async (): Promise<void> => {
    waking.close();
    commands.close();
    side.close();
    stopCounting();
    await side.idle();
    await owners.close();
    await closeBus();
    await redis.close();
  };

  return {
    nodeId,
    side,
    commands,
    metrics,
    owners,
    events,
    sent,
    closed,
    connected,
    answers: (next: typeof answer) => {
      answer = next;
    },
    connect: async (stationId: string) => {
      const station = await store.station(stationId);
      connected.add(stationId);
      await inbox.connected(stationId, '2.0.1', station ?? undefined);
    },
    disconnect: async (stationId: string) => {
      connected.delete(stationId);
      await inbox.disconnected(stationId, 'connection_lost');
    },
    /** Ends without a word to anybody; its stations lose their sockets. */
    die: async () => {
      connected.clear();
      await redis.close();
      await chores.stop();
      await queue.close(0);
      await rest();
    },
    close: async () => {
      await chores.stop();
      await Promise.all([...connected].map((stationId) => inbox.disconnected(stationId, 'connection_lost')));
      connected.clear();
      await queue.close(1000);
      await rest();
    },
  };
};

export type GatewayNode = Awaited<ReturnType<typeof startNode>>;
