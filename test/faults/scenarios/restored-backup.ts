/**
 * A backup is made while stations charge, the load goes on, the gateway is killed, and the backup is restored into a folder
 * of its own: what was acknowledged before the backup began is there, all of one moment; and kills after that lose nothing.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../../src/simulator/seeded-random.ts';
import { runStoreCommand } from '../../support/store-command.ts';
import { difference } from '../check/difference.ts';
import { checkAcknowledged, checkMoment } from '../check/moment.ts';
import { readStoredInTime } from '../check/stored.ts';
import { contentOf } from '../damage/content.ts';
import { createSites, startNode } from '../damage/sites.ts';
import { createNode } from '../gateway/node.ts';
import { added, type FaultOptions, inFolder, NOTHING, type Report, type Scenario } from '../scenario.ts';
import { createTally } from '../tally.ts';

const TURNS = 4;
const KILLS_AFTERWARDS = 2;
const WORK_MS = 1500;

const runTurn = (options: FaultOptions, index: number): Promise<Report> =>
  inFolder(options.say, async (folder) => {
    const seed = options.seed * 1000 + index;
    const random = seededRandom(seed);
    const tally = createTally(options);
    const logFile = join(folder, 'gateway.log');
    const backup = join(folder, 'backup.sqlite');
    const first = await createNode({ dataDir: join(folder, 'data'), logFile });
    // At the same address: the stations of before find it.
    const second = await createNode({ dataDir: join(folder, 'restored'), logFile, port: first.port });
    const sites = createSites(options, second, seed);
    try {
      await startNode(first);
      const site = await sites.open();
      site.work();
      await pause(WORK_MS * random());
      const told = site.journal();
      const made = await runStoreCommand(first.dataDir, 'backup', backup);
      if (made.code !== 0) throw new Error(`no backup: ${made.said}`);
      await pause(WORK_MS * random());
      await first.kill();
      const whole = contentOf(join(first.dataDir, 'voltgate.sqlite'));
      if (whole === null) throw new Error('the store is damaged without that');
      await sites.leave(site);

      const restored = await runStoreCommand(second.dataDir, 'restore', backup);
      if (restored.code !== 0) tally.found([difference('command of the operator failed', `restore: ${restored.said}`)]);
      await startNode(second);
      tally.fault('restored');
      const stored = await readStoredInTime(site.api);
      tally.found([...checkMoment(whole.events, stored, told.listed.length), ...checkAcknowledged(told, stored)]);
      const latest = await sites.goOn();
      tally.fault('killed');
      tally.inspected(latest);
      for (let kills = 1; kills < (options.quick ? 1 : KILLS_AFTERWARDS); kills += 1) {
        const next = await sites.goOn();
        tally.fault('killed');
        tally.inspected(next);
      }
      return tally.report();
    } finally {
      await sites.close();
      await first.kill();
      await second.kill();
    }
  });

export const restoredBackup: Scenario = {
  name: 'restored-backup',
  means: 'a backup made under load, restored after a kill, and kills after that',
  missing: () => null,
  run: async (options) => {
    let report = NOTHING;
    for (let index = 0; index < (options.quick ? 1 : TURNS); index += 1)
      report = added(report, await runTurn(options, index));
    return report;
  },
};
