import { declareCommand } from './declaration.ts';
import { evseFaults } from './faults.ts';
import { connector, evse, required } from './fields.ts';

export const changeAvailability = declareCommand({
  parameters: {
    operative: required<boolean>(),
    evseId: evse,
    connectorId: connector,
  },
  check: evseFaults,
  scope: 'stations:control',
  effect: 'availability',
  effectWithinS: 86_400,
  expiresInS: 14_400,
  beforeAccepted: false,
  bulk: { perSecond: 50 },
});
