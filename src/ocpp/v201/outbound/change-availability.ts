import type { OCPP20 } from 'typed-ocpp';
import { ask, byStatus } from '../../answers.ts';
import type { Outbound } from '../../protocol.ts';
import { evseOf } from './evse.ts';

/** The effect is seen in the status that follows, at once or (Scheduled) after the transaction. */
export const changeAvailability: Outbound<'CHANGE_AVAILABILITY'> = async ({ command }, call) => {
  const { operative, evseId, connectorId } = command.parameters;
  const request: OCPP20.ChangeAvailabilityRequest = {
    operationalStatus: operative ? 'Operative' : 'Inoperative',
    ...evseOf(evseId, connectorId),
  };
  return ask(call, 'ChangeAvailability', request, byStatus({ Accepted: 'begun', Scheduled: 'begun' }));
};
