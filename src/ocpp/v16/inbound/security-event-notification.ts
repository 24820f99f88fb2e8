import type { OCPP16 } from 'typed-ocpp';
import { textOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';
import { messageTime } from '../../timestamp.ts';

/** OCPP 1.6 Security Whitepaper, A04. The same shape in 2.x. */
export const securityEventNotification: Inbound<
  OCPP16.SecurityEventNotificationRequest,
  OCPP16.SecurityEventNotificationResponse
> = async (request, context) => {
  const { stationId, inbox } = context;
  messageTime(request.timestamp, { ...context, action: 'SecurityEventNotification' });
  await inbox.securityEvent(stationId, textOf(request.type) ?? 'Unknown', textOf(request.techInfo));
  return {};
};
