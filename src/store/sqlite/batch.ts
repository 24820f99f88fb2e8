/** Calls in one transaction (group commit): each is done whole or not at all, and answered when all of them are durable. */
import type { OwnConnection } from './connection.ts';
import type { Operation } from './database-module.ts';
import { type Call, lostBy, type Outcome, toWire } from './database-wire.ts';
import { primaryCodeOf, SQLITE } from './sqlite-error.ts';

export type OperationTable = ReadonlyMap<string, Operation<unknown, unknown>>;

/** Answers an outcome for each call, in their order. */
export type RunBatch = (calls: readonly Call[]) => readonly Outcome[];

/** After a batch in which a call failed. */
const CAREFUL_MS = 1_000;

/** SQLite took the whole transaction back by itself, as it does when the medium is full or broken. */
class TransactionLost extends Error {
  override readonly name = 'TransactionLost';
}

const perform = (connection: OwnConnection, operations: OperationTable, call: Call): unknown => {
  const operation = operations.get(call.operation);
  if (operation === undefined) throw new Error(`The database knows no operation ${call.operation}.`);
  return operation(connection, call.input);
};

/** Of a call that only reads. */
const outcomeOf = (connection: OwnConnection, operations: OperationTable, call: Call): Outcome => {
  try {
    return { ok: true, output: perform(connection, operations, call) };
  } catch (error) {
    return { ok: false, error: toWire(error) };
  }
};

/** What `work` wrote is durable when it returns (synchronous=FULL); nothing of it is stored when it throws. */
const inTransaction = <T>(connection: OwnConnection, work: () => T): T => {
  connection.run('BEGIN IMMEDIATE');
  try {
    const result = work();
    connection.run('COMMIT');
    return result;
  } catch (error) {
    if (connection.inTransaction()) connection.exec('ROLLBACK');
    throw error;
  }
};

/** One that fails leaves the others' work alone. */
const performAlone = (connection: OwnConnection, operations: OperationTable, call: Call): Outcome => {
  connection.run('SAVEPOINT one_call');
  try {
    const output = perform(connection, operations, call);
    connection.run('RELEASE one_call');
    return { ok: true, output };
  } catch (error) {
    if (!connection.inTransaction()) throw new TransactionLost('The transaction is lost.', { cause: error });
    connection.exec('ROLLBACK TO one_call; RELEASE one_call');
    return { ok: false, error: toWire(error) };
  }
};

/**
 * The outcomes of calls whose writes could not be kept, because of `lost`. Who only read may have seen what is not there
 * now, and reads again; who writes is told `unavailable`, and why: nothing of it is stored.
 */
const withoutWrites = (
  connection: OwnConnection,
  operations: OperationTable,
  calls: readonly Call[],
  lost: unknown,
): Outcome[] => {
  const read = (call: Call): Outcome => {
    try {
      return { ok: true, output: perform(connection, operations, call) };
    } catch (error) {
      // That it may not write is this function's own doing, and no fault of the medium.
      return primaryCodeOf(error) === SQLITE.readOnly ? lostBy(lost) : { ok: false, error: toWire(error) };
    }
  };
  connection.exec('PRAGMA query_only = ON');
  try {
    connection.run('BEGIN');
    return calls.map(read);
  } finally {
    if (connection.inTransaction()) connection.run('COMMIT');
    connection.exec('PRAGMA query_only = OFF');
  }
};

/** A commit that failed may have left frames in the log; a later look at the log must not take them for lost work. */
const emptyLog = (connection: OwnConnection): void => {
  try {
    connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // The medium takes nothing now; it is emptied at the next failure, or when the gateway rests.
  }
};

/**
 * Calls see what earlier ones of their batch wrote. A batch that cannot be made durable is taken back whole; its writes are
 * answered `unavailable`.
 *
 * A batch runs without savepoints first: SQLite then need not keep what each page was before. When a call fails, it runs
 * once more, each call in a savepoint, and so do the batches of the next second: what one client does wrong again and
 * again does not double everybody's work.
 */
export const createWriteBatches = (connection: OwnConnection, operations: OperationTable): RunBatch => {
  let carefulUntilMs = 0;

  const boldly = (calls: readonly Call[]): readonly Outcome[] | null => {
    if (performance.now() < carefulUntilMs) return null;
    try {
      return inTransaction(connection, () =>
        calls.map((call): Outcome => ({ ok: true, output: perform(connection, operations, call) })),
      );
    } catch {
      carefulUntilMs = performance.now() + CAREFUL_MS;
      return null;
    }
  };

  return (calls) => {
    const outcomes = boldly(calls);
    if (outcomes !== null) return outcomes;
    try {
      return inTransaction(connection, () => calls.map((call) => performAlone(connection, operations, call)));
    } catch (error) {
      emptyLog(connection);
      const lost = error instanceof TransactionLost ? error.cause : error;
      try {
        return withoutWrites(connection, operations, calls, lost);
      } catch {
        return calls.map(() => lostBy(lost));
      }
    }
  };
};

/** For calls that only read, each on its own, all on one state of the file: that of the newest commit. */
export const createReadBatches =
  (connection: OwnConnection, operations: OperationTable): RunBatch =>
  (calls) => {
    try {
      connection.run('BEGIN');
      return calls.map((call) => outcomeOf(connection, operations, call));
    } catch (error) {
      return calls.map(() => ({ ok: false, error: toWire(error) }));
    } finally {
      if (connection.inTransaction()) connection.run('COMMIT');
    }
  };
