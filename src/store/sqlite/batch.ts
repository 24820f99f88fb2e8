/** The calls of a batch share one journal record, and so one sync of the disk; each of them is done whole or not at all. */
import type { OwnConnection } from './connection.ts';
import type { Operation } from './database-module.ts';
import { type Call, type Outcome, toWire } from './database-wire.ts';

export type OperationTable = ReadonlyMap<string, Operation<unknown, unknown>>;

type Done = { readonly outcome: Outcome; readonly wrote: boolean };

/** SQLite took the whole transaction back by itself, as it does when the medium is full or broken; or it has to be. */
export class TransactionLost extends Error {
  override readonly name = 'TransactionLost';
}

/** What each call answers, and which of them have nothing to be replayed, by their places; null: none wrote at all. */
type Run = { readonly outcomes: readonly Outcome[]; readonly passedOver: readonly number[] | null };

export const perform = (connection: OwnConnection, operations: OperationTable, call: Call): unknown => {
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

const rollBackTo = (connection: OwnConnection, savepoint: string): void => {
  connection.exec(`ROLLBACK TO ${savepoint}; RELEASE ${savepoint}`);
};

/** What is done in `work` stays when it returns; throws what it throws. */
const inSavepoint = <T>(connection: OwnConnection, name: string, work: () => T): T => {
  connection.run(`SAVEPOINT ${name}`);
  try {
    const result = work();
    connection.run(`RELEASE ${name}`);
    return result;
  } catch (error) {
    if (!connection.inTransaction()) throw new TransactionLost('The transaction is lost.', { cause: error });
    rollBackTo(connection, name);
    throw error;
  }
};

const performCounted = (connection: OwnConnection, operations: OperationTable, call: Call): Done => {
  const before = connection.writes();
  const output = perform(connection, operations, call);
  return { outcome: { ok: true, output }, wrote: connection.writes() !== before };
};

/** One that fails leaves the others' work alone. */
const performAlone = (connection: OwnConnection, operations: OperationTable, call: Call): Done => {
  try {
    return inSavepoint(connection, 'one_call', () => performCounted(connection, operations, call));
  } catch (error) {
    if (error instanceof TransactionLost) throw error;
    return { outcome: { ok: false, error: toWire(error) }, wrote: false };
  }
};

/**
 * The outcomes of calls whose writes could not be kept. Who only read may have seen what is not there now, and reads
 * again; who writes is told `unavailable`: nothing of it is stored.
 */
export const withoutWrites = (
  connection: OwnConnection,
  operations: OperationTable,
  calls: readonly Call[],
): readonly Outcome[] => {
  connection.exec('PRAGMA query_only = ON');
  try {
    return calls.map((call) => outcomeOf(connection, operations, call));
  } finally {
    connection.exec('PRAGMA query_only = OFF');
  }
};

const runOf = (done: readonly Done[]): Run => ({
  outcomes: done.map(({ outcome }) => outcome),
  passedOver: done.some(({ wrote }) => wrote) ? done.flatMap(({ wrote }, index) => (wrote ? [] : [index])) : null,
});

/**
 * Runs a batch inside the open transaction, without a way back: SQLite then need not keep what each page was before.
 * Otherwise as runBatch.
 *
 * @throws TransactionLost also when a call fails: the transaction has to be taken back, and the batch run by runBatch.
 */
export const runBatchBoldly = (
  connection: OwnConnection,
  operations: OperationTable,
  calls: readonly Call[],
  makeDurable: (passedOver: readonly number[]) => void,
): readonly Outcome[] => {
  try {
    const { outcomes, passedOver } = runOf(calls.map((call) => performCounted(connection, operations, call)));
    if (passedOver !== null) makeDurable(passedOver);
    return outcomes;
  } catch (error) {
    throw new TransactionLost('A call failed.', { cause: error });
  }
};

/**
 * Runs a batch inside the open transaction and answers an outcome for each call, in their order, when all that they wrote
 * is durable. Calls see what earlier ones of the batch wrote. When it cannot be made durable, every write of the batch is
 * taken back and answered `unavailable`.
 *
 * makeDurable: with the calls that are not to be replayed, by their places; not called when nothing was written.
 * @throws TransactionLost when SQLite took the transaction back, with all that was done in it before.
 */
export const runBatch = (
  connection: OwnConnection,
  operations: OperationTable,
  calls: readonly Call[],
  makeDurable: (passedOver: readonly number[]) => void,
): readonly Outcome[] => {
  try {
    return inSavepoint(connection, 'batch', () => {
      const { outcomes, passedOver } = runOf(calls.map((call) => performAlone(connection, operations, call)));
      if (passedOver !== null) makeDurable(passedOver);
      return outcomes;
    });
  } catch (error) {
    if (error instanceof TransactionLost) throw error;
    return withoutWrites(connection, operations, calls);
  }
};

/** Runs calls that only read, each on its own, all on one state of the file. */
export const runReads = (
  connection: OwnConnection,
  operations: OperationTable,
  calls: readonly Call[],
): readonly Outcome[] => {
  try {
    connection.run('BEGIN');
    return calls.map((call) => outcomeOf(connection, operations, call));
  } catch (error) {
    return calls.map(() => ({ ok: false, error: toWire(error) }));
  } finally {
    if (connection.inTransaction()) connection.run('COMMIT');
  }
};
