import { beforeEach, expect, it } from 'vitest';
import { createPacing, type Pacing } from '../../src/services/pacing.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';

let clock: ManualClock;
let pacing: Pacing;
let started: string[];
/** At which time of the clock. */
let startedMs: number[];

beforeEach(() => {
  clock = createManualClock();
  started = [];
  startedMs = [];
  const beganMs = clock.now().getTime();
  let n = 0;
  pacing = createPacing({ clock, random: () => (n++ % 10) / 10, atOnce: 3, spreadMs: 5_000 });
  const { run } = pacing;
  pacing = {
    ...pacing,
    run: (key, task) =>
      run(key, () => {
        started.push(key);
        startedMs.push(clock.now().getTime() - beganMs);
        return task();
      }),
  };
});

const done = async (): Promise<void> => undefined;

it('starts a few at once, and spreads what comes with them', async () => {
  for (let n = 0; n < 13; n += 1) pacing.run(`${n}`, done);
  expect(started).toEqual(['0', '1', '2']);
  expect(pacing.waiting()).toBe(10);
  await clock.advance(5_000);
  expect(startedMs.slice(3)).toEqual([0, 500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500]);
  expect(pacing.waiting()).toBe(0);
});

it('never waits where little is going on', async () => {
  for (let n = 0; n < 9; n += 1) {
    pacing.run(`${n}`, done);
    await clock.advance(400);
  }
  expect(started).toHaveLength(9);
  expect(startedMs).toEqual([0, 400, 800, 1200, 1600, 2000, 2400, 2800, 3200]);
});

it('runs a bounded number at the same time', async () => {
  const ends: (() => void)[] = [];
  const hold = () => new Promise<void>((resolve) => ends.push(resolve));
  for (let n = 0; n < 13; n += 1) pacing.run(`${n}`, hold);
  await clock.advance(5_000);
  expect(started).toHaveLength(3);
  expect(pacing.running()).toBe(3);
  while (started.length < 13) {
    ends.shift()?.();
    await clock.advance(0);
  }
  expect(pacing.running()).toBe(3);
});

it('runs a key once when it is asked for again, and not when it is forgotten or all is closed', async () => {
  for (let n = 0; n < 3; n += 1) pacing.run(`${n}`, done);
  pacing.run('twice', done);
  pacing.run('twice', done);
  pacing.run('gone', done);
  pacing.forget('gone');
  await clock.advance(5_000);
  expect(started).toEqual(['0', '1', '2', 'twice']);
  for (let n = 0; n < 6; n += 1) pacing.run(`later-${n}`, done);
  pacing.close();
  await clock.advance(5_000);
  expect(started).toHaveLength(7);
  expect(clock.pending()).toBe(0);
});
