import type { Committer, Metrics } from '../services/ports.ts';

/** The same committer, with the time from the call to durable in `store_commit_seconds`. */
export const timedCommitter = (committer: Committer, metrics: Metrics): Committer => ({
  commit: async (change) => {
    const startedMs = performance.now();
    const events = await committer.commit(change);
    metrics.observe('store_commit_seconds', (performance.now() - startedMs) / 1000);
    return events;
  },
});
