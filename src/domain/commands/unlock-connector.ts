import { declareCommand } from './declaration.ts';
import { evseFaults, fault } from './faults.ts';
import { firstConnector, requiredEvse } from './fields.ts';

export const unlockConnector = declareCommand({
  parameters: {
    evseId: requiredEvse,
    connectorId: firstConnector,
  },
  // Not there where neither the caller says it nor the station has one alone.
  check: (parameters) =>
    (parameters.evseId ?? null) === null
      ? [fault('evseId', 'Which EVSE must be said, where the station has several or none is known.')]
      : evseFaults(parameters),
  scope: 'stations:control',
  effect: 'answer',
  effectWithinS: 60,
  expiresInS: 60,
  beforeAccepted: false,
});
