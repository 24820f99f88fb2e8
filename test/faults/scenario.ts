/** What a scenario is given, and what it reports. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Difference } from './check/difference.ts';

export type FaultOptions = {
  readonly seed: number;
  readonly kills: number;
  /** A small one, for the ordinary suite. */
  readonly quick: boolean;
  /** Says what is going on. */
  readonly say: (line: string) => void;
};

export type Report = {
  /** How many times something was broken. */
  readonly faults: number;
  /** What they were, with their numbers. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Transactions that the stations believe in, and that are stored. */
  readonly believed: number;
  readonly stored: number;
  readonly readings: number;
  readonly commands: number;
  readonly events: number;
  readonly differences: readonly Difference[];
};

export type Scenario = {
  readonly name: string;
  readonly means: string;
  /** Why it cannot be run here; null: it can. */
  readonly missing: () => string | null;
  readonly run: (options: FaultOptions) => Promise<Report>;
};

export const NOTHING: Report = {
  faults: 0,
  kinds: {},
  believed: 0,
  stored: 0,
  readings: 0,
  commands: 0,
  events: 0,
  differences: [],
};

export const added = (left: Report, right: Report): Report => ({
  faults: left.faults + right.faults,
  kinds: Object.fromEntries(
    [...new Set([...Object.keys(left.kinds), ...Object.keys(right.kinds)])].map((kind) => [
      kind,
      (left.kinds[kind] ?? 0) + (right.kinds[kind] ?? 0),
    ]),
  ),
  believed: left.believed + right.believed,
  stored: left.stored + right.stored,
  readings: left.readings + right.readings,
  commands: left.commands + right.commands,
  events: left.events + right.events,
  differences: [...left.differences, ...right.differences],
});

/** A folder that goes away when the work is over, unless there is something to look into: data and log of the gateway. */
export const inFolder = async (
  say: FaultOptions['say'],
  work: (folder: string) => Promise<Report>,
): Promise<Report> => {
  const folder = mkdtempSync(join(tmpdir(), 'voltgate-faults-'));
  const report = await work(folder);
  if (report.differences.length > 0) say(`Its data and log are kept in ${folder}.`);
  else rmSync(folder, { recursive: true, force: true });
  return report;
};
