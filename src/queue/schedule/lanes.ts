/** Which job of a lane is next, and whose lane's turn it is. */
import type { Job } from '../../services/ports/queue.ts';
import type { Entry } from './entry.ts';

type Lane = {
  /** Due jobs, also those that pause before a retry, by due time and then by adding. */
  readonly due: Entry[];
  /** A job of it runs, or is about to. */
  taken: boolean;
};

export type Lanes = {
  /** Puts a due job into its lane's order. */
  readonly enter: (entry: Entry) => void;
  /** Takes a job out of its lane's order. */
  readonly leave: (entry: Entry) => void;
  /** A job of the lane became ready, or one that held up others is gone: the lane gets a turn. */
  readonly wake: (lane: string) => void;
  /** Takes the job's lane when the job, being new and due, would be next in it. */
  readonly takeFor: (job: Job, nowMs: number) => boolean;
  /** The next job of the lane whose turn it is; takes the lane, and the job out of its order. null: no lane has one. */
  readonly takeNext: (nowMs: number) => Entry | null;
  /** The lane's job has ended. */
  readonly free: (lane: string) => void;
};

const precedes = (a: Entry, b: Entry): boolean => a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.seq < b.seq);

/**
 * The first due job that may run. A job that pauses holds up the later ones of its name: commands are not overtaken
 * by the ones that follow them. Jobs of other names (expiry, deadlines) go past.
 */
const firstReady = (due: readonly Entry[], nowMs: number): Entry | null => {
  const heldUp = new Set<string>();
  for (const entry of due) {
    if (heldUp.has(entry.job.name)) continue;
    if (entry.runAtMs <= nowMs) return entry;
    heldUp.add(entry.job.name);
  }
  return null;
};

export const createLanes = (): Lanes => {
  const lanes = new Map<string, Lane>();
  /** In the order of their turns: each lane runs one job, then it queues up again. */
  const turns = new Set<Lane>();

  const laneOf = (name: string): Lane => {
    const lane = lanes.get(name) ?? { due: [], taken: false };
    lanes.set(name, lane);
    return lane;
  };

  const takeOut = (lane: Lane, entry: Entry): void => {
    entry.inLane = false;
    lane.due.splice(lane.due.indexOf(entry), 1);
  };

  return {
    enter: (entry) => {
      if (entry.inLane) return;
      const { due } = laneOf(entry.job.lane);
      let index = due.length;
      for (let prior = due[index - 1]; prior !== undefined && precedes(entry, prior); prior = due[index - 1]) index--;
      due.splice(index, 0, entry);
      entry.inLane = true;
    },
    leave: (entry) => {
      const lane = lanes.get(entry.job.lane);
      if (lane === undefined || !entry.inLane) return;
      takeOut(lane, entry);
      if (!lane.taken && lane.due.length === 0) lanes.delete(entry.job.lane);
    },
    wake: (name) => {
      const lane = lanes.get(name);
      if (lane !== undefined && !lane.taken) turns.add(lane);
    },
    takeFor: (job, nowMs) => {
      const lane = laneOf(job.lane);
      if (lane.taken || lane.due.some(({ runAtMs, job: { name } }) => runAtMs <= nowMs || name === job.name)) {
        return false;
      }
      lane.taken = true;
      return true;
    },
    takeNext: (nowMs) => {
      for (const lane of turns) {
        turns.delete(lane);
        const entry = lane.taken ? null : firstReady(lane.due, nowMs);
        if (entry === null) continue;
        lane.taken = true;
        takeOut(lane, entry);
        return entry;
      }
      return null;
    },
    free: (name) => {
      const lane = lanes.get(name);
      if (lane === undefined) return;
      lane.taken = false;
      if (lane.due.length > 0) turns.add(lane);
      else lanes.delete(name);
    },
  };
};
