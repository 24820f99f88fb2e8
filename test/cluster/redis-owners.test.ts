import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeStationOwners } from '../conformance/station-owners.ts';
import { openRelay } from '../support/relay.ts';
import { describeWithRedis, ownName, redisUrl } from '../support/services.ts';
import { until } from '../support/until.ts';
import { createNodes } from './nodes.ts';

describeWithRedis('owners in Redis', () => {
  describeStationOwners('Redis', async () => {
    const nodes = createNodes(redisUrl(), ownName());
    const { owners } = await nodes.start();
    return { owners, close: nodes.close };
  });

  describe('many nodes', () => {
    let nodes: ReturnType<typeof createNodes>;
    let prefix: string;
    beforeEach(() => {
      prefix = ownName();
      nodes = createNodes(redisUrl(), prefix);
    });
    afterEach(() => nodes.close());

    it('agree on who holds a station: the newest claim', async () => {
      const [a, b] = [await nodes.start(), await nodes.start()];
      await a.owners.claim('CP');
      await b.owners.claim('CP');
      expect(await a.owners.ownerOf('CP')).toBe(b.owners.nodeId);
      await a.owners.claim('CP');
      expect(await b.owners.ownerOf('CP')).toBe(a.owners.nodeId);
    });

    it('tell the former owner, once', async () => {
      const [a, b] = [await nodes.start(), await nodes.start()];
      await a.owners.claim('CP');
      await b.owners.claim('CP');
      await until(() => a.taken.length > 0);
      await b.owners.claim('CP');
      await b.owners.claim('OTHER');
      expect(await a.owners.release('OTHER')).toBe(false);
      expect(a.taken).toEqual(['CP']);
      expect(b.taken).toEqual([]);
    });

    it('keep the newer claim whatever the former owner says late', async () => {
      const [a, b] = [await nodes.start(), await nodes.start()];
      await a.owners.claim('CP');
      await b.owners.claim('CP');
      // Whether it has heard of it or not.
      expect(await a.owners.release('CP')).toBe(false);
      expect(await a.owners.release('CP')).toBe(false);
      expect(await a.owners.ownerOf('CP')).toBe(b.owners.nodeId);
    });

    it('end with one owner, and all others told, when all claim at once', async () => {
      const all = await Promise.all([1, 2, 3, 4].map(() => nodes.start()));
      const ids = Array.from({ length: 50 }, (_, index) => `CP-${index}`);
      await Promise.all(ids.flatMap((id) => all.map(({ owners }) => owners.claim(id))));
      await until(() => all.reduce((sum, { taken }) => sum + taken.length, 0) >= ids.length * (all.length - 1));
      const found = await all[0]?.owners.ownersOf(ids);
      for (const { owners, taken } of all) {
        const own = ids.filter((id) => found?.get(id) === owners.nodeId);
        expect(new Set([...taken, ...own])).toEqual(new Set(ids));
        expect(taken.length + own.length).toBe(ids.length);
      }
    });

    it('know a node that ended well no more, and one that died as dead', async () => {
      const [a, b, c] = [await nodes.start(), await nodes.start(), await nodes.start()];
      await b.owners.claim('B');
      await c.owners.claim('C');
      await c.close();
      await b.die();
      await until(async () => (await a.owners.ownerOf('B')) === null);
      await until(() =>
        a.owners.deadNodes().then(
          (dead) => dead.includes(b.owners.nodeId),
          () => false,
        ),
      );
      expect(await a.owners.deadNodes()).toEqual([b.owners.nodeId]);
      expect(await a.owners.liveNodes()).toEqual(new Set([a.owners.nodeId]));
      await a.owners.claim('B2');
      await a.owners.forget(b.owners.nodeId);
      expect(await a.owners.deadNodes()).toEqual([]);
      const left = await a.redis.commands.hkeys(`{${prefix}}:owners`);
      expect(left.sort()).toEqual(['B2', 'C']);
    });

    it('never forget a node that lives', async () => {
      const [a, b] = [await nodes.start(), await nodes.start()];
      await b.owners.claim('CP');
      await a.owners.forget(b.owners.nodeId);
      expect(await a.owners.ownerOf('CP')).toBe(b.owners.nodeId);
    });

    it('cannot tell who lives before they have been there for a lease', async () => {
      const a = await nodes.start({ leaseMs: 60_000 });
      await expect(a.owners.liveNodes()).rejects.toMatchObject({ code: 'unavailable' });
      await expect(a.owners.deadNodes()).rejects.toMatchObject({ code: 'unavailable' });
    });

    it('take a station from a dead node without a word', async () => {
      const [a, b] = [await nodes.start(), await nodes.start()];
      await b.owners.claim('CP');
      await b.die();
      await a.owners.claim('CP');
      expect(await a.owners.ownerOf('CP')).toBe(a.owners.nodeId);
    });

    describe('cut off from Redis', () => {
      it('know themselves that their lease is over, before the others do', async () => {
        const wire = await openRelay(redisUrl());
        const [a, b] = [await nodes.start(), await nodes.start({ url: wire.url })];
        await b.owners.claim('CP');
        wire.cut();
        await until(async () => (await a.owners.ownerOf('CP')) === null);
        expect(b.owners.isLeased()).toBe(false);
        await wire.close();
      });

      it('hold what they held when they are back', async () => {
        const wire = await openRelay(redisUrl());
        const [a, b] = [await nodes.start(), await nodes.start({ url: wire.url })];
        await b.owners.claim('CP');
        wire.cut();
        await until(async () => (await a.owners.ownerOf('CP')) === null);
        expect(await a.redis.commands.hdel(`{${prefix}}:owners`, 'CP')).toBe(1);
        const before = b.regained();
        wire.mend();
        await until(() => b.regained() > before && b.owners.isLeased());
        expect(await a.owners.ownerOf('CP')).toBe(b.owners.nodeId);
        expect(b.taken).toEqual([]);
        await wire.close();
      });

      it('lose what was claimed elsewhere meanwhile, and hear of it', async () => {
        const wire = await openRelay(redisUrl());
        const [a, b] = [await nodes.start(), await nodes.start({ url: wire.url })];
        await Promise.all(['CP-1', 'CP-2'].map((id) => b.owners.claim(id)));
        wire.cut();
        await a.owners.claim('CP-1');
        wire.mend();
        await until(() => b.taken.length > 0);
        expect(b.taken).toEqual(['CP-1']);
        expect(await a.owners.ownerOf('CP-1')).toBe(a.owners.nodeId);
        expect(await a.owners.ownerOf('CP-2')).toBe(b.owners.nodeId);
        await wire.close();
      });

      it('claim on their own word, and it counts when they are back: the newest connection wins', async () => {
        const wire = await openRelay(redisUrl());
        const [a, b] = [await nodes.start(), await nodes.start({ url: wire.url })];
        await a.owners.claim('CP');
        wire.cut();
        await b.owners.claim('CP');
        wire.mend();
        await until(() => a.taken.length > 0);
        expect(await a.owners.ownerOf('CP')).toBe(b.owners.nodeId);
        await wire.close();
      });

      it('release late what they could not release at once, unless it is claimed again', async () => {
        const wire = await openRelay(redisUrl());
        const [a, b] = [await nodes.start(), await nodes.start({ url: wire.url })];
        await Promise.all(['CP-1', 'CP-2', 'CP-3'].map((id) => b.owners.claim(id)));
        wire.cut();
        expect(await b.owners.release('CP-1')).toBe(false);
        expect(await b.owners.release('CP-2')).toBe(false);
        expect(await b.owners.release('CP-3')).toBe(false);
        await b.owners.claim('CP-2');
        await a.owners.claim('CP-3');
        const before = b.regained();
        wire.mend();
        await until(() => b.regained() > before && b.owners.isLeased());
        await until(async () => (await a.owners.ownerOf('CP-1')) === null);
        expect(await a.owners.ownerOf('CP-2')).toBe(b.owners.nodeId);
        expect(await a.owners.ownerOf('CP-3')).toBe(a.owners.nodeId);
        await wire.close();
      });
    });
  });
});
