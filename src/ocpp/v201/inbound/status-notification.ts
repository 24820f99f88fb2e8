import type { OCPP20 } from 'typed-ocpp';
import type { ConnectorStatus } from '../../../domain/station.ts';
import { positiveOf, textOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';
import { messageTime } from '../../timestamp.ts';

const STATUSES: Readonly<Record<string, ConnectorStatus>> = {
  Available: 'AVAILABLE',
  Occupied: 'OCCUPIED',
  Reserved: 'RESERVED',
  Unavailable: 'UNAVAILABLE',
  Faulted: 'FAULTED',
} satisfies Record<OCPP20.StatusNotificationRequest['connectorStatus'], ConnectorStatus>;

export const statusNotification: Inbound<OCPP20.StatusNotificationRequest, OCPP20.StatusNotificationResponse> = async (
  request,
  context,
) => {
  const { stationId, inbox } = context;
  const evseId = positiveOf(request.evseId);
  const { at, kind } = messageTime(request.timestamp, { ...context, action: 'StatusNotification' });
  const status = textOf(request.connectorStatus) ?? '';
  await inbox.status({
    stationId,
    evseId,
    connectorId: evseId === null ? null : positiveOf(request.connectorId),
    status: Object.hasOwn(STATUSES, status) ? (STATUSES[status] ?? 'UNKNOWN') : 'UNKNOWN',
    // 2.x tells faults by NotifyEvent.
    errorCode: null,
    at: kind === 'ours' ? null : at,
  });
  return {};
};
