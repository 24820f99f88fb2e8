import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Server } from '../../scripts/services/process.ts';
import { startRedis } from '../../scripts/services/redis.ts';
import { createRedisFailureCounter } from '../../src/limits/redis-failure-counter.ts';
import { createRedisOnceOnly } from '../../src/limits/redis-once-only.ts';
import { redisQuotaKey } from '../../src/limits/redis-quota-key.ts';
import { createRedisRateLimiter } from '../../src/limits/redis-rate-limiter.ts';
import { systemClock } from '../../src/observe/clock.ts';
import { createRedis, type RedisConnections } from '../../src/redis/connection.ts';
import { describeFailureCounter } from '../conformance/failure-counter.ts';
import { describeOnceOnly } from '../conformance/once-only.ts';
import { describeRateLimiter } from '../conformance/rate-limiter.ts';
import { describeWithRedis, ownName, redisUrl } from '../support/services.ts';
import { silentLog } from '../support/silent-log.ts';

const connect = async (url: string): Promise<RedisConnections> => {
  const redis = createRedis({ url, log: silentLog, name: 'test' });
  await redis.check();
  return redis;
};
const limiterOn = (redis: RedisConnections, prefix: string, quota: number, windowS = 60) =>
  createRedisRateLimiter({ redis, clock: systemClock, log: silentLog, name: 'requests', prefix, quota, windowS });

describeWithRedis('limits in Redis', () => {
  describeRateLimiter('in Redis', async ({ quota, windowS }) => {
    const redis = await connect(redisUrl());
    return { limiter: limiterOn(redis, ownName(), quota, windowS), close: redis.close };
  });
  describeFailureCounter('in Redis', async (windowS) => {
    const redis = await connect(redisUrl());
    const counter = createRedisFailureCounter({
      redis,
      clock: systemClock,
      log: silentLog,
      name: 'secrets',
      prefix: ownName(),
      windowS,
    });
    return { counter, close: redis.close };
  });
  describeOnceOnly('in Redis', async () => {
    const redis = await connect(redisUrl());
    return { onceOnly: createRedisOnceOnly({ redis, prefix: ownName() }), close: redis.close };
  });

  it('are the same for two nodes', async () => {
    const nodes = [await connect(redisUrl()), await connect(redisUrl())];
    const prefix = ownName();
    const limiters = nodes.map((redis) => limiterOn(redis, prefix, 3));
    const answers = await Promise.all(limiters.flatMap((one) => [one.take('a'), one.take('a'), one.take('a')]));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(3);
    const once = nodes.map((redis) => createRedisOnceOnly({ redis, prefix }));
    const passed = await Promise.all(once.map((one) => one.firstTime('proof', 60_000)));
    expect(passed.filter(Boolean)).toHaveLength(1);
    for (const redis of nodes) await redis.close();
  });
});

describeWithRedis('the key of the quotas’ slots', () => {
  it('is the same for all nodes of a gateway, and another gateway’s is another', async () => {
    const [first, second] = [await connect(redisUrl()), await connect(redisUrl())];
    const prefix = ownName();
    const [one, other] = await Promise.all([first, second].map((redis) => redisQuotaKey({ redis, prefix })));
    expect(one).toHaveLength(32);
    expect(Buffer.from(other ?? [])).toEqual(Buffer.from(one ?? []));
    expect(await redisQuotaKey({ redis: first, prefix: ownName() })).not.toEqual(one);
    await Promise.all([first.close(), second.close()]);
  });
});

describeWithRedis('limits while Redis is away', () => {
  let folder: string;
  let server: Server;
  let redis: RedisConnections;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'limits-'));
    server = await startRedis(folder);
    redis = await connect(server.url);
  });
  afterEach(async () => {
    await redis.close();
    await server.close();
    await rm(folder, { recursive: true });
  });

  const ways = [
    ['was killed', () => server.kill(), () => server.startAgain()],
    ['gives no answer', async () => server.freeze(), async () => server.thaw()],
  ] as const;

  it.each(ways)(
    'Redis %s: a node counts for itself, and with the others again when it is back',
    async (_, go, back) => {
      const prefix = ownName();
      const limiter = limiterOn(redis, prefix, 2);
      expect(await limiter.take('a')).toMatchObject({ remaining: 1 });
      await go();
      const alone = [await limiter.take('a'), await limiter.take('a'), await limiter.take('a')];
      expect(alone.map(({ allowed }) => allowed)).toEqual([true, true, false]);
      await back();
      const counted = async (): Promise<boolean> => {
        await limiter.take('back');
        return redis.commands.exists(`${prefix}:limit:requests:back`).then(
          (n) => n === 1,
          () => false,
        );
      };
      await expect.poll(counted, { timeout: 20_000, interval: 20 }).toBe(true);
    },
  );

  it.each(ways)('Redis %s: nothing passes that must pass once only', async (_, go) => {
    const onceOnly = createRedisOnceOnly({ redis, prefix: ownName() });
    await onceOnly.firstTime('a', 60_000);
    await go();
    await expect(onceOnly.firstTime('b', 60_000)).rejects.toMatchObject({ code: 'unavailable' });
  });
});
