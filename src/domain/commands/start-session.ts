import { declareCommand } from './declaration.ts';
import { evseFaults, text } from './faults.ts';
import { anyEvse, connector } from './fields.ts';
import { token } from './token-field.ts';

export const startSession = declareCommand({
  parameters: {
    evseId: anyEvse,
    connectorId: connector,
    token,
  },
  check: (parameters) => [...evseFaults(parameters), text('token/uid', parameters.token.uid, 255)],
  scope: 'sessions:control',
  effect: 'transaction_started',
  effectWithinS: 90,
  expiresInS: 60,
  beforeAccepted: false,
});
