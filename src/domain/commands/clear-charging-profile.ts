import type { ChargingProfilePurpose } from '../charging-profile.ts';
import { declareCommand } from './declaration.ts';
import { wholeFrom } from './faults.ts';
import { evse, optional } from './fields.ts';

export const clearChargingProfile = declareCommand({
  parameters: {
    profileId: optional<number>(),
    evseId: evse,
    purpose: optional<ChargingProfilePurpose>(),
    stackLevel: optional<number>(),
  },
  check: ({ evseId, stackLevel }) => [wholeFrom(1, 'evseId', evseId), wholeFrom(0, 'stackLevel', stackLevel)],
  scope: 'charging:control',
  effect: 'answer',
  effectWithinS: 60,
  expiresInS: 14_400,
  beforeAccepted: false,
  feature: 'SMART_CHARGING',
});
