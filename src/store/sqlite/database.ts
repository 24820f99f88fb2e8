/**
 * An SQLite file behind threads. One owns what is written: calls are collected, run in batches, answered when durable.
 * One only reads, so that a list is not what a station's message waits for. A third takes SQLite's log into the file.
 */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createLane, type LaneOptions, unavailable } from './database-lane.ts';
import type { DatabaseClient, Operations } from './database-module.ts';
import { type FromThread, fromWire, type ThreadData } from './database-wire.ts';

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
   * A reader for operations that look up a few rows by their key. They are done where the newest state is without a
   * commit: beside the writes when nothing waits to be committed, and else in their turn among them.
   */
  readonly lookUp: <O extends Operations>(module: string) => DatabaseClient<O>;
  /** Resolves when nothing waits any more. */
  readonly idle: () => Promise<void>;
  /** waiting and waitingBytes: calls without an answer yet, and what their inputs hold, about. */
  readonly stats: () => {
    readonly waiting: number;
    readonly waitingBytes: number;
    readonly batches: number;
    readonly calls: number;
    /** In the file of the journal that is written now. */
    readonly journalBytes: number;
  };
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
  /** A call was refused because too many waited, or too much. */
  readonly onRefused?: (reason: 'calls' | 'bytes') => void;
  /** Batches had to wait for the medium to take the database, because the journal was full. */
  readonly onJournalWaits?: (times: number) => void;
};

/** A look-up does not wait for more lists than these. */
const READS_IN_A_BATCH = 50;

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

const ready = (worker: Worker): Promise<Worker> =>
  new Promise((resolve, reject) => {
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

/** Beside the other two; answers what ends it. */
const startCheckpoints = (file: string): (() => Promise<void>) => {
  const worker = new Worker(new URL('./checkpoint-thread.ts', import.meta.url), {
    name: 'database-checkpoint',
    workerData: { file },
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

/** Opens (and creates) the file and brings it to the modules' schema. Rejects when that fails. */
export const openDatabase = async (options: DatabaseOptions): Promise<SqliteDatabase> => {
  const { maxWaiting = 50_000, maxWaitingBytes = 64 * 1024 * 1024, maxBatch = 500 } = options;
  const { onRefused = () => undefined, onJournalWaits = () => undefined } = options;
  const lane: LaneOptions = { maxWaiting, maxWaitingBytes, maxBatch, onRefused, onJournalWaits };
  prepareFile(options.file);
  const data = { file: options.file, modules: options.modules.map(String) };
  const writes = createLane(await ready(start({ ...data, readOnly: false })), lane);
  // Nobody waits for it to be ready: what it is asked meanwhile waits in its port.
  const reads = createLane(start({ ...data, readOnly: true }), { ...lane, maxBatch: READS_IN_A_BATCH });
  const endCheckpoints = startCheckpoints(options.file);

  // The operation's own type; see DatabaseClient.
  const call = <Output>(operation: string, input: unknown): Promise<Output> =>
    writes.call(operation, input) as Promise<Output>;
  let closing: Promise<void> | null = null;
  const gated = new Set<Promise<unknown>>();
  /** What has resolved must be seen: it is committed first, or, when the medium does not take it now, read where it is. */
  const afterCommit = async (operation: string, input: unknown): Promise<unknown> => {
    const done = await writes.commit();
    return (done ? reads : writes).call(operation, input);
  };
  const read = <Output>(operation: string, input: unknown): Promise<Output> => {
    if (closing !== null) return Promise.reject(unavailable('The database is closed.'));
    if (!writes.isAhead()) return reads.call(operation, input) as Promise<Output>;
    const gate = afterCommit(operation, input);
    gated.add(gate);
    const passed = () => gated.delete(gate);
    gate.then(passed, passed);
    return gate as Promise<Output>;
  };
  const lookUp = <Output>(operation: string, input: unknown): Promise<Output> =>
    writes.isAhead() ? call(operation, input) : read(operation, input);

  // The connection that writes is the last to leave: that one takes the log into the file.
  const close = async (): Promise<void> => {
    const waited = Promise.allSettled(gated);
    await writes.close(Promise.all([waited.then(() => reads.close()), endCheckpoints()]).then(() => undefined));
  };

  return {
    call,
    client:
      <O extends Operations>(module: string): DatabaseClient<O> =>
      (operation, input) =>
        call(`${module}.${operation}`, input),
    reader:
      <O extends Operations>(module: string): DatabaseClient<O> =>
      (operation, input) =>
        read(`${module}.${operation}`, input),
    lookUp:
      <O extends Operations>(module: string): DatabaseClient<O> =>
      (operation, input) =>
        lookUp(`${module}.${operation}`, input),
    idle: async () => {
      await Promise.allSettled(gated);
      await Promise.all([reads.idle(), writes.idle()]);
    },
    stats: () => {
      const [reading, writing] = [reads.stats(), writes.stats()];
      return {
        waiting: reading.waiting + writing.waiting,
        waitingBytes: reading.waitingBytes + writing.waitingBytes,
        batches: writing.batches,
        calls: writing.calls,
        journalBytes: writing.journalBytes,
      };
    },
    close: () => {
      closing ??= close();
      return closing;
    },
  };
};
