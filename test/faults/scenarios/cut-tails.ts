/** The end of SQLite's log is missing after a kill: as much of it as was being written, or more, as no power cut takes. */
import { readFileSync, rmSync, truncateSync } from 'node:fs';
import { commitsIn } from '../damage/log-frames.ts';
import { type Damage, liveThrough } from '../damage/turn.ts';
import { added, type FaultOptions, NOTHING, type Report, type Scenario } from '../scenario.ts';

type Cut = { readonly kind: string; readonly of: 'last commit' | 'log'; readonly rebooted: boolean };

/** rebooted: what SQLite keeps in shared memory is gone, too. */
const CUTS: readonly Cut[] = [
  { kind: 'anywhere', of: 'log', rebooted: false },
  { kind: 'anywhere, rebooted', of: 'log', rebooted: true },
  { kind: 'in the last commit', of: 'last commit', rebooted: false },
  { kind: 'in the last commit, rebooted', of: 'last commit', rebooted: true },
];
const TURNS = 8;
const QUICK_TURNS = 1;

const cut = (file: string, random: () => number, { kind, of, rebooted }: Cut): Damage => {
  const log = `${file}-wal`;
  const commits = commitsIn(readFileSync(log));
  const last = commits.at(-1);
  if (last === undefined) throw new Error('nothing is in the log');
  const { from, to } = of === 'log' ? { from: 0, to: last.to } : last;
  const bytes = from + Math.floor(random() * (to - from));
  truncateSync(log, bytes);
  if (rebooted) rmSync(`${file}-shm`, { force: true });
  return {
    kind,
    where: `${bytes} of ${last.to} bytes are left`,
    soundBytes: commits.findLast((commit) => commit.to <= bytes)?.to ?? 0,
  };
};

const run = async (options: FaultOptions): Promise<Report> => {
  let report = NOTHING;
  for (let index = 0; index < (options.quick ? QUICK_TURNS : TURNS); index += 1) {
    const turn = await liveThrough(options, index, (file, random) => {
      const what = CUTS[index % CUTS.length];
      if (what === undefined) throw new RangeError(`no cut ${index}`);
      return cut(file, random, what);
    });
    report = added(report, turn);
  }
  return report;
};

export const cutTails: Scenario = {
  name: 'cut-tails',
  means: "the end of the log cut off a killed gateway's store",
  missing: () => null,
  run,
};
