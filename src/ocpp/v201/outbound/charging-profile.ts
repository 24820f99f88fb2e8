import type { OCPP20 } from 'typed-ocpp';
import type { ChargingProfile, ChargingProfilePurpose } from '../../../domain/charging-profile.ts';
import { ask, byStatus, rejected } from '../../answers.ts';
import { oneDecimal } from '../../composite-schedule.ts';
import type { Outbound } from '../../protocol.ts';

type Profile = OCPP20.SetChargingProfileRequest['chargingProfile'];
type Period = Profile['chargingSchedule'][number]['chargingSchedulePeriod'][number];

const PURPOSES: Readonly<Record<ChargingProfilePurpose, Profile['chargingProfilePurpose']>> = {
  STATION_MAX: 'ChargingStationMaxProfile',
  TX_DEFAULT: 'TxDefaultProfile',
  TX: 'TxProfile',
};
const KINDS = { ABSOLUTE: 'Absolute', RECURRING: 'Recurring', RELATIVE: 'Relative' } as const;
const RECURRENCIES = { DAILY: 'Daily', WEEKLY: 'Weekly' } as const;

/** ChargingProfileType. Its one schedule has the profile's id. Rates have at most one digit behind the point. */
export const chargingProfileOf = (profile: ChargingProfile, transactionId: string | null): Profile => {
  const { schedule } = profile;
  const periods = schedule.periods.map(
    (period): Period => ({
      startPeriod: period.startS,
      limit: oneDecimal(period.limit),
      ...(period.phases === null ? {} : { numberPhases: period.phases }),
    }),
  );
  return {
    id: profile.id,
    stackLevel: profile.stackLevel,
    chargingProfilePurpose: PURPOSES[profile.purpose],
    chargingProfileKind: KINDS[profile.kind],
    ...(profile.recurrency === null ? {} : { recurrencyKind: RECURRENCIES[profile.recurrency] }),
    ...(profile.validFromAt === null ? {} : { validFrom: profile.validFromAt.toISOString() }),
    ...(profile.validToAt === null ? {} : { validTo: profile.validToAt.toISOString() }),
    ...(transactionId === null ? {} : { transactionId }),
    chargingSchedule: [
      {
        id: profile.id,
        ...(schedule.startAt === null ? {} : { startSchedule: schedule.startAt.toISOString() }),
        ...(schedule.durationS === null ? {} : { duration: schedule.durationS }),
        chargingRateUnit: schedule.unit,
        ...(schedule.minRate === null ? {} : { minChargingRate: oneDecimal(schedule.minRate) }),
        // The schema asks for 1 to 1024 of them, as the domain's own check has seen to.
        chargingSchedulePeriod: periods as Profile['chargingSchedule'][number]['chargingSchedulePeriod'],
      },
    ],
  };
};

export const setChargingProfile: Outbound<'SET_CHARGING_PROFILE'> = async (order, call) => {
  const { evseId, profile } = order.command.parameters;
  const ofTransaction = profile.purpose === 'TX';
  const transactionId = ofTransaction ? order.transactionId : null;
  const target = (ofTransaction ? order.sessionEvseId : null) ?? evseId ?? 0;
  // A TxProfile names its transaction and goes to an EVSE (OCPP 2.0.1 part 2, K01).
  if (ofTransaction && (transactionId === null || target === 0)) {
    return rejected('a profile for a session needs its transaction and its EVSE');
  }
  const request: OCPP20.SetChargingProfileRequest = {
    evseId: target,
    chargingProfile: chargingProfileOf(profile, transactionId),
  };
  return ask(call, 'SetChargingProfile', request, byStatus({ Accepted: 'done' }));
};

/** With an id the other criteria mean nothing and are left out (OCPP 2.0.1 part 2, K10). */
export const clearChargingProfile: Outbound<'CLEAR_CHARGING_PROFILE'> = async ({ command }, call) => {
  const { profileId, evseId, purpose, stackLevel } = command.parameters;
  const criteria = {
    ...(evseId === null ? {} : { evseId }),
    ...(purpose === null ? {} : { chargingProfilePurpose: PURPOSES[purpose] }),
    ...(stackLevel === null ? {} : { stackLevel }),
  };
  const request: OCPP20.ClearChargingProfileRequest =
    profileId === null ? { chargingProfileCriteria: criteria } : { chargingProfileId: profileId };
  return ask(call, 'ClearChargingProfile', request, byStatus({ Accepted: 'done' }));
};
