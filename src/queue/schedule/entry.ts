import type { Job } from '../../services/ports/queue.ts';
import type { JobTerms } from '../job-rules.ts';

/** Before every time of day. */
export const DUE = 0;

/**
 * A job in memory.
 * `waits`: for its time, its lane or a place. `begins`: the attempt is being written down. `runs`: with its handler.
 * `ends`: that it is over is being written down. `gone`: nothing of it is left.
 */
export type Entry = JobTerms & {
  /** Order of adding. */
  readonly seq: number;
  readonly job: Job;
  /** dueMs, or the end of the pause before a retry; DUE: its time has come, whatever the clock says since. */
  runAtMs: number;
  /** Attempts begun. */
  attempt: number;
  state: 'waits' | 'begins' | 'runs' | 'ends' | 'gone';
  /** It stands in its lane's order. */
  inLane: boolean;
};
