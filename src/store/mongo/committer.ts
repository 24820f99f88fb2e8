/**
 * Group commit over all nodes: what waits goes into the log as one entry, is applied, and then answered. What comes while
 * a number is being tried for, and lost to another node, goes with the next try. Appending the next entry goes on while
 * the last ones are being applied; entries are applied in their order.
 */
import { DomainError } from '../../domain/error.ts';
import type { DomainEvent, NewEvent } from '../../domain/event.ts';
import type { Change } from '../../services/ports/commit.ts';
import type { Metrics } from '../../services/ports/observing.ts';
import type { Clock } from '../../services/ports/time.ts';
import { changeRows, sizeOf } from './change-rows.ts';
import type { CommitLog, Head } from './commit-log.ts';
import type { Contention } from './contention.ts';
import { type ChangeRows, type Decision, decide } from './decide.ts';
import type { Entry } from './entry.ts';
import type { Follower } from './follower.ts';
import type { KnownThings } from './known.ts';
import type { Lookups } from './lookups.ts';
import type { Row } from './rows.ts';

/** Changes and bytes in one entry; MongoDB takes no document over 16 MiB. */
const MOST_CHANGES = 500;
const MOST_ENTRY_BYTES = 4 * 1024 * 1024;
const LARGEST_CHANGE_BYTES = 12 * 1024 * 1024;
/** Entries that are in the log and not applied yet, of this node. */
const MOST_UNAPPLIED = 3;
/** A node that loses so often in a row lets its callers know. */
const MOST_TRIES = 100;

export type CommitterOptions = { readonly maxWaiting: number; readonly maxWaitingBytes: number };
export const DEFAULT_COMMITTER_OPTIONS: CommitterOptions = { maxWaiting: 20_000, maxWaitingBytes: 64 * 1024 * 1024 };

type Call = {
  readonly events: readonly NewEvent[];
  readonly rows: ChangeRows;
  readonly bytes: number;
  readonly resolve: (events: readonly DomainEvent[]) => void;
  readonly reject: (error: unknown) => void;
};

export type GroupCommitter = {
  /** Throws DomainError conflict, payload_too_large, unavailable; see Committer. After `unavailable` it may be stored. */
  readonly commit: (change: Change) => Promise<readonly DomainEvent[]>;
  /** The same for what is no part of a Change. */
  readonly put: (rows: readonly Row[]) => Promise<void>;
  /** Resolves when nothing waits any more. */
  readonly idle: () => Promise<void>;
};

const refused = (detail: string): DomainError => new DomainError('unavailable', { detail, retryAfterS: 1 });

const placed = (events: readonly NewEvent[], entry: Entry, first: number): readonly DomainEvent[] =>
  events.map((event, index): DomainEvent => ({ ...event, seq: entry.firstSeq + first + index }));

export const createGroupCommitter = ({
  log,
  known,
  lookups,
  follower,
  contention,
  clock,
  metrics,
  options,
}: {
  readonly log: CommitLog;
  readonly known: KnownThings;
  readonly lookups: Lookups;
  readonly follower: Follower;
  readonly contention: Contention;
  readonly clock: Pick<Clock, 'after' | 'now'>;
  readonly metrics: Metrics | null;
  readonly options: CommitterOptions;
}): GroupCommitter => {
  let waiting: Call[] = [];
  let waitingBytes = 0;
  let unanswered = 0;
  let working = false;
  let idlers: (() => void)[] = [];
  const applying = new Set<Promise<void>>();

  metrics?.gauge('store_waiting', () => unanswered);
  metrics?.gauge('store_waiting_bytes', () => waitingBytes);

  const answered = (call: Call) => {
    unanswered -= 1;
    waitingBytes -= call.bytes;
    if (unanswered > 0) return;
    const told = idlers;
    idlers = [];
    for (const tell of told) tell();
  };
  const reject = (call: Call, error: unknown) => {
    answered(call);
    call.reject(error);
  };

  /** A batch, with as much more of what waits as fits. */
  const fill = (batch: readonly Call[]): readonly Call[] => {
    let bytes = batch.reduce((sum, call) => sum + call.bytes, 0);
    const fits = (call: Call, index: number): boolean => {
      bytes += call.bytes;
      const count = batch.length + index;
      return count === 0 || (count < MOST_CHANGES && bytes <= MOST_ENTRY_BYTES);
    };
    const end = waiting.findIndex((call, index) => !fits(call, index));
    const more = end === -1 ? waiting : waiting.slice(0, end);
    waiting = waiting.slice(more.length);
    return more.length === 0 ? batch : [...batch, ...more];
  };

  /** Answers what an entry decided, once it can be read. */
  const settle = async (batch: readonly Call[], decision: Decision, entry: Entry | null, head: Head) => {
    try {
      if (entry === null) await follower.appliedThrough(head.n);
      else await follower.apply(entry);
    } catch (error) {
      for (const call of batch) reject(call, error);
      return;
    }
    for (const [index, call] of batch.entries()) {
      const outcome = decision.outcomes[index];
      if (typeof outcome === 'number' && entry !== null) {
        answered(call);
        call.resolve(placed(call.events, entry, outcome));
      } else reject(call, outcome ?? new Error('A change was not decided.'));
    }
  };

  type Decided = { readonly decision: Decision; readonly entry: Entry | null };

  /** One try for a number of the log; null: another node was faster, or more has to be known first. */
  const tryAppend = async (changes: readonly ChangeRows[], mayBeBehind: boolean): Promise<Decided | null> => {
    if (lookups.isMissing(changes)) return null;
    const decision = decide(changes, known.get);
    if (decision.isBehind && mayBeBehind) {
      await follower.catchUp();
      return null;
    }
    if (!decision.outcomes.some((outcome) => typeof outcome === 'number')) return { decision, entry: null };
    const startedMs = performance.now();
    const appended = await log.append(follower.head(), decision);
    if (!appended.won) {
      contention.lost(performance.now() - startedMs);
      metrics?.count('store_lost_commits_total');
      await follower.catchUp();
      return null;
    }
    contention.won();
    await follower.own(appended.entry);
    for (const [key, value] of decision.learnt) known.learn(key, value);
    return { decision, entry: appended.entry };
  };

  /** Before a number is tried for that others want, too; then what they appended meanwhile is known. */
  const letOthersCome = async (): Promise<void> => {
    const pauseMs = contention.pauseMs();
    if (pauseMs === 0) return;
    await new Promise<void>((resolve) => {
      clock.after(pauseMs, resolve);
    });
    await follower.exclusively(follower.catchUp);
  };

  /** Commits what waits; false: the database gives no answer. */
  const commitWaiting = async (): Promise<boolean> => {
    let batch: readonly Call[] = [];
    try {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        await letOthersCome();
        batch = fill(batch);
        const changes = batch.map(({ rows }) => rows);
        await lookups.lookUp(changes);
        // After catching up, what is still ahead of the log is a conflict.
        const mayBeBehind = tries < 2;
        const decided = await follower.exclusively(() => tryAppend(changes, mayBeBehind));
        if (decided === null) continue;
        const { decision, entry } = decided;
        const settled = settle(batch, decision, entry, follower.head()).finally(() => applying.delete(settled));
        applying.add(settled);
        return true;
      }
      throw refused('Other nodes were always faster.');
    } catch (error) {
      for (const call of batch) reject(call, error);
      return false;
    }
  };

  const work = async () => {
    while (waiting.length > 0) {
      if (follower.isStuck() || !(await commitWaiting())) {
        // Each would wait as long again, and for nothing.
        const lost = waiting;
        waiting = [];
        for (const call of lost) reject(call, refused('The database gives no answer.'));
      }
      while (applying.size >= MOST_UNAPPLIED) await Promise.race(applying);
    }
    working = false;
  };

  // After the poll phase: what all sockets said in one turn of the loop goes in one entry.
  const schedule = () => {
    if (working) return;
    working = true;
    setImmediate(() => void work());
  };

  const enqueue = (rows: ChangeRows, events: readonly NewEvent[]): Promise<readonly DomainEvent[]> =>
    new Promise((resolve, rejectCall) => {
      const bytes = sizeOf(rows);
      if (bytes > LARGEST_CHANGE_BYTES) return rejectCall(new DomainError('payload_too_large'));
      const full =
        unanswered >= options.maxWaiting ? 'calls' : waitingBytes + bytes > options.maxWaitingBytes ? 'bytes' : null;
      if (full !== null) {
        metrics?.count('store_refused_total', { reason: full });
        return rejectCall(refused('Too much waits for the database.'));
      }
      unanswered += 1;
      waitingBytes += bytes;
      waiting.push({ events, rows, bytes, resolve, reject: rejectCall });
      schedule();
    });

  return {
    commit: async (change) => {
      const rows = changeRows(change, clock.now());
      if (rows.rows.length + rows.readings.length + rows.events.length === 0) return [];
      return enqueue(rows, change.events ?? []);
    },
    put: async (rows) => {
      await enqueue({ rows, readings: [], events: [] }, []);
    },
    idle: () =>
      new Promise((resolve) => {
        if (unanswered === 0) resolve();
        else idlers.push(resolve);
      }),
  };
};
