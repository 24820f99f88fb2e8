/** The outcome of a run as text. */
import type { Report, Scenario } from './scenario.ts';

type Row = {
  readonly scenario: Scenario;
  readonly report: Report | null;
  readonly missing: string | null;
  readonly seconds: number;
};

const HEAD = ['scenario', 'faults', 'sessions believed/stored', 'readings', 'commands', 'events', 'differences', 's'];

const cellsOf = ({ scenario, report, missing, seconds }: Row): readonly string[] =>
  report === null
    ? [scenario.name, `not run: ${missing}`, '', '', '', '', '', '']
    : [
        scenario.name,
        String(report.faults),
        `${report.believed}/${report.stored}`,
        String(report.readings),
        String(report.commands),
        String(report.events),
        String(report.differences.length),
        seconds.toFixed(0),
      ];

export const tableOf = (rows: readonly Row[]): string => {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) =>
    Math.max(...cells.filter((row) => !row[1]?.startsWith('not run')).map((row) => row[column]?.length ?? 0)),
  );
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const kinds = rows.flatMap(({ scenario, report }) =>
    report === null
      ? []
      : [
          `${scenario.name}: ${Object.entries(report.kinds)
            .map(([kind, count]) => `${kind} ${count}`)
            .join(', ')}`,
        ],
  );
  return [...lines, '', ...kinds].join('\n');
};
