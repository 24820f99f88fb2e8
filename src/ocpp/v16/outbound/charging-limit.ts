import type { OCPP16 } from 'typed-ocpp';
import { integerOf } from '../../payload.ts';
import type { Outbound } from '../../protocol.ts';
import { clearLimit, type LimitMessages, sendLimit } from '../../send-limit.ts';
import { chargingProfileOf } from './charging-profile.ts';
import { compositeOf } from './get-composite-schedule.ts';

const messages: LimitMessages = {
  setRequest: (connectorId, profile, transactionId): OCPP16.SetChargingProfileRequest => ({
    connectorId,
    csChargingProfiles: chargingProfileOf(profile, profile.purpose === 'TX' ? integerOf(transactionId) : null),
  }),
  clearRequest: (id): OCPP16.ClearChargingProfileRequest => ({ id }),
  compositeRequest: ({ evseId, profile }, duration): OCPP16.GetCompositeScheduleRequest => ({
    connectorId: evseId,
    duration,
    chargingRateUnit: profile.schedule.unit,
  }),
  compositeOf,
};

export const setChargingLimit: Outbound<'SET_CHARGING_LIMIT'> = (order, call, talk) =>
  sendLimit(order, { call, talk, messages });

export const clearChargingLimit: Outbound<'CLEAR_CHARGING_LIMIT'> = (order, call, talk) =>
  clearLimit(order, { call, talk, messages });
