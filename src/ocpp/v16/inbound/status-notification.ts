import type { OCPP16 } from 'typed-ocpp';
import type { ConnectorStatus } from '../../../domain/station.ts';
import { positiveOf, textOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';
import { messageTime } from '../../timestamp.ts';

const STATUSES: Readonly<Record<string, ConnectorStatus>> = {
  Available: 'AVAILABLE',
  Preparing: 'PREPARING',
  Charging: 'CHARGING',
  SuspendedEV: 'SUSPENDED_EV',
  SuspendedEVSE: 'SUSPENDED_EVSE',
  Finishing: 'FINISHING',
  Reserved: 'RESERVED',
  Unavailable: 'UNAVAILABLE',
  Faulted: 'FAULTED',
} satisfies Record<OCPP16.StatusNotificationRequest['status'], ConnectorStatus>;

/** NoError is none; behind OtherError stands the vendor's own code (OCPP 1.6 ChargePointErrorCode). */
const errorCodeOf = (request: OCPP16.StatusNotificationRequest): string | null => {
  const code = textOf(request.errorCode);
  if (code === null || code === 'NoError') return null;
  return code === 'OtherError' ? (textOf(request.vendorErrorCode) ?? code) : code;
};

/** Connector N is EVSE N with connector 1; connector 0 is the station. */
export const statusNotification: Inbound<OCPP16.StatusNotificationRequest, OCPP16.StatusNotificationResponse> = async (
  request,
  context,
) => {
  const { stationId, inbox } = context;
  const evseId = positiveOf(request.connectorId);
  const { at, kind } = messageTime(request.timestamp, { ...context, action: 'StatusNotification' });
  const status = textOf(request.status) ?? '';
  await inbox.status({
    stationId,
    evseId,
    connectorId: evseId === null ? null : 1,
    status: Object.hasOwn(STATUSES, status) ? (STATUSES[status] ?? 'UNKNOWN') : 'UNKNOWN',
    errorCode: errorCodeOf(request),
    at: kind === 'ours' ? null : at,
  });
  return {};
};
