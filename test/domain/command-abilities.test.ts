import { describe, expect, it } from 'vitest';
import type { Abilities } from '../../src/domain/abilities.ts';
import type { ChargingProfile } from '../../src/domain/charging-profile.ts';
import { beyondAbilities } from '../../src/domain/commands/abilities.ts';
import { abilitiesTold as told } from '../support/abilities.ts';
import { aChargingProfile } from '../support/charging-profile.ts';

const profile = (stackLevel: number, unit: 'A' | 'W', periods: number): ChargingProfile =>
  aChargingProfile(
    { stackLevel },
    { unit, periods: Array.from({ length: periods }, (_, index) => ({ startS: index * 60, limit: 6, phases: null })) },
  );

describe('a charging profile of a caller', () => {
  it.each<[string, Partial<Abilities> | null, ChargingProfile, string | null]>([
    ['nothing known', null, profile(9, 'W', 99), null],
    ['nothing told', {}, profile(9, 'W', 99), null],
    ['all within', { maxStackLevel: 9, rateUnits: ['W'], maxPeriods: 2 }, profile(9, 'W', 2), null],
    ['a level too high', { maxStackLevel: 0 }, profile(1, 'W', 1), '/parameters/profile/stackLevel'],
    ['another unit', { rateUnits: ['A'] }, profile(0, 'W', 1), '/parameters/profile/schedule/chargingRateUnit'],
    ['too many periods', { maxPeriods: 1 }, profile(0, 'A', 2), '/parameters/profile/schedule/chargingProfilePeriod'],
  ])('is beyond its station or not: %s', (_name, known, asked, pointer) => {
    const found = beyondAbilities(known === null ? null : told(known), 'SET_CHARGING_PROFILE', {
      evseId: null,
      sessionId: null,
      profile: asked,
    });
    expect(found?.pointer ?? null).toBe(pointer);
  });
});

describe('a feature that a station lacks', () => {
  const asked = { message: 'Heartbeat', evseId: null, connectorId: null } as const;

  it('counts when the station says so and has answered so', () => {
    const lacking = ['REMOTE_TRIGGER'] as const;
    expect(beyondAbilities(told({ lacking }), 'TRIGGER_MESSAGE', asked)).toBeNull();
    const unknownCommands = ['TRIGGER_MESSAGE'] as const;
    expect(beyondAbilities(told({ unknownCommands }), 'TRIGGER_MESSAGE', asked)).toBeNull();
    expect(beyondAbilities(told({ lacking, unknownCommands }), 'TRIGGER_MESSAGE', asked)).toMatchObject({
      pointer: null,
      detail: expect.stringContaining('remote trigger'),
    });
  });
});
