import { describe, expect, it } from 'vitest';
import { traceparentOf } from '../../src/domain/traceparent.ts';

const SOUND = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('a traceparent', () => {
  it('is kept as it came', () => {
    expect(traceparentOf(SOUND)).toBe(SOUND);
  });

  it('of a later version is kept as far as its form is known', () => {
    expect(traceparentOf(`cc${SOUND.slice(2)}-what-comes-then`)).toBe(`cc${SOUND.slice(2)}`);
  });

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['one that goes on', `${SOUND}-more`],
    ['one that goes on without a dash', `cc${SOUND.slice(2)}1`],
    ['the version that is forbidden', `ff${SOUND.slice(2)}`],
    ['capitals', SOUND.toUpperCase()],
    ['a trace of zeros', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`],
    ['a parent of zeros', `00-0af7651916cd43dd8448eb211c80319c-${'0'.repeat(16)}-01`],
  ])('is passed over: %s', (_, header) => {
    expect(traceparentOf(header)).toBe(null);
  });
});
