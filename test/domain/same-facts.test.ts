import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { saySame } from '../../src/domain/same-facts.ts';

it('tells of any two values of JSON what a deep comparison does', () => {
  const small = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 2 },
      fc.constantFrom(null, true, 0, 1, 'a', 'b'),
      fc.array(tie('value'), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom('a', 'b', '0'), tie('value'), { maxKeys: 2 }),
    ),
  })).value;
  fc.assert(
    fc.property(small, small, (one, other) => {
      const [a, b] = [one, other].map((value) => JSON.parse(JSON.stringify(value)));
      expect(saySame(a, b)).toBe(isDeepStrictEqual(a, b));
      expect(saySame(a, structuredClone(a))).toBe(true);
    }),
  );
});

it('does not ask in which order members stand', () => {
  expect(saySame([{ id: 1, format: 'CABLE' }], [{ format: 'CABLE', id: 1 }])).toBe(true);
});
