import type { OCPP20 } from 'typed-ocpp';
import { textOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';

export const securityEventNotification: Inbound<
  OCPP20.SecurityEventNotificationRequest,
  OCPP20.SecurityEventNotificationResponse
> = async (request, { stationId, inbox }) => {
  await inbox.securityEvent(stationId, textOf(request.type) ?? 'Unknown', textOf(request.techInfo));
  return {};
};
