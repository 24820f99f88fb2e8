/** Redis itself goes away, forgets, or stands still. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Server } from '../../scripts/services/process.ts';
import { startRedis } from '../../scripts/services/redis.ts';
import { describeWithRedis } from '../support/services.ts';
import { until } from '../support/until.ts';
import { createNodes } from './nodes.ts';

describeWithRedis('a Redis of their own', () => {
  let server: Server;
  let folder: string;
  let nodes: ReturnType<typeof createNodes>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voltgate-redis-'));
    server = await startRedis(folder);
    nodes = createNodes(server.url, 'restart');
  });
  afterEach(async () => {
    await nodes.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('that forgets everything is told again who holds what, the newest claim first', async () => {
    const [a, b] = [await nodes.start(), await nodes.start()];
    await a.owners.claim('A');
    await a.owners.claim('BOTH');
    await b.owners.claim('B');
    await b.owners.claim('BOTH');
    await until(() => a.taken.length === 1);
    const before = [a.regained(), b.regained()] as const;
    await server.kill();
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    await server.startAgain();
    await until(() => a.regained() > before[0] && b.regained() > before[1]);
    const found = await a.owners.ownersOf(['A', 'B', 'BOTH']);
    expect(Object.fromEntries(found)).toEqual({
      A: a.owners.nodeId,
      B: b.owners.nodeId,
      BOTH: b.owners.nodeId,
    });
  });

  it('that was killed does not make a live node look dead when it is back', async () => {
    const [a, b] = [await nodes.start(), await nodes.start()];
    await b.owners.claim('B');
    await until(() =>
      a.owners.liveNodes().then(
        () => true,
        () => false,
      ),
    );
    await server.kill();
    await until(() => !a.owners.isLeased() && !b.owners.isLeased());
    await expect(a.owners.ownerOf('B')).rejects.toMatchObject({ code: 'unavailable' });
    const before = a.regained();
    await server.startAgain();
    await until(() => a.regained() > before);
    // Whatever is answered from now on, it never says that b is dead.
    let told: ReadonlySet<string> | null = null;
    await until(async () => {
      told = await a.owners.liveNodes().catch(() => null);
      return told !== null;
    });
    expect(told).toEqual(new Set([a.owners.nodeId, b.owners.nodeId]));
    expect(await a.owners.deadNodes()).toEqual([]);
  });

  it('that stands still longer than a lease does no harm either', async () => {
    const [a, b] = [await nodes.start(), await nodes.start()];
    await b.owners.claim('B');
    server.freeze();
    await until(() => !a.owners.isLeased() && !b.owners.isLeased());
    server.thaw();
    await until(() => a.owners.isLeased() && b.owners.isLeased());
    await until(() =>
      a.owners.liveNodes().then(
        (live) => live.size === 2,
        () => false,
      ),
    );
    expect(await a.owners.ownerOf('B')).toBe(b.owners.nodeId);
    expect(b.taken).toEqual([]);
  });
});
