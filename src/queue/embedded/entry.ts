import type { Job } from '../../services/ports/queue.ts';
import type { Entry } from '../schedule/entry.ts';
import type { JobRow } from './operations.ts';

/** A stored job, waiting. Its name and data were written by `add`, so their types hold. */
export const entryOf = (row: JobRow): Entry => ({
  seq: row.seq,
  job: { id: row.id, name: row.name, lane: row.lane, data: JSON.parse(row.data) as Job['data'] },
  dueMs: row.due_ms,
  expiresMs: row.expires_ms,
  attempts: row.attempts,
  backoffMs: row.backoff_ms,
  runAtMs: row.run_at_ms,
  attempt: row.attempt,
  state: 'waits',
  inLane: false,
});
