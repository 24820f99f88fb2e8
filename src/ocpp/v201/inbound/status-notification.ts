import type { OCPP20 } from 'typed-ocpp';
import { codeOfError } from '../../../domain/station-error.ts';
import { connectorStatusOf } from '../../connector-status.ts';
import { evseOfStatus } from '../../evse-number.ts';
import { positiveOf, textOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';
import { errorBeside } from '../../status-error.ts';
import { messageTime } from '../../timestamp.ts';

/** EVSE 0 is the station, connector 0 the whole EVSE. A fault's words come by NotifyEvent; some stations tell them as 1.6 does. */
export const statusNotification: Inbound<OCPP20.StatusNotificationRequest, OCPP20.StatusNotificationResponse> = async (
  request,
  context,
) => {
  const { stationId, inbox } = context;
  const evseId = await evseOfStatus(request.evseId, context, '/evseId');
  if (evseId === undefined) return {};
  const { at, kind } = messageTime(request.timestamp, { ...context, action: 'StatusNotification' });
  const status = connectorStatusOf(textOf(request.connectorStatus));
  const error = errorBeside(request, status);
  await inbox.status({
    stationId,
    evseId,
    connectorId: evseId === null ? null : positiveOf(request.connectorId),
    status,
    errorCode: codeOfError(error),
    error,
    at: kind === 'ours' ? null : at,
  });
  return {};
};
