import { beforeEach, describe, expect, it } from 'vitest';
import { createGuesses, type Guesses } from '../../src/services/stations/guesses.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';

const ADDRESS = '203.0.113.7';

let clock: ManualClock;
let guesses: Guesses;
beforeEach(() => {
  clock = createManualClock();
  guesses = createGuesses({ clock });
});

const from = (stationId: string, remoteAddress = ADDRESS) => ({ stationId, remoteAddress });
/** How many of so many tries are granted. */
const granted = (count: number, stationId: string, remoteAddress?: string) =>
  Array.from({ length: count }, () => guesses.take(from(stationId, remoteAddress))).filter(({ taken }) => taken).length;
/** Exhausts an address by guesses for so many stations. */
const guessForMany = (stations: number, remoteAddress?: string) => {
  for (let n = 0; n < stations; n += 1) granted(10, `GUESSED-${n}`, remoteAddress);
};

describe('who guesses the password of one station', () => {
  it('has ten tries, and then one more each minute', async () => {
    expect(granted(30, 'CP1')).toBe(10);
    await clock.advance(59_000);
    expect(granted(3, 'CP1')).toBe(0);
    await clock.advance(1000);
    expect(granted(3, 'CP1')).toBe(1);
  });

  it('is told of once, until it has rested', async () => {
    const told = () =>
      Array.from({ length: 30 }, () => guesses.take(from('CP1')).exhausted).filter((by) => by !== null);
    expect(told()).toEqual(['station_at_network']);
    await clock.advance(60_000);
    expect(told()).toEqual([]);
    await clock.advance(600_000);
    expect(told()).toEqual(['station_at_network']);
  });

  it('takes no try from another station at the same address, nor from that station elsewhere', () => {
    expect(granted(1000, 'CP1')).toBe(10);
    expect(granted(20, 'CP2')).toBe(10);
    expect(granted(20, 'CP1', '203.0.113.8')).toBe(10);
  });

  it('is one however many addresses of an IPv6 network it has', () => {
    expect(granted(20, 'CP1', '2001:db8::1')).toBe(10);
    expect(granted(20, 'CP1', '2001:db8::ffff:0:1')).toBe(0);
    expect(granted(20, 'CP1', '2001:db8:0:1::1')).toBe(10);
  });
});

describe('who guesses for many stations from one address', () => {
  it('is left one try for each of them, and one more each minute', async () => {
    guessForMany(10);
    expect(granted(10, 'CP1')).toBe(1);
    expect(granted(10, 'CP2')).toBe(1);
    await clock.advance(60_000);
    guessForMany(20);
    expect(granted(10, 'CP1')).toBe(1);
  });

  it('is told of once', () => {
    const told = Array.from({ length: 300 }, (_, n) => guesses.take(from(`CP${n}`)).exhausted);
    expect(told.filter((by) => by === 'network')).toHaveLength(1);
  });

  it('keeps no station out that comes with the right password', () => {
    guessForMany(50);
    for (let n = 0; n < 30; n += 1) {
      expect(guesses.take(from(`HEALTHY-${n}`)).taken).toBe(true);
      guesses.giveBack(from(`HEALTHY-${n}`));
    }
  });

  it('does not get more by a network for each', () => {
    for (let n = 0; n < 0x200; n += 1) granted(10, `GUESSED-${n}`, `2001:db8:0:${n.toString(16)}::1`);
    expect(granted(10, 'CP1', '2001:db8:0:ffff::1')).toBe(1);
    expect(granted(10, 'CP1', '2001:db8:1:ffff::1')).toBe(10);
  });
});

describe('a station that is guessed for from many addresses', () => {
  it('comes in from its own all the same', () => {
    for (let n = 0; n < 200; n += 1) granted(10, 'CP1', `203.0.113.${n}`);
    expect(granted(10, 'CP1', '198.51.100.1')).toBe(1);
    expect(granted(10, 'CP2', '198.51.100.1')).toBe(10);
  });
});

it('a right password costs no try', () => {
  for (let n = 0; n < 1000; n += 1) {
    expect(guesses.take(from('CP1')).taken).toBe(true);
    guesses.giveBack(from('CP1'));
  }
});
