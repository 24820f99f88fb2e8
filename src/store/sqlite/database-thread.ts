/** A thread of the database: owns its connection, runs the batches that its lane posts. */
import { parentPort, workerData } from 'node:worker_threads';
import { createReadBatches, createWriteBatches, type OperationTable } from './batch.ts';
import { type OwnConnection, openConnection, openReadOnlyConnection } from './connection.ts';
import type { DatabaseModule, Operation } from './database-module.ts';
import { type FromThread, type Outcome, type ThreadData, type ToThread, toWire } from './database-wire.ts';
import { forgetFormerJournal, inspectFormerJournal } from './former-journal.ts';
import { migrate } from './migrate.ts';
import { inspectStore, markClosed, markOpen } from './open-mark.ts';
import { openingFault } from './opening-fault.ts';

const port = parentPort;
if (port === null) throw new Error('database-thread.ts runs in a worker thread only.');
const { file, modules, readOnly } = workerData as ThreadData;

const post = (message: FromThread): void => port.postMessage(message);

const cloneable = (outcome: Outcome): Outcome => {
  try {
    structuredClone(outcome);
    return outcome;
  } catch (error) {
    return { ok: false, error: toWire(error) };
  }
};

const postOutcomes = (outcomes: readonly Outcome[]): void => {
  try {
    post({ kind: 'outcomes', outcomes });
  } catch {
    // One output that cannot be cloned must not take the others' answers with it.
    post({ kind: 'outcomes', outcomes: outcomes.map(cloneable) });
  }
};

const readOperations = async (connection: OwnConnection): Promise<OperationTable> => {
  const operations = new Map<string, Operation<unknown, unknown>>();
  for (const url of modules) {
    const module = (await import(url)) as DatabaseModule;
    if (!readOnly) migrate(connection, module);
    for (const [name, operation] of Object.entries(module.operations)) {
      // Inputs come from the typed client of this same module.
      operations.set(`${module.name}.${name}`, operation as Operation<unknown, unknown>);
    }
  }
  return operations;
};

/** Of a connection that may have written; when the opening fails after it. */
let giveUp = (): void => undefined;

/** Answers the bytes of the log that are passed over. Nothing is changed before it is clear that nothing is missing. */
const prepareToWrite = (): { readonly opened: OwnConnection; readonly tornBytes: number } => {
  const wal = inspectStore(file);
  inspectFormerJournal(file, wal.kind !== 'none');
  const opened = openConnection(file);
  giveUp = () => {
    opened.close();
    markClosed(file);
  };
  forgetFormerJournal(opened, file);
  markOpen(file, (life) => {
    opened.exec(`PRAGMA user_version = ${life}`);
    opened.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  });
  return { opened, tornBytes: wal.kind === 'torn' ? wal.tornBytes : 0 };
};

try {
  const { opened, tornBytes } = readOnly ? { opened: openReadOnlyConnection(file), tornBytes: 0 } : prepareToWrite();
  const operations = await readOperations(opened);
  const run = (readOnly ? createReadBatches : createWriteBatches)(opened, operations);
  port.on('message', (message: ToThread) => {
    if (message.kind === 'batch') return postOutcomes(run(message.calls));
    // No PRAGMA optimize: the queries are written for a planner without statistics, and tested so.
    opened.close();
    port.close();
  });
  post({ kind: 'ready', tornBytes });
} catch (error) {
  giveUp();
  post({ kind: 'refused', error: toWire(error), fault: openingFault(error, file) });
  port.close();
}
