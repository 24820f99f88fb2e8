import type { MeterPublicKey } from '../meter-public-key.ts';
import { DEFAULT_PARTY_ID, ownerOf, withOwner } from '../party.ts';
import { kindOf } from './kind.ts';

export const meterPublicKeys = kindOf<MeterPublicKey>()({
  name: 'meterPublicKeys',
  key: { name: 'id', of: ({ id }) => id },
  fields: {
    stationId: { type: 'text', of: ({ stationId }) => stationId, filters: true },
    locationId: { type: 'text', of: ({ locationId }) => locationId },
    partyId: { type: 'text', of: (document) => ownerOf(document), common: [DEFAULT_PARTY_ID] },
  },
  orders: [],
  scope: { location: 'locationId', token: 'open', driver: 'open', party: 'partyId' },
  retention: null,
  complete: withOwner,
});
