import type { OCPP20 } from 'typed-ocpp';
import type { ConnectorStatus } from '../../../domain/station.ts';
import { positiveOf, textOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';
import { parseTimestamp } from '../../timestamp.ts';

const STATUSES: Readonly<Record<string, ConnectorStatus>> = {
  Available: 'AVAILABLE',
  Occupied: 'OCCUPIED',
  Reserved: 'RESERVED',
  Unavailable: 'UNAVAILABLE',
  Faulted: 'FAULTED',
} satisfies Record<OCPP20.StatusNotificationRequest['connectorStatus'], ConnectorStatus>;

export const statusNotification: Inbound<OCPP20.StatusNotificationRequest, OCPP20.StatusNotificationResponse> = async (
  request,
  { stationId, receivedAt, inbox },
) => {
  const evseId = positiveOf(request.evseId);
  const at = parseTimestamp(request.timestamp);
  if (at !== null) inbox.clockSeen(stationId, at, receivedAt);
  const status = textOf(request.connectorStatus) ?? '';
  await inbox.status({
    stationId,
    evseId,
    connectorId: evseId === null ? null : positiveOf(request.connectorId),
    status: Object.hasOwn(STATUSES, status) ? (STATUSES[status] ?? 'UNKNOWN') : 'UNKNOWN',
    // 2.x tells faults by NotifyEvent.
    errorCode: null,
    at,
  });
  return {};
};
