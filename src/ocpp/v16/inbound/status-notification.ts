import type { OCPP16 } from 'typed-ocpp';
import type { ConnectorStatus } from '../../../domain/station.ts';
import { codeOfError, type StationError, stationError } from '../../../domain/station-error.ts';
import { connectorStatusOf } from '../../connector-status.ts';
import { evseNumber, tellNoEvse } from '../../evse-number.ts';
import { textOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';
import { messageTime } from '../../timestamp.ts';

/** In any spelling; `0` and the like are what vendors write who have no code. */
const isNone = (code: string | null): boolean => code === null || /^\s*(no[\s_-]?error|none|(0x)?0+)\s*$/i.test(code);

/**
 * What a station says is wrong, in its own words and its vendor's; null: nothing. 1.6 tells of some errors with a status
 * other than Faulted, as a warning (4.9). Without an error code, what the vendor says is of an error where it is Faulted.
 */
export const errorIn = (
  request: Partial<OCPP16.StatusNotificationRequest>,
  status: ConnectorStatus,
): StationError | null => {
  const [code, vendorCode] = [textOf(request.errorCode), textOf(request.vendorErrorCode)];
  if (isNone(code) && isNone(vendorCode) && status !== 'FAULTED') return null;
  return stationError({
    code: isNone(code) ? null : code,
    vendorCode: isNone(vendorCode) ? null : vendorCode,
    vendorId: textOf(request.vendorId),
    info: textOf(request.info),
  });
};

/** Connector N is EVSE N with connector 1; connector 0 is the station. */
export const statusNotification: Inbound<OCPP16.StatusNotificationRequest, OCPP16.StatusNotificationResponse> = async (
  request,
  context,
) => {
  const { stationId, inbox } = context;
  const evseId = await evseNumber(request.connectorId, context);
  if (evseId === undefined) {
    tellNoEvse(context, '/connectorId');
    return {};
  }
  const { at, kind } = messageTime(request.timestamp, { ...context, action: 'StatusNotification' });
  const status = connectorStatusOf(textOf(request.status));
  const error = errorIn(request, status);
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
