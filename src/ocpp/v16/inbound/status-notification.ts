import type { OCPP16 } from 'typed-ocpp';
import { codeOfError } from '../../../domain/station-error.ts';
import { connectorStatusOf } from '../../connector-status.ts';
import { evseOfStatus } from '../../evse-number.ts';
import { textOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';
import { errorBeside } from '../../status-error.ts';
import { messageTime } from '../../timestamp.ts';

/** Connector N is EVSE N with connector 1; connector 0 is the station. */
export const statusNotification: Inbound<OCPP16.StatusNotificationRequest, OCPP16.StatusNotificationResponse> = async (
  request,
  context,
) => {
  const { stationId, inbox } = context;
  const evseId = await evseOfStatus(request.connectorId, context, '/connectorId');
  if (evseId === undefined) return {};
  const { at, kind } = messageTime(request.timestamp, { ...context, action: 'StatusNotification' });
  const status = connectorStatusOf(textOf(request.status));
  const error = errorBeside(request, status);
  await inbox.status({
    stationId,
    evseId,
    connectorId: evseId === null ? null : 1,
    status,
    errorCode: codeOfError(error),
    error,
    at: kind === 'ours' ? null : at,
  });
  return {};
};
