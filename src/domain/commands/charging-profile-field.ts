/** A whole charging profile; its schedule has OCPI's names outside. */
import type { ChargingPeriod, ChargingProfile, ChargingSchedulePlan, RateUnit } from '../charging-profile.ts';
import { type Field, list, named, object, optional, optionalInstant, orElse, required } from './fields.ts';

/** @see OCPI 2.2.1 mod_charging_profiles, ChargingProfile and ChargingProfilePeriod */
const schedule: Field<ChargingSchedulePlan> = object<ChargingSchedulePlan>({
  startAt: named('startDateTime', optionalInstant()),
  durationS: named('duration', optional<number>()),
  unit: named('chargingRateUnit', required<RateUnit>()),
  minRate: named('minChargingRate', optional<number>()),
  periods: named(
    'chargingProfilePeriod',
    list<ChargingPeriod>({
      startS: named('startPeriod', required<number>()),
      limit: required(),
      phases: named('numberPhases', optional<number>()),
    }),
  ),
});

export const chargingProfile: Field<ChargingProfile> = object<ChargingProfile>({
  id: required(),
  stackLevel: orElse(0),
  purpose: required(),
  kind: orElse<ChargingProfile['kind']>('ABSOLUTE'),
  recurrency: optional<'DAILY' | 'WEEKLY'>(),
  validFromAt: named('validFrom', optionalInstant()),
  validToAt: named('validTo', optionalInstant()),
  schedule,
});
