import { describe, expect, it } from 'vitest';
import { RESERVED_PROFILE_IDS_FROM } from '../../src/domain/charging-profile.ts';
import { parameterFaults } from '../../src/domain/commands/checks.ts';
import { limitProfileId } from '../../src/ocpp/charging-limit.ts';
import { aChargingProfile } from '../support/charging-profile.ts';

const NOW = new Date('2026-03-01T12:00:00.000Z');

const profile = (id: number) => aChargingProfile({ id });

const pointers = (id: number) =>
  parameterFaults('SET_CHARGING_PROFILE', { evseId: 1, sessionId: null, profile: profile(id) }, NOW).map(
    ({ pointer }) => pointer,
  );

describe("a client's charging profile", () => {
  it.each([1, RESERVED_PROFILE_IDS_FROM - 1])('may have the id %i', (id) => {
    expect(pointers(id)).toEqual([]);
  });

  it.each([0, 1.5, limitProfileId(0), limitProfileId(7), 2_147_483_648])('is refused with the id %d', (id) => {
    expect(pointers(id)).toEqual(['/parameters/profile/id']);
  });
});
