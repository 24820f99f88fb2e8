import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../../src/store/sqlite/json.ts';

const instants = fc.date({ noInvalidDate: false });
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    instants,
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe('a stored document', () => {
  it('is written as JSON.stringify writes it, whatever is in it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), values), (document) => {
        expect(encode(document)).toBe(JSON.stringify(document));
      }),
    );
  });

  it.each([
    0,
    1,
    999,
    86_399_999,
    86_400_000,
    Date.UTC(2028, 1, 29, 23, 59, 59, 999),
    Date.UTC(9999, 11, 31, 23, 59, 59, 999),
    Date.UTC(10_000, 0),
    -1,
  ])('has the instant %i again', (ms) => {
    expect(decode(encode({ startedAt: new Date(ms) }))).toEqual({ startedAt: new Date(ms) });
  });
});
