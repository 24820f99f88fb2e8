/**
 * Two former releases, from the repository's history and under the same load, are killed, and this release is started on
 * what they left. One had a journal beside the database, whose operations only it can do again: there the start must
 * refuse, and what it says is done. The other had its log in SQLite alone: there the start goes on by itself.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../../src/simulator/seeded-random.ts';
import { difference } from '../check/difference.ts';
import { checkRefusal } from '../damage/operator.ts';
import { createSites, startNode } from '../damage/sites.ts';
import { formerMissing, takeOut } from '../gateway/former-release.ts';
import { createNode } from '../gateway/node.ts';
import { inspect } from '../inspection.ts';
import { added, type FaultOptions, inFolder, NOTHING, type Report, type Scenario } from '../scenario.ts';
import { createTally } from '../tally.ts';

type Former = { readonly commit: string; readonly is: string; readonly hasJournal: boolean };

const FORMERS: readonly Former[] = [
  { commit: 'b5290a3', is: 'with a journal', hasJournal: true },
  { commit: '0d2012a', is: 'without parties', hasJournal: false },
];
/** Of each. */
const TURNS = 3;
const WORK_MS = 1500;
const HEARS_AFTER_MS = 2000;

const runTurn = (options: FaultOptions, former: Former, index: number): Promise<Report> =>
  inFolder(options.say, async (folder) => {
    const seed = options.seed * 1000 + index;
    const random = seededRandom(seed);
    const tally = createTally(options);
    const program = takeOut(former.commit, join(folder, 'former'));
    const node = await createNode({ dataDir: join(folder, 'data'), logFile: join(folder, 'gateway.log') });
    // That release knows none.
    const sites = createSites(options, node, seed, { webhooks: false });
    const launchFormer = async (): Promise<void> => {
      if (!(await node.launch({ program })))
        throw new Error(`${former.commit} did not start: ${node.process().said()}`);
    };

    /** Answers how this release came to the store. */
    const upgrade = async (): Promise<string> => {
      if (await node.launch()) return 'taken';
      const said = node.process().said();
      tally.found(checkRefusal(said));
      if (!former.hasJournal) tally.found([difference('refusal unclear', 'nothing is missing')]);
      // As it says. That release hears signals a moment after it has told that it started.
      await launchFormer();
      await pause(HEARS_AFTER_MS);
      await node.stop();
      await startNode(node);
      return 'refused, then taken';
    };

    try {
      await launchFormer();
      const site = await sites.open();
      site.work();
      await pause(WORK_MS * (0.3 + random()));
      await node.kill();
      tally.fault(`${former.is}: ${await upgrade()}`);
      await site.rest();
      const nowAt = () => new Date();
      tally.inspected(await inspect(site, { jobsOf: node.jobs, settled: false, nowAt }));
      const latest = await sites.killUnder(site);
      tally.fault('killed');
      tally.inspected(latest);
      return tally.report();
    } finally {
      await sites.close();
      await node.kill();
    }
  });

export const killedThenUpgraded: Scenario = {
  name: 'killed-then-upgraded',
  means: 'two former releases killed, and this one started on what they left',
  missing: () => FORMERS.map(({ commit }) => formerMissing(commit)).find((reason) => reason !== null) ?? null,
  run: async (options) => {
    let report = NOTHING;
    for (const former of FORMERS) {
      for (let index = 0; index < (options.quick ? 1 : TURNS); index += 1)
        report = added(report, await runTurn(options, former, index));
    }
    return report;
  },
};
