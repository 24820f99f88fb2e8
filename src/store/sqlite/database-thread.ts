/** A thread of the database: owns its connection, runs the batches that its lane posts. */
import { parentPort, workerData } from 'node:worker_threads';
import { type OperationTable, runBatch, runReads } from './batch.ts';
import { openConnection, openReadOnlyConnection } from './connection.ts';
import type { DatabaseModule, Operation } from './database-module.ts';
import { type FromThread, type Outcome, type ThreadData, type ToThread, toWire } from './database-wire.ts';
import { migrate } from './migrate.ts';

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

const start = async () => {
  const connection = readOnly ? openReadOnlyConnection(file) : openConnection(file);
  const operations = new Map<string, Operation<unknown, unknown>>();
  for (const url of modules) {
    const module = (await import(url)) as DatabaseModule;
    if (!readOnly) migrate(connection, module);
    for (const [name, operation] of Object.entries(module.operations)) {
      // Inputs come from the typed client of this same module.
      operations.set(`${module.name}.${name}`, operation as Operation<unknown, unknown>);
    }
  }
  return { connection, operations: operations as OperationTable };
};

try {
  const { connection, operations } = await start();
  port.on('message', (message: ToThread) => {
    if (message.kind === 'batch') {
      postOutcomes((readOnly ? runReads : runBatch)(connection, operations, message.calls));
      return;
    }
    // No PRAGMA optimize: the queries are written for a planner without statistics, and tested so.
    connection.close();
    port.close();
  });
  post({ kind: 'ready' });
} catch (error) {
  post({ kind: 'refused', error: toWire(error) });
  port.close();
}
