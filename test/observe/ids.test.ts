import { decodeTime } from 'ulid';
import { describe, expect, it } from 'vitest';
import { createIds } from '../../src/observe/ids.ts';
import { createManualClock } from '../support/manual-clock.ts';

describe('ids', () => {
  it('are ULIDs of the clock that grow, also within one millisecond', async () => {
    const clock = createManualClock();
    const newId = createIds(clock);
    const ids: string[] = [];
    for (let ms = 0; ms < 10; ms++) {
      for (let i = 0; i < 1000; i++) ids.push(newId());
      await clock.advance(1);
    }
    expect(new Set(ids).size).toBe(10_000);
    expect(ids.toSorted()).toEqual(ids);
    expect(ids.every((id) => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id))).toBe(true);
    expect(decodeTime(ids[0] ?? '')).toBe(Date.parse('2026-03-01T12:00:00.000Z'));
  });

  it('grow when the clock steps back', () => {
    let nowMs = 1_700_000_000_000;
    const newId = createIds({ now: () => new Date(nowMs), after: () => () => undefined });
    const before = newId();
    nowMs -= 60_000;
    expect(newId() > before).toBe(true);
  });

  it('of two sources do not meet', () => {
    const clock = createManualClock();
    const [one, other] = [createIds(clock), createIds(clock)];
    const ids = Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? one() : other()));
    expect(new Set(ids).size).toBe(2000);
  });
});
