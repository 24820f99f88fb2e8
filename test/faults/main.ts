/** `npm run faults`: breaks gateways on purpose, and compares what everyone was told with what is stored. */
import { parseArgs } from 'node:util';
import { difference } from './check/difference.ts';
import { type FaultOptions, NOTHING, type Report, type Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';
import { tableOf } from './table.ts';

const USAGE = `npm run faults -- [--scenario NAME]... [--kills 100] [--seed N] [--quick] [--required]

${SCENARIOS.map(({ name, means }) => `  ${name.padEnd(20)} ${means}`).join('\n')}

--required: a scenario that cannot be run on this machine is a failure.`;

const { values } = parseArgs({
  options: {
    scenario: { type: 'string', multiple: true },
    kills: { type: 'string' },
    seed: { type: 'string' },
    quick: { type: 'boolean', default: false },
    required: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const numberOf = (text: string | undefined, otherwise: number): number => {
  const number = text === undefined ? otherwise : Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`${text} is not a number`);
  return number;
};

if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const unknown = values.scenario?.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(`There is no scenario ${unknown.join(', ')}.\n\n${USAGE}`);
  process.exit(2);
}

const options: FaultOptions = {
  seed: numberOf(values.seed, 1),
  kills: numberOf(values.kills, values.quick ? 3 : 100),
  quick: values.quick,
  say: (line) => console.log(line),
};

/** One that cannot go on is a failure; the others are run all the same. */
const outcomeOf = async (scenario: Scenario): Promise<Report> => {
  try {
    return await scenario.run(options);
  } catch (error) {
    console.error(error);
    return { ...NOTHING, differences: [difference('broken off', scenario.name)] };
  }
};

const rows: { scenario: Scenario; report: Report | null; missing: string | null; seconds: number }[] = [];
for (const scenario of SCENARIOS) {
  if (values.scenario !== undefined && !values.scenario.includes(scenario.name)) continue;
  const missing = scenario.missing();
  const startedMs = performance.now();
  if (missing === null) console.log(`\n${scenario.name}: ${scenario.means} (seed ${options.seed})`);
  const report = missing === null ? await outcomeOf(scenario) : null;
  rows.push({ scenario, report, missing, seconds: (performance.now() - startedMs) / 1000 });
}
console.log(`\n${tableOf(rows)}`);
const failed = rows.some(({ report, missing }) =>
  missing === null ? (report?.differences.length ?? 0) > 0 : values.required,
);
process.exit(failed ? 1 : 0);
