import type { OCPP16 } from 'typed-ocpp';
import type { JsonObject } from '../../../domain/json.ts';
import { accepted, ask, rejected, statusDetail, statusOf } from '../../answers.ts';
import { type CompositeSchedule, periodsOf } from '../../composite-schedule.ts';
import { integerOf, objectOf, positiveOf, textOf } from '../../payload.ts';
import type { Outbound } from '../../protocol.ts';

/** In our shape; connector 0 is the whole station (evseId null). */
export const compositeOf = (answer: JsonObject): CompositeSchedule => {
  const schedule = objectOf(answer.chargingSchedule);
  return {
    evseId: positiveOf(answer.connectorId),
    startAt: textOf(answer.scheduleStart) ?? textOf(schedule.startSchedule),
    durationS: integerOf(schedule.duration),
    unit: textOf(schedule.chargingRateUnit),
    periods: periodsOf(schedule.chargingSchedulePeriod),
  };
};

export const getCompositeSchedule: Outbound<'GET_COMPOSITE_SCHEDULE'> = async ({ command }, call) => {
  const { evseId, durationS, unit } = command.parameters;
  const request: OCPP16.GetCompositeScheduleRequest = {
    connectorId: evseId ?? 0,
    duration: durationS,
    ...(unit === null ? {} : { chargingRateUnit: unit }),
  };
  return ask(call, 'GetCompositeSchedule', request, (answer) =>
    statusOf(answer) === 'Accepted' ? accepted(true, compositeOf(answer)) : rejected(statusDetail(answer)),
  );
};
