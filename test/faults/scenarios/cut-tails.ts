/** The end of SQLite's log is missing after a kill: as much of it as was being written, or more, as no power cut takes. */
import { readFileSync, rmSync, truncateSync } from 'node:fs';
import { commitsIn } from '../damage/log-frames.ts';
import { type Damage, runTurns } from '../damage/turn.ts';
import type { Scenario } from '../scenario.ts';

type Cut = { readonly kind: string; readonly of: 'last commit' | 'log'; readonly rebooted: boolean };

/** rebooted: what SQLite keeps in shared memory is gone, too. */
const CUTS: readonly Cut[] = [
  { kind: 'anywhere', of: 'log', rebooted: false },
  { kind: 'anywhere, rebooted', of: 'log', rebooted: true },
  { kind: 'in the last commit', of: 'last commit', rebooted: false },
  { kind: 'in the last commit, rebooted', of: 'last commit', rebooted: true },
];
const TURNS = 8;

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

export const cutTails: Scenario = {
  name: 'cut-tails',
  means: "the end of the log cut off a killed gateway's store",
  missing: () => null,
  run: (options) => runTurns(options, { turns: TURNS, kinds: CUTS }, cut),
};
