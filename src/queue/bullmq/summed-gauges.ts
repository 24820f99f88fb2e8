import type { Metrics } from '../../services/ports/observing.ts';

/** For several queues in one process: a gauge that more than one of them sets is the sum of theirs. */
export const createSummedGauges = (metrics: Metrics): Metrics => {
  const reads = new Map<string, (() => number)[]>();
  return {
    ...metrics,
    gauge: (name, read, labels) => {
      const key = JSON.stringify([name, labels]);
      const all = reads.get(key) ?? [];
      all.push(read);
      if (all.length > 1) return;
      reads.set(key, all);
      metrics.gauge(name, () => all.reduce((sum, one) => sum + one(), 0), labels);
    },
  };
};
