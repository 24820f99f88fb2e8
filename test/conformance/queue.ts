/** What every adapter of the Queue port does. An adapter's test calls describeQueue with a way to open it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job, JobName } from '../../src/services/ports.ts';
import { type Bench, createBench, type QueuePlace } from './queue-bench.ts';

const job = (id: string, lane = 'lane-1', name: JobName = 'command.send', data: Job['data'] = {}): Job => ({
  id,
  name,
  lane,
  data,
});

export const describeQueue = (name: string, createPlace: () => Promise<QueuePlace>): void => {
  describe(`queue: ${name}`, () => {
    let bench: Bench;
    beforeEach(async () => {
      bench = await createBench(await createPlace());
    });
    afterEach(() => bench.end());

    const startedIds = () => bench.starts.map(({ id }) => id);
    const started = (...ids: string[]) => bench.until(() => ids.every((id) => bench.startsOf(id).length > 0));
    const ended = (...ids: string[]) => bench.until(() => ids.every((id) => bench.ended.includes(id)));
    const emptied = () =>
      bench.until(async () => {
        const { waiting, delayed, running } = await bench.queue().stats();
        return waiting + delayed + running === 0;
      });

    describe('a job', () => {
      it('runs once, with its lane and data, as attempt 1', async () => {
        bench.work();
        const data = { commandId: 'c-1', nested: { list: [1, 'two', null, true] } };
        expect(await bench.queue().add(job('a', 'CP-1', 'command.expire', data))).toBe(true);
        await ended('a');
        await emptied();
        expect(bench.starts).toMatchObject([{ id: 'a', lane: 'CP-1', name: 'command.expire', data, attempt: 1 }]);
      });

      it('that was added before the work began runs when it begins', async () => {
        await bench.queue().add(job('a'));
        await bench.queue().add(job('b'));
        bench.work();
        await ended('a', 'b');
        expect(startedIds()).toEqual(['a', 'b']);
      });

      it('may add others while it runs', async () => {
        bench.when('a', async () => {
          await bench.queue().add(job('b'));
        });
        bench.work();
        await bench.queue().add(job('a'));
        await ended('a', 'b');
      });

      it('waits for its delay', async () => {
        bench.work();
        const addedAtMs = bench.nowMs();
        await bench.queue().add(job('later', 'lane-1'), { delayMs: 200 });
        await bench.queue().add(job('now', 'lane-2'));
        await started('now', 'later');
        expect(startedIds()).toEqual(['now', 'later']);
        expect((bench.startsOf('later')[0]?.atMs ?? 0) - addedAtMs).toBeGreaterThanOrEqual(200);
      });

      it.each([
        ['id is empty', job('')],
        ['id is too long', job('x'.repeat(121))],
        ['id has other characters', job('a b')],
      ])('is refused when its %s', async (_, bad) => {
        await expect(bench.queue().add(bad)).rejects.toMatchObject({ code: 'invalid_request' });
      });

      it('may have an id of 120 characters', async () => {
        const id = `${'x'.repeat(117)}._-`;
        bench.work();
        await bench.queue().add(job(id));
        await ended(id);
      });
    });

    describe('a job that fails', () => {
      it('is tried again after pauses that double, with jitter between half and all', async () => {
        bench.fail('a', 3);
        bench.work();
        await bench.queue().add(job('a'), { attempts: 4, backoffMs: 100 });
        await ended('a');
        const starts = bench.startsOf('a');
        expect(starts.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
        const pauses = starts.slice(1).map(({ atMs }, index) => atMs - (starts[index]?.atMs ?? 0));
        expect(pauses[0]).toBeGreaterThanOrEqual(50);
        expect(pauses[1]).toBeGreaterThanOrEqual(100);
        expect(pauses[2]).toBeGreaterThanOrEqual(200);
        expect(bench.metrics.counted('queue_failed_total')).toBe(0);
      });

      it('is dead when its attempts are used up, and counted', async () => {
        bench.fail('a');
        bench.work();
        await bench.queue().add(job('a'), { attempts: 3, backoffMs: 10 });
        await bench.until(async () => (await bench.queue().stats()).dead === 1);
        expect(bench.startsOf('a').map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
        expect(bench.metrics.counted('queue_failed_total', { name: 'command.send' })).toBe(1);
        await bench.queue().add(job('b'));
        await ended('b');
        expect(bench.startsOf('a')).toHaveLength(3);
      });

      it('makes five attempts when nothing is said', async () => {
        bench.fail('a');
        bench.work();
        await bench.queue().add(job('a'), { backoffMs: 1 });
        await bench.until(async () => (await bench.queue().stats()).dead === 1);
        expect(bench.startsOf('a')).toHaveLength(5);
      });

      it('leaves its id free when it is dead', async () => {
        bench.fail('a');
        bench.work();
        await bench.queue().add(job('a'), { attempts: 1 });
        await bench.until(async () => (await bench.queue().stats()).dead === 1);
        bench.fail('a', 0);
        expect(await bench.queue().add(job('a'))).toBe(true);
        await ended('a');
      });

      it('keeps its place before the later ones of its lane and name', async () => {
        bench.fail('first', 2);
        bench.work();
        await bench.queue().add(job('first'), { backoffMs: 40 });
        await bench.queue().add(job('second'));
        await bench.queue().add(job('third'));
        await ended('first', 'second', 'third');
        expect(startedIds()).toEqual(['first', 'first', 'first', 'second', 'third']);
      });

      it('does not hold up jobs of another name in its lane, nor other lanes', async () => {
        bench.fail('first', 1);
        bench.work();
        await bench.queue().add(job('first'), { backoffMs: 1000 });
        await started('first');
        await bench.queue().add(job('deadline', 'lane-1', 'command.effect_deadline'));
        await bench.queue().add(job('other', 'lane-2'));
        await ended('first', 'deadline', 'other');
        expect(startedIds().at(-1)).toBe('first');
        expect(bench.startsOf('first')).toHaveLength(2);
      });

      it('lets the next one of its lane run when it is dead', async () => {
        bench.fail('first');
        bench.work();
        await bench.queue().add(job('first'), { attempts: 2, backoffMs: 20 });
        await bench.queue().add(job('second'));
        await ended('second');
        expect(startedIds()).toEqual(['first', 'first', 'second']);
      });
    });

    describe('a lane', () => {
      it('runs one job at a time, in the order of adding', async () => {
        const ids = ['a', 'b', 'c', 'd'];
        const release = ids.map((id) => bench.hold(id));
        bench.work();
        for (const id of ids) await bench.queue().add(job(id));
        for (const [index, id] of ids.entries()) {
          await started(id);
          expect(startedIds()).toEqual(ids.slice(0, index + 1));
          release[index]?.();
          await ended(id);
        }
      });

      it('runs jobs in the order of their due times, then of adding', async () => {
        const release = bench.hold('busy');
        bench.work();
        await bench.queue().add(job('busy'));
        await started('busy');
        await bench.queue().add(job('in-120'), { delayMs: 120 });
        await bench.queue().add(job('in-60'), { delayMs: 60 });
        await bench.queue().add(job('now-1'));
        await bench.queue().add(job('now-2'));
        // Another lane's job tells that the last one of these is due.
        await bench.queue().add(job('all-due', 'lane-2'), { delayMs: 150 });
        await started('all-due');
        release();
        await ended('busy', 'now-1', 'now-2', 'in-60', 'in-120');
        expect(startedIds().filter((id) => id !== 'all-due')).toEqual(['busy', 'now-1', 'now-2', 'in-60', 'in-120']);
      });

      it('does not wait for another lane', async () => {
        const release = ['a', 'b', 'c'].map((id) => bench.hold(id));
        bench.work();
        await bench.queue().add(job('a', 'lane-1'));
        await bench.queue().add(job('b', 'lane-2'));
        await bench.queue().add(job('c', 'lane-3'));
        await started('a', 'b', 'c');
        expect(bench.ended).toEqual([]);
        for (const go of release) go();
        await ended('a', 'b', 'c');
      });
    });

    describe('expiry', () => {
      const inMs = (ms: number) => new Date(bench.nowMs() + ms);

      it('drops and counts a job whose time passes while it waits for its lane', async () => {
        const release = bench.hold('busy');
        bench.work();
        await bench.queue().add(job('busy'));
        await bench.queue().add(job('expires'), { expiresAt: inMs(50) });
        await bench.queue().add(job('tick', 'lane-2'), { delayMs: 100 });
        await started('tick');
        release();
        await bench.until(() => bench.metrics.counted('queue_expired_total', { name: 'command.send' }) === 1);
        await bench.queue().add(job('after'));
        await ended('after');
        expect(startedIds()).not.toContain('expires');
        await emptied();
        expect((await bench.queue().stats()).dead).toBe(0);
      });

      it('drops and counts a job that had expired when it was added', async () => {
        bench.work();
        expect(await bench.queue().add(job('old'), { expiresAt: inMs(-1000) })).toBe(true);
        await bench.until(() => bench.metrics.counted('queue_expired_total') === 1);
        await emptied();
        expect(bench.starts).toEqual([]);
        expect(await bench.queue().add(job('old'))).toBe(true);
        await ended('old');
      });

      it('drops a job that is not due before its expiry', async () => {
        bench.work();
        await bench.queue().add(job('a'), { delayMs: 100, expiresAt: inMs(50) });
        await bench.until(() => bench.metrics.counted('queue_expired_total') === 1);
        expect(bench.starts).toEqual([]);
      });

      it('ends the retries of a job', async () => {
        bench.fail('a');
        bench.work();
        await bench.queue().add(job('a'), { attempts: 100, backoffMs: 40, expiresAt: inMs(150) });
        await bench.until(() => bench.metrics.counted('queue_expired_total') === 1);
        await emptied();
        expect(bench.startsOf('a').length).toBeGreaterThanOrEqual(1);
        expect(bench.startsOf('a').length).toBeLessThan(6);
        expect((await bench.queue().stats()).dead).toBe(0);
      });

      it('does not touch a job that starts in time', async () => {
        bench.work();
        await bench.queue().add(job('a'), { expiresAt: inMs(60_000) });
        await ended('a');
        expect(bench.metrics.counted('queue_expired_total')).toBe(0);
      });
    });

    describe('a job id', () => {
      it('is added once while the job waits, runs or pauses, and again after it is done', async () => {
        const queue = bench.queue();
        expect(await queue.add(job('a'), { backoffMs: 1000 })).toBe(true);
        expect(await queue.add(job('a', 'lane-2'))).toBe(false);
        let go: () => void = () => undefined;
        bench.when('a', async ({ attempt }) => {
          await new Promise<void>((resolve) => {
            go = resolve;
          });
          if (attempt === 1) throw new Error('The first attempt fails on purpose.');
        });
        bench.work();
        await started('a');
        expect(await queue.add(job('a'))).toBe(false);
        go();
        await bench.until(async () => (await queue.stats()).delayed === 1);
        expect(await queue.add(job('a'))).toBe(false);
        await bench.until(() => bench.startsOf('a').length === 2);
        go();
        await ended('a');
        await emptied();
        bench.when('a', async () => undefined);
        expect(await queue.add(job('a'))).toBe(true);
        await bench.until(() => bench.startsOf('a').length === 3);
      });

      it('is taken by one of many adds at the same time', async () => {
        bench.work();
        const added = await Promise.all(Array.from({ length: 20 }, (_, i) => bench.queue().add(job('a', `lane-${i}`))));
        expect(added.filter(Boolean)).toHaveLength(1);
        await emptied();
        expect(bench.startsOf('a')).toHaveLength(1);
      });
    });

    describe('remove', () => {
      it('takes a delayed job away, and its id is free', async () => {
        bench.work();
        await bench.queue().add(job('a'), { delayMs: 50 });
        expect(await bench.queue().remove('a')).toBe(true);
        expect(await bench.queue().remove('a')).toBe(false);
        await bench.queue().add(job('tick'), { delayMs: 100 });
        await ended('tick');
        expect(startedIds()).toEqual(['tick']);
        expect(await bench.queue().add(job('a'))).toBe(true);
        await ended('a');
      });

      it('takes a job away that waits for its lane', async () => {
        const release = bench.hold('busy');
        bench.work();
        await bench.queue().add(job('busy'));
        await bench.queue().add(job('a'));
        await bench.queue().add(job('b'));
        await started('busy');
        expect(await bench.queue().remove('a')).toBe(true);
        release();
        await ended('b');
        expect(startedIds()).toEqual(['busy', 'b']);
      });

      it('takes a job away that pauses, and lets the ones behind it run', async () => {
        bench.fail('a');
        bench.work();
        await bench.queue().add(job('a'), { backoffMs: 60_000 });
        await bench.queue().add(job('b'));
        await bench.until(async () => (await bench.queue().stats()).delayed === 1);
        expect(await bench.queue().remove('a')).toBe(true);
        await ended('b');
        expect(startedIds()).toEqual(['a', 'b']);
      });

      it('keeps its word when it is asked while the job is being added', async () => {
        const release = bench.hold('busy');
        bench.work();
        await bench.queue().add(job('busy'));
        await started('busy');
        const [, removed] = await Promise.all([bench.queue().add(job('a')), bench.queue().remove('a')]);
        release();
        await bench.queue().add(job('b'));
        await ended('b');
        expect(startedIds()).toEqual(removed ? ['busy', 'b'] : ['busy', 'a', 'b']);
      });

      it('leaves a running job alone', async () => {
        const release = bench.hold('a');
        bench.work();
        await bench.queue().add(job('a'));
        await started('a');
        expect(await bench.queue().remove('a')).toBe(false);
        release();
        await ended('a');
      });

      it('knows no job that was never added', async () => {
        expect(await bench.queue().remove('never')).toBe(false);
      });
    });

    describe('addAll', () => {
      it('adds all jobs, passing over ids that are there, and keeps their order', async () => {
        await bench.queue().add(job('b'));
        await bench
          .queue()
          .addAll([
            { job: job('a') },
            { job: job('b', 'lane-2') },
            { job: job('c'), options: { delayMs: 50 } },
            { job: job('a', 'lane-3') },
            { job: job('d') },
          ]);
        bench.work();
        await ended('a', 'b', 'c', 'd');
        expect(startedIds()).toEqual(['b', 'a', 'd', 'c']);
        expect(bench.starts.every(({ lane }) => lane === 'lane-1')).toBe(true);
      });

      it('adds none when one is refused', async () => {
        await expect(
          bench.queue().addAll([{ job: job('a') }, { job: job('not an id') }, { job: job('c') }]),
        ).rejects.toMatchObject({ code: 'invalid_request' });
        expect(await bench.queue().stats()).toMatchObject({ waiting: 0, delayed: 0 });
      });

      it('takes an empty list', async () => {
        await bench.queue().addAll([]);
      });
    });

    describe('after a crash', () => {
      it('a job that ran runs again, as attempt 2', async () => {
        bench.hold('a');
        bench.work();
        await bench.queue().add(job('a'));
        await started('a');
        await bench.crashAndReopen();
        bench.when('a', async () => undefined);
        bench.work();
        await ended('a');
        expect(bench.startsOf('a').map(({ attempt }) => attempt)).toEqual([1, 2]);
      });

      it('a job that ran its last attempt is dead, and counted', async () => {
        bench.hold('a');
        bench.work();
        await bench.queue().add(job('a'), { attempts: 1 });
        await bench.queue().add(job('b'));
        await started('a');
        await bench.crashAndReopen();
        bench.work();
        await ended('b');
        await bench.until(async () => (await bench.queue().stats()).dead === 1);
        expect(bench.startsOf('a')).toHaveLength(1);
        expect(bench.metrics.counted('queue_failed_total')).toBe(1);
      });

      it('jobs that waited, were delayed or paused run, in their order and with their attempts', async () => {
        bench.fail('paused', 1);
        bench.hold('running');
        bench.work();
        await bench.queue().add(job('paused', 'lane-2'), { backoffMs: 1000 });
        await bench.until(async () => (await bench.queue().stats()).delayed === 1);
        await bench.queue().add(job('running'));
        await bench.queue().add(job('waiting'));
        await bench.queue().add(job('delayed'), { delayMs: 300 });
        await started('running');
        await bench.crashAndReopen();
        bench.when('running', async () => undefined);
        bench.work();
        await ended('running', 'waiting', 'delayed', 'paused');
        expect(startedIds().filter((id) => id !== 'paused')).toEqual(['running', 'running', 'waiting', 'delayed']);
        expect(bench.startsOf('paused').at(-1)?.attempt).toBe(2);
      });

      it('a job that ran goes before one that is added as soon as the work begins', async () => {
        bench.hold('ran');
        bench.work();
        await bench.queue().add(job('ran'));
        await started('ran');
        await bench.crashAndReopen();
        bench.when('ran', async () => undefined);
        bench.work();
        await bench.queue().add(job('new'));
        await ended('ran', 'new');
        expect(startedIds()).toEqual(['ran', 'ran', 'new']);
      });

      it('what is done stays done', async () => {
        bench.work();
        await bench.queue().add(job('a'));
        await emptied();
        await bench.crashAndReopen();
        bench.work();
        await bench.queue().add(job('b'));
        await ended('b');
        expect(startedIds()).toEqual(['a', 'b']);
      });

      it('ids that were taken are still taken', async () => {
        await bench.queue().add(job('a'), { delayMs: 1000 });
        await bench.crashAndReopen();
        expect(await bench.queue().add(job('a'))).toBe(false);
      });
    });

    describe('close', () => {
      it('waits for what runs, and starts nothing more', async () => {
        const release = bench.hold('a');
        bench.work();
        await bench.queue().add(job('a'));
        await bench.queue().add(job('b'));
        await started('a');
        let closed = false;
        const closing = bench
          .queue()
          .close(60_000)
          .then(() => {
            closed = true;
          });
        expect(await bench.queue().remove('a')).toBe(false);
        expect(closed).toBe(false);
        release();
        await closing;
        expect(bench.ended).toEqual(['a']);
        expect(startedIds()).toEqual(['a']);
        await bench.closeAndReopen(0);
        bench.work();
        await ended('b');
        expect(bench.starts.map(({ id, attempt }) => [id, attempt])).toEqual([
          ['a', 1],
          ['b', 1],
        ]);
      });

      it('lets what runs add jobs for the next process', async () => {
        const { promise, resolve } = Promise.withResolvers<void>();
        bench.when('a', async () => {
          await promise;
          await bench.queue().add(job('follow-up'));
        });
        bench.work();
        await bench.queue().add(job('a'));
        await started('a');
        const closing = bench.queue().close(60_000);
        resolve();
        await closing;
        expect(startedIds()).toEqual(['a']);
        await bench.closeAndReopen(0);
        bench.work();
        await ended('follow-up');
      });

      it('gives up waiting after the time, and the job runs again in the next process', async () => {
        bench.hold('a');
        bench.work();
        await bench.queue().add(job('a'));
        await started('a');
        await bench.within(bench.queue().close(50));
        await bench.closeAndReopen(0);
        bench.when('a', async () => undefined);
        bench.work();
        await ended('a');
        expect(bench.startsOf('a').map(({ attempt }) => attempt)).toEqual([1, 2]);
      });

      it('may be called twice, and refuses what comes after', async () => {
        await Promise.all([bench.queue().close(0), bench.queue().close(0)]);
        await expect(bench.queue().add(job('a'))).rejects.toMatchObject({ code: 'unavailable' });
      });
    });

    it('tells how many jobs wait, are delayed, run and are dead', async () => {
      expect(await bench.queue().stats()).toEqual({ waiting: 0, delayed: 0, running: 0, dead: 0 });
      const release = bench.hold('running');
      bench.fail('dead');
      bench.work();
      await bench.queue().add(job('dead', 'lane-2'), { attempts: 1 });
      await bench.queue().add(job('running'));
      await bench.queue().add(job('waiting-1'));
      await bench.queue().add(job('waiting-2'));
      await bench.queue().add(job('delayed'), { delayMs: 3_600_000 });
      await started('running', 'dead');
      await bench.until(async () => (await bench.queue().stats()).dead === 1);
      expect(await bench.queue().stats()).toEqual({ waiting: 2, delayed: 1, running: 1, dead: 1 });
      expect(['waiting', 'delayed', 'running', 'dead'].map((state) => bench.metrics.read(`queue_${state}`))).toEqual([
        2, 1, 1, 1,
      ]);
      release();
      await ended('running', 'waiting-1', 'waiting-2');
    });

    it('runs 10,000 jobs over 500 lanes once each, every lane in its order', async () => {
      const jobs = Array.from({ length: 10_000 }, (_, i) => job(`job-${i}`, `lane-${i % 500}`));
      bench.work();
      await bench.queue().addAll(jobs.slice(0, 5000).map((one) => ({ job: one })));
      await Promise.all(jobs.slice(5000).map((one) => bench.queue().add(one)));
      await bench.until(() => bench.ended.length >= jobs.length);
      await emptied();
      expect(bench.starts).toHaveLength(jobs.length);
      expect(new Set(startedIds()).size).toBe(jobs.length);
      const byLane = Map.groupBy(bench.starts, ({ lane }) => lane);
      for (const starts of byLane.values()) {
        const numbers = starts.map(({ id }) => Number(id.slice('job-'.length)));
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      }
    }, 120_000);
  });
};
