import { describe, expect, it } from 'vitest';
import { LONGEST_PAUSE_MS, pauseAfter } from '../../src/queue/backoff.ts';

const all = () => 0.999_999;
const half = () => 0;

describe('pause after a failed attempt', () => {
  it('doubles with each attempt', () => {
    expect([1, 2, 3, 4].map((attempt) => pauseAfter(attempt, 1000, all))).toEqual([1000, 2000, 4000, 8000]);
  });

  it('lies between half and all of that', () => {
    expect([1, 2, 3, 4].map((attempt) => pauseAfter(attempt, 1000, half))).toEqual([500, 1000, 2000, 4000]);
    expect(pauseAfter(1, 1000, () => 0.5)).toBe(750);
  });

  it('is never longer than a minute', () => {
    expect(pauseAfter(20, 1000, all)).toBe(LONGEST_PAUSE_MS);
    expect(pauseAfter(10_000, 1000, all)).toBe(LONGEST_PAUSE_MS);
    expect(pauseAfter(1, 10 * LONGEST_PAUSE_MS, half)).toBe(LONGEST_PAUSE_MS / 2);
  });

  it('may be nothing', () => {
    expect(pauseAfter(3, 0, all)).toBe(0);
  });
});
