/**
 * Periodic work that one node does for all: the node that holds the chore's lock. The lock is a lease, renewed at each look
 * and while a run takes its time, so that another node takes over soon after its holder died, however long the interval is.
 */
import { isDomainError } from '../domain/error.ts';
import type { Locks } from './ports/nodes.ts';
import type { Log, Metrics } from './ports/observing.ts';
import type { Clock } from './ports/time.ts';

/**
 * A run must do no harm when it is done twice, or on two nodes at once: a lease may end under a node that was held up.
 * What fails is tried again at the next due time, or after a minute when that is further off.
 */
export type Chore = {
  /** Its lock's and its metrics' name. */
  readonly name: string;
  /** From one run's begin to the next one's, at most; jitter takes up to a tenth of it away. */
  readonly everyMs: number;
  readonly run: (turn: Turn) => Promise<void>;
};

export type Turn = {
  /** This node has only just got the lock: what another one did before it is not known here. */
  readonly isFirst: boolean;
  /** Aborted when the lock is lost or the gateway stops: a long run ends between two steps. */
  readonly signal: AbortSignal;
};

export type Chores = {
  /** The first look comes after a part of the interval at random; who gets the lock then runs at once. */
  readonly start: () => void;
  /** Waits for runs in work up to 2 s, and gives the locks up. */
  readonly stop: () => Promise<void>;
};

/** Longest time between two looks at the lock. */
const LOOK_MS = 15_000;
/** So many looks may fail before others take the holder for dead. */
const LOOKS_HELD = 3;
const RETRY_MS = 60_000;
/** What a run that does not heed its signal may take at the stop; it may be broken off anywhere, and runs again. */
const STOP_MS = 2_000;
const JITTER = 0.1;

type Dependencies = {
  readonly locks: Locks;
  /** A lease is real time: so is this. */
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** At least 0, less than 1. */
  readonly random: () => number;
};

const startChore = (
  { locks, clock, log, metrics, random }: Dependencies,
  chore: Chore,
): { readonly stop: () => Promise<void> } => {
  const { name, everyMs } = chore;
  const lookMs = Math.min(everyMs, LOOK_MS);
  const leaseMs = LOOKS_HELD * lookMs;
  const stopping = new AbortController();
  let cancel = (): void => undefined;
  let looking: Promise<void> = Promise.resolve();
  /** When the next run is due; null: the lock is not this node's. */
  let dueMs: number | null = null;
  let lastDoneMs: number | null = null;

  const nowMs = (): number => clock.now().getTime();
  const jittered = (ms: number): number => ms * (1 - JITTER * random());

  const told = (outcome: 'done' | 'failed' | 'put_off', startedMs: number): void => {
    metrics.count('chore_runs_total', { name, outcome });
    metrics.observe('chore_seconds', (nowMs() - startedMs) / 1000, { name });
  };

  const failed = (error: unknown): 'failed' | 'put_off' => {
    // A server is away, or only just back; that is told where it is noticed.
    if (isDomainError(error, 'unavailable')) {
      log.debug({ chore: name, err: error }, 'chore.put_off');
      return 'put_off';
    }
    log.error({ chore: name, err: error }, 'chore.failed');
    return 'failed';
  };

  /** Renews the lease until the answer is called; tells when it could not. */
  const keepHolding = (lost: () => void): (() => void) => {
    let ended = false;
    let cancelRenewal = (): void => undefined;
    const plan = (): void => {
      cancelRenewal = clock.after(lookMs, () => {
        locks.tryHold(name, leaseMs).then(
          (isHeld) => {
            if (ended) return;
            if (isHeld) plan();
            else lost();
          },
          () => {
            // It cannot be told; the lease outlives some looks.
            if (!ended) plan();
          },
        );
      });
    };
    plan();
    return () => {
      ended = true;
      cancelRenewal();
    };
  };

  const done = (startedMs: number): void => {
    told('done', startedMs);
    const isFirst = lastDoneMs === null;
    lastDoneMs = nowMs();
    if (isFirst) metrics.gauge('chore_last_done_timestamp_seconds', () => (lastDoneMs ?? 0) / 1000, { name });
  };

  const run = async (isFirst: boolean): Promise<void> => {
    const lost = new AbortController();
    const stopHolding = keepHolding(() => lost.abort());
    const startedMs = nowMs();
    dueMs = startedMs + jittered(everyMs);
    try {
      await chore.run({ isFirst, signal: AbortSignal.any([stopping.signal, lost.signal]) });
      done(startedMs);
    } catch (error) {
      // What was broken off has not failed.
      if (lost.signal.aborted) told('put_off', startedMs);
      else if (!stopping.signal.aborted) told(failed(error), startedMs);
      dueMs = Math.min(dueMs, nowMs() + RETRY_MS);
    } finally {
      stopHolding();
      if (lost.signal.aborted) dueMs = null;
    }
  };

  const look = async (): Promise<void> => {
    let isHeld = false;
    try {
      isHeld = await locks.tryHold(name, leaseMs);
    } catch (error) {
      failed(error);
    }
    if (stopping.signal.aborted) return;
    if (!isHeld) dueMs = null;
    else if (dueMs === null) await run(true);
    else if (nowMs() >= dueMs) await run(false);
  };

  const plan = (ms: number): void => {
    cancel = clock.after(ms, () => {
      looking = look().then(() => {
        if (stopping.signal.aborted) return;
        const untilDueMs = dueMs === null ? lookMs : Math.max(0, dueMs - nowMs());
        plan(Math.min(jittered(lookMs), untilDueMs));
      });
    });
  };
  plan(jittered(lookMs));

  const within = (ms: number, work: Promise<void>): Promise<void> =>
    new Promise((resolve) => {
      const cancelWait = clock.after(ms, () => {
        log.warn({ chore: name }, 'chore.abandoned');
        resolve();
      });
      void work.then(() => {
        cancelWait();
        resolve();
      });
    });

  return {
    stop: async () => {
      stopping.abort();
      cancel();
      await within(STOP_MS, looking);
      try {
        await locks.letGo(name);
      } catch (error) {
        // It ends by itself.
        log.debug({ chore: name, err: error }, 'chore.lock_not_let_go');
      }
    },
  };
};

/** Throws when two chores have one name. */
export const createChores = (dependencies: Dependencies, chores: readonly Chore[]): Chores => {
  if (new Set(chores.map(({ name }) => name)).size < chores.length) throw new Error('Two chores have one name.');
  let started: readonly { readonly stop: () => Promise<void> }[] = [];
  return {
    start: () => {
      started = chores.map((chore) => startChore(dependencies, chore));
    },
    stop: async () => {
      await Promise.all(started.map(({ stop }) => stop()));
    },
  };
};
