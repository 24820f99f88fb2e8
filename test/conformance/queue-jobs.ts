import { describe, expect, it } from 'vitest';
import { type Bench, job } from './queue-bench.ts';

export const describeJobs = (bench: Bench): void => {
  const { startedIds, started, allEnded, emptied } = bench;

  describe('a job', () => {
    it('runs once, with its lane and data, as attempt 1', async () => {
      bench.work();
      const data = { commandId: 'c-1', nested: { list: [1, 'two', null, true] } };
      expect(await bench.queue().add(job('a', 'CP-1', 'command.expire', data))).toBe(true);
      await allEnded('a');
      await emptied();
      expect(bench.starts).toMatchObject([{ id: 'a', lane: 'CP-1', name: 'command.expire', data, attempt: 1 }]);
    });

    it('that was added before the work began runs when it begins', async () => {
      await bench.queue().add(job('a'));
      await bench.queue().add(job('b'));
      bench.work();
      await allEnded('a', 'b');
      expect(startedIds()).toEqual(['a', 'b']);
    });

    it('may add others while it runs', async () => {
      bench.when('a', async () => {
        await bench.queue().add(job('b'));
      });
      bench.work();
      await bench.queue().add(job('a'));
      await allEnded('a', 'b');
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

    it('may have any such id, also one that looks like a number or like a part of the queue', async () => {
      const ids = ['1', '007', 'wait', 'active', 'delayed', 'failed', 'id', 'meta', 'events', 'job.1', '..', '-'];
      bench.work();
      for (const id of ids) expect(await bench.queue().add(job(id))).toBe(true);
      await allEnded(...ids);
      expect(startedIds()).toEqual(ids);
    });

    it('may have an id of 120 characters', async () => {
      const id = `${'x'.repeat(117)}._-`;
      bench.work();
      await bench.queue().add(job(id));
      await allEnded(id);
    });
  });

  describe('a job that fails', () => {
    it('is one that nobody registered a handler for: it is dead when its attempts are used up, and holds up no other', async () => {
      bench.work();
      await bench.queue().add(job('foreign', 'lane-1', 'of.another_release'), { attempts: 2, backoffMs: 10 });
      await bench.queue().add(job('known', 'lane-1'));
      await bench.until(() => bench.metrics.counted('queue_failed_total', { name: 'of.another_release' }) === 1);
      expect(bench.metrics.counted('queue_retries_total', { name: 'of.another_release' })).toBe(1);
      await bench.allEnded('known');
      expect(bench.startedIds()).toEqual(['known']);
    });

    it('is tried again after pauses that double, with jitter between half and all', async () => {
      bench.fail('a', 3);
      bench.work();
      await bench.queue().add(job('a'), { attempts: 4, backoffMs: 100 });
      await allEnded('a');
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
      await allEnded('b');
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
      await allEnded('a');
    });

    it('keeps its place before the later ones of its lane and name', async () => {
      bench.fail('first', 2);
      bench.work();
      await bench.queue().add(job('first'), { backoffMs: 40 });
      await bench.queue().add(job('second'));
      await bench.queue().add(job('third'));
      await allEnded('first', 'second', 'third');
      expect(startedIds()).toEqual(['first', 'first', 'first', 'second', 'third']);
    });

    it('does not hold up jobs of another name in its lane, nor other lanes', async () => {
      bench.fail('first', 1);
      bench.work();
      await bench.queue().add(job('first'), { backoffMs: 1000 });
      await started('first');
      await bench.queue().add(job('deadline', 'lane-1', 'command.effect_deadline'));
      await bench.queue().add(job('other', 'lane-2'));
      await allEnded('first', 'deadline', 'other');
      expect(startedIds().at(-1)).toBe('first');
      expect(bench.startsOf('first')).toHaveLength(2);
    });

    it('lets the next one of its lane run when it is dead', async () => {
      bench.fail('first');
      bench.work();
      await bench.queue().add(job('first'), { attempts: 2, backoffMs: 20 });
      await bench.queue().add(job('second'));
      await allEnded('second');
      expect(startedIds()).toEqual(['first', 'first', 'second']);
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
    await allEnded('running', 'waiting-1', 'waiting-2');
  });
};
