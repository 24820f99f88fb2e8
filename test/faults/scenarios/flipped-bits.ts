/**
 * Bits of a dead gateway's store turn over: in SQLite's log, where a start must tell it or lose nothing, and in the
 * database, whose pages have no checksums: there a start tells what it can, and a backup is what helps.
 */
import { readFileSync, statSync } from 'node:fs';
import { flipBits } from '../damage/bits.ts';
import { commitsIn, type Place } from '../damage/log-frames.ts';
import { type Damage, runTurns } from '../damage/turn.ts';
import type { Scenario } from '../scenario.ts';

type Flip = { readonly kind: string; readonly count: number; readonly in: 'log' | 'last commit' | 'database' };

const FLIPS: readonly Flip[] = [
  { kind: 'a bit of the log', count: 1, in: 'log' },
  { kind: 'bits of the database', count: 4, in: 'database' },
  { kind: 'a bit of the last commit', count: 1, in: 'last commit' },
  { kind: 'bits of the log', count: 8, in: 'log' },
  { kind: 'a bit of the database', count: 1, in: 'database' },
];
const TURNS = 8;

const flip = (file: string, random: () => number, { kind, count, in: part }: Flip): Damage => {
  const log = `${file}-wal`;
  const commits = commitsIn(readFileSync(log));
  const last = commits.at(-1);
  if (last === undefined) throw new Error('nothing is in the log');
  const places: Readonly<Record<Flip['in'], Place>> = {
    log: { from: 0, to: last.to },
    'last commit': last,
    database: { from: 0, to: statSync(file).size },
  };
  const flipped = flipBits(part === 'database' ? file : log, places[part], count, random);
  const first = Math.min(...flipped);
  return {
    kind,
    where: `at ${flipped.join(', ')} of ${places[part].to}`,
    soundBytes: part === 'database' ? null : (commits.findLast(({ to }) => to <= first)?.to ?? 0),
  };
};

export const flippedBits: Scenario = {
  name: 'flipped-bits',
  means: "bits flipped in the log and the database of a killed gateway's store",
  missing: () => null,
  run: (options) => runTurns(options, { turns: TURNS, kinds: FLIPS }, flip),
};
