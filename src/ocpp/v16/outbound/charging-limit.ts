import type { OCPP16 } from 'typed-ocpp';
import { ask, notSupported, rejected, statusDetail, statusOf } from '../../answers.ts';
import { clearedLimit, confirmLimit, limitPlanOf, limitTargetOf } from '../../charging-limit.ts';
import { integerOf } from '../../payload.ts';
import type { Outbound } from '../../protocol.ts';
import { chargingProfileOf } from './charging-profile.ts';
import { compositeOf } from './get-composite-schedule.ts';

export const setChargingLimit: Outbound<'SET_CHARGING_LIMIT'> = async (order, call) => {
  const plan = limitPlanOf(order);
  if (plan.kind === 'impossible') return rejected(plan.detail);
  const transactionId = plan.profile.purpose === 'TX' ? integerOf(order.transactionId) : null;
  const request: OCPP16.SetChargingProfileRequest = {
    connectorId: plan.evseId,
    csChargingProfiles: chargingProfileOf(plan.profile, transactionId),
  };
  return ask(call, 'SetChargingProfile', request, async (answer) => {
    const status = statusOf(answer);
    if (status === 'NotSupported') return notSupported(status);
    if (status !== 'Accepted') return rejected(statusDetail(answer), { status });
    return confirmLimit(plan, status, call, (durationS) => ({
      request: {
        connectorId: plan.evseId,
        duration: durationS,
        chargingRateUnit: plan.profile.schedule.unit,
      } satisfies OCPP16.GetCompositeScheduleRequest,
      compositeOf,
    }));
  });
};

export const clearChargingLimit: Outbound<'CLEAR_CHARGING_LIMIT'> = async (order, call) => {
  const target = limitTargetOf(order);
  if (target.kind === 'impossible') return rejected(target.detail);
  const request: OCPP16.ClearChargingProfileRequest = { id: target.profileId };
  return ask(call, 'ClearChargingProfile', request, clearedLimit);
};
