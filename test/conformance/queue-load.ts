import { expect, it } from 'vitest';
import { type Bench, job } from './queue-bench.ts';

/** Where one process works the queue: among many, a lock may run out under such a load, and a job run twice. */
export const describeLoad = (bench: Bench): void => {
  const { startedIds, emptied } = bench;

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
};
