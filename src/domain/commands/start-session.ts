import { declareCommand } from './declaration.ts';
import { evseFaults, text } from './faults.ts';
import { connector, evse } from './fields.ts';
import { token } from './token-field.ts';

export const startSession = declareCommand({
  parameters: {
    evseId: evse,
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
