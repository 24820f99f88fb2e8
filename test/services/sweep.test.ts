import { beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../src/domain/error.ts';
import { type Chores, createChores } from '../../src/services/chores.ts';
import type { Locks } from '../../src/services/ports/nodes.ts';
import { createSweep } from '../../src/services/sweep.ts';
import { createLeasedLocks } from '../support/leased-locks.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { createRecordedMetrics } from '../support/recorded-metrics.ts';
import { silentLog } from '../support/silent-log.ts';

let clock: ManualClock;
let locks: (nodeId: string) => Locks;
let done: string[];
let dead: string[];
let late: string[][];
let fault: Error | null;
beforeEach(() => {
  clock = createManualClock();
  locks = createLeasedLocks(clock);
  done = [];
  dead = [];
  late = [];
  fault = null;
});

const sweeping = (nodeId: string): Chores => {
  const sweep = createSweep(
    {
      owners: {
        liveNodes: async () => new Set(['A', 'B']),
        deadNodes: async () => {
          if (fault !== null) throw fault;
          return [...dead];
        },
        forget: async (node) => {
          dead = dead.filter((one) => one !== node);
        },
      },
      log: silentLog,
      recoverStations: async () => void done.push(`${nodeId} stations`),
      recoverCommands: async () => void done.push(`${nodeId} commands`),
      removeQueue: async (node) => void done.push(`${nodeId} removes ${node}`),
      removeLateJobs: async (live) => void late.push([...live]),
    },
    { everyMs: 1000, wholeEveryMs: 10_000 },
  );
  const chores = createChores(
    { locks: locks(nodeId), clock, log: silentLog, metrics: createRecordedMetrics(), random: () => 0 },
    [sweep],
  );
  chores.start();
  return chores;
};

describe('the sweep', () => {
  it('looks through everything at once, then now and then, on one node', async () => {
    const sweeps = [sweeping('A'), sweeping('B')];
    await clock.advance(1000);
    expect(done).toEqual(['A stations', 'A commands']);
    await clock.advance(9000);
    expect(done).toHaveLength(2);
    await clock.advance(1000);
    expect(done).toEqual(['A stations', 'A commands', 'A stations', 'A commands']);
    // And for what came into the queues of dead nodes behind their removal.
    expect(late).toEqual([
      ['A', 'B'],
      ['A', 'B'],
    ]);
    await Promise.all(sweeps.map(({ stop }) => stop()));
  });

  it('puts in order what a dead node left, at the next look, once', async () => {
    const sweeps = [sweeping('A'), sweeping('B')];
    await clock.advance(1000);
    done = [];
    dead = ['C'];
    await clock.advance(1000);
    expect(done).toEqual(['A stations', 'A commands', 'A removes C']);
    await clock.advance(1000);
    expect(done).toHaveLength(3);
    await Promise.all(sweeps.map(({ stop }) => stop()));
  });

  it('leaves alone a node that is back before it is done', async () => {
    const { stop } = sweeping('A');
    await clock.advance(1000);
    dead = ['C'];
    const before = done.length;
    done.push = (...items: string[]) => {
      dead = [];
      return Array.prototype.push.apply(done, items);
    };
    await clock.advance(1000);
    expect(done.slice(before)).toEqual(['A stations', 'A commands']);
    await stop();
  });

  it('tries again when it could not tell who lives', async () => {
    const { stop } = sweeping('A');
    fault = new DomainError('unavailable');
    await clock.advance(3000);
    expect(done).toEqual([]);
    fault = null;
    await clock.advance(1000);
    expect(done).toEqual(['A stations', 'A commands']);
    await stop();
  });

  it('is taken over by another node, at once when its node ends in order', async () => {
    const [a, b] = [sweeping('A'), sweeping('B')];
    await clock.advance(1000);
    await a.stop();
    done = [];
    await clock.advance(1000);
    expect(done).toEqual(['B stations', 'B commands']);
    await b.stop();
    await clock.advance(60_000);
    expect(done).toHaveLength(2);
  });
});
