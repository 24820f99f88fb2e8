import type { Outage } from '../outage.ts';
import { DEFAULT_PARTY_ID, ownerOf, withOwner } from '../party.ts';
import { withGroup } from '../station-group.ts';
import { kindOf } from './kind.ts';

export const outages = kindOf<Outage>()({
  name: 'outages',
  key: { name: 'id', of: ({ id }) => id },
  fields: {
    stationId: { type: 'text', of: ({ stationId }) => stationId, filters: true },
    locationId: { type: 'text', of: ({ locationId }) => locationId, filters: true },
    evseUid: { type: 'text', of: ({ evseUid }) => evseUid, ignoresCase: true, filters: true },
    /** Whether it lasts. */
    open: { type: 'flag', of: ({ endedAt }) => endedAt === null, filters: true },
    cause: { type: 'text', of: ({ cause }) => cause, filters: true },
    partyId: { type: 'text', of: (document) => ownerOf(document), common: [DEFAULT_PARTY_ID] },
    stationGroupId: { type: 'text', of: ({ stationGroupId }) => stationGroupId, ignoresCase: true },
  },
  orders: [],
  scope: { location: 'locationId', group: 'stationGroupId', token: 'open', driver: 'open', party: 'partyId' },
  grows: true,
  retention: null,
  complete: (stored) => withGroup(withOwner(stored)),
});
