import type { Outage } from '../outage.ts';
import { withOwner } from '../party.ts';
import { withGroup } from '../station-group.ts';
import { kindOf } from './kind.ts';
import { groupField, ownerField } from './scope-fields.ts';

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
    partyId: ownerField,
    stationGroupId: groupField,
  },
  orders: [],
  scope: { location: 'locationId', group: 'stationGroupId', token: 'open', driver: 'open', party: 'partyId' },
  grows: true,
  retention: null,
  // Begins and ends by itself, with what happens to the station.
  audit: null,
  complete: (stored) => withGroup(withOwner(stored)),
});
