/** An SQLite file behind a worker thread: calls are collected, run in batches, answered when durable. */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DomainError } from '../../domain/error.ts';
import type { DatabaseClient, Operations } from './database-module.ts';
import { type FromThread, fromWire, type Outcome, type ToThread } from './database-wire.ts';

export type { Connection, SqlValue } from './connection.ts';
export type { DatabaseClient, DatabaseModule, Operation, Operations } from './database-module.ts';

export type SqliteDatabase = {
  /**
   * Calls an operation by `module.name`. Resolves when it is done and durable; calls run in the order made.
   * Rejects with the operation's DomainError, or `unavailable`: too much waits, the medium is full or broken,
   * the database is closed. Nothing of the call is stored then, unless
   * the thread itself died: whether its last batch is stored is not known.
   */
  readonly call: <Output>(operation: string, input: unknown) => Promise<Output>;
  /** `call` with the types of one module: `database.client<typeof operations>('store')`. */
  readonly client: <O extends Operations>(module: string) => DatabaseClient<O>;
  /** Resolves when nothing waits any more. */
  readonly idle: () => Promise<void>;
  readonly stats: () => { readonly waiting: number; readonly batches: number; readonly calls: number };
  /** Finishes the calls made so far, refuses new ones, ends the thread. */
  readonly close: () => Promise<void>;
};

export type DatabaseOptions = {
  readonly file: string;
  /** Files that export a DatabaseModule; imported in the thread. */
  readonly modules: readonly URL[];
  /** Calls that may wait before new ones are refused. */
  readonly maxWaiting?: number;
  /** Calls in one transaction. */
  readonly maxBatch?: number;
};

type Waiting = {
  readonly operation: string;
  readonly input: unknown;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
};

const unavailable = (detail: string, cause?: unknown): DomainError =>
  new DomainError('unavailable', { detail, retryAfterS: 1, ...(cause === undefined ? {} : { cause }) });

/** Clients' secrets and password hashes are in it: for the owner only. SQLite gives its -wal and -shm the same mode. */
const prepareFile = (file: string): void => {
  mkdirSync(dirname(file), { recursive: true });
  closeSync(openSync(file, 'a', 0o600));
};

const startThread = (options: DatabaseOptions): Promise<Worker> => {
  const worker = new Worker(new URL('./database-thread.ts', import.meta.url), {
    name: 'database',
    workerData: { file: options.file, modules: options.modules.map(String) },
  });
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('The database thread ended before it was ready.'));
    worker.once('error', reject);
    worker.once('exit', ended);
    worker.once('message', (message: FromThread) => {
      worker.off('error', reject);
      worker.off('exit', ended);
      if (message.kind === 'ready') resolve(worker);
      else reject(message.kind === 'refused' ? fromWire(message.error) : new Error('The database thread spoke early.'));
    });
  });
};

const settle = (call: Waiting, outcome: Outcome | undefined): void => {
  if (outcome === undefined) call.reject(new Error(`The database gave no outcome for ${call.operation}.`));
  else if (outcome.ok) call.resolve(outcome.output);
  else call.reject(fromWire(outcome.error));
};

/** Opens (and creates) the file and brings it to the modules' schema. Rejects when that fails. */
export const openDatabase = async (options: DatabaseOptions): Promise<SqliteDatabase> => {
  const { maxWaiting = 50_000, maxBatch = 500 } = options;
  prepareFile(options.file);
  const worker = await startThread(options);

  let waiting: Waiting[] = [];
  let inWork: readonly Waiting[] = [];
  let scheduled = false;
  let refusal: DomainError | null = null;
  let closed: Promise<void> | null = null;
  let idlers: (() => void)[] = [];
  let batches = 0;
  let calls = 0;

  const busy = () => waiting.length > 0 || inWork.length > 0;
  const ifIdle = () => {
    if (busy()) return;
    worker.unref();
    const told = idlers;
    idlers = [];
    for (const tell of told) tell();
  };

  /** Takes calls whose input cannot be cloned out of a batch that could not be posted. */
  const postable = (batch: readonly Waiting[]): readonly Waiting[] =>
    batch.filter((call) => {
      try {
        structuredClone(call.input);
        return true;
      } catch (error) {
        call.reject(new TypeError(`The input of ${call.operation} cannot be cloned.`, { cause: error }));
        return false;
      }
    });

  const post = (batch: readonly Waiting[]) => {
    const message: ToThread = { kind: 'batch', calls: batch.map(({ operation, input }) => ({ operation, input })) };
    worker.postMessage(message);
    inWork = batch;
  };

  const flush = () => {
    scheduled = false;
    if (inWork.length > 0 || waiting.length === 0) return;
    const batch = waiting.slice(0, maxBatch);
    waiting = waiting.slice(maxBatch);
    try {
      post(batch);
    } catch {
      const rest = postable(batch);
      if (rest.length > 0) post(rest);
    }
    batches += 1;
    calls += inWork.length;
    if (inWork.length === 0) schedule();
  };

  // After the poll phase: what all sockets said in one turn of the loop goes in one batch.
  const schedule = () => {
    if (scheduled || inWork.length > 0) return;
    if (waiting.length === 0) return ifIdle();
    scheduled = true;
    setImmediate(flush);
  };

  const fail = (error: DomainError) => {
    refusal = error;
    const lost = [...inWork, ...waiting];
    inWork = [];
    waiting = [];
    for (const call of lost) call.reject(error);
    ifIdle();
  };

  worker.on('message', (message: FromThread) => {
    if (message.kind !== 'outcomes') return;
    const batch = inWork;
    inWork = [];
    for (const [index, call] of batch.entries()) settle(call, message.outcomes[index]);
    schedule();
  });
  worker.on('error', (error) => fail(unavailable('The database failed.', error)));
  worker.on('messageerror', (error) => fail(unavailable('The database was not understood.', error)));
  worker.on('exit', () => fail(refusal ?? unavailable('The database has ended.')));
  worker.unref();

  const call = <Output>(operation: string, input: unknown): Promise<Output> =>
    new Promise((resolve, reject) => {
      if (refusal !== null) return reject(refusal);
      if (waiting.length >= maxWaiting) return reject(unavailable('Too much waits for the database.'));
      if (!busy()) worker.ref();
      // The operation's own type; see DatabaseClient.
      waiting.push({ operation, input, resolve: resolve as (output: unknown) => void, reject });
      schedule();
    });

  const idle = () =>
    new Promise<void>((resolve) => {
      idlers.push(resolve);
      ifIdle();
    });

  const end = async () => {
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', () => resolve());
    });
    const failedBefore = refusal !== null;
    refusal ??= unavailable('The database is closed.');
    await idle();
    if (failedBefore) return;
    worker.ref();
    worker.postMessage({ kind: 'close' } satisfies ToThread);
    await ended;
  };

  return {
    call,
    client:
      <O extends Operations>(module: string): DatabaseClient<O> =>
      (operation, input) =>
        call(`${module}.${operation}`, input),
    idle,
    stats: () => ({ waiting: waiting.length + inWork.length, batches, calls }),
    close: () => {
      closed ??= end();
      return closed;
    },
  };
};
