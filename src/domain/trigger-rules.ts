/** What a station can be asked to send by a trigger, and what makes no sense to ask of it. */
import { DomainError } from './error.ts';
import type { Station } from './station.ts';

/** Whether it has booted, and been accepted, over its last connection. */
const isBooted = ({ registration, bootAccepted = false, bootedAt, connectedAt }: Station): boolean =>
  registration === 'accepted' && bootAccepted && bootedAt !== null && connectedAt !== null && bootedAt >= connectedAt;

/**
 * Throws not_supported for what the station's version cannot trigger, and conflict for a BootNotification of a station
 * that has been accepted: it would answer Rejected, or boot again in the middle of its work.
 *
 * known: the messages of its version; null: it has not told its version yet.
 * @see OCPP 1.6 errata 3.40; OCPP 2.0.1 part 2, F06: BootNotification only while the registration is Pending or Rejected
 */
export const checkTrigger = (station: Station, message: string, known: readonly string[] | null): void => {
  const refuse = (code: 'not_supported' | 'conflict', detail: string) =>
    new DomainError(code, { detail, faults: [{ pointer: '/parameters/message', detail }] });
  if (known !== null && !known.includes(message)) {
    throw refuse('not_supported', `OCPP ${station.protocol} triggers ${known.join(', ')}, but not ${message}.`);
  }
  if (message === 'BootNotification' && isBooted(station)) {
    throw refuse(
      'conflict',
      'The station has booted and was accepted: a BootNotification is only triggered before that. RESET_STATION makes it boot.',
    );
  }
};
