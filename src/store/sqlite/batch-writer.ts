/**
 * The thread that writes: runs batches in one transaction that stays open over many of them, each durable by the journal
 * before it is answered, and commits that transaction now and then.
 */
import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { type OperationTable, perform, runBatch, runBatchBoldly, TransactionLost, withoutWrites } from './batch.ts';
import type { OwnConnection } from './connection.ts';
import { type Call, type JournalState, lostBy, type Outcome } from './database-wire.ts';
import { type Journal, type JournalRecord, openJournal } from './journal.ts';

export type BatchWriter = {
  /** Answers an outcome for each call when all that they wrote is durable. */
  readonly run: (calls: Uint8Array) => readonly Outcome[];
  /** Something that was answered is not committed, so that the connection that reads does not show it yet. */
  readonly isAhead: () => boolean;
  readonly journal: () => JournalState;
  /** Commits; false when the medium does not take it now. */
  readonly commit: () => boolean;
  /** Commits, and closes the connection. */
  readonly close: () => void;
};

export type BatchWriterOptions = {
  /** A commit comes this long after the first batch that it takes in. */
  readonly commitAfterMs: number;
  /** Or with this many calls. */
  readonly commitAfterCalls: number;
  /** Size of a journal file from which on it is left for the other; undefined: the journal's own. */
  readonly journalBytes?: number;
};
export const DEFAULT_BATCH_WRITER_OPTIONS: BatchWriterOptions = { commitAfterMs: 100, commitAfterCalls: 4_000 };

/** After a call that failed. */
const CAREFUL_MS = 1_000;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS journal_place (
  id INTEGER PRIMARY KEY CHECK (id = 1), identity INTEGER NOT NULL, number INTEGER NOT NULL
) STRICT;
INSERT INTO journal_place SELECT 1, abs(random()) % 4294967295 + 1, 0 WHERE NOT EXISTS (SELECT 1 FROM journal_place);
`;

type Place = { readonly identity: number; readonly number: number };

/** Opens the journal, and does again what it holds and the file does not. Throws what keeps it from that. */
export const createBatchWriter = (
  {
    connection,
    operations,
    file,
  }: {
    readonly connection: OwnConnection;
    readonly operations: OperationTable;
    readonly file: string;
  },
  { commitAfterMs, commitAfterCalls, journalBytes }: BatchWriterOptions = DEFAULT_BATCH_WRITER_OPTIONS,
): BatchWriter => {
  connection.exec(SCHEMA);
  const place = connection.get<Place>('SELECT identity, number FROM journal_place');
  if (place === undefined) throw new Error('The database has no place in its journal.');
  const { identity, number: settledUpTo } = place;
  const journal: Journal = openJournal(file, { identity, settledUpTo, turnBytes: journalBytes });
  // SQLite syncs its log only before a checkpoint; what the journal may forget is what was synced here. The file holds
  // no locks of SQLite's, which another descriptor on the database itself would end.
  const walFd = openSync(`${file}-wal`, 'r');
  // What a killed process left may so far be with the system only, and counts as settled from here on.
  fdatasyncSync(walFd);

  let committed = settledUpTo;
  let synced = settledUpTo;
  let syncing = false;
  let waits = 0;
  let callsAhead = 0;
  let carefulUntilMs = 0;
  let timer: NodeJS.Timeout | null = null;

  const replay = ({ calls, passedOver }: JournalRecord): void => {
    for (const [index, call] of (deserialize(calls) as readonly Call[]).entries())
      if (!passedOver.has(index)) perform(connection, operations, call);
  };

  /** The transaction with all that was answered, begun or taken up again after SQLite has lost it. */
  const inTransaction = (): void => {
    if (connection.inTransaction()) return;
    connection.run('BEGIN IMMEDIATE');
    if (journal.last() === committed) return;
    try {
      for (const record of journal.behind(committed)) replay(record);
    } catch (error) {
      if (connection.inTransaction()) connection.run('ROLLBACK');
      throw error;
    }
  };

  /** Lets the journal use its room again: what is committed is synced beside the work, or with the work waiting. */
  const makeRoom = (): void => {
    const wants = journal.wantsRoom();
    if (wants === 'now') {
      waits += 1;
      fdatasyncSync(walFd);
      synced = committed;
    } else if (wants === 'soon' && !syncing) {
      syncing = true;
      const number = committed;
      fdatasync(walFd, (error) => {
        syncing = false;
        if (error === null) synced = number;
      });
    }
    journal.settled(synced);
  };

  const commit = (): boolean => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    callsAhead = 0;
    if (journal.last() === committed && !connection.inTransaction()) return true;
    try {
      inTransaction();
      if (journal.last() !== committed)
        connection.run('UPDATE journal_place SET number = ? WHERE id = 1', journal.last());
      connection.run('COMMIT');
      committed = journal.last();
      makeRoom();
      return true;
    } catch {
      // The medium is full or broken: what was answered is in the journal, and the next batch tries again.
      return false;
    }
  };

  // Answers go out before.
  const commitSoon = (calls: number): void => {
    callsAhead += calls;
    if (callsAhead >= commitAfterCalls) {
      callsAhead = 0;
      setImmediate(commit);
    } else timer ??= setTimeout(commit, commitAfterMs);
  };

  /** What was answered before is taken up again; of the batch itself only the reads are answered. */
  const afterLoss = (calls: readonly Call[], lost: unknown): readonly Outcome[] => {
    try {
      inTransaction();
      return withoutWrites(connection, operations, calls);
    } catch {
      return calls.map(() => lostBy(lost));
    }
  };

  /** Nearly every batch succeeds whole. What one that does not costs the others is bounded: the next are run with care. */
  const runBoldly = (calls: readonly Call[], makeDurable: (passedOver: readonly number[]) => void) => {
    if (performance.now() < carefulUntilMs) return null;
    try {
      return runBatchBoldly(connection, operations, calls, makeDurable);
    } catch (error) {
      if (!(error instanceof TransactionLost)) throw error;
      carefulUntilMs = performance.now() + CAREFUL_MS;
      if (connection.inTransaction()) connection.exec('ROLLBACK');
      inTransaction();
      return null;
    }
  };

  const run = (bytes: Uint8Array): readonly Outcome[] => {
    const calls = deserialize(bytes) as readonly Call[];
    const before = journal.last();
    const makeDurable = (passedOver: readonly number[]) => journal.append(bytes, passedOver);
    try {
      inTransaction();
      return runBoldly(calls, makeDurable) ?? runBatch(connection, operations, calls, makeDurable);
    } catch (error) {
      return afterLoss(calls, error instanceof TransactionLost ? error.cause : error);
    } finally {
      if (journal.last() !== before) commitSoon(calls.length);
      else if (journal.last() === committed) commit();
    }
  };

  inTransaction();
  if (!commit()) throw new Error('The database could not take what its journal holds.');

  return {
    run,
    isAhead: () => journal.last() !== committed,
    journal: () => ({ bytes: journal.bytes(), waits }),
    commit,
    close: () => {
      const whole = commit();
      closeSync(walFd);
      // The last connection takes SQLite's log into the file, synced.
      connection.close();
      if (whole) journal.remove();
      else journal.close();
    },
  };
};
