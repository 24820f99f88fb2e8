import { describe, expect, it } from 'vitest';
import { type Bench, job } from './queue-bench.ts';

export const describeRestarts = (bench: Bench): void => {
  const { startedIds, started, allEnded, emptied } = bench;

  describe('after a crash', () => {
    it('a job that ran runs again, as attempt 2', async () => {
      bench.hold('a');
      bench.work();
      await bench.queue().add(job('a'));
      await started('a');
      await bench.crashAndReopen();
      bench.when('a', async () => undefined);
      bench.work();
      await allEnded('a');
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
      await allEnded('b');
      await bench.until(async () => (await bench.queue().stats()).dead === 1);
      expect(bench.startsOf('a')).toHaveLength(1);
      expect(bench.metrics.counted('queue_failed_total')).toBe(1);
    });

    it('what is done stays done', async () => {
      bench.work();
      await bench.queue().add(job('a'));
      await emptied();
      await bench.crashAndReopen();
      bench.work();
      await bench.queue().add(job('b'));
      await allEnded('b');
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
      await allEnded('b');
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
      await allEnded('follow-up');
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
      await allEnded('a');
      expect(bench.startsOf('a').map(({ attempt }) => attempt)).toEqual([1, 2]);
    });

    it('may be called twice, and refuses what comes after', async () => {
      await Promise.all([bench.queue().close(0), bench.queue().close(0)]);
      await expect(bench.queue().add(job('a'))).rejects.toMatchObject({ code: 'unavailable' });
    });
  });
};

/** Where one process works the queue, the next one goes on with its lanes as they were. */
export const describeLanesOverRestarts = (bench: Bench): void => {
  const { startedIds, started, allEnded } = bench;

  describe('the lanes after a crash', () => {
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
      await allEnded('running', 'waiting', 'delayed', 'paused');
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
      await allEnded('ran', 'new');
      expect(startedIds()).toEqual(['ran', 'ran', 'new']);
    });
  });
};
