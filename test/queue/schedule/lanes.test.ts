import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/queue/schedule/entry.ts';
import { createLanes } from '../../../src/queue/schedule/lanes.ts';

const NOW_MS = 1000;
let seq = 0;
const entry = (id: string, lane: string, changes: Partial<Entry> = {}): Entry => ({
  seq: seq++,
  job: { id, name: 'command.send', lane, data: {} },
  dueMs: NOW_MS,
  runAtMs: NOW_MS,
  expiresMs: null,
  attempts: 5,
  backoffMs: 1000,
  attempt: 0,
  state: 'waits',
  inLane: false,
  ...changes,
});

describe('lanes', () => {
  it('take turns: one with much to do does not hold up the others', () => {
    const lanes = createLanes();
    for (let i = 0; i < 3; i++) lanes.enter(entry(`busy-${i}`, 'busy'));
    lanes.wake('busy');
    lanes.enter(entry('quiet-0', 'quiet'));
    lanes.wake('quiet');
    const order: (string | undefined)[] = [];
    for (let next = lanes.takeNext(NOW_MS); next !== null; next = lanes.takeNext(NOW_MS)) {
      order.push(next.job.id);
      lanes.free(next.job.lane);
    }
    expect(order).toEqual(['busy-0', 'quiet-0', 'busy-1', 'busy-2']);
  });

  it('give a taken lane no second job', () => {
    const lanes = createLanes();
    lanes.enter(entry('a', 'one'));
    lanes.enter(entry('b', 'one'));
    lanes.wake('one');
    expect(lanes.takeNext(NOW_MS)?.job.id).toBe('a');
    lanes.wake('one');
    expect(lanes.takeNext(NOW_MS)).toBeNull();
    lanes.free('one');
    expect(lanes.takeNext(NOW_MS)?.job.id).toBe('b');
  });

  it('are free for a new job only when nothing comes before it', () => {
    const lanes = createLanes();
    const newJob = entry('new', 'one').job;
    expect(lanes.takeFor(newJob, NOW_MS)).toBe(true);
    expect(lanes.takeFor(newJob, NOW_MS)).toBe(false);
    lanes.free('one');

    const pausing = entry('pausing', 'one', { runAtMs: NOW_MS + 500, attempt: 1 });
    lanes.enter(pausing);
    expect(lanes.takeFor(newJob, NOW_MS)).toBe(false);
    expect(lanes.takeFor({ ...newJob, name: 'command.expire' }, NOW_MS)).toBe(true);
    lanes.free('one');

    lanes.leave(pausing);
    lanes.enter(entry('waiting', 'one', { job: { ...newJob, id: 'waiting', name: 'command.expire' } }));
    expect(lanes.takeFor(newJob, NOW_MS)).toBe(false);
  });

  it('put a job back at its place', () => {
    const lanes = createLanes();
    const [first, second] = [entry('first', 'one'), entry('second', 'one')];
    lanes.enter(first);
    lanes.enter(second);
    lanes.wake('one');
    expect(lanes.takeNext(NOW_MS)).toBe(first);
    lanes.enter(first);
    lanes.free('one');
    expect(lanes.takeNext(NOW_MS)).toBe(first);
  });
});
