/** Chance that repeats: each case has its own source, so that one case can be made again without those before it. */
import { seededRandom } from '../../src/simulator/seeded-random.ts';

export type Random = {
  /** 0 (inclusive) to 1 (exclusive). */
  readonly next: () => number;
  /** 0 (inclusive) to below (exclusive). */
  readonly int: (below: number) => number;
  readonly pick: <T>(values: readonly [T, ...T[]]) => T;
  /** null of an empty list. */
  readonly pickOf: <T>(values: readonly T[]) => T | null;
  readonly chance: (probability: number) => boolean;
  /** In an order of chance; the list itself stays as it is. */
  readonly shuffled: <T>(values: readonly T[]) => readonly T[];
};

/** stream keeps apart what is drawn for one index on different occasions. */
export const randomFor = (seed: number, index: number, stream = 0): Random => {
  const mixed =
    Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35) ^ Math.imul(stream, 0x27d4eb2f);
  const next = seededRandom(mixed);
  const int = (below: number): number => Math.floor(next() * below);
  return {
    next,
    int,
    pick: (values) => values[int(values.length)] ?? values[0],
    pickOf: (values) => values[int(values.length)] ?? null,
    chance: (probability) => next() < probability,
    shuffled: (values) => {
      const left = [...values];
      return values.flatMap(() => left.splice(int(left.length), 1));
    },
  };
};
