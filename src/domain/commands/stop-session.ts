import { declareCommand } from './declaration.ts';
import { text } from './faults.ts';
import { requiredSession } from './fields.ts';

export const stopSession = declareCommand({
  parameters: {
    sessionId: requiredSession,
  },
  check: ({ sessionId }) => [text('sessionId', sessionId, 255)],
  scope: 'sessions:control',
  effect: 'transaction_ended',
  effectWithinS: 60,
  expiresInS: 60,
  beforeAccepted: false,
});
