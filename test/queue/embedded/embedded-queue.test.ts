import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import { createMetrics } from '../../../src/observe/metrics.ts';
import { createEmbeddedQueue, type EmbeddedQueueDependencies } from '../../../src/queue/embedded/embedded-queue.ts';
import { queueModule } from '../../../src/queue/embedded/queue-module.ts';
import type { Job, JobHandler } from '../../../src/services/ports/queue.ts';
import { openDatabase, type SqliteDatabase } from '../../../src/store/sqlite/database.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { createRecordedMetrics } from '../../support/recorded-metrics.ts';
import { silentLog } from '../../support/silent-log.ts';

const job = (id: string, lane = 'lane-1'): Job => ({ id, name: 'command.send', lane, data: {} });
const forAll = (handler: JobHandler) => ({
  'command.send': handler,
  'command.expire': handler,
  'command.effect_deadline': handler,
});

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await turn();
};

describe('embedded queue', () => {
  let folder: string;
  let database: SqliteDatabase;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queue-'));
    database = await openDatabase({ file: join(folder, 'gateway.sqlite'), modules: [queueModule] });
  });
  afterEach(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  const setUp = (changes: Partial<EmbeddedQueueDependencies> = {}) => {
    const clock = createManualClock();
    const metrics = createRecordedMetrics();
    const started: string[] = [];
    const queue = createEmbeddedQueue({ database, clock, log: silentLog, metrics, random: () => 0.5, ...changes });
    const note: JobHandler = async ({ id }) => {
      started.push(id);
    };
    return { clock, metrics, queue, started, note };
  };

  /** The database, with calls that fail while `failing` says so. */
  const unreliable = (failing: (operation: string) => boolean): SqliteDatabase => ({
    ...database,
    client: (module) => {
      const call = database.client(module);
      return (operation, input) =>
        failing(operation) ? Promise.reject(new DomainError('unavailable')) : (call(operation, input) as never);
    },
  });

  it('runs a job at once that comes long after the last one', async () => {
    const { clock, queue, started, note } = setUp();
    queue.work(forAll(note));
    await queue.add(job('first'));
    await until(() => started.length === 1);
    await clock.advance(30 * 60_000);
    await queue.add(job('second'));
    // No time goes by: it needs no timer.
    await until(() => started.length === 2);
    await queue.close(1000);
  });

  it('runs a job that was ready, though the clock was set back before its turn', async () => {
    const { clock, queue, started } = setUp();
    const { promise: free, resolve: release } = Promise.withResolvers<void>();
    const handler: JobHandler = async ({ id }) => {
      started.push(id);
      if (id === 'first') await free;
    };
    queue.work(forAll(handler));
    await queue.add(job('first'));
    await until(() => started.length === 1);
    await queue.add(job('second'));
    await clock.advance(-3_600_000);
    release();
    await until(() => started.length === 2);
    await queue.close(1000);
  });

  it('runs a job that was due when it was added, though the clock was set back while it was stored', async () => {
    const timers = createManualClock();
    let setBackMs = 0;
    const { queue, started, note } = setUp({
      clock: { now: () => new Date(timers.now().getTime() - setBackMs), after: timers.after },
    });
    queue.work(forAll(note));
    await queue.add(job('before'));
    await until(() => started.length === 1);
    const added = queue.addAll([{ job: job('due') }, { job: job('later', 'lane-2'), options: { delayMs: 1000 } }]);
    // It is on its way to the file when the clock changes.
    await Promise.resolve();
    setBackMs = 3_600_000;
    await added;
    await until(() => started.length === 2);
    expect(started).toEqual(['before', 'due']);
    await queue.close(1000);
  });

  it('tries again after the pause, though the clock was set back meanwhile', async () => {
    const timers = createManualClock();
    let setBackMs = 0;
    const { queue, started } = setUp({
      clock: { now: () => new Date(timers.now().getTime() - setBackMs), after: timers.after },
    });
    queue.work(
      forAll(async ({ id, attempt }) => {
        started.push(`${id}-${attempt}`);
        if (attempt === 1) throw new Error('The first attempt fails on purpose.');
      }),
    );
    await queue.add(job('a'), { backoffMs: 1000 });
    await until(() => timers.pending() === 1);
    setBackMs = 3_600_000;
    await timers.advance(1000);
    await until(() => started.length === 2);
    await queue.close(1000);
  });

  it('keeps jobs of far-off times out of memory, and runs them in time', async () => {
    const { clock, metrics, queue, started, note } = setUp();
    queue.work(forAll(note));
    await queue.add(job('now'));
    await until(() => started.length === 1);
    await queue.add(job('in-3-hours', 'lane-2'), { delayMs: 3 * 3_600_000 });
    await queue.add(job('in-2-hours', 'lane-2'), { delayMs: 2 * 3_600_000 });
    expect(metrics.read('queue_delayed')).toBe(2);

    await clock.advance(2 * 3_600_000 - 1);
    // The alarm is set again when the jobs of the next minute have come from the file.
    await until(() => clock.pending() === 1);
    expect(started).toEqual(['now']);
    await clock.advance(1);
    await until(() => started.length === 2);

    await until(() => clock.pending() === 1);
    await clock.advance(3_600_000 - 1);
    await until(() => clock.pending() === 1);
    expect(started).toEqual(['now', 'in-2-hours']);
    await clock.advance(1);
    await until(() => started.length === 3);
    expect(started.at(-1)).toBe('in-3-hours');
    await queue.close(0);
  });

  it('sets no timer while nothing waits for its time', async () => {
    const { clock, queue, started, note } = setUp();
    queue.work(forAll(note));
    await queue.add(job('a'));
    await until(() => started.length === 1);
    expect(clock.pending()).toBe(0);
    await queue.close(0);
  });

  it('starts a due job of a free lane after one write', async () => {
    const { queue, started, note } = setUp();
    queue.work(forAll(note));
    await queue.add(job('first'));
    await until(() => started.length === 1);
    await database.idle();
    const before = database.stats().batches;
    await queue.add(job('second', 'lane-2'));
    expect(started).toEqual(['first', 'second']);
    expect(database.stats().batches).toBe(before + 1);
    await queue.close(0);
  });

  it('lets no job that begins at once overtake one of its lane that is still being stored', async () => {
    const { queue, started, note } = setUp();
    queue.work(forAll(note));
    await queue.add(job('first', 'lane-2'));
    await until(() => started.length === 1);
    await Promise.all([queue.addAll([{ job: job('earlier') }]), queue.add(job('later'))]);
    await until(() => started.length === 3);
    expect(started).toEqual(['first', 'earlier', 'later']);
    await queue.close(1000);
  });

  it('tries again after exactly the pause that the random source gives', async () => {
    const { clock, queue, started } = setUp({ random: () => 0.5 });
    queue.work(
      forAll(async ({ id, attempt }) => {
        started.push(`${id}-${attempt}`);
        if (attempt === 1) throw new Error('The first attempt fails on purpose.');
      }),
    );
    await queue.add(job('a'), { backoffMs: 1000 });
    await until(() => clock.pending() === 1);
    await clock.advance(749);
    await database.idle();
    expect(started).toEqual(['a-1']);
    await clock.advance(1);
    await until(() => started.length === 2);
    await queue.close(0);
    expect(started).toEqual(['a-1', 'a-2']);
  });

  it('runs no more jobs at once than its bound, and lets lanes take turns', async () => {
    const { queue } = setUp({ concurrency: 2 });
    const running = new Map<string, () => void>();
    let most = 0;
    queue.work(
      forAll(
        ({ id }) =>
          new Promise((resolve) => {
            running.set(id, resolve);
            most = Math.max(most, running.size);
          }),
      ),
    );
    for (let i = 0; i < 6; i++) await queue.add(job(`job-${i}`, `lane-${i % 4}`));
    for (let done = 0; done < 6; done++) {
      await until(() => running.size > 0);
      const [id, resolve] = [...running][0] ?? ['', () => undefined];
      running.delete(id);
      resolve();
    }
    await queue.close(1000);
    expect(most).toBe(2);
    expect(await queue.stats()).toEqual({ waiting: 0, delayed: 0, running: 0, dead: 0 });
  });

  it('does not run a job again that could not be written off at first', async () => {
    let full = false;
    const { clock, queue, started } = setUp({ database: unreliable((operation) => full && operation === 'write') });
    queue.work(
      forAll(async ({ id }) => {
        started.push(id);
        if (id === 'a') full = true;
      }),
    );
    await queue.add(job('a'));
    await until(() => full && clock.pending() === 1);
    // Of the same lane: its start would say that the one before it is durably over.
    await queue.add(job('b'));
    await clock.advance(1000);
    await until(() => clock.pending() === 1);
    expect(started).toEqual(['a']);
    full = false;
    await clock.advance(1000);
    await until(() => started.includes('b'));
    await queue.close(1000);
    expect(started).toEqual(['a', 'b']);
    expect(await queue.stats()).toEqual({ waiting: 0, delayed: 0, running: 0, dead: 0 });
  });

  it('frees the lane of a job that could not be added', async () => {
    let full = false;
    const { queue, started, note } = setUp({ database: unreliable((operation) => full && operation === 'add') });
    queue.work(forAll(note));
    await queue.add(job('a'));
    full = true;
    await expect(queue.add(job('b'))).rejects.toMatchObject({ code: 'unavailable' });
    full = false;
    await queue.add(job('b'));
    await until(() => started.includes('b'));
    await queue.close(0);
  });

  it('leaves a job where it is when it could not be removed', async () => {
    let full = false;
    const { clock, queue, started, note } = setUp({
      database: unreliable((operation) => full && operation === 'remove'),
    });
    queue.work(forAll(note));
    await queue.add(job('a'), { delayMs: 1000 });
    full = true;
    await expect(queue.remove('a')).rejects.toMatchObject({ code: 'unavailable' });
    await clock.advance(1000);
    await until(() => started.includes('a'));
    await queue.close(0);
    expect(started).toEqual(['a']);
  });

  it('begins to work as soon as the file can be read', async () => {
    let broken = true;
    const { clock, queue, started, note } = setUp({ database: unreliable(() => broken) });
    queue.work(forAll(note));
    await expect(queue.add(job('a'))).rejects.toMatchObject({ code: 'unavailable' });
    await until(() => clock.pending() === 1);
    broken = false;
    await queue.add(job('a'));
    await clock.advance(1000);
    await until(() => started.includes('a'));
    await queue.close(0);
  });

  it('keeps the last 10,000 dead jobs', async () => {
    const call = database.client<typeof import('../../../src/queue/embedded/operations.ts').operations>('queue');
    const row = (i: number) => ({
      id: `job-${i}`,
      name: 'command.send',
      lane: 'lane',
      data: '{}',
      due_ms: 0,
      expires_ms: null,
      attempts: 1,
      backoff_ms: 0,
      begins: true,
    });
    await call('add', { jobs: Array.from({ length: 10_050 }, (_, i) => row(i)) });
    const { died } = await call('open', { nowMs: 0 });
    expect(died).toHaveLength(10_050);
    expect(await call('stats', { nowMs: 0 })).toEqual({ waiting: 0, delayed: 0, running: 0, dead: 10_000 });
  });

  it('uses only metrics that are declared', async () => {
    const metrics = createMetrics({ strict: true });
    const { clock, queue } = setUp({ metrics });
    queue.work(
      forAll(async () => {
        throw new Error('Fails on purpose.');
      }),
    );
    await queue.add(job('fails'), { attempts: 2 });
    await queue.add(job('expires', 'lane-2'), { delayMs: 10, expiresAt: clock.now() });
    const dead = async () => (await queue.stats()).dead === 1;
    while (!(await dead())) await clock.advance(100);
    const { body } = await metrics.text();
    expect(body).toContain('voltgate_queue_dead 1');
    expect(body).toContain('voltgate_queue_failed_total{name="command.send"} 1');
    expect(body).toContain('voltgate_queue_retries_total{name="command.send"} 1');
    expect(body).toContain('voltgate_queue_expired_total{name="command.send"} 1');
    await queue.close(0);
  });
});
