import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterBoot,
  type ClockTrack,
  type ClockView,
  correctionS,
  isBelievable,
  isMaterialSkew,
  madeAt,
  newClockTrack,
  provenSkewS,
  skewText,
  withTold,
} from '../../src/domain/station-clock.ts';
import { at, START } from './transaction-messages.ts';

const HOUR_S = 3600;

describe('a time that can be meant', () => {
  it.each([
    ['0001-01-01T00:00:00Z', false],
    ['1970-01-01T00:05:12Z', false],
    ['2000-01-01T00:00:00Z', false],
    ['2014-12-31T23:59:59Z', false],
    ['2015-01-01T00:00:00Z', true],
    ['2026-02-28T12:00:00Z', true],
    ['2026-03-02T02:00:00Z', true],
    ['2026-03-02T12:00:01Z', false],
    ['2106-02-07T06:28:15Z', false],
  ])('%s, received at 2026-03-01T12:00:00Z: %s', (text, expected) => {
    expect(isBelievable(new Date(text), START)).toBe(expected);
  });
});

describe('the skew to be stored', () => {
  it('is one that differs noticeably, or crosses the limit', () => {
    expect(isMaterialSkew(null, 2)).toBe(false);
    expect(isMaterialSkew(null, 400)).toBe(true);
    expect(isMaterialSkew(400, 410)).toBe(false);
    expect(isMaterialSkew(299, 301)).toBe(true);
    expect(isMaterialSkew(400, 0)).toBe(true);
  });

  it('is told in hours and minutes', () => {
    expect(skewText(-18_000)).toBe("The station's clock is 5 h behind ours.");
    expect(skewText(5460)).toBe("The station's clock is 1 h 31 min ahead of ours.");
  });
});

type Told = readonly [of: 'message' | 'reading', seenS: number, atS: number];

const trackOf = (told: readonly Told[], from: ClockTrack = newClockTrack(null)): ClockTrack =>
  told.reduce((track, [of, seenS, atS]) => withTold(track, of, seenS, at(atS)), from);
const skewAfter = (...told: readonly Told[]): number | null => trackOf(told).messages.skewS;

describe('the skew that messages tell', () => {
  it('is known at once when the clock is ahead, or right', () => {
    expect(skewAfter(['message', 5 * HOUR_S, 0])).toBe(5 * HOUR_S);
    expect(skewAfter(['message', -2, 0])).toBe(-2);
    expect(skewAfter(['reading', 2 * HOUR_S, 0])).toBe(2 * HOUR_S);
  });

  it('is not known by one late message, nor by more of the same moment', () => {
    expect(skewAfter(['message', -HOUR_S, 0])).toBeNull();
    expect(skewAfter(['message', -HOUR_S, 0], ['message', -HOUR_S, 1], ['message', -HOUR_S, 3])).toBeNull();
  });

  it('is known when late messages are all late by the same', () => {
    expect(skewAfter(['message', -HOUR_S, 0], ['message', -HOUR_S - 2, 60])).toBe(-HOUR_S);
    expect(skewAfter(['message', -HOUR_S, 0], ['reading', -HOUR_S - 3, 60])).toBe(-HOUR_S);
  });

  it('is not told by a queue that is emptied', () => {
    const queue = [-9000, -8000, -7000, -6000, -5000].map((lateS, index): Told => ['message', lateS, index * 30]);
    expect(skewAfter(...queue)).toBeNull();
    expect(skewAfter(...queue, ['message', 0, 200])).toBe(0);
    expect(skewAfter(['message', 1, -10], ...queue)).toBe(1);
  });

  it('is right again at once when the clock is set right', () => {
    expect(skewAfter(['message', 5 * HOUR_S, 0], ['reading', -3, 60])).toBe(-3);
    expect(skewAfter(['message', -HOUR_S, 0], ['message', -HOUR_S, 60], ['message', 0, 90])).toBe(0);
  });

  it('follows a clock that is set to another wrong time', () => {
    const ahead: readonly Told[] = [['message', 2 * HOUR_S, 0]];
    expect(skewAfter(...ahead, ['message', HOUR_S, 60])).toBe(2 * HOUR_S);
    expect(skewAfter(...ahead, ['message', HOUR_S, 60], ['message', HOUR_S - 1, 120])).toBe(HOUR_S);
    expect(skewAfter(...ahead, ['message', 3 * HOUR_S, 60])).toBe(3 * HOUR_S);
  });

  it('follows a clock that only readings tell of', () => {
    const right: readonly Told[] = [
      ['message', 0, 0],
      ['reading', -4, 60],
    ];
    const back: readonly Told[] = [
      ['reading', -HOUR_S - 4, 120],
      ['reading', -HOUR_S - 4, 180],
    ];
    expect(skewAfter(...right, ...back)).toBeCloseTo(-HOUR_S, -1);
    // A message that says the same afterwards changes nothing.
    expect(skewAfter(...right, ...back, ['message', -HOUR_S, 200], ['reading', -HOUR_S - 4, 260])).toBeCloseTo(
      -HOUR_S,
      -1,
    );
  });

  it('is not that of readings which are always told late', () => {
    const told: readonly Told[] = [
      ['message', 0, 0],
      ['reading', -900, 10],
      ['reading', -900, 910],
      ['reading', -900, 1810],
    ];
    expect(skewAfter(...told)).toBe(0);
  });

  it('is forgotten by a boot, and known again when it is told once more', () => {
    const booted = afterBoot(
      trackOf([
        ['message', -HOUR_S, 0],
        ['message', -HOUR_S, 60],
      ]),
    );
    expect(booted.messages.skewS).toBeNull();
    expect(trackOf([['message', -HOUR_S, 101]], booted).messages.skewS).toBe(-HOUR_S);
    expect(trackOf([['message', 0, 101]], booted).messages.skewS).toBe(0);
    expect(trackOf([['message', -2 * HOUR_S, 101]], booted).messages.skewS).toBeNull();
    // Begun anew by the boot, it is learnt as any clock is.
    const anew = trackOf(
      [
        ['message', -2 * HOUR_S, 101],
        ['message', -2 * HOUR_S, 131],
      ],
      booted,
    );
    expect(anew.messages.skewS).toBe(-2 * HOUR_S);
  });

  it('is found whatever waited, once the clock was told twice', () => {
    const skews = fc.integer({ min: -12 * HOUR_S, max: 14 * HOUR_S });
    const waits = fc.array(fc.integer({ min: 0, max: 48 * HOUR_S }), { maxLength: 8 });
    fc.assert(
      fc.property(skews, waits, waits, (skewS, before, between) => {
        const queued = (lateS: readonly number[], fromS: number): readonly Told[] =>
          lateS.map((late, index) => ['message', skewS - late, fromS + index / 10]);
        const told: readonly Told[] = [
          ...queued(before, 0),
          ['message', skewS, 2],
          ...queued(between, 3),
          ['message', skewS, 62],
        ];
        const found = trackOf(told).messages.skewS;
        expect(found).not.toBeNull();
        expect(Math.abs((found ?? 0) - skewS)).toBeLessThanOrEqual(10);
      }),
    );
  });
});

const view = (fields: Partial<ClockView> = {}): ClockView => ({
  kind: 'zoned',
  receivedAt: at(0),
  skewS: null,
  toldS: null,
  bootedAt: at(-600),
  connectedAt: at(-601),
  disconnectedAt: null,
  ...fields,
});

describe('the correction of a time', () => {
  it('is the skew when it is a fault, for what was told in this boot', () => {
    expect(correctionS(at(5 * HOUR_S), view({ skewS: 5 * HOUR_S }))).toBe(5 * HOUR_S);
    expect(correctionS(at(5 * HOUR_S - 500), view({ skewS: 5 * HOUR_S }))).toBe(5 * HOUR_S);
    expect(correctionS(at(-5 * HOUR_S - 500), view({ skewS: -5 * HOUR_S }))).toBe(-5 * HOUR_S);
  });

  it('leaves alone what was told before the boot, unless it would be of the future', () => {
    expect(correctionS(at(-5 * HOUR_S - 700), view({ skewS: -5 * HOUR_S }))).toBe(0);
    expect(correctionS(at(5 * HOUR_S - 700), view({ skewS: 5 * HOUR_S }))).toBe(5 * HOUR_S);
  });

  it('makes of now what is told long before that which it is about', () => {
    expect(correctionS(at(-HOUR_S), view({ skewS: 0 }), at(-500))).toBe(-HOUR_S);
    expect(correctionS(at(-700), view({ skewS: 0 }), at(-500))).toBe(0);
  });

  it('is none when the clock is right enough, not known, or ours', () => {
    expect(correctionS(at(290), view({ skewS: 290 }))).toBe(0);
    expect(correctionS(at(-5 * HOUR_S), view())).toBe(0);
    expect(correctionS(at(0), view({ skewS: 5 * HOUR_S, kind: 'ours' }))).toBe(0);
  });
});

describe('when a start was made', () => {
  const arrived = { at: at(0), byArrival: true };

  it.each([
    ['no time that can be meant', at(0), view({ kind: 'ours' })],
    ['the clock is known, and right', at(-3), view({ skewS: 0 })],
    ['the clock is known, and hours ahead', at(5 * HOUR_S), view({ skewS: 5 * HOUR_S })],
    ['the clock is known, and it was made since the connect', at(-300), view({ skewS: 0 })],
    ['the clock is not known, and nothing was told before', at(-5 * HOUR_S), view()],
    ['the clock is not known, and it is told as the messages before', at(-HOUR_S), view({ toldS: -HOUR_S })],
    ['it comes long after the connect', at(-HOUR_S), view({ disconnectedAt: at(-2 * HOUR_S), connectedAt: at(-300) })],
    [
      'the station was away for less than it is late',
      at(-5 * HOUR_S),
      view({ disconnectedAt: at(-60), connectedAt: at(-10) }),
    ],
  ])('is its receipt: %s', (_, told, seen) => {
    expect(madeAt(told, seen)).toEqual(arrived);
  });

  it.each([
    ['the clock is known, and it was made before the connect', at(-HOUR_S), view({ skewS: 0 }), at(-HOUR_S)],
    [
      'the clock is hours ahead, and it was made before the connect',
      at(4 * HOUR_S),
      view({ skewS: 5 * HOUR_S }),
      at(-HOUR_S),
    ],
    [
      'later times were told before it',
      at(-8 * HOUR_S),
      view({ toldS: -5 * HOUR_S, connectedAt: at(-20) }),
      at(-3 * HOUR_S),
    ],
    [
      'the station was away then, and has just come back',
      at(-HOUR_S),
      view({ disconnectedAt: at(-2 * HOUR_S), connectedAt: at(-20) }),
      at(-HOUR_S),
    ],
  ])('is before the connect, as it waited: %s', (_, told, seen, expected) => {
    expect(madeAt(told, seen)).toEqual({ at: expected, byArrival: false });
  });
});

describe('an effect of ours', () => {
  it('shows that a clock is behind that tells it before it was asked for', () => {
    expect(provenSkewS(at(-5 * HOUR_S), at(-5), view())).toBe(-5 * HOUR_S);
  });

  it('shows nothing when the time told, corrected, is later', () => {
    expect(provenSkewS(at(-3), at(-5), view())).toBeNull();
    expect(provenSkewS(at(5 * HOUR_S), at(-5), view({ skewS: 5 * HOUR_S }))).toBeNull();
    expect(provenSkewS(at(-5 * HOUR_S), at(-5), view({ skewS: -5 * HOUR_S }))).toBeNull();
    expect(provenSkewS(at(-40), at(-5), view())).toBeNull();
    expect(provenSkewS(at(0), at(-5), view({ kind: 'ours' }))).toBeNull();
  });
});
