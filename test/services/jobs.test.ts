import { beforeEach, describe, expect, it } from 'vitest';
import { createJobs, type Jobs } from '../../src/services/jobs.ts';
import type { Job, Queue } from '../../src/services/ports/queue.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { createRecordedMetrics, type RecordedMetrics } from '../support/recorded-metrics.ts';
import { silentLog } from '../support/silent-log.ts';

const TIDY_JOBS = { 'tidy.floor': { limitMs: 60_000 }, 'tidy.desk': { limitMs: 1000 } } as const;
const WASH_JOBS = { 'wash.dishes': { limitMs: 60_000 } } as const;
const JOB = { id: 'one', name: 'tidy.floor', lane: 'a', data: {}, attempt: 1 } as const;
const idle = async () => undefined;

let clock: ManualClock;
let metrics: RecordedMetrics;
let added: Job[];
let jobs: Jobs;
beforeEach(() => {
  clock = createManualClock();
  metrics = createRecordedMetrics();
  added = [];
  const queue: Queue = {
    add: async (job) => added.push(job) > 0,
    addAll: idle,
    remove: async () => false,
    work: () => undefined,
    stats: async () => ({ waiting: 0, delayed: 0, running: 0, dead: 0 }),
    close: idle,
  };
  jobs = createJobs({ queue, clock, log: silentLog, metrics });
});

describe("services' jobs", () => {
  it('are worked by the handlers that each service has registered', async () => {
    const done: string[] = [];
    const queue = jobs.queueFor(TIDY_JOBS);
    jobs.queueFor(WASH_JOBS);
    jobs.handle({ 'tidy.floor': async ({ id }) => void done.push(id), 'tidy.desk': idle });
    jobs.handle({ 'wash.dishes': idle });
    await queue.add({ id: 'one', name: 'tidy.floor', lane: 'a', data: {} });
    expect(added).toHaveLength(1);
    const handlers = jobs.handlers();
    expect(Object.keys(handlers).sort()).toEqual(['tidy.desk', 'tidy.floor', 'wash.dishes']);
    await handlers['tidy.floor']?.(JOB);
    expect(done).toEqual(['one']);
  });

  it('have names of their own: what a service has not declared does not compile', () => {
    const queue = jobs.queueFor(TIDY_JOBS);
    // @ts-expect-error: of another service
    const wrong: Parameters<typeof queue.add>[0] = { id: 'one', name: 'wash.dishes', lane: 'a', data: {} };
    // @ts-expect-error: a handler is missing
    const incomplete: Parameters<typeof jobs.handle<keyof typeof TIDY_JOBS>>[0] = { 'tidy.floor': idle };
    expect([wrong.name, Object.keys(incomplete)]).toEqual(['wash.dishes', ['tidy.floor']]);
  });

  it('end the start when nobody handles them', () => {
    jobs.queueFor(TIDY_JOBS);
    jobs.queueFor(WASH_JOBS);
    jobs.handle({ 'wash.dishes': idle });
    expect(() => jobs.handlers()).toThrow('Jobs: nobody handles tidy.floor.');
  });

  it('end the start when two services declare or handle one name, or a handler is for none', () => {
    jobs.queueFor(TIDY_JOBS);
    expect(() => jobs.queueFor(TIDY_JOBS)).toThrow('Jobs: two services declare tidy.floor.');
    jobs.handle({ 'tidy.floor': idle });
    expect(() => jobs.handle({ 'tidy.floor': idle })).toThrow('Jobs: two services handle tidy.floor.');
    expect(() => jobs.handle({ 'wash.dishes': idle })).toThrow('Jobs: nobody declares wash.dishes.');
  });

  it('fail an attempt that does not end in its time, and leave those that do alone', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    jobs.queueFor(TIDY_JOBS);
    jobs.handle({ 'tidy.floor': () => Promise.reject(new Error('its own')), 'tidy.desk': () => held });
    const handlers = jobs.handlers();
    await expect(handlers['tidy.floor']?.(JOB)).rejects.toThrow('its own');
    expect(clock.pending()).toBe(0);
    const ends = expect(handlers['tidy.desk']?.(JOB)).rejects.toMatchObject({ code: 'unavailable' });
    await clock.advance(1000);
    await ends;
    expect(metrics.counted('queue_jobs_timed_out_total', { name: 'tidy.desk' })).toBe(1);
    release();
  });
});
