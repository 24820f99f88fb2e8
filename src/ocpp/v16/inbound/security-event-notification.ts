import type { OCPP16 } from 'typed-ocpp';
import { textOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';

/** OCPP 1.6 Security Whitepaper, A04. The same shape in 2.x. */
export const securityEventNotification: Inbound<
  OCPP16.SecurityEventNotificationRequest,
  OCPP16.SecurityEventNotificationResponse
> = async (request, { stationId, inbox }) => {
  await inbox.securityEvent(stationId, textOf(request.type) ?? 'Unknown', textOf(request.techInfo));
  return {};
};
