import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/observe/clock.ts';
import { createBullmqProducer, createBullmqRemoval } from '../../../src/queue/bullmq/other-queues.ts';
import type { Job, JobHandler } from '../../../src/services/ports/queue.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { describeWithRedis, ownName, redisUrl } from '../../support/services.ts';
import { silentLog } from '../../support/silent-log.ts';
import { type OpenQueue, openQueue } from './open-queue.ts';

const job = (id: string, lane = `lane-${id}`): Job => ({ id, name: 'command.expire', lane, data: { id } });
const forAll = (handler: JobHandler) => ({
  'command.send': handler,
  'command.expire': handler,
  'command.effect_deadline': handler,
});
const until = (condition: () => boolean | Promise<boolean>) =>
  expect.poll(condition, { timeout: 20_000, interval: 5 }).toBe(true);

describeWithRedis('bullmq queues of many nodes', () => {
  let prefix: string;
  let opened: OpenQueue[];
  beforeEach(() => {
    prefix = ownName();
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map(({ queue }) => queue.close(0)));
    await Promise.all(opened.map(({ release }) => release()));
  });
  const open = (changes: Parameters<typeof openQueue>[2] = {}): OpenQueue => {
    const one = openQueue(redisUrl(), prefix, changes);
    opened.push(one);
    return one;
  };
  const openShared = () => open({ name: 'shared', exclusive: false, lockMs: 3000 });

  describe('a queue that all work', () => {
    it('gives each job to one of them', async () => {
      const nodes = [openShared(), openShared(), openShared()];
      const ran: string[] = [];
      for (const { queue } of nodes) {
        queue.work(
          forAll(async ({ id }) => {
            ran.push(id);
          }),
        );
      }
      const jobs = Array.from({ length: 300 }, (_, i) => job(`${i}`));
      await Promise.all(jobs.map((one, i) => nodes[i % 3]?.queue.add(one, { delayMs: i % 7 })));
      await until(() => ran.length >= 300);
      expect(new Set(ran).size).toBe(300);
      expect(ran).toHaveLength(300);
    });

    it('adds an id once, whichever node is asked', async () => {
      const nodes = [openShared(), openShared()];
      const added = await Promise.all(nodes.flatMap(({ queue }) => [queue.add(job('a')), queue.add(job('a'))]));
      expect(added.filter(Boolean)).toHaveLength(1);
    });

    it('runs what a node ran that died at another one, attempt counted', async () => {
      const dying = openShared();
      let started = false;
      dying.queue.work(
        forAll(() => {
          started = true;
          return new Promise(() => undefined);
        }),
      );
      await dying.queue.add(job('a'));
      await until(() => started);
      await dying.redis.close();

      const attempts: number[] = [];
      openShared().queue.work(
        forAll(async ({ attempt }) => {
          attempts.push(attempt);
        }),
      );
      await until(() => attempts.length > 0);
      expect(attempts).toEqual([2]);
    });

    it('goes on at once with what waits at a node that closes', async () => {
      // Long: what is given back does not wait for a lock to run out.
      const options = { name: 'shared', exclusive: false, lockMs: 600_000 };
      const closing = open(options);
      let release: () => void = () => undefined;
      closing.queue.work(
        forAll(
          () =>
            new Promise((resolve) => {
              release = resolve;
            }),
        ),
      );
      await closing.queue.add(job('runs', 'lane'));
      await closing.queue.add(job('waits', 'lane'));
      await until(async () => (await closing.queue.stats()).running === 1);
      const ended = closing.queue.close(60_000);
      release();
      await ended;

      const ran: string[] = [];
      open(options).queue.work(
        forAll(async ({ id, attempt }) => {
          ran.push(`${id} ${attempt}`);
        }),
      );
      await until(() => ran.length > 0);
      expect(ran).toEqual(['waits 1']);
    });
  });

  describe("another node's queue", () => {
    const at = (redis: OpenQueue['redis'], name: string) => ({
      redis,
      prefix,
      name,
      log: silentLog,
      clock: systemClock,
    });

    it('takes jobs that this node adds, each id once', async () => {
      const other = open({ name: 'node-2' });
      const ran: string[] = [];
      other.queue.work(
        forAll(async ({ id }) => {
          ran.push(id);
        }),
      );
      const here = open();
      const producer = createBullmqProducer(at(here.redis, 'node-2'));
      expect(await producer.add(job('a'), { delayMs: 20 })).toBe(true);
      expect(await producer.add(job('a'))).toBe(false);
      await producer.addAll([{ job: job('b') }, { job: job('c') }]);
      await until(() => ran.length === 3);
      expect(ran.toSorted()).toEqual(['a', 'b', 'c']);
      await producer.close();
      await expect(producer.add(job('no id'))).rejects.toMatchObject({ code: 'invalid_request' });
    });

    it('is removed with all that is in it', async () => {
      const dead = open({ name: 'node-2' });
      dead.queue.work(forAll(() => new Promise(() => undefined)));
      await dead.queue.addAll([
        { job: job('runs') },
        { job: job('waits', 'lane-runs') },
        { job: job('later'), options: { delayMs: 60_000 } },
      ]);
      await until(async () => (await dead.queue.stats()).running === 1);
      await dead.redis.close();

      const here = open();
      await here.queue.add(job('mine'));
      const removal = createBullmqRemoval(at(here.redis, 'node-2'));
      await removal.remove('node-2');
      await removal.remove('node-2');
      expect(await here.redis.commands.keys(`${prefix}:node-2:*`)).toEqual([]);
      expect(await here.queue.stats()).toMatchObject({ waiting: 1 });
    });

    it('that was removed loses what was added to it behind that, unless it is worked again', async () => {
      const here = open();
      const clock = createManualClock(new Date());
      const removal = createBullmqRemoval({ ...at(here.redis, ''), clock });
      for (const name of ['node-2', 'node-3']) {
        await removal.remove(name);
        await createBullmqProducer(at(here.redis, name)).add(job(name));
      }
      await removal.removeLate(() => false);
      // Whoever asked for the owner before may still be adding.
      expect(await here.redis.commands.exists(`${prefix}:node-2:wait`, `${prefix}:node-3:wait`)).toBe(2);
      await clock.advance(60_000);
      await removal.removeLate((name) => name === 'node-3');
      expect(await here.redis.commands.keys(`${prefix}:node-2:*`)).toEqual([]);
      expect(await here.redis.commands.keys(`${prefix}:removed-queues`)).toEqual([]);
      expect(await here.redis.commands.exists(`${prefix}:node-3:wait`)).toBe(1);
    });
  });

  it('lists the dead, newest first', async () => {
    const { queue } = open();
    queue.work(forAll(() => Promise.reject(new Error('It fails on purpose.'))));
    await queue.add(job('first'), { attempts: 2, backoffMs: 1 });
    await until(async () => (await queue.stats()).dead === 1);
    await queue.add(job('second'), { attempts: 1 });
    await until(async () => (await queue.stats()).dead === 2);
    expect(await queue.dead(10)).toMatchObject([
      { id: 'second', name: 'command.expire', lane: 'lane-second', data: { id: 'second' }, attempts: 1 },
      { id: 'first', attempts: 2 },
    ]);
    expect(await queue.dead(1)).toHaveLength(1);
  });
});
