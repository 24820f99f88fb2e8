/** Which values of one request are not as they should be, drawn by chance that repeats. */
import { type Random, randomFor } from './random.ts';
import { createRawJson, type RawJson } from './raw-json.ts';

/**
 * right: all are as their types and what is there ask for. odd: of their type, at its edges (very long, negative, huge,
 * strange letters). wrong: of any type.
 */
export const TWISTS = ['right', 'odd', 'wrong'] as const;
export type Twist = (typeof TWISTS)[number];

export type Making = {
  /** For what has nothing to do with a twist. */
  readonly random: Random;
  readonly raw: RawJson;
  /** Said of each value before it is made: what it is to be, and chance of its own. */
  readonly place: () => { readonly twist: Twist; readonly random: Random };
};

/**
 * Makes a request twice: once to count its values, and again with one of them twisted, or every fourth. All that is behind
 * a good beginning is reached by one bad value; what is wrong together, by many.
 */
export const makeTwisted = <T>(
  { seed, index, twist }: { readonly seed: number; readonly index: number; readonly twist: Twist },
  make: (making: Making) => T,
): { readonly made: T; readonly raw: RawJson } => {
  const decision = randomFor(seed, index, 1);
  const run = (twistOf: (at: number, random: Random) => Twist) => {
    const raw = createRawJson();
    let count = 0;
    const place = () => {
      const at = count;
      count += 1;
      const random = randomFor(seed, index, 2 + at);
      return { twist: twistOf(at, random), random };
    };
    const made = make({ random: randomFor(seed, index), raw, place });
    return { made, raw, count };
  };
  const plain = run(() => 'right');
  if (twist === 'right' || plain.count === 0) return plain;
  if (decision.chance(0.25)) return run((_at, random) => (random.chance(0.25) ? twist : 'right'));
  const only = decision.int(plain.count);
  return run((at) => (at === only ? twist : 'right'));
};
