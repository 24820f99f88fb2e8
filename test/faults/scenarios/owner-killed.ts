/** Two gateways; the one that holds a station's socket is killed in the middle of a command, and comes back later. */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../../src/simulator/seeded-random.ts';
import { clusterMissing, withCluster } from '../gateway/cluster.ts';
import { type FaultPoint, faultEnvironment, killAt } from '../gateway/fault-points.ts';
import type { Scenario } from '../scenario.ts';

const POINTS: readonly FaultPoint[] = [
  'socket.before_call',
  'socket.after_call',
  'socket.before_answer',
  'http.before_answer',
  'socket.after_answer',
  'http.after_answer',
];
const KILLS = 12;
const LONGEST_WAIT_MS = 5000;
const AWAY_MS = 1500;

export const ownerKilled: Scenario = {
  name: 'owner-killed',
  means: 'two gateways, the owner of a socket killed in the middle of a command',
  missing: clusterMissing,
  run: (options) =>
    withCluster(options, null, async ({ nodes, site, tally, compare }) => {
      const random = seededRandom(options.seed);
      const armedBy = join(tmpdir(), `voltgate-armed-${process.pid}`);
      // There all the time: each counts from its own start on.
      writeFileSync(armedBy, '');
      for (let turn = 0; turn < (options.quick ? 2 : KILLS); turn += 1) {
        const node = nodes[turn % 2] ?? nodes[0];
        const point = POINTS[turn % POINTS.length] ?? 'socket.before_call';
        site.work();
        const byItself = await Promise.race([
          node.process().ended.then(() => true),
          pause(turn < 2 ? 1000 : LONGEST_WAIT_MS).then(() => false),
        ]);
        await node.kill();
        tally.fault(byItself ? 'at its point' : 'any time');
        await pause(random() * AWAY_MS);
        // Dies by itself in the turn after next.
        const fault = { point, count: 20 + Math.floor(random() * 40), armedBy };
        while (!(await node.launch({ environment: faultEnvironment(fault), preloads: [killAt] }))) {
          tally.fault('in its start');
        }
        await compare();
      }
    }),
};
