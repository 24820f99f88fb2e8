import type { Committer } from '../services/ports/commit.ts';
import type { Metrics } from '../services/ports/observing.ts';

/**
 * The same committer, with the time from the call to durable in `store_commit_seconds`: of one call at a time, for those
 * beside it share its commit.
 */
export const timedCommitter = (committer: Committer, metrics: Metrics): Committer => {
  let timing = false;
  const timed: Committer['commit'] = async (change) => {
    timing = true;
    const startedMs = performance.now();
    try {
      const events = await committer.commit(change);
      metrics.observe('store_commit_seconds', (performance.now() - startedMs) / 1000);
      return events;
    } finally {
      timing = false;
    }
  };
  return { commit: (change) => (timing ? committer.commit(change) : timed(change)) };
};
