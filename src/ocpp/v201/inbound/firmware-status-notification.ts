import type { OCPP20 } from 'typed-ocpp';
import { integerOf, textOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';

export const firmwareStatusNotification: Inbound<
  OCPP20.FirmwareStatusNotificationRequest,
  OCPP20.FirmwareStatusNotificationResponse
> = async (request, { stationId, inbox }) => {
  await inbox.firmwareStatus(stationId, textOf(request.status) ?? 'Unknown', integerOf(request.requestId));
  return {};
};
