import type { OCPP20 } from 'typed-ocpp';
import type { JsonObject } from '../../../domain/json.ts';
import { accepted, ask, rejected, statusDetail, statusOf } from '../../answers.ts';
import { type CompositeSchedule, periodsOf } from '../../composite-schedule.ts';
import { integerOf, objectOf, positiveOf, textOf } from '../../payload.ts';
import type { Outbound } from '../../protocol.ts';

/** In our shape; EVSE 0 is the grid connection (evseId null). */
export const compositeOf = (answer: JsonObject): CompositeSchedule => {
  const schedule = objectOf(answer.schedule);
  return {
    evseId: positiveOf(schedule.evseId),
    startAt: textOf(schedule.scheduleStart),
    durationS: integerOf(schedule.duration),
    unit: textOf(schedule.chargingRateUnit),
    periods: periodsOf(schedule.chargingSchedulePeriod),
  };
};

export const getCompositeSchedule: Outbound<'GET_COMPOSITE_SCHEDULE'> = async ({ command }, call) => {
  const { evseId, durationS, unit } = command.parameters;
  const request: OCPP20.GetCompositeScheduleRequest = {
    evseId: evseId ?? 0,
    duration: durationS,
    ...(unit === null ? {} : { chargingRateUnit: unit }),
  };
  return ask(call, 'GetCompositeSchedule', request, (answer) =>
    statusOf(answer) === 'Accepted' ? accepted(true, compositeOf(answer)) : rejected(statusDetail(answer)),
  );
};
