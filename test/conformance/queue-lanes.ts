import { describe, expect, it } from 'vitest';
import { type Bench, job } from './queue-bench.ts';

export const describeLanes = (bench: Bench): void => {
  const { startedIds, started, allEnded, emptied } = bench;

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
        await allEnded(id);
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
      await allEnded('busy', 'now-1', 'now-2', 'in-60', 'in-120');
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
      await allEnded('a', 'b', 'c');
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
      await allEnded('after');
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
      await allEnded('old');
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
      await bench.queue().add(job('a'), { attempts: 100, backoffMs: 200, expiresAt: inMs(1000) });
      await bench.until(() => bench.metrics.counted('queue_expired_total') === 1);
      await emptied();
      expect(bench.startsOf('a').length).toBeGreaterThanOrEqual(1);
      expect(bench.startsOf('a').length).toBeLessThan(6);
      expect((await bench.queue().stats()).dead).toBe(0);
    });

    it('does not touch a job that starts in time', async () => {
      bench.work();
      await bench.queue().add(job('a'), { expiresAt: inMs(60_000) });
      await allEnded('a');
      expect(bench.metrics.counted('queue_expired_total')).toBe(0);
    });
  });
};
