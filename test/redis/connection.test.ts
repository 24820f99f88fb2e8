import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Server } from '../../scripts/services/process.ts';
import { startRedis } from '../../scripts/services/redis.ts';
import { DomainError } from '../../src/domain/error.ts';
import { createRedis, onRedis, type RedisConnections } from '../../src/redis/connection.ts';
import { describeWithRedis } from '../support/services.ts';
import { silentLog } from '../support/silent-log.ts';

describeWithRedis('connections to Redis', () => {
  let folder: string;
  let server: Server;
  let redis: RedisConnections;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redis-'));
    server = await startRedis(folder);
    redis = createRedis({ url: server.url, log: silentLog, name: 'test' });
    await redis.check();
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

  it.each(ways)('say unavailable when Redis %s, and answer when it is back', async (_, go, back) => {
    await go();
    await expect(redis.check()).rejects.toMatchObject({ code: 'unavailable' });
    await back();
    const answers = () =>
      redis.check().then(
        () => true,
        () => false,
      );
    await expect.poll(answers, { timeout: 20_000, interval: 20 }).toBe(true);
  });

  it('fail what waits on a connection of its own when Redis goes', async () => {
    const waiting = redis.separate('waiting');
    const popped = expect(waiting.bzpopmin('nothing', 0)).rejects.toThrow();
    // It is sent as soon as there is a connection.
    if (waiting.status !== 'ready') await once(waiting, 'ready');
    await server.kill();
    await popped;
  });

  it('hear what is published after Redis was gone', async () => {
    const subscriber = redis.separate('subscriber');
    const heard: string[] = [];
    subscriber.on('message', (_channel, message) => heard.push(message));
    await subscriber.subscribe('news');
    await server.kill();
    await server.startAgain();
    const tell = async () => {
      await redis.commands.publish('news', 'back').catch(() => undefined);
      return heard.length > 0;
    };
    await expect.poll(tell, { timeout: 20_000, interval: 20 }).toBe(true);
  });

  it.each(ways)('close when Redis %s', async (_, go) => {
    redis.separate('other');
    await go();
    await redis.check().catch(() => undefined);
    await redis.close();
    await expect(redis.check()).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('pass on what is not about Redis', async () => {
    const refused = new DomainError('conflict');
    await expect(onRedis(() => Promise.reject(refused))).rejects.toBe(refused);
  });
});
