import { expect, it, onTestFinished } from 'vitest';
import { createRedisLocks } from '../../../src/cluster/redis-locks.ts';
import { createRedis } from '../../../src/redis/connection.ts';
import { describeDeliveries } from '../../conformance/deliveries.ts';
import { describeDeliveryStore } from '../../conformance/delivery-store.ts';
import { describeWithMongo, describeWithServices, mongoUrl, ownName, redisUrl } from '../../support/services.ts';
import { silentLog } from '../../support/silent-log.ts';
import { until } from '../../support/until.ts';
import { createReceiver, firstsOf, startNode } from './node.ts';
import { mongoPlace, openMongo } from './places.ts';

describeWithMongo('MongoDB', () => {
  describeDeliveryStore(() => mongoPlace(mongoUrl()));
  describeDeliveries('mongo', () => mongoPlace(mongoUrl()));
});

describeWithServices('two nodes on MongoDB and Redis', () => {
  it('take a subscriber over when the lease of a node that died has ended', async () => {
    const [url, prefix] = [mongoUrl(), ownName()];
    const start = async (nodeId: string) => {
      const place = await openMongo(url);
      const redis = createRedis({ url: redisUrl(), log: silentLog, name: nodeId });
      const locks = createRedisLocks({ redis, nodeId, prefix });
      const node = startNode(place, locks, { leaseMs: 2_000, renewMs: 100 });
      onTestFinished(async () => {
        await node.close();
        await redis.close();
        await place.close();
      });
      return { ...node, die: redis.close };
    };
    const [a, b] = [await start('a'), await start('b')];
    const receiver = createReceiver('hook');
    await a.add(receiver.subscriber);
    await b.add(receiver.subscriber);
    await b.say('A:1', 'A:2');
    await until(() => receiver.done.length === 2);
    expect([a, b].map(({ metrics }) => metrics.read('deliveries_subscribers'))).toEqual([1, 0]);
    await a.die();
    await until(() => b.metrics.read('deliveries_subscribers') === 1);
    await until(() => a.metrics.read('deliveries_subscribers') === 0);
    await b.say('A:3');
    await until(() => receiver.done.includes('A:3'));
    expect(firstsOf(receiver.done, 'A')).toEqual(['A:1', 'A:2', 'A:3']);
  });
});
