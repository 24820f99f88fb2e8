import { beforeEach, describe, expect, it } from 'vitest';
import { createGuesses, type Guesses } from '../../src/services/stations/guesses.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';

const GUESSER = '203.0.113.7';

let clock: ManualClock;
let guesses: Guesses;
beforeEach(() => {
  clock = createManualClock();
  guesses = createGuesses({ clock });
});
const take = (count: number) => Array.from({ length: count }, () => guesses.take(GUESSER));

describe('an address that tries passwords', () => {
  it('has a hundred tries, and then two more each second', async () => {
    expect(take(101).map((taken) => taken === 'none')).toEqual([...Array(100).fill(false), true]);
    await clock.advance(1000);
    expect(take(3)).toEqual(['taken', 'taken', 'none']);
  });

  it('is told of once, until it has rested', async () => {
    expect(take(100).at(-1)).toBe('exhausted');
    await clock.advance(500);
    expect(take(2)).toEqual(['taken', 'none']);
    await clock.advance(50_000);
    expect(take(100).at(-1)).toBe('exhausted');
  });

  it('loses none by being right', () => {
    for (let n = 0; n < 1000; n += 1) {
      expect(guesses.take(GUESSER)).toBe('taken');
      guesses.giveBack(GUESSER);
    }
  });

  it('takes none from another', () => {
    take(200);
    expect(guesses.take('203.0.113.8')).toBe('taken');
  });
});
