/**
 * An SQLite file behind threads. One owns what is written: calls are collected, run in one transaction a batch (group
 * commit), answered when it is durable. One only reads, so that a list is not what a station's message waits for; what has
 * resolved is committed, so that it sees all of it. A third takes SQLite's log into the file.
 */
import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DataFolderError } from './data-folder-error.ts';
import { createLane, type LaneOptions } from './database-lane.ts';
import type { DatabaseClient, Operations } from './database-module.ts';
import { type FromThread, fromWire, type ThreadData, type WireError } from './database-wire.ts';
import { keepMark } from './open-stores.ts';
import { SQLITE } from './sqlite-error.ts';

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
  /**
   * The same for operations that only read, on the reading thread: they see every call that has resolved, and wait for
   * none that has not.
   */
  readonly reader: <O extends Operations>(module: string) => DatabaseClient<O>;
  /**
   * A reader for operations that look up a few rows by their key: before the lists that wait.
   */
  readonly lookUp: <O extends Operations>(module: string) => DatabaseClient<O>;
  /**
   * Grows with each call on the thread that writes, when it is made and before it is answered: as long as it stands,
   * reads give what they gave.
   */
  readonly moves: () => number;
  /** Resolves when nothing waits any more. */
  readonly idle: () => Promise<void>;
  /** waiting and waitingBytes: calls without an answer yet, and what their inputs hold, about. */
  readonly stats: () => {
    readonly waiting: number;
    readonly waitingBytes: number;
    readonly batches: number;
    readonly calls: number;
    /** Of SQLite's log. */
    readonly logBytes: number;
  };
  /** Why nothing can be asked any more until the next start; null: it can. */
  readonly failure: () => Error | null;
  /** Finishes the calls made so far, refuses new ones, ends the thread. */
  readonly close: () => Promise<void>;
};

export type DatabaseOptions = {
  readonly file: string;
  /** Files that export a DatabaseModule; imported in the thread. */
  readonly modules: readonly URL[];
  /** Calls that may wait for their answer before new ones are refused. Default 50,000. */
  readonly maxWaiting?: number;
  /** What their inputs may hold, about, before new ones are refused; one call alone is always taken. Default 64 MiB. */
  readonly maxWaitingBytes?: number;
  /** Calls in one transaction. */
  readonly maxBatch?: number;
  /** SQLite's log is emptied when nothing was written for so long. Default 10 s. */
  readonly restMs?: number;
  /** A call was refused because too many waited, or too much. */
  readonly onRefused?: (reason: 'calls' | 'bytes') => void;
  /**
   * An end of SQLite's log was passed over at the opening: it was being written when the process ended. Nothing that was
   * acknowledged is in it.
   */
  readonly onTorn?: (bytes: number) => void;
  /** The medium is full or broken, the file is damaged, or a thread has died: told once, until onMended. */
  readonly onFailed?: (error: Error) => void;
  /** Writes are taken again. */
  readonly onMended?: () => void;
};

/** A look-up does not wait for more lists than these. */
const READS_IN_A_BATCH = 10;

/** Clients' secrets and password hashes are in it: for the owner only. SQLite gives its -wal and -shm the same mode. */
const prepareFile = (file: string): void => {
  mkdirSync(dirname(file), { recursive: true });
  closeSync(openSync(file, 'a', 0o600));
};

const start = (data: ThreadData): Worker =>
  new Worker(new URL('./database-thread.ts', import.meta.url), {
    name: data.readOnly ? 'database-read' : 'database',
    workerData: data,
  });

/** Resolves with how many bytes of the log were passed over. */
const ready = (worker: Worker): Promise<number> =>
  new Promise((resolve, reject) => {
    const ended = () => reject(new Error('The database thread ended before it was ready.'));
    worker.once('error', reject);
    worker.once('exit', ended);
    worker.once('message', (message: FromThread) => {
      worker.off('error', reject);
      worker.off('exit', ended);
      if (message.kind === 'ready') resolve(message.tornBytes);
      else if (message.kind === 'outcomes') reject(new Error('The database thread spoke early.'));
      else if (message.fault === null) reject(fromWire(message.error));
      else reject(new DataFolderError(message.fault, { cause: fromWire(message.error) }));
    });
  });

/** Beside the other two; answers what ends it. */
const startCheckpoints = (data: { readonly file: string; readonly restMs: number }): (() => Promise<void>) => {
  const worker = new Worker(new URL('./checkpoint-thread.ts', import.meta.url), {
    name: 'database-checkpoint',
    workerData: data,
  });
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve());
  });
  // Without it the thread that writes does its work: later, and with more to do.
  worker.on('error', () => undefined);
  worker.unref();
  return () => {
    worker.ref();
    worker.postMessage(null);
    return ended;
  };
};

const bytesOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Whether the medium takes what is written, from what the batches say. */
const createHealth = (onFailed: (error: Error) => void, onMended: () => void) => {
  let failing = false;
  let failure: Error | null = null;
  const fail = (error: Error): void => {
    if (!failing) onFailed(error);
    failing = true;
  };
  return {
    failure: () => failure,
    onLost: (error: Error): void => {
      failure ??= error;
      fail(error);
    },
    /** Of a batch that writes; null: it was done. */
    onMedium: (error: WireError | null): void => {
      if (error !== null) {
        const fault = fromWire(error);
        if (error.medium === SQLITE.corrupt || error.medium === SQLITE.notADatabase) failure ??= fault;
        fail(fault);
      } else if (failing && failure === null) {
        failing = false;
        onMended();
      }
    },
  };
};

/**
 * Opens (and creates) the file and brings it to the modules' schema. Rejects when that fails: with a DataFolderError when
 * whoever starts the gateway can mend it.
 */
export const openDatabase = async (options: DatabaseOptions): Promise<SqliteDatabase> => {
  const { file, maxWaiting = 50_000, maxWaitingBytes = 64 * 1024 * 1024, maxBatch = 500 } = options;
  const { onRefused = () => undefined, onFailed = () => undefined, onMended = () => undefined } = options;
  const health = createHealth(onFailed, onMended);
  const lane: LaneOptions = { maxWaiting, maxWaitingBytes, maxBatch, onRefused, ...health };
  prepareFile(file);
  const data = { file, modules: options.modules.map(String) };
  const writing = start({ ...data, readOnly: false });
  const tornBytes = await ready(writing);
  if (tornBytes > 0) options.onTorn?.(tornBytes);
  const marksClosed = keepMark(file);
  const writes = createLane(writing, lane);
  // Nobody waits for it to be ready: what it is asked meanwhile waits in its port.
  const reads = createLane(start({ ...data, readOnly: true }), {
    ...lane,
    maxBatch: READS_IN_A_BATCH,
    // That reads go well says nothing of the medium; that they do not, does.
    onMedium: (error) => error !== null && health.onMedium(error),
  });
  const endCheckpoints = startCheckpoints({ file, restMs: options.restMs ?? 10_000 });

  // The operation's own type; see DatabaseClient.
  const call = <Output>(operation: string, input: unknown): Promise<Output> =>
    writes.call(operation, input) as Promise<Output>;
  let closing: Promise<void> | null = null;

  // The connection that writes is the last to leave: that one takes the log into the file.
  const close = async (): Promise<void> => {
    await writes.close(Promise.all([reads.close(), endCheckpoints()]).then(() => undefined));
    marksClosed();
  };

  return {
    call,
    client:
      <O extends Operations>(module: string): DatabaseClient<O> =>
      (operation, input) =>
        call(`${module}.${operation}`, input),
    // The operations' own types, as above.
    reader: <O extends Operations>(module: string): DatabaseClient<O> =>
      ((operation, input) => reads.call(`${module}.${operation}`, input)) as DatabaseClient<O>,
    lookUp: <O extends Operations>(module: string): DatabaseClient<O> =>
      ((operation, input) => reads.callFirst(`${module}.${operation}`, input)) as DatabaseClient<O>,
    moves: writes.moves,
    idle: async () => {
      await Promise.all([reads.idle(), writes.idle()]);
    },
    stats: () => {
      const [read, written] = [reads.stats(), writes.stats()];
      return {
        waiting: read.waiting + written.waiting,
        waitingBytes: read.waitingBytes + written.waitingBytes,
        batches: written.batches,
        calls: written.calls,
        logBytes: bytesOf(`${file}-wal`),
      };
    },
    failure: health.failure,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
};
