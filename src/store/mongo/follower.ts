/**
 * This node's place in the log: it reads what other nodes append, applies its own entries in their turn, and those of
 * a node that died. The head only moves inside `exclusively`. What a newer release has written and this one does not
 * understand it neither applies nor passes over: it stands aside.
 */
import { DomainError, isDomainError } from '../../domain/error.ts';
import type { Log } from '../../services/ports/observing.ts';
import type { Clock } from '../../services/ports/time.ts';
import type { ApplyEntry } from './apply.ts';
import { type CommitLog, type Head, headOf, PAGE } from './commit-log.ts';
import { eventKey, knownOf, startKeysOf } from './decide.ts';
import { type Entry, entryNumber } from './entry.ts';
import { type Format, NewerReleaseError, neededFor } from './format.ts';
import { ABSENT, type KnownThings } from './known.ts';
import type { ProgressMark } from './progress.ts';

export type FollowerOptions = {
  /** How often another node's log is looked at when nothing is committed here. */
  readonly lookEveryMs: number;
  /** An entry that its own node has not applied by then is applied by this one. */
  readonly rollForwardAfterMs: number;
  /** Applied entries stay in the log so long. */
  readonly keepMs: number;
};
export const DEFAULT_FOLLOWER_OPTIONS: FollowerOptions = {
  lookEveryMs: 1000,
  rollForwardAfterMs: 1000,
  keepMs: 20_000,
};

/** Between two looks whether another node has applied its entry: doubling, for it takes longer the busier the server is. */
const FIRST_POLL_MS = 5;
const LONGEST_POLL_MS = 10;
const RETRY_MS = 250;

export type Follower = {
  readonly head: () => Head;
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>;
  /** Reads what others appended behind the head. Only exclusively. */
  readonly catchUp: () => Promise<void>;
  /** Takes an entry that this node appended as its head. Only exclusively. Throws when its number was long gone. */
  readonly own: (entry: Entry) => Promise<void>;
  /**
   * Applies an own entry in its turn, and marks it: then every node shows it. Throws `unavailable` when either does not go
   * now; it will be applied and marked all the same.
   */
  readonly apply: (entry: Entry) => Promise<void>;
  /** Resolves when everything up to that number is applied. */
  readonly appliedThrough: (n: number) => Promise<void>;
  /** An entry waits for a server that gives no answer. */
  readonly isStuck: () => boolean;
  /** Throws DomainError('unavailable') once a newer release writes what this one does not understand. */
  readonly requireUnderstood: () => void;
  /** Reads the state and begins to follow. Throws NewerReleaseError. */
  readonly start: () => Promise<void>;
  /** One look at the log: catches up, lets old entries go. */
  readonly look: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const noAnswer = (cause: unknown): DomainError =>
  new DomainError('unavailable', { detail: 'The database gives no answer.', cause, retryAfterS: 1 });

export const createFollower = ({
  commitLog,
  progress,
  applyEntry,
  known,
  nodeId,
  clock,
  log,
  format,
  options,
}: {
  readonly commitLog: CommitLog;
  readonly progress: ProgressMark;
  readonly applyEntry: ApplyEntry;
  readonly known: KnownThings;
  readonly nodeId: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly format: Format;
  readonly options: FollowerOptions;
}): Follower => {
  let head: Head = { n: 0, seq: 0 };
  let applied: Head = head;
  let marked: Head = head;
  /** When the head was last known to be the log's end; monotonic. */
  let confirmedMs = 0;
  let stuck: DomainError | null = null;
  let closed = false;
  /** A newer release writes what this one does not understand: the format that it needs. */
  let beyond: number | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let marking: Promise<void> | null = null;
  /** Entries to be applied, in their order. */
  let chain: Promise<void> = Promise.resolve();
  let cancelLook = (): void => undefined;
  /** Who waits for an entry to be applied, and is told when that does not go. */
  const waiters = new Set<(error: DomainError) => void>();
  /** What was applied when, to let it go later. */
  let seen: { readonly n: number; readonly atMs: number }[] = [];

  const newer = (cause?: unknown): DomainError =>
    new DomainError('unavailable', { detail: 'A newer release has taken over; this node stands aside.', cause });

  const requireUnderstood = (): void => {
    if (beyond !== null) throw newer();
  };

  /** From here on it commits, follows, applies and prunes nothing that it does not know. Those that understand go on. */
  const standAside = (needed: number): never => {
    const cause = new NewerReleaseError({ needed, understands: format.understands });
    if (beyond === null) log.error({ err: cause, needed, understands: format.understands }, 'store.newer_release');
    beyond = needed;
    throw newer(cause);
  };

  const checkReader = async (): Promise<void> => {
    const needed = await progress.oldestReader();
    if (needed > format.understands) standAside(needed);
  };

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      clock.after(ms, resolve);
    });

  const orStuck = (work: Promise<void>): Promise<void> =>
    new Promise((resolve, reject) => {
      if (stuck !== null) return reject(stuck);
      waiters.add(reject);
      work.then(resolve, reject).finally(() => waiters.delete(reject));
    });

  const becomeStuck = (error: unknown) => {
    if (stuck === null) log.warn({ err: error }, 'store.away');
    stuck = noAnswer(error);
    const told = [...waiters];
    waiters.clear();
    for (const tell of told) tell(stuck);
  };

  /** Until it goes: what is in the log is true, and has to be applied. */
  const insisting = async (work: () => Promise<void>): Promise<void> => {
    while (!closed) {
      try {
        await work();
        if (stuck !== null) log.info({}, 'store.back');
        stuck = null;
        return;
      } catch (error) {
        if (!isDomainError(error, 'unavailable')) log.error({ err: error }, 'store.apply_failed');
        becomeStuck(error);
        await pause(RETRY_MS);
      }
    }
  };

  /** Writes the mark; what is applied meanwhile goes with the next. A failure is made good by the next look. */
  const mark = (): Promise<void> => {
    if (marking !== null || marked.n >= applied.n) return marking ?? Promise.resolve();
    const { n, seq } = applied;
    marking = progress
      .reached(n, seq)
      .then(
        () => {
          marked = { n, seq };
        },
        (error: unknown) => log.warn({ err: error }, 'store.mark_failed'),
      )
      .finally(() => {
        marking = null;
      });
    return marking;
  };

  /** So that readers see it, on every node. Without an answer it is marked later. */
  const markThrough = async (n: number): Promise<void> => {
    await marking;
    if (marked.n < n) await mark();
  };

  const done = (entry: Entry): void => {
    applied = headOf(entry);
    void mark();
  };

  const ownTurn = (entry: Entry) =>
    insisting(async () => {
      await applyEntry(entry);
      done(entry);
    });

  /** Its own node applies it; when that does not happen, this one does. */
  const foreignTurn = (entry: Entry) => {
    let sinceMs: number | null = null;
    return insisting(async () => {
      sinceMs ??= performance.now();
      const n = entryNumber(entry);
      for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(pollMs * 2, LONGEST_POLL_MS)) {
        const reached = await progress.read();
        if (reached.n >= n) {
          applied = headOf(entry);
          if (reached.n > marked.n) marked = reached;
          return;
        }
        if (performance.now() - sinceMs >= options.rollForwardAfterMs || entry.node === nodeId) break;
        await pause(pollMs);
        if (closed) return;
      }
      log.warn({ entry: n, node: entry.node }, 'store.rolled_forward');
      await applyEntry(entry);
      done(entry);
    });
  };

  const enqueue = (work: () => Promise<void>): Promise<void> => {
    chain = chain.then(work);
    return chain;
  };

  const learn = (entry: Entry): void => {
    for (const document of entry.documents) {
      known.learn(`${document.c}/${document._id}`, knownOf(document));
      if (document.c === 'sessions' && document.isNew) {
        for (const key of startKeysOf(document)) known.learn(key, { ...ABSENT, version: 1 });
      }
    }
    for (const { _id } of entry.events) known.learn(eventKey(_id), { ...ABSENT, version: 1 });
  };

  /** Others went on so far that the log has forgotten it: what was known here is out of date. */
  const startOver = async (): Promise<void> => {
    // It never saw the entries between: whoever wrote what it would not have understood has said so here before.
    await checkReader();
    const reached = await progress.read();
    known.forget();
    head = { n: reached.n, seq: reached.seq };
    void enqueue(async () => {
      if (applied.n < reached.n) applied = { n: reached.n, seq: reached.seq };
    });
  };

  const catchUp = async (): Promise<void> => {
    requireUnderstood();
    for (;;) {
      const startedMs = performance.now();
      const entries = await commitLog.after(head.n);
      const isOld = startedMs - confirmedMs > options.keepMs / 4;
      const [first] = entries;
      const hasGap = first !== undefined && entryNumber(first) !== head.n + 1;
      if (hasGap || (isOld && (await progress.prunedThrough()) > head.n)) {
        await startOver();
        confirmedMs = performance.now();
        continue;
      }
      for (const entry of entries) {
        const needed = neededFor(entry, format);
        if (needed !== null) standAside(needed);
        learn(entry);
        head = headOf(entry);
        void enqueue(() => foreignTurn(entry));
      }
      confirmedMs = startedMs;
      if (entries.length < PAGE) return;
    }
  };

  const exclusively = <T>(work: () => Promise<T>): Promise<T> => {
    const understood = async (): Promise<T> => {
      requireUnderstood();
      return work();
    };
    const mine = turn.then(understood, understood);
    turn = mine.catch(() => undefined);
    return mine;
  };

  const prune = async (): Promise<void> => {
    const nowMs = performance.now();
    const old = seen.findLast(({ atMs }) => nowMs - atMs >= options.keepMs);
    if ((seen.at(-1)?.n ?? 0) < marked.n) seen.push({ n: marked.n, atMs: nowMs });
    if (old === undefined) return;
    // Said before it is done: whoever slept meanwhile must not take a number for free. The last one stays: should the
    // mark be lost, the log still says where it ends.
    await progress.pruning(old.n - 1);
    await commitLog.prune(old.n - 1);
    seen = seen.filter(({ n }) => n > old.n);
  };

  const look = async (): Promise<void> => {
    if (beyond !== null) return;
    void mark();
    await checkReader();
    await exclusively(catchUp);
    await prune();
  };

  const planLook = (): void => {
    cancelLook = clock.after(options.lookEveryMs, () => {
      look()
        .catch((error: unknown) => {
          if (beyond === null) log.warn({ err: error }, 'store.look_failed');
        })
        .finally(() => {
          if (!closed && beyond === null) planLook();
        });
    });
  };

  return {
    head: () => head,
    exclusively,
    catchUp,
    own: async (entry) => {
      const startedMs = performance.now();
      if (startedMs - confirmedMs > options.keepMs / 4) {
        // So late that its number could have been used and forgotten before: then it says nothing.
        if (entryNumber(entry) <= (await progress.prunedThrough())) {
          await startOver();
          throw noAnswer(new Error('This node slept while others went on.'));
        }
      }
      confirmedMs = startedMs;
      head = headOf(entry);
    },
    apply: async (entry) => {
      await orStuck(enqueue(() => ownTurn(entry)));
      await markThrough(entryNumber(entry));
      // Its events must not be told to those who listen while those who read do not find them.
      if (marked.n < entryNumber(entry)) throw noAnswer(new Error('It could not be marked.'));
    },
    appliedThrough: (n) => (applied.n >= n ? Promise.resolve() : orStuck(enqueue(async () => undefined))),
    isStuck: () => stuck !== null || beyond !== null,
    requireUnderstood,
    start: async () => {
      await progress.prepare();
      const reached = await progress.read();
      head = { n: reached.n, seq: reached.seq };
      applied = head;
      marked = head;
      confirmedMs = performance.now();
      await exclusively(catchUp).catch((error: unknown) => {
        if (beyond !== null) throw new NewerReleaseError({ needed: beyond, understands: format.understands });
        throw error;
      });
      // What dead nodes left behind is applied before anything is read.
      await orStuck(chain);
      await markThrough(applied.n);
      planLook();
    },
    look,
    close: async () => {
      cancelLook();
      // Without a server there is nothing to wait for: what is in the log is applied by whoever comes next.
      await orStuck(chain).catch(() => undefined);
      closed = true;
      await markThrough(applied.n);
      await turn;
    },
  };
};
