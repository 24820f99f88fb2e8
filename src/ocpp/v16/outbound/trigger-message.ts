import type { OCPP16 } from 'typed-ocpp';
import { ask, byStatus, notSupported } from '../../answers.ts';
import type { Outbound } from '../../protocol.ts';

type Core = OCPP16.TriggerMessageRequest['requestedMessage'];
type Extended = OCPP16.ExtendedTriggerMessageRequest['requestedMessage'];

const CORE: readonly string[] = [
  'BootNotification',
  'DiagnosticsStatusNotification',
  'FirmwareStatusNotification',
  'Heartbeat',
  'MeterValues',
  'StatusNotification',
] satisfies Core[];

/** Only the security whitepaper's ExtendedTriggerMessage knows these. */
const EXTENDED: readonly string[] = ['LogStatusNotification', 'SignChargePointCertificate'] satisfies Extended[];

/** What a station of 1.6 can be asked to send. */
export const TRIGGERS = [...CORE, ...EXTENDED];

const isCore = (message: string): message is Core => CORE.includes(message);
const isExtended = (message: string): message is Extended => EXTENDED.includes(message);

const read = byStatus({ Accepted: 'done', NotImplemented: 'not_supported' });

export const triggerMessage: Outbound<'TRIGGER_MESSAGE'> = async ({ command }, call) => {
  const { message, evseId } = command.parameters;
  const connector = evseId === null ? {} : { connectorId: evseId };
  if (isCore(message)) {
    const request: OCPP16.TriggerMessageRequest = { requestedMessage: message, ...connector };
    return ask(call, 'TriggerMessage', request, read);
  }
  if (isExtended(message)) {
    const request: OCPP16.ExtendedTriggerMessageRequest = { requestedMessage: message, ...connector };
    return ask(call, 'ExtendedTriggerMessage', request, read);
  }
  return notSupported(`OCPP 1.6 cannot trigger ${message}`);
};
