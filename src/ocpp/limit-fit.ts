/** Makes a charging limit one that its station can take: by its stack levels, its units, and what a unit is worth there. */
import type { Abilities, StationKnowledge } from '../domain/abilities.ts';
import type { ChargingProfile, RateUnit } from '../domain/charging-profile.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Impossible, LimitPlan } from './charging-limit.ts';
import { oneDecimal } from './composite-schedule.ts';

/** What a current is worth where the station tells no voltage: the nominal one of IEC 60038. */
export const NOMINAL_VOLTAGE_V = 230;

/** adjusted: what was changed, for the command's result; null: nothing. */
export type Fitted = { readonly kind: 'fitted'; readonly plan: LimitPlan; readonly adjusted: JsonObject | null };

/** The highest level that it takes, at most the one that is wanted. */
export const fittingLevel = (wanted: number, abilities: Abilities | null): number =>
  Math.min(wanted, abilities?.maxStackLevel ?? wanted);

/**
 * Where nothing is told of phases, the number of them that keeps the limit: three when power is given as a current for
 * each of them, one when a current becomes a power.
 */
const inUnit = (
  limit: number,
  unit: RateUnit,
  abilities: Abilities,
): {
  readonly limit: number;
  readonly voltageV: number;
  readonly phases: number;
  readonly phasesTold: boolean;
} | null => {
  if (abilities.phases === 0) return null;
  const phases = abilities.phases ?? (unit === 'A' ? 3 : 1);
  const voltageV = abilities.voltageV ?? NOMINAL_VOLTAGE_V;
  const each = voltageV * phases;
  const converted = unit === 'A' ? limit / each : limit * each;
  return { limit: oneDecimal(converted), voltageV, phases, phasesTold: abilities.phases !== null };
};

const withLimit = (profile: ChargingProfile, unit: RateUnit, limit: number): ChargingProfile => ({
  ...profile,
  schedule: {
    ...profile.schedule,
    unit,
    periods: profile.schedule.periods.map((period) => ({ ...period, limit })),
  },
});

/** As today where nothing is known. */
export const fitLimit = (plan: LimitPlan, { abilities }: StationKnowledge): Fitted | Impossible => {
  if (abilities === null) return { kind: 'fitted', plan, adjusted: null };
  const { profile } = plan;
  const stackLevel = fittingLevel(profile.stackLevel, abilities);
  const levelled = { ...profile, stackLevel };
  const lowered = stackLevel === profile.stackLevel ? {} : { stackLevel };
  const { unit, periods } = profile.schedule;
  const units = abilities.rateUnits;
  const [only] = units ?? [];
  if (units === null || only === undefined || units.includes(unit)) {
    const adjusted = stackLevel === profile.stackLevel ? null : lowered;
    return { kind: 'fitted', plan: { ...plan, profile: levelled }, adjusted };
  }
  const asked = periods[0]?.limit ?? 0;
  const converted = inUnit(asked, only, abilities);
  if (converted === null) {
    return {
      kind: 'impossible',
      detail: `the station takes limits in ${only} only, and its current is direct: give the limit in ${only}`,
    };
  }
  return {
    kind: 'fitted',
    plan: { ...plan, profile: withLimit(levelled, only, converted.limit) },
    adjusted: { ...lowered, unit: only, ...converted, asked: { unit, limit: asked } },
  };
};

/** For each EVSE its part of a limit of the whole station, so that together they keep it. */
export const shareOf = (
  profile: ChargingProfile,
  { abilities, evseIds }: StationKnowledge,
): { readonly evses: number; readonly limit: number; readonly profile: ChargingProfile } => {
  const evses = Math.max(1, abilities?.connectors ?? 0, evseIds.length);
  const limit = oneDecimal((profile.schedule.periods[0]?.limit ?? 0) / evses);
  return { evses, limit, profile: withLimit(profile, profile.schedule.unit, limit) };
};

/** What the station says it takes, for a detail behind its refusal; empty: it says nothing. */
export const whatItTakes = (abilities: Abilities | null): string => {
  if (abilities === null || abilities.readAt === null) return '';
  const told = [
    abilities.maxStackLevel === null ? null : `stack levels up to ${abilities.maxStackLevel}`,
    abilities.rateUnits === null ? null : `limits in ${abilities.rateUnits.join(' and ')}`,
    abilities.maxProfiles === null
      ? null
      : `${abilities.maxProfiles} ${abilities.maxProfiles === 1 ? 'profile' : 'profiles'} in all`,
    abilities.maxPeriods === null ? null : `${abilities.maxPeriods} periods`,
  ].filter((one) => one !== null);
  return told.length === 0 ? '' : `it says that it takes ${told.join(', ')}`;
};
