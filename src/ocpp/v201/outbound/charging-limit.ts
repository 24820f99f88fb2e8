import type { OCPP20 } from 'typed-ocpp';
import type { Outbound } from '../../protocol.ts';
import { clearLimit, type LimitMessages, sendLimit } from '../../send-limit.ts';
import { chargingProfileOf } from './charging-profile.ts';
import { compositeOf } from './get-composite-schedule.ts';

const messages: LimitMessages = {
  setRequest: (evseId, profile, transactionId): OCPP20.SetChargingProfileRequest => ({
    evseId,
    chargingProfile: chargingProfileOf(profile, profile.purpose === 'TX' ? transactionId : null),
  }),
  clearRequest: (chargingProfileId): OCPP20.ClearChargingProfileRequest => ({ chargingProfileId }),
  compositeRequest: ({ evseId, profile }, duration): OCPP20.GetCompositeScheduleRequest => ({
    evseId,
    duration,
    chargingRateUnit: profile.schedule.unit,
  }),
  compositeOf,
};

export const setChargingLimit: Outbound<'SET_CHARGING_LIMIT'> = (order, call, talk) =>
  sendLimit(order, { call, talk, messages });

export const clearChargingLimit: Outbound<'CLEAR_CHARGING_LIMIT'> = (order, call, talk) =>
  clearLimit(order, { call, talk, messages });
