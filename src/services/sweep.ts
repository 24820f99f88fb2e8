/** Puts in order what nodes leave behind that end without a word. */
import type { Chore } from './chores.ts';
import type { StationOwners } from './ports/nodes.ts';
import type { Log } from './ports/observing.ts';

export type SweepOptions = {
  /** Between two looks for dead nodes. Default 2 s. */
  readonly everyMs: number;
  /** Between two looks through everything, dead node or not: for what was left by halves. Default 60 s. */
  readonly wholeEveryMs: number;
};

const DEFAULT_OPTIONS: SweepOptions = { everyMs: 2_000, wholeEveryMs: 60_000 };

/** What fails is tried again at the next look, and doing it twice does no harm: each part decides on the records. */
export const createSweep = (
  {
    owners,
    log,
    recoverStations,
    recoverCommands,
    removeQueue,
    removeLateJobs,
  }: {
    readonly owners: Pick<StationOwners, 'liveNodes' | 'deadNodes' | 'forget'>;
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
): Chore => {
  const { everyMs, wholeEveryMs } = { ...DEFAULT_OPTIONS, ...options };
  /** Looks until everything is looked through; 0: at once, as for whoever has just got the lock, and after a failure. */
  let untilWhole = 0;

  return {
    name: 'sweep',
    everyMs,
    run: async ({ isFirst, signal }) => {
      const left = isFirst ? 0 : untilWhole - 1;
      untilWhole = 0;
      const dead = await owners.deadNodes();
      if (dead.length === 0 && left > 0) {
        untilWhole = left;
        return;
      }
      await recoverStations();
      signal.throwIfAborted();
      await recoverCommands();
      // One that was only not heard of for a while may be back.
      const still = new Set(await owners.deadNodes());
      for (const nodeId of dead) {
        if (!still.has(nodeId)) continue;
        signal.throwIfAborted();
        await removeQueue(nodeId);
        await owners.forget(nodeId);
        log.info({ nodeId }, 'cluster.node_swept');
      }
      await removeLateJobs(await owners.liveNodes());
      untilWhole = Math.ceil(wholeEveryMs / everyMs);
    },
  };
};
