import { describe, expect, it } from 'vitest';
import { type Bench, job } from './queue-bench.ts';

export const describeIds = (bench: Bench): void => {
  const { startedIds, started, allEnded, emptied } = bench;

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
      await allEnded('a');
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
      await bench.queue().add(job('a'), { delayMs: 500 });
      expect(await bench.queue().remove('a')).toBe(true);
      expect(await bench.queue().remove('a')).toBe(false);
      await bench.queue().add(job('tick'), { delayMs: 600 });
      await allEnded('tick');
      expect(startedIds()).toEqual(['tick']);
      expect(await bench.queue().add(job('a'))).toBe(true);
      await allEnded('a');
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
      await allEnded('b');
      expect(startedIds()).toEqual(['busy', 'b']);
    });

    it('takes a job away that pauses, and lets the ones behind it run', async () => {
      bench.fail('a');
      bench.work();
      await bench.queue().add(job('a'), { backoffMs: 60_000 });
      await bench.queue().add(job('b'));
      await bench.until(async () => (await bench.queue().stats()).delayed === 1);
      expect(await bench.queue().remove('a')).toBe(true);
      await allEnded('b');
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
      await allEnded('b');
      expect(startedIds()).toEqual(removed ? ['busy', 'b'] : ['busy', 'a', 'b']);
    });

    it('leaves a running job alone', async () => {
      const release = bench.hold('a');
      bench.work();
      await bench.queue().add(job('a'));
      await started('a');
      expect(await bench.queue().remove('a')).toBe(false);
      release();
      await allEnded('a');
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
      await allEnded('a', 'b', 'c', 'd');
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
};
