import type { ChargingProfile } from '../../src/domain/charging-profile.ts';

/** A sound profile of 16 A; a test says what is other in it. */
export const aChargingProfile = (
  fields: Partial<ChargingProfile> = {},
  schedule: Partial<ChargingProfile['schedule']> = {},
): ChargingProfile => ({
  id: 1,
  stackLevel: 0,
  purpose: 'TX_DEFAULT',
  kind: 'ABSOLUTE',
  recurrency: null,
  validFromAt: null,
  validToAt: null,
  schedule: {
    startAt: null,
    durationS: null,
    unit: 'A',
    minRate: null,
    periods: [{ startS: 0, limit: 16, phases: null }],
    ...schedule,
  },
  ...fields,
});
