import type { OCPP21 } from 'typed-ocpp';
import { TRIGGERS as TRIGGERS_OF_201 } from '../../v201/outbound/trigger-message.ts';

/** What a station of 2.1 can be asked to send (MessageTriggerEnumType), without CustomTrigger, which has no fixed name. */
export const TRIGGERS = [
  ...TRIGGERS_OF_201,
  'SignV2G20Certificate',
] as const satisfies OCPP21.TriggerMessageRequest['requestedMessage'][];
