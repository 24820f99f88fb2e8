import { declareCommand } from './declaration.ts';
import { evseFaults } from './faults.ts';
import { evse, orElse } from './fields.ts';

export const resetStation = declareCommand({
  parameters: {
    mode: orElse<'IMMEDIATE' | 'ON_IDLE'>('ON_IDLE'),
    evseId: evse,
  },
  check: evseFaults,
  scope: 'stations:control',
  // A reset of one EVSE has no BootNotification (OCPP 2.0.1 Part 2, B11), so its answer must do.
  effect: ({ evseId }) => (evseId === null ? 'boot' : 'answer'),
  effectWithinS: 600,
  expiresInS: 3600,
  beforeAccepted: true,
  // Each comes back with a handshake, a boot and the status of all its connectors.
  bulk: { perSecond: 5 },
});
