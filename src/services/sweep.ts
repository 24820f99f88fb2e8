/** Puts in order what nodes leave behind that end without a word. One node does it for all. */
import { isDomainError } from '../domain/error.ts';
import type { Locks, StationOwners } from './ports/nodes.ts';
import type { Log } from './ports/observing.ts';
import type { Clock } from './ports/time.ts';

const LOCK = 'sweep';

export type SweepOptions = {
  /** Between two looks for dead nodes. Default 2 s. */
  readonly everyMs: number;
  /** Between two looks through everything, dead node or not: for what was left by halves. Default 60 s. */
  readonly wholeEveryMs: number;
};

const DEFAULT_OPTIONS: SweepOptions = { everyMs: 2_000, wholeEveryMs: 60_000 };

export type Sweep = {
  /** Waits for a sweep that runs. */
  readonly stop: () => Promise<void>;
};

/**
 * Looks on the clock's time; the node that holds the lock sweeps. What fails is tried again at the next look, and doing it
 * twice, or on two nodes at once, does no harm: each part decides on the records.
 */
export const startSweep = (
  {
    owners,
    locks,
    clock,
    log,
    recoverStations,
    recoverCommands,
    removeQueue,
    removeLateJobs,
  }: {
    readonly owners: Pick<StationOwners, 'nodeId' | 'liveNodes' | 'deadNodes' | 'forget'>;
    readonly locks: Locks;
    readonly clock: Clock;
    readonly log: Log;
    /** Stations that no live node holds go offline. */
    readonly recoverStations: () => Promise<void>;
    /** Commands that a dead node sent are reported; what waits gets its jobs again. */
    readonly recoverCommands: () => Promise<void>;
    /** The queue of a dead node: nobody works it any more. */
    readonly removeQueue: (nodeId: string) => Promise<void>;
    /** What others added to such a queue behind that. */
    readonly removeLateJobs: (live: ReadonlySet<string>) => Promise<void>;
  },
  options: Partial<SweepOptions> = {},
): Sweep => {
  const { everyMs, wholeEveryMs } = { ...DEFAULT_OPTIONS, ...options };
  let stopped = false;
  let cancel = (): void => undefined;
  let running: Promise<void> = Promise.resolve();
  /** Looks until everything is looked through; 0: at once, as for whoever has just got the lock. */
  let untilWhole = 0;

  const sweep = async (): Promise<void> => {
    // As long as two looks take: when the holder dies, the next one begins soon.
    if (!(await locks.tryHold(LOCK, 3 * everyMs))) {
      untilWhole = 0;
      return;
    }
    const dead = await owners.deadNodes();
    untilWhole -= 1;
    if (dead.length === 0 && untilWhole > 0) return;
    await recoverStations();
    await recoverCommands();
    // One that was only not heard of for a while may be back.
    const still = new Set(await owners.deadNodes());
    for (const nodeId of dead) {
      if (!still.has(nodeId)) continue;
      await removeQueue(nodeId);
      await owners.forget(nodeId);
      log.info({ nodeId }, 'cluster.node_swept');
    }
    await removeLateJobs(await owners.liveNodes());
    untilWhole = Math.ceil(wholeEveryMs / everyMs);
  };

  const look = async (): Promise<void> => {
    try {
      await sweep();
    } catch (error) {
      untilWhole = 0;
      // Redis or the store is away, or only just back; that is told where it is noticed.
      if (isDomainError(error, 'unavailable')) log.debug({ err: error }, 'cluster.sweep_put_off');
      else log.error({ err: error }, 'cluster.sweep_failed');
    }
  };

  const plan = (): void => {
    cancel = clock.after(everyMs, () => {
      running = look().finally(() => {
        if (!stopped) plan();
      });
    });
  };
  plan();

  return {
    stop: async () => {
      stopped = true;
      cancel();
      await running;
      try {
        await locks.letGo(LOCK);
      } catch (error) {
        // It ends by itself.
        log.debug({ err: error }, 'cluster.lock_not_let_go');
      }
    },
  };
};
