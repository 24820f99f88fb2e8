import type { OCPP16 } from 'typed-ocpp';
import { ask, byStatus } from '../../answers.ts';
import type { Outbound } from '../../protocol.ts';

/** The effect is seen in the status that follows, at once or (Scheduled) after the transaction. */
export const changeAvailability: Outbound<'CHANGE_AVAILABILITY'> = async ({ command }, call) => {
  const { operative, evseId } = command.parameters;
  const request: OCPP16.ChangeAvailabilityRequest = {
    connectorId: evseId ?? 0,
    type: operative ? 'Operative' : 'Inoperative',
  };
  return ask(call, 'ChangeAvailability', request, byStatus({ Accepted: 'begun', Scheduled: 'begun' }));
};
