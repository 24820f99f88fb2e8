/** A thread of the database: owns its connection, runs the batches that its lane posts. */
import { deserialize } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { type OperationTable, runReads } from './batch.ts';
import { type BatchWriter, createBatchWriter } from './batch-writer.ts';
import { type OwnConnection, openConnection, openReadOnlyConnection } from './connection.ts';
import type { DatabaseModule, Operation } from './database-module.ts';
import {
  type Call,
  type FromThread,
  NO_JOURNAL,
  type Outcome,
  type ThreadData,
  type ToThread,
  toWire,
} from './database-wire.ts';
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

const postOutcomes = (outcomes: readonly Outcome[], batches: BatchWriter): void => {
  const state = { ahead: batches.isAhead(), journal: batches.journal() };
  try {
    post({ kind: 'outcomes', outcomes, ...state });
  } catch {
    // One output that cannot be cloned must not take the others' answers with it.
    post({ kind: 'outcomes', outcomes: outcomes.map(cloneable), ...state });
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

/** It never writes, so it is never ahead of what can be read. */
const createBatchReader = (connection: OwnConnection, operations: OperationTable): BatchWriter => ({
  run: (calls) => runReads(connection, operations, deserialize(calls) as readonly Call[]),
  isAhead: () => false,
  journal: () => NO_JOURNAL,
  commit: () => true,
  close: connection.close,
});

try {
  const connection = readOnly ? openReadOnlyConnection(file) : openConnection(file);
  const operations = await readOperations(connection);
  const batches = readOnly
    ? createBatchReader(connection, operations)
    : createBatchWriter({ connection, operations, file });
  port.on('message', (message: ToThread) => {
    switch (message.kind) {
      case 'batch':
        postOutcomes(batches.run(message.calls), batches);
        return;
      case 'commit':
        post({ kind: 'committed', done: batches.commit() });
        return;
      case 'close':
        // No PRAGMA optimize: the queries are written for a planner without statistics, and tested so.
        batches.close();
        port.close();
    }
  });
  post({ kind: 'ready' });
} catch (error) {
  post({ kind: 'refused', error: toWire(error) });
  port.close();
}
