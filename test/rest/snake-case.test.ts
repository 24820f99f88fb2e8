import { describe, expect, it } from 'vitest';
import { snakeCase, snakeCaseValue } from '../../src/rest/snake-case.ts';

describe('snakeCase', () => {
  it.each([
    ['stackLevel', 'stack_level'],
    ['limitW', 'limit_w'],
    ['id', 'id'],
  ])('writes %s as %s', (name, written) => {
    expect(snakeCase(name)).toBe(written);
  });

  it('reaches every key of a command’s result, and no value', () => {
    expect(
      snakeCaseValue({ profileId: 1, readBack: { startS: 0, periods: [{ limit: 6, unit: 'keepMe' }] }, none: null }),
    ).toEqual({ profile_id: 1, read_back: { start_s: 0, periods: [{ limit: 6, unit: 'keepMe' }] }, none: null });
    expect(snakeCaseValue('asItIs')).toBe('asItIs');
  });
});
