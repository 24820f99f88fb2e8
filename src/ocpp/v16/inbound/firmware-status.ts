/** FirmwareStatusNotification, and the signed one of the security whitepaper, which names its request. */
import type { OCPP16 } from 'typed-ocpp';
import { integerOf, textOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';

export const firmwareStatusNotification: Inbound<
  OCPP16.FirmwareStatusNotificationRequest,
  OCPP16.FirmwareStatusNotificationResponse
> = async (request, { stationId, inbox }) => {
  await inbox.firmwareStatus(stationId, textOf(request.status) ?? 'Unknown', null);
  return {};
};

export const signedFirmwareStatusNotification: Inbound<
  OCPP16.SignedFirmwareStatusNotificationRequest,
  OCPP16.SignedFirmwareStatusNotificationResponse
> = async (request, { stationId, inbox }) => {
  await inbox.firmwareStatus(stationId, textOf(request.status) ?? 'Unknown', integerOf(request.requestId));
  return {};
};
