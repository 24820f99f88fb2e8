/** Counts what was broken, and what was found, and says it. */
import type { Difference } from './check/difference.ts';
import type { FaultOptions, Report } from './scenario.ts';

export type Tally = {
  readonly fault: (kind: string) => void;
  readonly found: (differences: readonly Difference[]) => void;
  /** An inspection's sizes take the place of those of the one before: it saw all of that again. */
  readonly inspected: (report: Report) => void;
  readonly report: () => Report;
};

export const createTally = ({ say }: Pick<FaultOptions, 'say'>): Tally => {
  const kinds: Record<string, number> = {};
  const differences: Difference[] = [];
  let faults = 0;
  let latest = 'nothing broken';
  let sizes = { believed: 0, stored: 0, readings: 0, commands: 0, events: 0 };

  const found = (more: readonly Difference[]) => {
    differences.push(...more);
    for (const { rule, what } of more) say(`  ${rule}: ${what}`);
  };

  return {
    fault: (kind) => {
      faults += 1;
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      latest = kind;
    },
    found,
    inspected: ({ believed, stored, readings, commands, events, differences: more }) => {
      sizes = { believed, stored, readings, commands, events };
      say(
        `${faults} ${latest}: ${more.length} differences in ${believed} sessions, ${commands} commands, ${events} events`,
      );
      found(more);
    },
    report: () => ({ faults, kinds, ...sizes, differences }),
  };
};
