/** What the queue's conformance suite works with: a queue under observation, and time that passes by itself or on demand. */
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { Log, Metrics } from '../../src/services/ports/observing.ts';
import type { Job, JobHandler, Queue } from '../../src/services/ports/queue.ts';
import type { Clock } from '../../src/services/ports/time.ts';
import type { ManualClock } from '../support/manual-clock.ts';
import { createRecordedMetrics, type RecordedMetrics } from '../support/recorded-metrics.ts';
import { silentLog } from '../support/silent-log.ts';

export type OpenedQueue = {
  readonly queue: Queue;
  /** Ends it as a killed process would: what runs is neither finished nor given back. What was said durable is. */
  readonly crash: () => Promise<void>;
  /** After `queue.close`: ends what the opener opened besides. */
  readonly release: () => Promise<void>;
};

/** One place (a file, a Redis prefix) of a test's own; `open` again finds what was stored there. */
export type QueuePlace = {
  /** null: the adapter lives in real time. */
  readonly manualClock: ManualClock | null;
  readonly open: (given: {
    readonly log: Log;
    readonly metrics: Metrics;
    readonly clock: Clock;
    readonly random: () => number;
  }) => Promise<OpenedQueue>;
  /** Deletes what is stored there. */
  readonly destroy: () => Promise<void>;
};

export type Start = {
  readonly id: string;
  readonly lane: string;
  readonly name: string;
  readonly data: Job['data'];
  readonly attempt: number;
  readonly atMs: number;
};

export const job = (id: string, lane = 'lane-1', name = 'command.send', data: Job['data'] = {}): Job => ({
  id,
  name,
  lane,
  data,
});

export type Bench = {
  /** At each test's begin: opens the queue there, and forgets what was seen before. */
  readonly begin: (place: QueuePlace) => Promise<void>;
  readonly queue: () => Queue;
  readonly metrics: RecordedMetrics;
  readonly nowMs: () => number;
  readonly starts: readonly Start[];
  readonly startsOf: (id: string) => readonly Start[];
  readonly startedIds: () => readonly string[];
  /** All of them have started, ended. */
  readonly started: (...ids: string[]) => Promise<void>;
  readonly allEnded: (...ids: string[]) => Promise<void>;
  /** Nothing waits, is delayed or runs. */
  readonly emptied: () => Promise<void>;
  readonly ended: readonly string[];
  /** What the job's handler does; without it the handler just ends. */
  readonly when: (id: string, act: (start: Start) => Promise<void>) => void;
  /** The job's handler waits for the answer's call. */
  readonly hold: (id: string) => () => void;
  /** The first attempts fail, all without a number. */
  readonly fail: (id: string, attempts?: number) => void;
  readonly work: () => void;
  /** Lets time pass, as far as it takes, until the condition holds. */
  readonly until: (condition: () => boolean | Promise<boolean>) => Promise<void>;
  /** Lets time pass until the promise has settled. */
  readonly within: <T>(promise: Promise<T>) => Promise<T>;
  readonly crashAndReopen: () => Promise<void>;
  readonly closeAndReopen: (withinMs: number) => Promise<void>;
  readonly end: () => Promise<void>;
};

/** Small, so that a job starts close to its time; a real clock is looked at as often. */
const STEP_MS = 5;
const PATIENCE_MS = 20_000;

const realClock: Clock = {
  now: () => new Date(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

type Session = { readonly place: QueuePlace; readonly metrics: RecordedMetrics; opened: OpenedQueue };

export const createBench = (): Bench => {
  const starts: Start[] = [];
  const ended: string[] = [];
  const acts = new Map<string, (start: Start) => Promise<void>>();
  let session: Session | null = null;

  const current = (): Session => {
    if (session === null) throw new Error('The queue is not open.');
    return session;
  };
  const manualClock = () => current().place.manualClock;
  const nowMs = () => (manualClock() ?? realClock).now().getTime();
  const open = (place: QueuePlace, metrics: RecordedMetrics) =>
    place.open({ log: silentLog, metrics, clock: place.manualClock ?? realClock, random: () => 0.5 });

  const handler: JobHandler = async ({ id, lane, name, data, attempt }) => {
    const start: Start = { id, lane, name, data, attempt, atMs: nowMs() };
    starts.push(start);
    await acts.get(id)?.(start);
    ended.push(id);
  };

  /** Manual time stands still while nothing waits for it: then something else is at work, such as a disk. */
  const step = async (): Promise<void> => {
    const clock = manualClock();
    if (clock === null) return sleep(STEP_MS);
    if (clock.pending() > 0) await clock.advance(STEP_MS);
    await turn();
  };
  const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
    const givenUpAt = performance.now() + PATIENCE_MS;
    while (!(await condition())) {
      if (performance.now() > givenUpAt) throw new Error(`Not seen in time: ${condition.toString()}`);
      await step();
    }
  };
  const startsOf = (id: string) => starts.filter((start) => start.id === id);

  return {
    begin: async (place) => {
      starts.length = 0;
      ended.length = 0;
      acts.clear();
      const metrics = createRecordedMetrics();
      session = { place, metrics, opened: await open(place, metrics) };
    },
    queue: () => current().opened.queue,
    get metrics() {
      return current().metrics;
    },
    nowMs,
    starts,
    startsOf,
    startedIds: () => starts.map(({ id }) => id),
    started: (...ids) => until(() => ids.every((id) => startsOf(id).length > 0)),
    allEnded: (...ids) => until(() => ids.every((id) => ended.includes(id))),
    emptied: () =>
      until(async () => {
        const { waiting, delayed, running } = await current().opened.queue.stats();
        return waiting + delayed + running === 0;
      }),
    ended,
    when: (id, act) => {
      acts.set(id, act);
    },
    hold: (id) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      acts.set(id, () => promise);
      return () => {
        acts.delete(id);
        resolve();
      };
    },
    fail: (id, attempts = Number.POSITIVE_INFINITY) => {
      acts.set(id, async ({ attempt }) => {
        if (attempt <= attempts) throw new Error(`Attempt ${attempt} of ${id} fails on purpose.`);
      });
    },
    work: () =>
      current().opened.queue.work({
        'command.send': handler,
        'command.expire': handler,
        'command.effect_deadline': handler,
      }),
    until,
    within: async (promise) => {
      let settled = false;
      const mark = () => {
        settled = true;
      };
      promise.then(mark, mark);
      await until(() => settled);
      return promise;
    },
    crashAndReopen: async () => {
      const it = current();
      await it.opened.crash();
      it.opened = await open(it.place, it.metrics);
    },
    closeAndReopen: async (withinMs) => {
      const it = current();
      await it.opened.queue.close(withinMs);
      await it.opened.release();
      it.opened = await open(it.place, it.metrics);
    },
    end: async () => {
      const { opened, place } = current();
      await opened.queue.close(0);
      await opened.release();
      await place.destroy();
    },
  };
};
