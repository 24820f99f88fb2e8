/** A small run of `npm run faults`, so that it cannot rot: a gateway that is killed a few times keeps its word. */
import { describe, expect, it } from 'vitest';
import { clockSet } from './scenarios/clock-set.ts';
import { killed } from './scenarios/killed.ts';

const lines: string[] = [];
const options = { seed: 5, quick: true, say: (line: string) => lines.push(line) };

describe('a gateway under load', () => {
  it('keeps its word through kills at any time and aimed ones', { timeout: 120_000 }, async () => {
    const report = await killed.run({ ...options, kills: 3 });
    expect(report.differences, lines.join('\n')).toEqual([]);
    expect(report.faults).toBeGreaterThanOrEqual(3);
    expect(report.believed).toBeGreaterThan(0);
  });

  it('keeps its word when its clock is set', { timeout: 120_000 }, async () => {
    const report = await clockSet.run({ ...options, kills: 0 });
    expect(report.differences, lines.join('\n')).toEqual([]);
  });
});
