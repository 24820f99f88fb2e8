import { declareCommand } from './declaration.ts';
import { evseFaults, text } from './faults.ts';
import { connector, evse, required } from './fields.ts';

export const triggerMessage = declareCommand({
  parameters: {
    /** The OCPP name, such as StatusNotification. */
    message: required<string>(),
    evseId: evse,
    connectorId: connector,
  },
  check: (parameters) => [...evseFaults(parameters), text('message', parameters.message, 50)],
  scope: 'stations:control',
  effect: 'answer',
  effectWithinS: 60,
  expiresInS: 300,
  beforeAccepted: true,
  feature: 'REMOTE_TRIGGER',
});
