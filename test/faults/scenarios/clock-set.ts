/**
 * The machine's clock is set back and forward while sessions run: transactions, commands and events stay what they are.
 * In every other turn the gateway is killed after the step, and started under the wrong clock.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { shiftClock } from '../gateway/fault-points.ts';
import { createNode } from '../gateway/node.ts';
import { inspect } from '../inspection.ts';
import { openSite } from '../load/site.ts';
import { type FaultOptions, inFolder, type Report, type Scenario } from '../scenario.ts';
import { createTally } from '../tally.ts';

const WORK_MS = 1000;
const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** Where the clock is, against the true time, one after the other. */
const SHIFTS_MS = [-3 * SECOND, -HOUR, 0, HOUR, 0, 12 * HOUR, -12 * HOUR, 3 * SECOND, -HOUR, 0];

const run = (options: FaultOptions): Promise<Report> =>
  inFolder(options.say, async (folder) => {
    const shiftFile = join(folder, 'clock-shift');
    const node = await createNode({ dataDir: join(folder, 'data'), logFile: join(folder, 'gateway.log') });
    const launch = () => node.launch({ environment: { CLOCK_SHIFT_FILE: shiftFile }, preloads: [shiftClock] });
    const tally = createTally(options);
    try {
      await launch();
      const site = await openSite({
        seed: options.seed,
        each: options.quick ? 1 : 2,
        urlOf: () => node.url,
        stationsUrl: () => `ws://127.0.0.1:${node.port}/ocpp`,
      });
      try {
        let shiftMs = 0;
        for (const [turn, nextMs] of (options.quick ? SHIFTS_MS.slice(0, 3) : SHIFTS_MS).entries()) {
          site.work();
          await pause(WORK_MS);
          writeFileSync(shiftFile, String(nextMs));
          const way = nextMs < shiftMs ? 'back' : 'forward';
          shiftMs = nextMs;
          await pause(WORK_MS);
          const dies = turn % 2 === 1;
          if (dies) {
            await node.kill();
            await launch();
          }
          await site.rest();
          tally.fault(dies ? `${way}, and killed` : way);
          const nowAt = () => new Date(Date.now() + shiftMs);
          tally.inspected(await inspect(site, { jobsOf: node.jobs, settled: false, nowAt, clockSet: true }));
        }
        return tally.report();
      } finally {
        await site.close();
      }
    } finally {
      await node.kill();
    }
  });

export const clockSet: Scenario = {
  name: 'clock-set',
  means: 'the clock set back and forward while sessions run',
  missing: () => null,
  run,
};
