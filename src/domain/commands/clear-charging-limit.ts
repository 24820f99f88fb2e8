import { declareCommand } from './declaration.ts';
import { session } from './fields.ts';

export const clearChargingLimit = declareCommand({
  parameters: {
    /** null: the whole station. */
    sessionId: session,
  },
  check: () => [],
  scope: 'charging:control',
  effect: 'answer',
  effectWithinS: 60,
  expiresInS: 14_400,
  beforeAccepted: false,
  bulk: { perSecond: 50 },
  feature: 'SMART_CHARGING',
});
