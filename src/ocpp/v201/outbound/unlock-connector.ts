import type { OCPP20 } from 'typed-ocpp';
import { ask, byStatus } from '../../answers.ts';
import type { Outbound } from '../../protocol.ts';

export const unlockConnector: Outbound<'UNLOCK_CONNECTOR'> = async ({ command }, call) => {
  const { evseId, connectorId } = command.parameters;
  const request: OCPP20.UnlockConnectorRequest = { evseId, connectorId };
  return ask(call, 'UnlockConnector', request, byStatus({ Unlocked: 'done' }));
};
