import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Server } from '../../../scripts/services/process.ts';
import { startRedis } from '../../../scripts/services/redis.ts';
import type { Job, JobHandler } from '../../../src/services/ports/queue.ts';
import { describeWithRedis, ownName } from '../../support/services.ts';
import { type OpenQueue, openQueue } from './open-queue.ts';

const job = (id: string, lane = `lane-${id}`): Job => ({ id, name: 'command.send', lane, data: {} });
const until = (condition: () => boolean | Promise<boolean>) =>
  expect.poll(condition, { timeout: 25_000, interval: 5 }).toBe(true);

describeWithRedis('bullmq queue while Redis is away', () => {
  let folder: string;
  let server: Server;
  let opened: OpenQueue;
  let ran: string[];
  let act: JobHandler;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redis-away-'));
    server = await startRedis(folder);
    opened = openQueue(server.url, ownName());
    ran = [];
    act = async () => undefined;
  });
  afterEach(async () => {
    await opened.queue.close(0);
    await opened.release();
    await server.close();
    await rm(folder, { recursive: true });
  });

  const handler: JobHandler = async (given) => {
    ran.push(given.id);
    await act(given);
  };
  const work = () =>
    opened.queue.work({ 'command.send': handler, 'command.expire': handler, 'command.effect_deadline': handler });

  const ways = [
    ['was killed', () => server.kill(), () => server.startAgain()],
    ['gives no answer', async () => server.freeze(), async () => server.thaw()],
  ] as const;

  it.each(ways)(
    'Redis %s: refuses what is asked as unavailable, and goes on when it is back',
    async (_, go, back) => {
      const { queue } = opened;
      work();
      await queue.add(job('before'));
      await until(() => ran.includes('before'));
      await go();
      const asked = [
        queue.add(job('meanwhile')),
        queue.addAll([{ job: job('too') }]),
        queue.remove('meanwhile'),
        queue.stats(),
      ];
      const answers = await Promise.allSettled(asked);
      expect(answers).toMatchObject(asked.map(() => ({ status: 'rejected', reason: { code: 'unavailable' } })));
      await back();
      await until(() => queue.add(job('after')).catch(() => false));
      await until(() => ran.includes('after'));
    },
    60_000,
  );

  it.each(ways)(
    'Redis %s: a job that runs meanwhile ends, and does not run again',
    async (_, go, back) => {
      const { queue } = opened;
      const { promise, resolve } = Promise.withResolvers<void>();
      act = ({ id }) => (id === 'long' ? promise : Promise.resolve());
      work();
      await queue.add(job('long', 'lane-1'));
      await queue.add(job('next', 'lane-1'));
      await until(() => ran.includes('long'));
      await go();
      resolve();
      await expect(queue.add(job('refused'))).rejects.toMatchObject({ code: 'unavailable' });
      // It is not written down yet that the one before has ended.
      expect(ran).toEqual(['long']);
      await back();
      await until(() => ran.includes('next'));
      expect(ran.filter((id) => id === 'long')).toHaveLength(1);
      expect(ran.filter((id) => id === 'next')).toHaveLength(1);
    },
    60_000,
  );

  it('says unavailable when Redis was never there, and begins when it comes', async () => {
    await server.kill();
    const late = openQueue(server.url, ownName());
    late.queue.work({ 'command.send': handler, 'command.expire': handler, 'command.effect_deadline': handler });
    await expect(late.queue.add(job('early'))).rejects.toMatchObject({ code: 'unavailable' });
    await server.startAgain();
    await until(() => late.queue.add(job('late')).catch(() => false));
    await until(() => ran.includes('late'));
    await late.queue.close(1000);
    await late.release();
  }, 60_000);

  it('closes while Redis is away', async () => {
    work();
    await opened.queue.add(job('a'));
    await until(() => ran.includes('a'));
    await server.kill();
    await opened.queue.close(1000);
    await expect(opened.queue.add(job('b'))).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('loses no job that was acknowledged, and runs each in its place, when Redis is killed again and again', async () => {
    const { queue } = opened;
    work();
    const added: string[] = [];
    let going = true;
    let count = 0;
    const addUntilStopped = async (lane: string): Promise<void> => {
      while (going) {
        const id = `${lane}-${count++}`;
        await queue.add(job(id, lane)).then(
          () => added.push(id),
          // Whether that one is there is not known; the lane goes on with the next.
          () => undefined,
        );
      }
    };
    const adding = Array.from({ length: 10 }, (_, lane) => addUntilStopped(`lane${lane}`));
    for (let round = 1; round <= 3; round++) {
      const before = added.length;
      await until(() => added.length > before + 200);
      await server.kill();
      await server.startAgain();
    }
    const before = added.length;
    await until(() => added.length > before + 50);
    going = false;
    await Promise.all(adding);
    const missing = () => added.filter((id) => !ran.includes(id));
    await until(() => missing().length === 0);
    const byLane = Map.groupBy(ran, (id) => id.split('-')[0]);
    for (const ids of byLane.values()) {
      const numbers = ids.map((id) => Number(id.split('-')[1]));
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      expect(new Set(numbers).size).toBe(numbers.length);
    }
  }, 90_000);
});
