import type { OCPP20 } from 'typed-ocpp';
import { ask, byStatus, notSupported } from '../../answers.ts';
import type { Outbound } from '../../protocol.ts';
import { evseOf } from './evse.ts';

/** What a station of 2.0.1 can be asked to send (MessageTriggerEnumType). */
export const TRIGGERS = [
  'BootNotification',
  'LogStatusNotification',
  'FirmwareStatusNotification',
  'Heartbeat',
  'MeterValues',
  'SignChargingStationCertificate',
  'SignV2GCertificate',
  'StatusNotification',
  'TransactionEvent',
  'SignCombinedCertificate',
  'PublishFirmwareStatusNotification',
] as const satisfies OCPP20.TriggerMessageRequest['requestedMessage'][];

export const triggerMessage =
  (triggers: readonly string[]): Outbound<'TRIGGER_MESSAGE'> =>
  async ({ command }, call) => {
    const { message, evseId, connectorId } = command.parameters;
    if (!triggers.includes(message)) return notSupported(`this OCPP version cannot trigger ${message}`);
    const request = { requestedMessage: message, ...evseOf(evseId, connectorId) };
    return ask(call, 'TriggerMessage', request, byStatus({ Accepted: 'done', NotImplemented: 'not_supported' }));
  };
