import type { Metrics } from '../../services/ports/observing.ts';

/** For several queues in one process: a gauge that more than one of them sets is the sum of theirs. */
export const createSummedGauges = (metrics: Metrics): Metrics => {
  const reads = new Map<string, (() => number)[]>();
  return {
    ...metrics,
    gauge: (name, read) => {
      const all = reads.get(name) ?? [];
      all.push(read);
      if (all.length > 1) return;
      reads.set(name, all);
      metrics.gauge(name, () => all.reduce((sum, one) => sum + one(), 0));
    },
  };
};
