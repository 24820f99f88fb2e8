import type { OCPP20 } from 'typed-ocpp';
import type { JsonObject } from '../../../domain/json.ts';
import { listOf, objectOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';
import { believableTime, messageTime } from '../../timestamp.ts';
import { reportOf } from '../notified.ts';

const ACTION = 'NotifyEvent';

/** What it tells of the station's state is taken; the whole is passed on as well, for what has no meaning here. */
export const notifyEvent: Inbound<OCPP20.NotifyEventRequest, OCPP20.NotifyEventResponse> = async (request, context) => {
  const { stationId, inbox } = context;
  const timed = { ...context, action: ACTION };
  messageTime(request.generatedAt, timed, { property: '/generatedAt' });
  const reports = listOf(request.eventData).flatMap((item) => {
    const event = objectOf(item);
    const report = reportOf(stationId, event, believableTime(event.timestamp, timed, '/eventData/*/timestamp'));
    return report === null ? [] : [report];
  });
  if (reports.length > 0) await inbox.notified(stationId, reports);
  await inbox.message(stationId, ACTION, request as unknown as JsonObject);
  return {};
};
