/** What OCPP 2.1 adds to smart charging that this station does. */
import type { OCPP21 } from 'typed-ocpp';
import { type Core, type Handlers, handler } from '../core.ts';

export const dynamicScheduleHandlers = (core: Core): Handlers => ({
  UpdateDynamicSchedule: handler<OCPP21.UpdateDynamicScheduleRequest, OCPP21.UpdateDynamicScheduleResponse>(
    ['chargingProfileId', 'scheduleUpdate'],
    ({ chargingProfileId, scheduleUpdate }) => {
      const filter = { ids: [chargingProfileId], connectorId: null, purpose: null, stackLevel: null };
      const [profile] = core.profiles.find(filter);
      if (profile?.kind !== 'Dynamic') {
        return { payload: { status: 'Rejected', statusInfo: { reasonCode: 'InvalidProfile' } } };
      }
      core.power.advance();
      const limit = scheduleUpdate.limit ?? Infinity;
      const periods = [{ startS: 0, limit, phases: null }];
      const reasonCode = core.profiles.add({ ...profile, schedule: { ...profile.schedule, periods } });
      if (reasonCode !== null) return { payload: { status: 'Rejected', statusInfo: { reasonCode } } };
      return { payload: { status: 'Accepted' }, afterwards: core.operations.limitsChanged };
    },
  ),
  UsePriorityCharging: handler<OCPP21.UsePriorityChargingRequest, OCPP21.UsePriorityChargingResponse>(
    ['transactionId', 'activate'],
    () => ({ payload: { status: 'NoProfile' } }),
  ),
});
