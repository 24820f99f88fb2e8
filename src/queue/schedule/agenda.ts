/**
 * The jobs that memory holds, their order, and the one timer that wakes them.
 * What stores the jobs has all of them. Those behind the horizon are fetched before their time, so that memory does not
 * grow with what waits for hours.
 */

import type { Log } from '../../services/ports/observing.ts';
import type { Job } from '../../services/ports/queue.ts';
import type { Clock } from '../../services/ports/time.ts';
import { createDueHeap } from './due-heap.ts';
import { DUE, type Entry } from './entry.ts';
import { createLanes } from './lanes.ts';

/** Jobs behind the horizon are fetched this long before the first of them is due. */
const FETCH_AHEAD_MS = 10_000;
const RETRY_MS = 1000;

/** Stored jobs due after one instant (null: from the first) until another, and when the next one behind is due. */
export type FetchJobs = (
  afterMs: number | null,
  untilMs: number,
) => Promise<{ readonly entries: readonly Entry[]; readonly nextDueMs: number | null }>;

/** A job on its way out. settled: whether it is out; if not, it waits again. */
export type Withdrawal = { readonly waitingSeq: number | null; readonly settled: (removed: boolean) => void };

export type Agenda = {
  /** Begins to fetch; whenReady is called whenever jobs may have become ready. */
  readonly start: (whenReady: () => void) => void;
  readonly stop: () => void;
  /** A job was stored; it waits for its time and turn. */
  readonly waits: (entry: Entry) => void;
  /** A job was stored that has its lane already. */
  readonly holds: (entry: Entry) => void;
  /** A job pauses before its next attempt. It keeps its place in the lane. */
  readonly pauses: (entry: Entry) => void;
  /** Whether a job of that id waits or runs here. */
  readonly has: (id: string) => boolean;
  /** Nothing of the job is left. */
  readonly forget: (entry: Entry) => void;
  /** null: it is not waiting. */
  readonly withdraw: (id: string) => Withdrawal | null;
  /** Takes the job's lane when the job, being new and due, would be next in it. */
  readonly takeFor: (job: Job) => boolean;
  /** The next job that may run; takes its lane. */
  readonly takeNext: () => Entry | null;
  readonly free: (lane: string) => void;
  readonly counts: () => { readonly held: number; readonly waiting: number; readonly delayed: number };
};

export const createAgenda = ({
  fetchJobs,
  aheadMs,
  clock,
  log,
}: {
  readonly fetchJobs: FetchJobs;
  /** How far ahead jobs are fetched; Infinity: what is not due yet comes here by itself when it is. */
  readonly aheadMs: number;
  readonly clock: Clock;
  readonly log: Log;
}): Agenda => {
  const lanes = createLanes();
  const sleeping = createDueHeap<Entry>();
  /** By id, until it is durable that they are over. */
  const entries = new Map<string, Entry>();
  /** Ids on their way out, each with a job that was stored meanwhile. */
  const withdrawn = new Map<string, Entry | null>();

  let whenReady: () => void = () => undefined;
  let running = false;
  /** Until the first jobs have been fetched none runs: they may have to go before a new one. */
  let complete = false;
  /** Every job due until then is in memory or on its way there; null: none was fetched. */
  let horizonMs: number | null = null;
  /** When the first job behind the horizon is due, so far as is known. */
  let beyondMs: number | null = null;
  let alarm: { readonly atMs: number; readonly cancel: () => void } | null = null;

  const nowMs = (): number => clock.now().getTime();

  /** Its time has come, and it stays so: a clock that is set back holds up nothing that was ready. */
  const wake = (entry: Entry): void => {
    entry.runAtMs = DUE;
    lanes.wake(entry.job.lane);
  };

  const admit = (entry: Entry): void => {
    entries.set(entry.job.id, entry);
    const now = nowMs();
    if (entry.dueMs <= now || entry.runAtMs === DUE) lanes.enter(entry);
    if (entry.runAtMs <= now) wake(entry);
    else sleeping.push(entry);
  };

  /** Wakes what is due. Goes before every look at the lanes, so that no job runs while it still sleeps. */
  const wakeDue = (now: number): void => {
    for (let entry = sleeping.takeDue(now); entry !== null; entry = sleeping.takeDue(now)) {
      if (entry.state !== 'waits') continue;
      lanes.enter(entry);
      wake(entry);
    }
  };

  const isDueBeyond = (): boolean => beyondMs !== null && beyondMs - FETCH_AHEAD_MS <= nowMs();

  const setAlarm = (): void => {
    // Without a timer: a clock that a test moves by hand fires none before it is moved.
    if (running && isDueBeyond()) void fetchMore();
    const times = [sleeping.nextMs(), beyondMs === null ? null : beyondMs - FETCH_AHEAD_MS];
    const atMs = Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
    if (alarm?.atMs === atMs) return;
    alarm?.cancel();
    alarm = null;
    if (!running || atMs === Number.POSITIVE_INFINITY) return;
    const cancel = clock.after(Math.max(0, atMs - nowMs()), () => {
      alarm = null;
      setAlarm();
      whenReady();
    });
    alarm = { atMs, cancel };
  };

  const noteBeyond = (dueMs: number): void => {
    if (horizonMs === null || dueMs <= horizonMs) return;
    beyondMs = Math.min(beyondMs ?? dueMs, dueMs);
  };

  const fetchMore = async (): Promise<void> => {
    const afterMs = horizonMs;
    const untilMs = nowMs() + aheadMs;
    // From now on a new job until then comes here by itself.
    horizonMs = untilMs;
    beyondMs = null;
    try {
      const fetched = await fetchJobs(afterMs, untilMs);
      for (const entry of fetched.entries) {
        const { id } = entry.job;
        if (withdrawn.has(id)) withdrawn.set(id, entry);
        else if (!entries.has(id)) admit(entry);
      }
      complete = true;
      if (fetched.nextDueMs !== null) noteBeyond(fetched.nextDueMs);
      whenReady();
      setAlarm();
    } catch (error) {
      horizonMs = afterMs;
      if (!running) return;
      log.error({ err: error, retryInMs: RETRY_MS }, 'queue.fetch_failed');
      clock.after(RETRY_MS, () => {
        if (running) void fetchMore();
      });
    }
  };

  return {
    start: (callback) => {
      whenReady = callback;
      running = true;
      void fetchMore();
    },
    stop: () => {
      running = false;
      alarm?.cancel();
    },
    waits: (entry) => {
      if (withdrawn.has(entry.job.id)) withdrawn.set(entry.job.id, entry);
      else if (horizonMs === null || (entry.runAtMs !== DUE && entry.dueMs > horizonMs)) noteBeyond(entry.dueMs);
      else if (entries.get(entry.job.id)?.seq !== entry.seq) admit(entry);
      setAlarm();
    },
    holds: (entry) => {
      entries.set(entry.job.id, entry);
    },
    pauses: (entry) => {
      lanes.enter(entry);
      // By a timer of its own, not by the time of day: a clock that is set back makes no pause longer.
      clock.after(Math.max(0, entry.runAtMs - nowMs()), () => {
        if (!running || entry.state !== 'waits') return;
        wake(entry);
        whenReady();
      });
    },
    has: (id) => {
      const state = entries.get(id)?.state ?? 'gone';
      return state !== 'ends' && state !== 'gone';
    },
    forget: (entry) => {
      entry.state = 'gone';
      if (entries.get(entry.job.id) === entry) entries.delete(entry.job.id);
    },
    withdraw: (id) => {
      const entry = entries.get(id);
      if (entry !== undefined && entry.state !== 'waits') return null;
      withdrawn.set(id, null);
      if (entry !== undefined) {
        entry.state = 'gone';
        lanes.leave(entry);
        lanes.wake(entry.job.lane);
      }
      return {
        waitingSeq: entry?.seq ?? null,
        settled: (removed) => {
          const waiting = entry ?? withdrawn.get(id) ?? null;
          withdrawn.delete(id);
          if (removed && entries.get(id) === entry) entries.delete(id);
          // The old entry may still be asleep, and must not wake as this one.
          if (!removed && waiting !== null) admit({ ...waiting, state: 'waits', inLane: false });
          setAlarm();
        },
      };
    },
    takeFor: (job) => {
      if (!complete) return false;
      const now = nowMs();
      wakeDue(now);
      return lanes.takeFor(job, now);
    },
    takeNext: () => {
      if (!complete) return null;
      const now = nowMs();
      wakeDue(now);
      return lanes.takeNext(now);
    },
    free: (lane) => lanes.free(lane),
    counts: () => {
      const now = nowMs();
      const waits = [...entries.values()].filter(({ state }) => state === 'waits');
      const waiting = waits.filter(({ runAtMs }) => runAtMs <= now).length;
      return { held: entries.size, waiting, delayed: waits.length - waiting };
    },
  };
};
