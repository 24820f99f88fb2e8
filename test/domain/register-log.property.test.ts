import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type KeptRegister,
  NO_REGISTERS,
  type RegisterLog,
  registersOf,
  withRegisters,
} from '../../src/domain/register-log.ts';

const sample: fc.Arbitrary<KeptRegister> = fc.tuple(
  fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 1e9 })).map((at) => 1.7e12 + at),
  fc.integer({ min: 0, max: 50 }),
);

const logOf = (batches: readonly (readonly KeptRegister[])[]): RegisterLog =>
  batches.reduce<RegisterLog>(withRegisters, NO_REGISTERS);

describe('the register samples that are kept', () => {
  it('are the same whatever the order in which they came, in one batch or many, once or twice', () => {
    fc.assert(
      fc.property(
        fc
          .array(sample, { maxLength: 120 })
          .chain((all) =>
            fc.tuple(
              fc.constant(all),
              fc.shuffledSubarray([...all, ...all.slice(0, 20)], { minLength: all.length + Math.min(20, all.length) }),
              fc.integer({ min: 1, max: 30 }),
            ),
          ),
        ([all, shuffled, size]) => {
          const batches = Array.from({ length: Math.ceil(shuffled.length / size) }, (_, index) =>
            shuffled.slice(index * size, (index + 1) * size),
          );
          expect(logOf(batches)).toEqual(logOf([all]));
          expect(logOf(all.map((one) => [one]))).toEqual(logOf([all]));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are all of them while they are few, and never many', () => {
    const every10s = (count: number) => Array.from({ length: count }, (_, index): KeptRegister => [index * 1e4, index]);
    expect(registersOf(logOf([every10s(16)]))).toEqual(every10s(16));
    const long = registersOf(logOf(every10s(20_000).map((one) => [one])));
    expect(long.length).toBeLessThan(40);
    expect(long.slice(0, 2)).toEqual([
      [0, 0],
      [1e4, 1],
    ]);
    expect(long.at(-1)).toEqual([19_999e4, 19_999]);
    const noisy = registersOf(logOf(every10s(20_000).map(([atMs], index) => [[atMs, (index * 7919) % 1000]])));
    expect(noisy.length).toBeLessThan(70);
  });
});
