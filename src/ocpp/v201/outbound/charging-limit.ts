import type { OCPP20 } from 'typed-ocpp';
import { ask, rejected, statusDetail, statusOf, statusResult } from '../../answers.ts';
import { clearedLimit, confirmLimit, limitPlanOf, limitTargetOf } from '../../charging-limit.ts';
import type { Outbound } from '../../protocol.ts';
import { chargingProfileOf } from './charging-profile.ts';
import { compositeOf } from './get-composite-schedule.ts';

export const setChargingLimit: Outbound<'SET_CHARGING_LIMIT'> = async (order, call) => {
  const plan = limitPlanOf(order);
  if (plan.kind === 'impossible') return rejected(plan.detail);
  const request: OCPP20.SetChargingProfileRequest = {
    evseId: plan.evseId,
    chargingProfile: chargingProfileOf(plan.profile, plan.profile.purpose === 'TX' ? order.transactionId : null),
  };
  return ask(call, 'SetChargingProfile', request, async (answer) => {
    const status = statusOf(answer);
    if (status !== 'Accepted') return rejected(statusDetail(answer), statusResult(answer));
    return confirmLimit(plan, status, call, (durationS) => ({
      request: {
        evseId: plan.evseId,
        duration: durationS,
        chargingRateUnit: plan.profile.schedule.unit,
      } satisfies OCPP20.GetCompositeScheduleRequest,
      compositeOf,
    }));
  });
};

export const clearChargingLimit: Outbound<'CLEAR_CHARGING_LIMIT'> = async (order, call) => {
  const target = limitTargetOf(order);
  if (target.kind === 'impossible') return rejected(target.detail);
  const request: OCPP20.ClearChargingProfileRequest = { chargingProfileId: target.profileId };
  return ask(call, 'ClearChargingProfile', request, clearedLimit);
};
