import { chargingProfile } from './charging-profile-field.ts';
import { declareCommand } from './declaration.ts';
import { fault, profileFaults, wholeFrom } from './faults.ts';
import { evse, session } from './fields.ts';

export const setChargingProfile = declareCommand({
  parameters: {
    /** null: the whole station. */
    evseId: evse,
    /** Goes with purpose TX only. */
    sessionId: session,
    profile: chargingProfile,
  },
  check: ({ evseId, sessionId, profile }, now) => [
    wholeFrom(1, 'evseId', evseId),
    (profile.purpose === 'TX') !== (sessionId !== null)
      ? fault('sessionId', 'Goes with purpose TX, and only with it.')
      : null,
    // OCPP 2.0.1 Part 2, K01.FR.03: the station's maximum is set for the station as a whole.
    profile.purpose === 'STATION_MAX' && evseId !== null
      ? fault('evseId', 'Purpose STATION_MAX is for the whole station.')
      : null,
    ...profileFaults(profile, now),
  ],
  scope: 'charging:control',
  effect: 'answer',
  effectWithinS: 60,
  expiresInS: 14_400,
  beforeAccepted: false,
  feature: 'SMART_CHARGING',
});
