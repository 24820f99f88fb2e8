/**
 * A gateway whose store is damaged while it lies dead: load, a backup under it, more load, SIGKILL, the damage, and then
 * what an operator does. Whatever that is, the store is the one of a single moment afterwards, nothing is given up without
 * a word, and nothing that is acknowledged from then on is lost by the next kill.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../../src/simulator/seeded-random.ts';
import { runStoreCommand } from '../../support/store-command.ts';
import { difference } from '../check/difference.ts';
import { checkAcknowledged, checkMoment } from '../check/moment.ts';
import { readStoredInTime } from '../check/stored.ts';
import { createNode } from '../gateway/node.ts';
import { added, type FaultOptions, inFolder, NOTHING, type Report } from '../scenario.ts';
import { createTally } from '../tally.ts';
import { contentOf } from './content.ts';
import { checkRefusal, recover, restore } from './operator.ts';
import { createSites, startNode } from './sites.ts';

const WORK_MS = 1000;

export type Damage = {
  /** For the table. */
  readonly kind: string;
  /** For whoever looks into it. */
  readonly where: string;
  /** How much of the log, in bytes, holds whole commits before it; null: it is in the database. */
  readonly soundBytes: number | null;
};

/** damage: does it to the store; file: its database. */
const liveThrough = (
  options: FaultOptions,
  index: number,
  damage: (file: string, random: () => number) => Damage,
): Promise<Report> =>
  inFolder(options.say, async (folder) => {
    const seed = options.seed * 1000 + index;
    const random = seededRandom(seed);
    const tally = createTally(options);
    const logFile = join(folder, 'gateway.log');
    const backup = join(folder, 'backup.sqlite');
    const node = await createNode({ dataDir: join(folder, 'data'), logFile });
    const file = join(node.dataDir, 'voltgate.sqlite');
    const sites = createSites(options, node, seed);

    /** The start was refused. Answers what helped. */
    const beHelped = async (): Promise<string> => {
      const said = node.process().said();
      tally.found(checkRefusal(said));
      if ((await node.launch()) || node.process().said() !== said)
        tally.found([difference('refusal unclear', 'the second start says otherwise')]);
      const { by, differences } = await recover(node, file, backup);
      tally.found(differences);
      await startNode(node);
      return by;
    };

    /** It started, though SQLite does not find all that was there. Answers what is to be made of that. */
    const goWithout = async ({ soundBytes }: Damage): Promise<string> => {
      if (soundBytes === null) {
        // Pages of the database have no checksums, as the documentation says: that is what a backup is for.
        await node.kill();
        tally.found((await restore(node, backup)).differences);
        await startNode(node);
        return 'not seen, restore';
      }
      if (readFileSync(logFile, 'utf8').includes('store.log_end_passed_over')) return 'told';
      tally.found([difference('loss not told', 'the start says nothing')]);
      return 'not told';
    };

    try {
      await startNode(node);
      const site = await sites.open();
      site.work();
      await pause(WORK_MS * (0.5 + random()));
      const backedUp = site.journal();
      const made = await runStoreCommand(node.dataDir, 'backup', backup);
      if (made.code !== 0) throw new Error(`no backup: ${made.said}`);
      await pause(WORK_MS * random());
      await node.kill();
      const whole = contentOf(file);
      if (whole === null) throw new Error('the store is damaged without that');

      const done = damage(file, random);
      const harmless = contentOf(file)?.digest === whole.digest;
      options.say(`${done.kind}: ${done.where}${harmless ? ', which nothing needs' : ''}`);
      const sound = done.soundBytes === null ? null : contentOf(file, done.soundBytes);
      if (!harmless) await sites.leave(site);
      const runs = await node.launch();
      if (runs && harmless) {
        tally.fault(`${done.kind}: nothing lost`);
        tally.inspected(await sites.killUnder(site));
        return tally.report();
      }
      if (harmless) await sites.leave(site);
      const help = runs ? await goWithout(done) : await beHelped();
      tally.fault(`${done.kind}: ${help}`);
      const stored = await readStoredInTime(site.api);
      const restored = help.includes('restore');
      tally.found(checkMoment(whole.events, stored, restored ? 0 : (sound?.events.length ?? 0)));
      if (restored) tally.found(checkAcknowledged(backedUp, stored));
      tally.inspected(await sites.goOn());
      return tally.report();
    } finally {
      await sites.close();
      await node.kill();
    }
  });

/** So many turns, the kinds of damage one after the other; with `quick` the first alone. */
export const runTurns = async <Kind>(
  options: FaultOptions,
  { turns, kinds }: { readonly turns: number; readonly kinds: readonly Kind[] },
  damage: (file: string, random: () => number, kind: Kind) => Damage,
): Promise<Report> => {
  let report = NOTHING;
  for (let index = 0; index < (options.quick ? 1 : turns); index += 1) {
    const turn = await liveThrough(options, index, (file, random) => {
      const kind = kinds[index % kinds.length];
      if (kind === undefined) throw new RangeError(`no damage ${index}`);
      return damage(file, random, kind);
    });
    report = added(report, turn);
  }
  return report;
};
