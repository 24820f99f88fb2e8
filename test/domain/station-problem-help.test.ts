import { describe, expect, it } from 'vitest';
import { STATION_PROBLEM_KINDS } from '../../src/domain/station-problem.ts';
import { helpWith } from '../../src/domain/station-problem-help.ts';
import { firstSighting } from '../../src/domain/station-problem-rules.ts';

const problem = (kind: (typeof STATION_PROBLEM_KINDS)[number], level: 'lenient' | 'off' | null = null) =>
  firstSighting(
    { stationId: 'CP1', kind, action: null, property: null, detail: 'it is wrong', level },
    new Date('2026-03-01T12:00:00Z'),
  );

describe('what would help', () => {
  it.each(STATION_PROBLEM_KINDS)('is said of %s in a sentence', (kind) => {
    expect(helpWith(problem(kind), 'lenient')).toMatch(/^[A-Z].{20,}\.$/);
  });

  it('against a refusal is the level that takes the message, or the vendor', () => {
    expect(helpWith(problem('message_refused', 'lenient'), 'strict')).toMatch(/^Set validation to lenient/);
    expect(helpWith(problem('message_refused', 'off'), 'lenient')).toMatch(/^Set validation to off/);
    expect(helpWith(problem('message_refused', 'lenient'), 'off')).toMatch(/apply its quarantined messages again/);
    expect(helpWith({ ...problem('message_refused'), property: '/status' }, 'off')).toMatch(
      /takes it: read it in quarantine.*ask the vendor/,
    );
  });

  it('speaks of quarantine only where there may be something in it: a boot that was refused is not kept', () => {
    expect(helpWith(problem('message_refused', 'lenient'), 'strict')).toMatch(/where it has any/);
    expect(helpWith(problem('message_refused', 'lenient'), 'lenient')).toMatch(/where it has any/);
  });

  it('against the refusal of a whole message is the registration, where that is why', () => {
    expect(helpWith(problem('message_refused'), 'off')).toMatch(/accept the registration.*ask the vendor/);
  });
});
