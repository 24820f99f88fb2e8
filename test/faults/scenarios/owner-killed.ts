/**
 * Two gateways; the one that holds a station's socket is killed in the middle of a command or of a commit, and comes
 * back later.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../../src/simulator/seeded-random.ts';
import { clusterMissing, withCluster } from '../gateway/cluster.ts';
import { countAt, type FaultPoint, faultEnvironment, killAt, POINTS_OF_MANY } from '../gateway/fault-points.ts';
import type { Scenario } from '../scenario.ts';

/** Each gateway at any time, then each point in either of them. */
const KILLS = 2 + 2 * POINTS_OF_MANY.length;
const WORK_MS = 1000;
const LONGEST_WAIT_MS = 5000;
const AWAY_MS = 1500;

export const ownerKilled: Scenario = {
  name: 'owner-killed',
  means: 'two gateways, the owner of a socket killed in the middle of a command or commit',
  missing: clusterMissing,
  run: (options) =>
    withCluster(options, null, async ({ nodes, site, tally, compare }) => {
      const random = seededRandom(options.seed);
      /** What is built into each gateway that lives; null: nothing. */
      const points: (FaultPoint | null)[] = [null, null];
      for (let turn = 0; turn < (options.quick ? options.kills : KILLS); turn += 1) {
        const node = nodes[turn % 2] ?? nodes[0];
        const armedBy = join(tmpdir(), `voltgate-armed-${process.pid}-${turn % 2}`);
        const point = points[turn % 2] ?? null;
        site.work();
        await pause(random() * WORK_MS);
        // Only now: the other gateway, which is killed in the next turn, must live while all is compared.
        if (point !== null) writeFileSync(armedBy, '');
        const byItself = await Promise.race([
          node.process().ended.then(() => true),
          pause(point === null ? 0 : LONGEST_WAIT_MS).then(() => false),
        ]);
        rmSync(armedBy, { force: true });
        await node.kill();
        tally.fault(byItself ? (point ?? 'by itself') : 'any time');
        await pause(random() * AWAY_MS);
        const next = POINTS_OF_MANY[(options.seed + turn) % POINTS_OF_MANY.length] ?? 'socket.before_call';
        points[turn % 2] = next;
        const fault = { point: next, count: countAt(next, random), armedBy };
        if (!(await node.launch({ environment: faultEnvironment(fault), preloads: [killAt] }))) {
          throw new Error('a gateway did not start again');
        }
        await compare();
      }
    }),
};
