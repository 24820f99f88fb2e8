import { formerEvseUid } from '../evse.ts';
import type { MeterPublicKey } from '../meter-public-key.ts';
import { withOwner } from '../party.ts';
import { subjectPublicKeyInfo } from '../public-key-text.ts';
import { withGroup } from '../station-group.ts';
import { kindOf } from './kind.ts';
import { groupField, ownerField } from './scope-fields.ts';

/** Of the builds that kept the keys of readings alone. */
const withSources = (stored: MeterPublicKey): MeterPublicKey =>
  Object.hasOwn(stored, 'sources')
    ? stored
    : {
        ...stored,
        evseUid: formerEvseUid(stored.stationId, stored.evseId),
        connectorId: null,
        subjectPublicKeyInfo: subjectPublicKeyInfo(stored.publicKey),
        sources: ['READING'],
        lastToldAt: stored.toldAt,
      };

export const meterPublicKeys = kindOf<MeterPublicKey>()({
  name: 'meterPublicKeys',
  key: { name: 'id', of: ({ id }) => id },
  fields: {
    stationId: { type: 'text', of: ({ stationId }) => stationId, filters: true },
    locationId: { type: 'text', of: ({ locationId }) => locationId, filters: true },
    evseUid: { type: 'text', of: ({ evseUid }) => evseUid, ignoresCase: true, filters: true },
    partyId: ownerField,
    stationGroupId: groupField,
  },
  orders: [],
  scope: { location: 'locationId', group: 'stationGroupId', token: 'open', driver: 'open', party: 'partyId' },
  retention: null,
  // Stations tell them.
  audit: null,
  complete: (stored: MeterPublicKey) => withGroup(withOwner(withSources(stored))),
});
