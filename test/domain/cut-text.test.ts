import { describe, expect, it } from 'vitest';
import { cutText } from '../../src/domain/cut-text.ts';

describe('text that is cut', () => {
  it('is what was given as long as it fits', () => {
    expect(cutText('abc', 3)).toBe('abc');
    expect(cutText('', 0)).toBe('');
  });

  it('has at most so many units, and no half of a pair of surrogates', () => {
    expect(cutText('abcd', 3)).toBe('abc');
    expect(cutText('ab😀', 3)).toBe('ab\ufffd');
  });
});
