import type { OCPP20 } from 'typed-ocpp';
import { textOf } from '../../payload.ts';
import type { Inbound } from '../../protocol.ts';
import { messageTime } from '../../timestamp.ts';

export const securityEventNotification: Inbound<
  OCPP20.SecurityEventNotificationRequest,
  OCPP20.SecurityEventNotificationResponse
> = async (request, context) => {
  const { stationId, inbox } = context;
  messageTime(request.timestamp, { ...context, action: 'SecurityEventNotification' });
  await inbox.securityEvent(stationId, textOf(request.type) ?? 'Unknown', textOf(request.techInfo));
  return {};
};
