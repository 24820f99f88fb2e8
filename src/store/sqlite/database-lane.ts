/** Calls on their way to one of the database's threads: collected, bounded, posted in batches, answered in order. */
import { serialize } from 'node:v8';
import type { Worker } from 'node:worker_threads';
import { DomainError } from '../../domain/error.ts';
import {
  type Call,
  type FromThread,
  fromWire,
  type JournalState,
  NO_JOURNAL,
  type Outcome,
  type ToThread,
} from './database-wire.ts';
import { inputSize } from './input-size.ts';

export type LaneOptions = {
  /** Calls that may wait for their answer before new ones are refused. */
  readonly maxWaiting: number;
  /** What their inputs may hold, about, before new ones are refused; one call alone is always taken. */
  readonly maxWaitingBytes: number;
  /** Calls in one batch. */
  readonly maxBatch: number;
  readonly onRefused: (reason: 'calls' | 'bytes') => void;
  /** Batches had to wait, because the journal was full. */
  readonly onJournalWaits: (times: number) => void;
};

export type Lane = {
  /** Resolves with the operation's output; rejects with its DomainError, or `unavailable`. */
  readonly call: (operation: string, input: unknown) => Promise<unknown>;
  /** Something that has resolved is not committed: a thread that only reads does not see it yet. */
  readonly isAhead: () => boolean;
  /** Commits what has resolved; false when that does not go now. */
  readonly commit: () => Promise<boolean>;
  /** Resolves when nothing waits any more. */
  readonly idle: () => Promise<void>;
  readonly stats: () => {
    readonly waiting: number;
    readonly waitingBytes: number;
    readonly batches: number;
    readonly calls: number;
    readonly journalBytes: number;
  };
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

/** The lane of a thread; one that is not ready yet finds the calls in its port. */
export const createLane = (
  worker: Worker,
  { maxWaiting, maxWaitingBytes, maxBatch, onRefused, onJournalWaits }: LaneOptions,
): Lane => {
  let waiting: Waiting[] = [];
  let inWork: readonly Waiting[] = [];
  let scheduled = false;
  let refusal: DomainError | null = null;
  let closed: Promise<void> | null = null;
  let idlers: (() => void)[] = [];
  let batches = 0;
  let calls = 0;
  let waitingBytes = 0;
  let ahead = false;
  let journal: JournalState = NO_JOURNAL;
  let committers: ((done: boolean) => void)[] = [];

  const busy = () => waiting.length > 0 || inWork.length > 0 || committers.length > 0;
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
    const calls = serialize(batch.map(({ operation, input }): Call => ({ operation, input })));
    // Handed over, not copied once more.
    worker.postMessage({ kind: 'batch', calls } satisfies ToThread, [calls.buffer]);
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
    waitingBytes = 0;
    for (const call of lost) call.reject(error);
    committed(false);
  };

  const committed = (done: boolean) => {
    const told = committers;
    committers = [];
    for (const tell of told) tell(done);
    ifIdle();
  };

  worker.on('message', (message: FromThread) => {
    if (message.kind === 'committed') {
      if (message.done) ahead = false;
      committed(message.done);
    }
    if (message.kind === 'refused') fail(unavailable('The database did not open.', fromWire(message.error)));
    if (message.kind !== 'outcomes') return;
    const batch = inWork;
    inWork = [];
    ahead = message.ahead;
    if (message.journal.waits > journal.waits) onJournalWaits(message.journal.waits - journal.waits);
    journal = message.journal;
    for (const [index, call] of batch.entries()) {
      waitingBytes -= call.bytes;
      settle(call, message.outcomes[index]);
    }
    schedule();
  });
  worker.on('error', (error) => fail(unavailable('The database failed.', error)));
  worker.on('messageerror', (error) => fail(unavailable('The database was not understood.', error)));
  worker.on('exit', () => fail(refusal ?? unavailable('The database has ended.')));
  worker.unref();

  const call = (operation: string, input: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (refusal !== null) return reject(refusal);
      if (waiting.length >= maxWaiting) {
        onRefused('calls');
        return reject(unavailable('Too much waits for the database.'));
      }
      const bytes = inputSize(input);
      if (busy() && waitingBytes + bytes > maxWaitingBytes) {
        onRefused('bytes');
        return reject(unavailable('Too much waits for the database.'));
      }
      if (!busy()) worker.ref();
      waitingBytes += bytes;
      waiting.push({ operation, input, bytes, resolve, reject });
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

  const commit = () =>
    new Promise<boolean>((resolve) => {
      if (refusal !== null) return resolve(false);
      if (!busy()) worker.ref();
      // One word to the thread serves all who ask before it answers: what has resolved for them was done before.
      if (committers.push(resolve) === 1) worker.postMessage({ kind: 'commit' } satisfies ToThread);
    });

  return {
    call,
    isAhead: () => ahead,
    commit,
    idle,
    stats: () => ({
      waiting: waiting.length + inWork.length,
      waitingBytes,
      batches,
      calls,
      journalBytes: journal.bytes,
    }),
    close: (others) => {
      closed ??= end(others);
      return closed;
    },
  };
};
