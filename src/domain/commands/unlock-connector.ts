import { declareCommand } from './declaration.ts';
import { evseFaults } from './faults.ts';
import { firstConnector, requiredEvse } from './fields.ts';

export const unlockConnector = declareCommand({
  parameters: {
    evseId: requiredEvse,
    connectorId: firstConnector,
  },
  check: evseFaults,
  scope: 'stations:control',
  effect: 'answer',
  effectWithinS: 60,
  expiresInS: 60,
  beforeAccepted: false,
});
