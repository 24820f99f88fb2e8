/** A small run of `npm run faults`, so that it cannot rot: gateways that are killed a few times keep their word. */
import { describe, expect, it } from 'vitest';
import { clockSet } from './scenarios/clock-set.ts';
import { killed } from './scenarios/killed.ts';
import { ownerKilled } from './scenarios/owner-killed.ts';

const lines: string[] = [];
const options = { seed: 5, quick: true, say: (line: string) => lines.push(line) };

describe('a gateway under load', () => {
  it('keeps its word through kills at any time and aimed ones', { timeout: 300_000 }, async () => {
    const report = await killed.run({ ...options, kills: 3 });
    expect(report.differences, lines.join('\n')).toEqual([]);
    expect(report.faults).toBeGreaterThanOrEqual(3);
    expect(report.believed).toBeGreaterThan(0);
  });

  it('keeps its word when its clock is set', { timeout: 300_000 }, async () => {
    const report = await clockSet.run({ ...options, kills: 0 });
    expect(report.differences, lines.join('\n')).toEqual([]);
  });
});

const missing = ownerKilled.missing();

describe.skipIf(missing !== null)(`two gateways under load${missing === null ? '' : ` (not run: ${missing})`}`, () => {
  it('keep their word when either is killed, at any time and at a point', { timeout: 300_000 }, async () => {
    const report = await ownerKilled.run({ ...options, kills: 3 });
    expect(report.differences, lines.join('\n')).toEqual([]);
    expect(report.faults).toBe(3);
    expect(report.believed).toBeGreaterThan(0);
  });
});
