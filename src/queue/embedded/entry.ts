import type { Job, JobName } from '../../services/ports.ts';
import type { JobTerms } from '../job-rules.ts';
import type { JobRow } from './operations.ts';

/**
 * A job in memory.
 * `waits`: for its time, its lane or a place. `begins`: the attempt is being written down. `runs`: with its handler.
 * `ends`: that it is over is being written down. `gone`: nothing of it is left.
 */
export type Entry = JobTerms & {
  readonly seq: number;
  readonly job: Job;
  /** dueMs, or the end of the pause before a retry. */
  runAtMs: number;
  /** Attempts begun. */
  attempt: number;
  state: 'waits' | 'begins' | 'runs' | 'ends' | 'gone';
  /** It stands in its lane's order. */
  inLane: boolean;
};

/** A stored job, waiting. Its name and data were written by `add`, so their types hold. */
export const entryOf = (row: JobRow): Entry => ({
  seq: row.seq,
  job: { id: row.id, name: row.name as JobName, lane: row.lane, data: JSON.parse(row.data) as Job['data'] },
  dueMs: row.due_ms,
  expiresMs: row.expires_ms,
  attempts: row.attempts,
  backoffMs: row.backoff_ms,
  runAtMs: row.run_at_ms,
  attempt: row.attempt,
  state: 'waits',
  inLane: false,
});
