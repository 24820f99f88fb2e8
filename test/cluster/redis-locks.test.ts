import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRedisLocks } from '../../src/cluster/redis-locks.ts';
import { createRedis, type RedisConnections } from '../../src/redis/connection.ts';
import { describeWithRedis, ownName, redisUrl } from '../support/services.ts';
import { silentLog } from '../support/silent-log.ts';
import { until } from '../support/until.ts';

describeWithRedis('locks in Redis', () => {
  let redis: RedisConnections;
  let lock: (nodeId: string) => ReturnType<typeof createRedisLocks>;
  beforeEach(() => {
    redis = createRedis({ url: redisUrl(), log: silentLog, name: 'locks' });
    const prefix = ownName();
    lock = (nodeId) => createRedisLocks({ redis, nodeId, prefix });
  });
  afterEach(() => redis.close());

  it('are held by one node, which renews them', async () => {
    const [a, b] = [lock('A'), lock('B')];
    expect(await a.tryHold('sweep', 60_000)).toBe(true);
    expect(await b.tryHold('sweep', 60_000)).toBe(false);
    expect(await a.tryHold('sweep', 60_000)).toBe(true);
    expect(await b.tryHold('other', 60_000)).toBe(true);
  });

  it('are let go by their holder only', async () => {
    const [a, b] = [lock('A'), lock('B')];
    await a.tryHold('sweep', 60_000);
    await b.letGo('sweep');
    expect(await b.tryHold('sweep', 60_000)).toBe(false);
    await a.letGo('sweep');
    expect(await b.tryHold('sweep', 60_000)).toBe(true);
  });

  it('end by themselves when their holder is gone', async () => {
    await lock('A').tryHold('sweep', 100);
    await until(() => lock('B').tryHold('sweep', 60_000));
    expect(await lock('A').tryHold('sweep', 60_000)).toBe(false);
  });
});
