import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compositeOf,
  connectorLimitAt,
  limitInW,
  type Profile,
  periodAt,
  stackedAt,
  stationLimitAt,
} from '../../src/simulator/charging-profiles.ts';
import { energyBetween } from '../../src/simulator/meter.ts';
import { createProfileStore } from '../../src/simulator/profile-store.ts';

const T0 = Date.parse('2026-03-02T00:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const profile = (
  changes: Partial<Profile> & { limit?: number; unit?: 'W' | 'A'; startAt?: Date | null } = {},
): Profile => {
  const { limit = 1000, unit = 'W', startAt = new Date(T0), ...rest } = changes;
  return {
    id: 1,
    stackLevel: 0,
    purpose: 'TxDefault',
    kind: 'Absolute',
    recurrency: null,
    validFromAt: null,
    validToAt: null,
    connectorId: 1,
    transactionId: null,
    schedule: { startAt, durationS: null, unit, periods: [{ startS: 0, limit, phases: null }] },
    receivedAt: new Date(T0),
    raw: {},
    ...rest,
  };
};

const load = { voltageV: 230, phases: 3, transactionId: '7', transactionStartMs: T0 };

describe('a profile at an instant', () => {
  const steps = {
    startAt: new Date(T0),
    durationS: 7200,
    unit: 'W' as const,
    periods: [
      { startS: 0, limit: 1, phases: null },
      { startS: 3600, limit: 2, phases: null },
    ],
  };

  it('runs through its periods and ends with its duration', () => {
    const own = profile({ schedule: steps });
    expect(periodAt(own, T0 - 1, null)).toEqual({ value: null, untilMs: T0 });
    expect(periodAt(own, T0, null)).toMatchObject({ value: { limit: 1 }, untilMs: T0 + HOUR });
    expect(periodAt(own, T0 + HOUR, null)).toMatchObject({ value: { limit: 2 }, untilMs: T0 + 2 * HOUR });
    expect(periodAt(own, T0 + 2 * HOUR, null).value).toBeNull();
  });

  it('comes again each day or week', () => {
    const daily = profile({ kind: 'Recurring', recurrency: 'Daily', schedule: steps });
    expect(periodAt(daily, T0 + 5 * DAY + HOUR, null)).toMatchObject({
      value: { limit: 2 },
      untilMs: T0 + 5 * DAY + 2 * HOUR,
    });
    expect(periodAt(daily, T0 + 5 * DAY + 3 * HOUR, null)).toEqual({ value: null, untilMs: T0 + 6 * DAY });
    const weekly = profile({ kind: 'Recurring', recurrency: 'Weekly', schedule: steps });
    expect(periodAt(weekly, T0 + DAY, null)).toEqual({ value: null, untilMs: T0 + 7 * DAY });
  });

  it('counts from the start of the transaction when it is relative', () => {
    const relative = profile({ kind: 'Relative', schedule: { ...steps, startAt: null } });
    expect(periodAt(relative, T0 + 10 * HOUR, T0 + 9 * HOUR)).toMatchObject({ value: { limit: 2 } });
  });

  it('says nothing outside its validity', () => {
    const own = profile({ validFromAt: new Date(T0 + HOUR), validToAt: new Date(T0 + 2 * HOUR) });
    expect(periodAt(own, T0, null)).toEqual({ value: null, untilMs: T0 + HOUR });
    expect(periodAt(own, T0 + HOUR, null)).toMatchObject({ value: { limit: 1000 }, untilMs: T0 + 2 * HOUR });
    expect(periodAt(own, T0 + 2 * HOUR, null).value).toBeNull();
  });
});

describe('stacking', () => {
  it('takes the highest level that says something, and falls back when it ends', () => {
    const low = profile({ id: 1, stackLevel: 0, limit: 1 });
    const high = profile({ id: 2, stackLevel: 5, limit: 2, validToAt: new Date(T0 + HOUR) });
    expect(stackedAt([low, high], T0, null)).toMatchObject({ value: { period: { limit: 2 } }, untilMs: T0 + HOUR });
    expect(stackedAt([low, high], T0 + HOUR, null)).toMatchObject({ value: { period: { limit: 1 } } });
  });

  it("puts a transaction's profile before the default, and the station's maximum over both", () => {
    const all = [
      profile({ id: 1, purpose: 'TxDefault', limit: 3000 }),
      profile({ id: 2, purpose: 'Tx', limit: 5000, transactionId: '7' }),
      profile({ id: 3, purpose: 'StationMax', connectorId: 0, limit: 4000 }),
    ];
    expect(connectorLimitAt(all, 1, T0, load).value).toBe(5000);
    expect(connectorLimitAt(all, 1, T0, { ...load, transactionId: '8' }).value).toBe(3000);
    expect(connectorLimitAt(all, 2, T0, load).value).toBe(Infinity);
    expect(stationLimitAt(all, T0, load).value).toBe(4000);
  });

  it("prefers a connector's own default to the station's on one level", () => {
    const all = [profile({ id: 1, connectorId: 0, limit: 1 }), profile({ id: 2, connectorId: 1, limit: 2 })];
    expect(connectorLimitAt(all, 1, T0, load).value).toBe(2);
    expect(connectorLimitAt(all, 2, T0, load).value).toBe(1);
  });

  it('converts amperes by voltage and the phases that the car and the limit have', () => {
    const limit = { unit: 'A' as const, period: { startS: 0, limit: 16, phases: null } };
    expect(limitInW(limit, 230, 3)).toBe(11_040);
    expect(limitInW(limit, 230, 1)).toBe(3680);
    expect(limitInW({ ...limit, period: { ...limit.period, phases: 1 } }, 230, 3)).toBe(3680);
    expect(limitInW({ ...limit, unit: 'W' }, 230, 3)).toBe(16);
  });
});

const anyProfile: fc.Arbitrary<Profile> = fc
  .record({
    id: fc.integer({ min: 1, max: 9 }),
    stackLevel: fc.integer({ min: 0, max: 3 }),
    purpose: fc.constantFrom('TxDefault', 'Tx', 'StationMax'),
    kind: fc.constantFrom('Absolute', 'Recurring', 'Relative'),
    recurrency: fc.constantFrom('Daily', 'Weekly'),
    connectorId: fc.integer({ min: 0, max: 1 }),
    fromH: fc.option(fc.integer({ min: -20, max: 60 })),
    lastsH: fc.integer({ min: 1, max: 60 }),
    startH: fc.integer({ min: -50, max: 20 }),
    durationS: fc.option(fc.integer({ min: 1, max: 200_000 })),
    limits: fc.array(fc.tuple(fc.integer({ min: 1, max: 40_000 }), fc.integer({ min: 0, max: 22_000 })), {
      minLength: 1,
      maxLength: 5,
    }),
  })
  .map(({ fromH, lastsH, startH, durationS, limits, ...rest }): Profile => {
    let startS = 0;
    const periods = limits.map(([stepS, limit], index) => {
      startS += index === 0 ? 0 : stepS;
      return { startS, limit, phases: null };
    });
    return {
      ...profile(),
      ...rest,
      purpose: rest.purpose as Profile['purpose'],
      kind: rest.kind as Profile['kind'],
      recurrency: rest.recurrency as Profile['recurrency'],
      validFromAt: fromH === null ? null : new Date(T0 + fromH * HOUR),
      validToAt: fromH === null ? null : new Date(T0 + (fromH + lastsH) * HOUR),
      schedule: { startAt: new Date(T0 + startH * HOUR), durationS, unit: 'W', periods },
    };
  });

describe('any set of profiles', () => {
  it('keeps what it says until the instant it names, so that a composite is what each instant says', () => {
    fc.assert(
      fc.property(
        fc.array(anyProfile, { maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: 2 * 86_400 })),
        (all, seconds) => {
          const limitAt = (atMs: number) => connectorLimitAt(all, 1, atMs, load);
          const periods = compositeOf(limitAt, T0, T0 + 2 * DAY);
          expect(periods[0]?.startS).toBe(0);
          for (const second of seconds.filter((each) => each < 2 * 86_400)) {
            const said = periods.findLast(({ startS }) => startS <= second)?.limitW;
            expect(said).toBe(limitAt(T0 + second * 1000).value);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the same energy however often the meter is read, and never more than the least limit of an hour allows', () => {
    fc.assert(
      fc.property(
        fc.array(anyProfile, { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: DAY - 1 }), { maxLength: 20 }),
        (all, cuts) => {
          const powerAt = (atMs: number) => {
            const own = connectorLimitAt(all, 1, atMs, load);
            const whole = stationLimitAt(all, atMs, load);
            return {
              value: Math.min(own.value, whole.value, 11_000),
              untilMs: Math.min(own.untilMs, whole.untilMs),
            };
          };
          const between = (fromMs: number, toMs: number) => energyBetween(powerAt, fromMs, toMs, Infinity, 1);
          const points = [0, ...[...cuts].sort((a, b) => a - b), DAY];
          const parts = points.slice(1).map((to, index) => between(T0 + (points[index] ?? 0), T0 + to));
          const whole = between(T0, T0 + DAY);
          expect(parts.every((energyWh) => energyWh >= 0)).toBe(true);
          expect(parts.reduce((sum, each) => sum + each, 0)).toBeCloseTo(whole, 4);
          expect(whole).toBeLessThanOrEqual(11_000 * 24 + 1e-6);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('stops at a full battery', () => {
    const powerAt = () => ({ value: 1000, untilMs: Infinity });
    expect(energyBetween(powerAt, T0, T0 + 10 * HOUR, 2500, 1)).toBe(2500);
    expect(energyBetween(powerAt, T0, T0 + HOUR, 10_000, 3)).toBe(3000);
  });
});

describe('the profiles that a station holds', () => {
  const store = (sameLevel: 'replaces' | 'is refused') =>
    createProfileStore(() => ({ maxStackLevel: 3, maxPeriods: 3, sameLevel }));

  it('replaces a profile of the same id, and on 1.6 one of the same purpose and level', () => {
    const old = store('replaces');
    expect(old.add(profile({ id: 1 }))).toBeNull();
    expect(old.add(profile({ id: 2 }))).toBeNull();
    expect(old.all().map(({ id }) => id)).toEqual([2]);
    const newer = store('is refused');
    expect(newer.add(profile({ id: 1, limit: 1 }))).toBeNull();
    expect(newer.add(profile({ id: 1, limit: 2 }))).toBeNull();
    expect(newer.add(profile({ id: 2 }))).toBe('DuplicateProfile');
    expect(newer.add(profile({ id: 3, stackLevel: 1 }))).toBeNull();
  });

  it('refuses what makes no sense', () => {
    const held = store('replaces');
    const periods = (...starts: number[]) => ({
      ...profile().schedule,
      periods: starts.map((startS) => ({ startS, limit: 1, phases: null })),
    });
    expect(held.add(profile({ stackLevel: 4 }))).not.toBeNull();
    expect(held.add(profile({ schedule: periods(5) }))).not.toBeNull();
    expect(held.add(profile({ schedule: periods(0, 5, 5) }))).not.toBeNull();
    expect(held.add(profile({ schedule: periods(0, 1, 2, 3) }))).not.toBeNull();
    expect(held.add(profile({ limit: -1 }))).not.toBeNull();
    expect(held.add(profile({ purpose: 'StationMax', connectorId: 1 }))).not.toBeNull();
    expect(held.add(profile({ purpose: 'Tx', connectorId: 0 }))).not.toBeNull();
    expect(held.add(profile({ validToAt: new Date(T0 - 1) }))).not.toBeNull();
    expect(held.all()).toEqual([]);
  });

  it("forgets a transaction's profiles with it", () => {
    const held = store('replaces');
    held.add(profile({ id: 1, purpose: 'Tx' }));
    held.add(profile({ id: 2 }));
    held.endTransaction(1);
    expect(held.all().map(({ id }) => id)).toEqual([2]);
  });
});
