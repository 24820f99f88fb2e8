import type { OCPP16 } from 'typed-ocpp';
import type { ChargingProfile, ChargingProfilePurpose } from '../../../domain/charging-profile.ts';
import { ask, byStatus, rejected } from '../../answers.ts';
import { oneDecimal } from '../../composite-schedule.ts';
import { integerOf } from '../../payload.ts';
import type { Outbound } from '../../protocol.ts';

type CsChargingProfiles = OCPP16.SetChargingProfileRequest['csChargingProfiles'];

const PURPOSES: Readonly<Record<ChargingProfilePurpose, CsChargingProfiles['chargingProfilePurpose']>> = {
  STATION_MAX: 'ChargePointMaxProfile',
  TX_DEFAULT: 'TxDefaultProfile',
  TX: 'TxProfile',
};
const KINDS = { ABSOLUTE: 'Absolute', RECURRING: 'Recurring', RELATIVE: 'Relative' } as const;
const RECURRENCIES = { DAILY: 'Daily', WEEKLY: 'Weekly' } as const;

/** OCPP 1.6, 7.8 ChargingProfile. Rates have at most one digit behind the point. */
export const chargingProfileOf = (profile: ChargingProfile, transactionId: number | null): CsChargingProfiles => {
  const { schedule } = profile;
  return {
    chargingProfileId: profile.id,
    ...(transactionId === null ? {} : { transactionId }),
    stackLevel: profile.stackLevel,
    chargingProfilePurpose: PURPOSES[profile.purpose],
    chargingProfileKind: KINDS[profile.kind],
    ...(profile.recurrency === null ? {} : { recurrencyKind: RECURRENCIES[profile.recurrency] }),
    ...(profile.validFromAt === null ? {} : { validFrom: profile.validFromAt.toISOString() }),
    ...(profile.validToAt === null ? {} : { validTo: profile.validToAt.toISOString() }),
    chargingSchedule: {
      ...(schedule.durationS === null ? {} : { duration: schedule.durationS }),
      ...(schedule.startAt === null ? {} : { startSchedule: schedule.startAt.toISOString() }),
      chargingRateUnit: schedule.unit,
      ...(schedule.minRate === null ? {} : { minChargingRate: oneDecimal(schedule.minRate) }),
      chargingSchedulePeriod: schedule.periods.map((period) => ({
        startPeriod: period.startS,
        limit: oneDecimal(period.limit),
        ...(period.phases === null ? {} : { numberPhases: period.phases }),
      })),
    },
  };
};

export const setChargingProfile: Outbound<'SET_CHARGING_PROFILE'> = async (order, call) => {
  const { evseId, profile } = order.command.parameters;
  const ofTransaction = profile.purpose === 'TX';
  const transactionId = ofTransaction ? integerOf(order.transactionId) : null;
  const connectorId = (ofTransaction ? order.sessionEvseId : null) ?? evseId ?? 0;
  // OCPP 1.6, 5.16: a TxProfile goes to a transaction on a connector.
  if (ofTransaction && (transactionId === null || connectorId === 0)) {
    return rejected('a profile for a session needs its transaction and its EVSE');
  }
  const request: OCPP16.SetChargingProfileRequest = {
    connectorId,
    csChargingProfiles: chargingProfileOf(profile, transactionId),
  };
  return ask(call, 'SetChargingProfile', request, byStatus({ Accepted: 'done', NotSupported: 'not_supported' }));
};

export const clearChargingProfile: Outbound<'CLEAR_CHARGING_PROFILE'> = async ({ command }, call) => {
  const { profileId, evseId, purpose, stackLevel } = command.parameters;
  const request: OCPP16.ClearChargingProfileRequest = {
    ...(profileId === null ? {} : { id: profileId }),
    ...(evseId === null ? {} : { connectorId: evseId }),
    ...(purpose === null ? {} : { chargingProfilePurpose: PURPOSES[purpose] }),
    ...(stackLevel === null ? {} : { stackLevel }),
  };
  return ask(call, 'ClearChargingProfile', request, byStatus({ Accepted: 'done' }));
};
