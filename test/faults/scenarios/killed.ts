/**
 * One gateway, killed with SIGKILL again and again: at any time, in its start, and aimed at the moments in which store,
 * queue and socket do not say the same.
 *
 * Each round has data of its own, and ends with a start an hour and more ahead: by then every job is due, so none may be
 * left and every command must have ended.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../../src/simulator/seeded-random.ts';
import { difference } from '../check/difference.ts';
import {
  countAt,
  type FaultPoint,
  faultEnvironment,
  killAt,
  POINTS_OF_ONE,
  shiftClock,
} from '../gateway/fault-points.ts';
import { createNode, type Node } from '../gateway/node.ts';
import { inspect } from '../inspection.ts';
import { openSite, type Site } from '../load/site.ts';
import { added, type FaultOptions, inFolder, NOTHING, type Report, type Scenario } from '../scenario.ts';
import { createTally } from '../tally.ts';

const KILLS_IN_A_ROUND = 10;
const NO_FAULT = { kind: 'any time', afterMs: 0 } as const;
/** A point that is not come to: the kill comes all the same. */
const LONGEST_WAIT_MS = 3000;
const AHEAD_MS = 2 * 60 * 60 * 1000;
const DRAINED_WITHIN_MS = 20_000;

type Plan =
  | { readonly kind: 'any time'; readonly afterMs: number }
  | { readonly kind: FaultPoint; readonly count: number }
  /** Counted from the start on, so that it may fall into the recovery. */
  | { readonly kind: 'in its start'; readonly point: FaultPoint; readonly count: number };

const planOf = (index: number, random: () => number): Plan => {
  // Every third at any time, and the points in turn between them.
  if (index % 3 === 0) return { kind: 'any time', afterMs: random() * 1500 };
  const turn = Math.floor((index * 2) / 3);
  const point = POINTS_OF_ONE[turn % POINTS_OF_ONE.length] ?? 'store.after_commit';
  if (turn % 7 === 6)
    return { kind: 'in its start', point: 'store.after_commit', count: 1 + Math.floor(random() * 30) };
  return { kind: point, count: countAt(point, random) };
};

/** Starts the gateway with a plan; resolves with whether it lives. */
const launchWith = (node: Node, plan: Plan, armedBy: string): Promise<boolean> => {
  rmSync(armedBy, { force: true });
  if (plan.kind === 'any time') return node.launch();
  const inStart = plan.kind === 'in its start';
  if (inStart) writeFileSync(armedBy, '');
  const point = inStart ? plan.point : plan.kind;
  return node.launch({ environment: faultEnvironment({ point, count: plan.count, armedBy }), preloads: [killAt] });
};

/** Resolves when it is dead; with how. */
const dies = async (node: Node, plan: Plan, armedBy: string): Promise<string> => {
  const gateway = node.process();
  if (plan.kind === 'any time') await pause(plan.afterMs);
  else {
    writeFileSync(armedBy, '');
    const byItself = await Promise.race([gateway.ended.then(() => true), pause(LONGEST_WAIT_MS).then(() => false)]);
    if (byItself) return plan.kind;
  }
  await node.kill();
  return plan.kind === 'any time' ? plan.kind : 'point not come to';
};

/** Every driver has left; two hours later nothing may wait any more. */
const drain = async (node: Node, site: Site, folder: string) => {
  await site.rest();
  await site.empty();
  await site.quiet(DRAINED_WITHIN_MS);
  await node.kill();
  const shiftFile = join(folder, 'clock-shift');
  writeFileSync(shiftFile, String(AHEAD_MS));
  await node.launch({ environment: { CLOCK_SHIFT_FILE: shiftFile }, preloads: [shiftClock] });
  const nowAt = () => new Date(Date.now() + AHEAD_MS);
  const report = await inspect(site, { jobsOf: node.jobs, settled: true, nowAt });
  const untilMs = performance.now() + DRAINED_WITHIN_MS;
  while (node.jobs().waiting.length > 0 && performance.now() < untilMs) await pause(50);
  const left = node.jobs().waiting.map(({ id }) => difference('job late', `${id} is left at the end`));
  return { ...report, differences: [...report.differences, ...left] };
};

const runRound = (options: FaultOptions, first: number, kills: number): Promise<Report> =>
  inFolder(options.say, async (folder) => {
    const random = seededRandom(options.seed * 1000 + first);
    const node = await createNode({ dataDir: join(folder, 'data'), logFile: join(folder, 'gateway.log') });
    const armedBy = join(folder, 'armed');
    const tally = createTally(options);
    let plan = planOf(first, random);
    await launchWith(node, plan.kind === 'in its start' ? NO_FAULT : plan, armedBy);
    const site = await openSite({
      seed: options.seed + first,
      each: options.quick ? 1 : 2,
      urlOf: () => node.url,
      stationsUrl: () => `ws://127.0.0.1:${node.port}/ocpp`,
    });
    try {
      for (let index = first; index < first + kills; index += 1) {
        site.work();
        tally.fault(await dies(node, plan, armedBy));
        plan = index + 1 < first + kills ? planOf(index + 1, random) : NO_FAULT;
        while (!(await launchWith(node, plan, armedBy))) {
          tally.fault('in its start');
          plan = { kind: 'any time', afterMs: random() * 1500 };
        }
        if (plan.kind === 'in its start') continue;
        await site.rest();
        tally.inspected(await inspect(site, { jobsOf: node.jobs, settled: false, nowAt: () => new Date() }));
      }
      tally.inspected(await drain(node, site, folder));
      return tally.report();
    } finally {
      await site.close();
      await node.kill();
    }
  });

export const killed: Scenario = {
  name: 'killed',
  means: 'SIGKILL at any time, and between store, queue and socket',
  missing: () => null,
  run: async (options) => {
    let report = NOTHING;
    for (let first = 0; first < options.kills; first += KILLS_IN_A_ROUND) {
      report = added(report, await runRound(options, first, Math.min(KILLS_IN_A_ROUND, options.kills - first)));
    }
    return report;
  },
};
