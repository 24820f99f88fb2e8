/** A small run of those scenarios of `npm run faults` in which a store is damaged, goes back, or is another release's. */
import { describe, expect, it } from 'vitest';
import { cutTails } from './scenarios/cut-tails.ts';
import { flippedBits } from './scenarios/flipped-bits.ts';
import { killedThenUpgraded } from './scenarios/killed-then-upgraded.ts';
import { restoredBackup } from './scenarios/restored-backup.ts';

const lines: string[] = [];
const options = { seed: 5, quick: true, say: (line: string) => lines.push(line) };

describe.each([flippedBits, cutTails, restoredBackup, killedThenUpgraded])('$name', (scenario) => {
  const reason = scenario.missing();
  const means = reason === null ? scenario.means : `${scenario.means} (not run: ${reason})`;
  it.skipIf(reason !== null)(`${means}: the gateway keeps its word`, { timeout: 300_000 }, async () => {
    const report = await scenario.run({ ...options, kills: 0 });
    expect(report.differences, lines.join('\n')).toEqual([]);
    expect(report.faults).toBeGreaterThan(0);
    expect(report.believed).toBeGreaterThan(0);
  });
});
