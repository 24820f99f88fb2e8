import type { OCPP16 } from 'typed-ocpp';
import { ask, byStatus } from '../../answers.ts';
import type { Outbound } from '../../protocol.ts';

export const unlockConnector: Outbound<'UNLOCK_CONNECTOR'> = async ({ command }, call) => {
  const request: OCPP16.UnlockConnectorRequest = { connectorId: command.parameters.evseId };
  return ask(call, 'UnlockConnector', request, byStatus({ Unlocked: 'done', NotSupported: 'not_supported' }));
};
