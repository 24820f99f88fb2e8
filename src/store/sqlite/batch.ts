/** Group commit: the calls of a batch share one transaction, and so one sync of the disk. */
import type { OwnConnection } from './connection.ts';
import type { Operation } from './database-module.ts';
import { type Call, lostBy, type Outcome, toWire } from './database-wire.ts';

export type OperationTable = ReadonlyMap<string, Operation<unknown, unknown>>;

type Done = { outcome: Outcome; readonly call: Call; readonly wrote: boolean };

const changesSoFar = (connection: OwnConnection): number =>
  connection.get<{ n: number }>('SELECT total_changes() AS n')?.n ?? 0;

const perform = (connection: OwnConnection, operations: OperationTable, call: Call): unknown => {
  const operation = operations.get(call.operation);
  if (operation === undefined) throw new Error(`The database knows no operation ${call.operation}.`);
  return operation(connection, call.input);
};

/** A savepoint for each call: one that fails leaves the others' work alone. */
const runInSavepoint = (connection: OwnConnection, operations: OperationTable, call: Call): Outcome => {
  connection.run('SAVEPOINT one_call');
  try {
    const output = perform(connection, operations, call);
    connection.run('RELEASE one_call');
    return { ok: true, output };
  } catch (error) {
    if (connection.inTransaction()) {
      connection.run('ROLLBACK TO one_call');
      connection.run('RELEASE one_call');
    }
    return { ok: false, error: toWire(error) };
  }
};

/** A read whose batch was lost may have seen what is not there now: it reads again. */
const readAgain = (connection: OwnConnection, operations: OperationTable, call: Call, lost: unknown): Outcome => {
  const before = changesSoFar(connection);
  connection.run('BEGIN');
  try {
    const output = perform(connection, operations, call);
    return changesSoFar(connection) === before ? { ok: true, output } : lostBy(lost);
  } catch (error) {
    return { ok: false, error: toWire(error) };
  } finally {
    if (connection.inTransaction()) connection.run('ROLLBACK');
  }
};

const undone = (connection: OwnConnection, operations: OperationTable, done: readonly Done[], lost: unknown) => {
  for (const entry of done) {
    if (!entry.outcome.ok) continue;
    entry.outcome = entry.wrote ? lostBy(lost) : readAgain(connection, operations, entry.call, lost);
  }
};

/** Runs calls from the front in one transaction; answers those it came to. */
const runTransaction = (connection: OwnConnection, operations: OperationTable, calls: readonly Call[]): Done[] => {
  try {
    connection.run('BEGIN IMMEDIATE');
  } catch (error) {
    return calls.map((call) => ({ call, wrote: false, outcome: { ok: false, error: toWire(error) } }));
  }
  const done: Done[] = [];
  for (const call of calls) {
    const before = changesSoFar(connection);
    const outcome = runInSavepoint(connection, operations, call);
    if (!connection.inTransaction()) {
      undone(connection, operations, done, new Error('A later call of the batch filled or broke the medium.'));
      done.push({ call, wrote: true, outcome });
      return done;
    }
    done.push({ call, wrote: changesSoFar(connection) !== before, outcome });
  }
  try {
    connection.run('COMMIT');
  } catch (error) {
    if (connection.inTransaction()) connection.run('ROLLBACK');
    undone(connection, operations, done, error);
  }
  return done;
};

/**
 * The usual case: nothing fails, so no call needs a savepoint of its own. null: something did, and nothing was stored.
 * Operations have no effect but in the transaction, so they may run again.
 */
const runWhole = (
  connection: OwnConnection,
  operations: OperationTable,
  calls: readonly Call[],
): readonly Outcome[] | null => {
  try {
    connection.run('BEGIN IMMEDIATE');
    const outcomes = calls.map((call): Outcome => ({ ok: true, output: perform(connection, operations, call) }));
    connection.run('COMMIT');
    return outcomes;
  } catch {
    // Whatever it was, the calls run again one by one, and the one that fails is told.
    if (connection.inTransaction()) connection.run('ROLLBACK');
    return null;
  }
};

/**
 * Runs a batch and answers an outcome for each call, in their order, when all that they wrote is durable.
 *
 * Calls see what earlier ones of the batch wrote. When the commit itself fails, every write of the batch
 * is answered `unavailable`.
 */
export const runBatch = (
  connection: OwnConnection,
  operations: OperationTable,
  calls: readonly Call[],
): readonly Outcome[] => {
  const whole = runWhole(connection, operations, calls);
  if (whole !== null) return whole;
  const outcomes: Outcome[] = [];
  while (outcomes.length < calls.length) {
    const done = runTransaction(connection, operations, calls.slice(outcomes.length));
    outcomes.push(...done.map((entry) => entry.outcome));
  }
  return outcomes;
};

/** Runs calls that only read, each on its own, all on one state of the file. */
export const runReads = (
  connection: OwnConnection,
  operations: OperationTable,
  calls: readonly Call[],
): readonly Outcome[] => {
  try {
    connection.run('BEGIN');
    return calls.map((call): Outcome => {
      try {
        return { ok: true, output: perform(connection, operations, call) };
      } catch (error) {
        return { ok: false, error: toWire(error) };
      }
    });
  } catch (error) {
    return calls.map(() => ({ ok: false, error: toWire(error) }));
  } finally {
    if (connection.inTransaction()) connection.run('COMMIT');
  }
};
