import type { RateUnit } from '../charging-profile.ts';
import { declareCommand } from './declaration.ts';
import { wholeFrom } from './faults.ts';
import { evse, optional, required } from './fields.ts';

export const getCompositeSchedule = declareCommand({
  parameters: {
    evseId: evse,
    durationS: required<number>(),
    unit: optional<RateUnit>(),
  },
  check: ({ evseId, durationS }) => [wholeFrom(1, 'evseId', evseId), wholeFrom(1, 'durationS', durationS)],
  scope: 'charging:control',
  effect: 'answer',
  effectWithinS: 60,
  expiresInS: 300,
  beforeAccepted: false,
  feature: 'SMART_CHARGING',
});
