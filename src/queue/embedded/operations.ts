/** The queue's part of the SQLite file. Runs in the database's thread; every operation is one atomic, durable step. */
import type { Operation } from '../../store/sqlite/database-module.ts';
import type { JobChange } from '../schedule/job-change.ts';

export const name = 'queue';

export const migrations: readonly string[] = [
  `
  CREATE TABLE queue_job (
    -- Order of adding. AUTOINCREMENT: never one twice, or a late word about an old job would hit a new one.
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    lane TEXT NOT NULL,
    data TEXT NOT NULL,
    due_ms INTEGER NOT NULL,
    -- due_ms, or the end of the pause before a retry.
    run_at_ms INTEGER NOT NULL,
    expires_ms INTEGER,
    attempts INTEGER NOT NULL,
    backoff_ms INTEGER NOT NULL,
    -- Attempts begun, the one that runs included.
    attempt INTEGER NOT NULL,
    running INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX queue_job_due ON queue_job (due_ms);
  CREATE INDEX queue_job_run_at ON queue_job (run_at_ms) WHERE running = 0;
  CREATE INDEX queue_job_running ON queue_job (running) WHERE running = 1;
  CREATE TABLE queue_dead (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    lane TEXT NOT NULL,
    data TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    died_ms INTEGER NOT NULL
  ) STRICT;
  `,
];

/** Dead jobs are kept for an operator to look at, not for ever. */
const MOST_DEAD = 10_000;

export type JobRow = {
  readonly seq: number;
  readonly id: string;
  readonly name: string;
  readonly lane: string;
  /** JSON text. */
  readonly data: string;
  readonly due_ms: number;
  readonly run_at_ms: number;
  readonly expires_ms: number | null;
  readonly attempts: number;
  readonly backoff_ms: number;
  readonly attempt: number;
};

export type NewJobRow = Omit<JobRow, 'seq' | 'run_at_ms' | 'attempt'> & {
  /** Its first attempt begins as soon as this is durable. */
  readonly begins: boolean;
};

const forgetOldDead = `DELETE FROM queue_dead WHERE seq <=
  (SELECT seq FROM queue_dead ORDER BY seq DESC LIMIT 1 OFFSET ${MOST_DEAD})`;

export type Counts = {
  readonly waiting: number;
  readonly delayed: number;
  readonly running: number;
  readonly dead: number;
};

/**
 * Once at the start of the process: what is marked as running ran when the last process died. It waits for its
 * next attempt, or is dead when that was the last.
 */
const open: Operation<
  { readonly nowMs: number },
  { readonly recovered: number; readonly died: readonly JobRow[]; readonly stored: number; readonly dead: number }
> = (db, { nowMs }) => {
  const died = db.all<JobRow>('SELECT * FROM queue_job WHERE running = 1 AND attempt >= attempts');
  for (const { seq } of died) change(db, { kind: 'dead', seq, diedMs: nowMs });
  const recovered = db.run('UPDATE queue_job SET running = 0 WHERE running = 1');
  const stored = db.get<{ n: number }>('SELECT count(*) AS n FROM queue_job')?.n ?? 0;
  const dead = db.get<{ n: number }>('SELECT count(*) AS n FROM queue_dead')?.n ?? 0;
  return { recovered, died, stored, dead };
};

/** Answers each job's place in the order of adding; null: its id is there already. */
const add: Operation<{ readonly jobs: readonly NewJobRow[] }, readonly (number | null)[]> = (db, { jobs }) =>
  jobs.map((job) => {
    const begun = job.begins ? 1 : 0;
    const row = db.get<{ seq: number }>(
      `INSERT INTO queue_job
         (id, name, lane, data, due_ms, run_at_ms, expires_ms, attempts, backoff_ms, attempt, running)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING RETURNING seq`,
      job.id,
      job.name,
      job.lane,
      job.data,
      job.due_ms,
      job.due_ms,
      job.expires_ms,
      job.attempts,
      job.backoff_ms,
      begun,
      begun,
    );
    return row?.seq ?? null;
  });

/** Jobs due after one instant, up to and with another, in their order; and when the first behind them is due. */
const load: Operation<
  { readonly afterMs: number | null; readonly untilMs: number },
  { readonly jobs: readonly JobRow[]; readonly nextDueMs: number | null }
> = (db, { afterMs, untilMs }) => ({
  jobs: db.all<JobRow>(
    'SELECT * FROM queue_job WHERE running = 0 AND due_ms > ? AND due_ms <= ? ORDER BY due_ms, seq',
    afterMs ?? Number.MIN_SAFE_INTEGER,
    untilMs,
  ),
  nextDueMs:
    db.get<{ due: number | null }>('SELECT min(due_ms) AS due FROM queue_job WHERE due_ms > ?', untilMs)?.due ?? null,
});

const change: Operation<JobChange, void> = (db, it) => {
  if (it.kind === 'begun') {
    db.run('UPDATE queue_job SET running = 1, attempt = ? WHERE seq = ?', it.attempt, it.seq);
  } else if (it.kind === 'waits') {
    db.run(
      'UPDATE queue_job SET running = 0, attempt = ?, run_at_ms = ? WHERE seq = ?',
      it.attempt,
      it.runAtMs,
      it.seq,
    );
  } else {
    if (it.kind === 'dead') {
      db.run(
        `INSERT OR REPLACE INTO queue_dead (seq, id, name, lane, data, attempt, died_ms)
         SELECT seq, id, name, lane, data, attempt, ? FROM queue_job WHERE seq = ?`,
        it.diedMs,
        it.seq,
      );
      db.run(forgetOldDead);
    }
    db.run('DELETE FROM queue_job WHERE seq = ?', it.seq);
  }
};

const write: Operation<{ readonly changes: readonly JobChange[] }, void> = (db, { changes }) => {
  for (const one of changes) change(db, one);
};

/** waitingSeq: a job known to wait, though the word of it may still be on its way. false: there is none, or it runs. */
const remove: Operation<{ readonly id: string; readonly waitingSeq: number | null }, boolean> = (
  db,
  { id, waitingSeq },
) => db.run('DELETE FROM queue_job WHERE id = ? AND (running = 0 OR seq = ?)', id, waitingSeq) > 0;

const stats: Operation<{ readonly nowMs: number }, Counts> = (db, { nowMs }) => {
  const count = (sql: string, ...values: number[]): number => db.get<{ n: number }>(sql, ...values)?.n ?? 0;
  return {
    waiting: count('SELECT count(*) AS n FROM queue_job WHERE running = 0 AND run_at_ms <= ?', nowMs),
    delayed: count('SELECT count(*) AS n FROM queue_job WHERE running = 0 AND run_at_ms > ?', nowMs),
    running: count('SELECT count(*) AS n FROM queue_job WHERE running = 1'),
    dead: count('SELECT count(*) AS n FROM queue_dead'),
  };
};

export const operations = { open, add, load, write, remove, stats };
