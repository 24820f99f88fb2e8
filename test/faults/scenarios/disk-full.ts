/**
 * The disk is full for a while: the gateway takes nothing that it cannot store, says so, and goes on when there is room.
 * In every other turn it is killed while the disk is full, and started when there is room again.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { difference } from '../check/difference.ts';
import { createNode } from '../gateway/node.ts';
import { mountSmallDisk, smallDiskMissing } from '../gateway/small-disk.ts';
import { inspect } from '../inspection.ts';
import { openSite } from '../load/site.ts';
import { type FaultOptions, inFolder, type Report, type Scenario } from '../scenario.ts';
import { createTally } from '../tally.ts';

/** Room for what the store writes ahead (33 MB before it goes into the database), and for node's compiled code. */
const DISK_MB = 128;
const WORK_MS = 800;
const FULL_MS = 1500;

const run = (options: FaultOptions): Promise<Report> =>
  inFolder(options.say, async (folder) => {
    const disk = mountSmallDisk(join(folder, 'disk'), DISK_MB);
    const node = await createNode({ dataDir: join(disk.folder, 'data'), logFile: join(folder, 'gateway.log') });
    try {
      await node.launch();
      const site = await openSite({
        seed: options.seed,
        each: options.quick ? 1 : 2,
        urlOf: () => node.url,
        stationsUrl: () => `ws://127.0.0.1:${node.port}/ocpp`,
      });
      const tally = createTally(options);
      let felt = 0;
      try {
        for (let turn = 1; turn <= (options.quick ? 2 : 10); turn += 1) {
          site.work();
          await pause(WORK_MS);
          const before = site.api.unavailable();
          disk.fill();
          await pause(FULL_MS);
          if (site.api.unavailable() > before) felt += 1;
          const dies = turn % 2 === 0;
          if (!node.process().running()) tally.found([difference('gateway ended', 'on a full disk')]);
          if (dies) await node.kill();
          disk.empty();
          if (!node.process().running() && !(await node.launch())) throw new Error('the gateway did not start again');
          await site.rest();
          tally.fault(dies ? 'full, and killed' : 'full');
          tally.inspected(await inspect(site, { jobsOf: node.jobs, settled: false, nowAt: () => new Date() }));
        }
        options.say(`felt in ${felt} turns`);
        if (felt === 0) tally.found([difference('fault not felt', 'nobody was told of a full disk')]);
        return tally.report();
      } finally {
        await site.close();
      }
    } finally {
      await node.kill();
      disk.unmount();
    }
  });

export const diskFull: Scenario = {
  name: 'disk-full',
  means: 'no room for the data, for a while',
  missing: smallDiskMissing,
  run,
};
