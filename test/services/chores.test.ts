import { beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../src/domain/error.ts';
import { type Chore, type Chores, createChores, type Turn } from '../../src/services/chores.ts';
import type { Locks } from '../../src/services/ports/nodes.ts';
import type { Log } from '../../src/services/ports/observing.ts';
import { createLeasedLocks } from '../support/leased-locks.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { createRecordedMetrics, type RecordedMetrics } from '../support/recorded-metrics.ts';

const EVERY_MS = 3_600_000;
const LOOK_MS = 15_000;

let clock: ManualClock;
let locks: (nodeId: string) => Locks;
let metrics: RecordedMetrics;
let messages: string[];
let log: Log;
/** Which node ran, and when, in ms since the test began. */
let runs: { readonly node: string; readonly atMs: number; readonly isFirst: boolean }[];
let startMs: number;
beforeEach(() => {
  clock = createManualClock();
  startMs = clock.now().getTime();
  locks = createLeasedLocks(clock);
  metrics = createRecordedMetrics();
  messages = [];
  const note = (_fields: Record<string, unknown>, message: string) => void messages.push(message);
  log = { debug: note, info: note, warn: note, error: note };
  runs = [];
});

type Doing = (turn: Turn) => Promise<void>;

const chore = (node: string, doing: Doing = async () => undefined, everyMs = EVERY_MS): Chore => ({
  name: 'tidy',
  everyMs,
  run: (turn) => {
    runs.push({ node, atMs: clock.now().getTime() - startMs, isFirst: turn.isFirst });
    return doing(turn);
  },
});

const starting = (nodeLocks: Locks, chores: readonly Chore[], random = 0): Chores => {
  const started = createChores({ locks: nodeLocks, clock, log, metrics, random: () => random }, chores);
  started.start();
  return started;
};

const outcomes = (outcome: string): number => metrics.counted('chore_runs_total', { name: 'tidy', outcome });

describe('a chore', () => {
  it('runs on exactly one of two nodes, once for each interval', async () => {
    const nodes = ['A', 'B'].map((node) => starting(locks(node), [chore(node)]));
    await clock.advance(2 * EVERY_MS + LOOK_MS);
    expect(runs).toEqual([
      { node: 'A', atMs: LOOK_MS, isFirst: true },
      { node: 'A', atMs: LOOK_MS + EVERY_MS, isFirst: false },
      { node: 'A', atMs: LOOK_MS + 2 * EVERY_MS, isFirst: false },
    ]);
    await Promise.all(nodes.map(({ stop }) => stop()));
  });

  it('is taken over within three looks when its node dies, however long its interval is', async () => {
    let alive = true;
    const dying: Locks = {
      tryHold: async (name, ttlMs) => alive && locks('A').tryHold(name, ttlMs),
      letGo: async () => undefined,
    };
    const [a, b] = [starting(dying, [chore('A')]), starting(locks('B'), [chore('B')])];
    await clock.advance(LOOK_MS);
    alive = false;
    await clock.advance(3 * LOOK_MS);
    expect(runs.map(({ node }) => node)).toEqual(['A', 'B']);
    await Promise.all([a.stop(), b.stop()]);
  });

  it('is taken over at the next look when its node stops in order', async () => {
    const [a, b] = [starting(locks('A'), [chore('A')]), starting(locks('B'), [chore('B')])];
    await clock.advance(LOOK_MS);
    await a.stop();
    await clock.advance(LOOK_MS);
    expect(runs.map(({ node }) => node)).toEqual(['A', 'B']);
    await b.stop();
    await clock.advance(2 * EVERY_MS);
    expect(runs).toHaveLength(2);
    expect(clock.pending()).toBe(0);
  });

  it('is never run beside itself, and keeps its lock while a run takes longer than the lease', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const [a, b] = [starting(locks('A'), [chore('A', () => held, 1000)]), starting(locks('B'), [chore('B')])];
    await clock.advance(600_000);
    expect(runs.map(({ node }) => node)).toEqual(['A']);
    release();
    await clock.advance(1000);
    expect(runs.map(({ node }) => node)).toEqual(['A', 'A']);
    await Promise.all([a.stop(), b.stop()]);
  });

  it('is told when its node has lost the lock, and runs anew when it has it again', async () => {
    const signals: AbortSignal[] = [];
    const waiting: Doing = ({ signal }) => {
      signals.push(signal);
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('broken off')));
      });
    };
    let isHeld = true;
    const one: Locks = { tryHold: async () => isHeld, letGo: async () => undefined };
    const chores = starting(one, [chore('A', waiting)]);
    await clock.advance(LOOK_MS);
    isHeld = false;
    await clock.advance(LOOK_MS);
    expect(signals[0]?.aborted).toBe(true);
    expect([outcomes('put_off'), outcomes('failed')]).toEqual([1, 0]);
    isHeld = true;
    await clock.advance(LOOK_MS);
    expect(runs.map(({ isFirst }) => isFirst)).toEqual([true, true]);
    await chores.stop();
  });

  it('is tried again a minute after a failure, and counted', async () => {
    let fault: Error | null = new Error('its own');
    const chores = starting(locks('A'), [
      chore('A', async () => {
        if (fault !== null) throw fault;
      }),
    ]);
    await clock.advance(LOOK_MS);
    expect(messages).toEqual(['chore.failed']);
    expect(metrics.read('chore_last_done_timestamp_seconds')).toBeUndefined();
    fault = new DomainError('unavailable');
    await clock.advance(60_000);
    expect(messages).toEqual(['chore.failed', 'chore.put_off']);
    fault = null;
    await clock.advance(60_000);
    expect(runs.map(({ atMs }) => atMs - LOOK_MS)).toEqual([0, 60_000, 120_000]);
    expect([outcomes('failed'), outcomes('put_off'), outcomes('done')]).toEqual([1, 1, 1]);
    expect(metrics.read('chore_last_done_timestamp_seconds')).toBe(clock.now().getTime() / 1000);
    await chores.stop();
  });

  it('is put off while nobody can tell who holds the lock', async () => {
    const away: Locks = {
      tryHold: async () => {
        throw new DomainError('unavailable');
      },
      letGo: async () => {
        throw new DomainError('unavailable');
      },
    };
    const chores = starting(away, [chore('A')]);
    await clock.advance(2 * LOOK_MS);
    expect(runs).toEqual([]);
    await chores.stop();
    expect(messages).toEqual(['chore.put_off', 'chore.put_off', 'chore.lock_not_let_go']);
  });

  it('comes up to a tenth earlier by jitter, never later', async () => {
    const chores = starting(locks('A'), [chore('A')], 0.999);
    await clock.advance(2 * EVERY_MS);
    expect(runs).toHaveLength(3);
    const [first = 0, second = 0] = runs.map(({ atMs }) => atMs);
    expect(second - first).toBeGreaterThanOrEqual(0.9 * EVERY_MS);
    expect(second - first).toBeLessThan(0.901 * EVERY_MS);
    await chores.stop();
  });

  it('ends at the stop: a run that heeds the signal at once, another one after two seconds', async () => {
    const { promise: heeds, resolve: end } = Promise.withResolvers<void>();
    const chores = starting(locks('A'), [
      chore('A', ({ signal }) => {
        signal.addEventListener('abort', () => end());
        return heeds;
      }),
      { name: 'deaf', everyMs: EVERY_MS, run: () => new Promise(() => undefined) },
    ]);
    await clock.advance(LOOK_MS);
    let stopped = false;
    const stopping = chores.stop().then(() => {
      stopped = true;
    });
    await clock.advance(1999);
    expect(stopped).toBe(false);
    await clock.advance(1);
    await stopping;
    expect(messages).toEqual(['chore.abandoned']);
    expect(await locks('B').tryHold('deaf', 1)).toBe(true);
  });
});

it('refuses two chores of one name', () => {
  expect(() => starting(locks('A'), [chore('A'), chore('A')])).toThrow('Two chores have one name.');
});
