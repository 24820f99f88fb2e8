/** Calls on their way to one of the database's threads: collected, bounded, posted in batches, answered in order. */
import { serialize } from 'node:v8';
import type { Worker } from 'node:worker_threads';
import { DomainError } from '../../domain/error.ts';
import { type Call, type FromThread, fromWire, type Outcome, type ToThread, type WireError } from './database-wire.ts';
import { inputSize } from './input-size.ts';

export type LaneOptions = {
  /** Calls that may wait for their answer before new ones are refused. */
  readonly maxWaiting: number;
  /** What their inputs may hold, about, before new ones are refused; one call alone is always taken. */
  readonly maxWaitingBytes: number;
  /** Calls in one batch. */
  readonly maxBatch: number;
  readonly onRefused: (reason: 'calls' | 'bytes') => void;
  /** The medium failed under a call; null: a batch was done, whole. */
  readonly onMedium: (error: WireError | null) => void;
  /** The thread is gone, and nothing can be asked of it any more. */
  readonly onLost: (error: DomainError) => void;
};

export type Lane = {
  /** Resolves with the operation's output; rejects with its DomainError, or `unavailable`. */
  readonly call: (operation: string, input: unknown) => Promise<unknown>;
  /** The same, and before all that waits by `call`: for what takes no time. */
  readonly callFirst: (operation: string, input: unknown) => Promise<unknown>;
  /** Resolves when nothing waits any more. */
  readonly idle: () => Promise<void>;
  readonly stats: () => {
    readonly waiting: number;
    readonly waitingBytes: number;
    readonly batches: number;
    readonly calls: number;
  };
  /** Grows with each call, when it is made and before it is answered. */
  readonly moves: () => number;
  /** Refuses new calls, finishes those made so far, and ends the thread when `others` have ended. */
  readonly close: (others?: Promise<void>) => Promise<void>;
};

type Waiting = {
  readonly operation: string;
  readonly input: unknown;
  readonly bytes: number;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
};

export const unavailable = (detail: string, cause?: unknown): DomainError =>
  new DomainError('unavailable', { detail, retryAfterS: 1, ...(cause === undefined ? {} : { cause }) });

const settle = (call: Waiting, outcome: Outcome | undefined): void => {
  if (outcome === undefined) call.reject(new Error(`The database gave no outcome for ${call.operation}.`));
  else if (outcome.ok) call.resolve(outcome.output);
  else call.reject(fromWire(outcome.error));
};

const mediumFault = (outcomes: readonly Outcome[]): WireError | null => {
  for (const outcome of outcomes) if (!outcome.ok && outcome.error.medium !== null) return outcome.error;
  return null;
};

/** The lane of a thread; one that is not ready yet finds the calls in its port. */
export const createLane = (
  worker: Worker,
  { maxWaiting, maxWaitingBytes, maxBatch, onRefused, onMedium, onLost }: LaneOptions,
): Lane => {
  let first: Waiting[] = [];
  let waiting: Waiting[] = [];
  let inWork: readonly Waiting[] = [];
  let scheduled = false;
  let refusal: DomainError | null = null;
  let closed: Promise<void> | null = null;
  let idlers: (() => void)[] = [];
  let batches = 0;
  let calls = 0;
  let waitingBytes = 0;
  let moves = 0;

  const anyWaits = () => first.length > 0 || waiting.length > 0;
  const busy = () => anyWaits() || inWork.length > 0;
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
        serialize(call.input);
        return true;
      } catch (error) {
        waitingBytes -= call.bytes;
        call.reject(new TypeError(`The input of ${call.operation} cannot be cloned.`, { cause: error }));
        return false;
      }
    });

  const post = (batch: readonly Waiting[]) => {
    const calls = batch.map(({ operation, input }): Call => ({ operation, input }));
    worker.postMessage({ kind: 'batch', calls } satisfies ToThread);
    inWork = batch;
  };

  const flush = () => {
    scheduled = false;
    if (inWork.length > 0 || !anyWaits()) return;
    const ahead = first.slice(0, maxBatch);
    const behind = waiting.slice(0, maxBatch - ahead.length);
    first = first.slice(ahead.length);
    waiting = waiting.slice(behind.length);
    const batch = ahead.length === 0 ? behind : [...ahead, ...behind];
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
    if (!anyWaits()) return ifIdle();
    scheduled = true;
    setImmediate(flush);
  };

  const fail = (error: DomainError) => {
    refusal = error;
    moves += 1;
    const lost = [...inWork, ...first, ...waiting];
    inWork = [];
    first = [];
    waiting = [];
    waitingBytes = 0;
    for (const call of lost) call.reject(error);
    ifIdle();
  };
  const lose = (error: DomainError) => {
    if (refusal === null) onLost(error);
    fail(refusal ?? error);
  };

  worker.on('message', (message: FromThread) => {
    if (message.kind === 'refused') lose(unavailable('The database did not open.', fromWire(message.error)));
    if (message.kind !== 'outcomes') return;
    const batch = inWork;
    inWork = [];
    moves += 1;
    onMedium(mediumFault(message.outcomes));
    for (const [index, call] of batch.entries()) {
      waitingBytes -= call.bytes;
      settle(call, message.outcomes[index]);
    }
    schedule();
  });
  worker.on('error', (error) => lose(unavailable('The database failed.', error)));
  worker.on('messageerror', (error) => lose(unavailable('The database was not understood.', error)));
  worker.on('exit', () => lose(unavailable('The database has ended.')));
  worker.unref();

  const put = (operation: string, input: unknown, isFirst: boolean): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (refusal !== null) return reject(refusal);
      if (first.length + waiting.length >= maxWaiting) {
        onRefused('calls');
        return reject(unavailable('Too much waits for the database.'));
      }
      const bytes = inputSize(input);
      if (busy() && waitingBytes + bytes > maxWaitingBytes) {
        onRefused('bytes');
        return reject(unavailable('Too much waits for the database.'));
      }
      if (!busy()) worker.ref();
      moves += 1;
      waitingBytes += bytes;
      (isFirst ? first : waiting).push({ operation, input, bytes, resolve, reject });
      schedule();
    });

  const idle = () =>
    new Promise<void>((resolve) => {
      idlers.push(resolve);
      ifIdle();
    });

  const end = async (others: Promise<void> | undefined) => {
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', () => resolve());
    });
    const failedBefore = refusal !== null;
    refusal ??= unavailable('The database is closed.');
    await idle();
    await others;
    if (failedBefore) return;
    worker.ref();
    worker.postMessage({ kind: 'close' } satisfies ToThread);
    await ended;
  };

  return {
    call: (operation, input) => put(operation, input, false),
    callFirst: (operation, input) => put(operation, input, true),
    idle,
    stats: () => ({
      waiting: first.length + waiting.length + inWork.length,
      waitingBytes,
      batches,
      calls,
    }),
    moves: () => moves,
    close: (others) => {
      closed ??= end(others);
      return closed;
    },
  };
};
