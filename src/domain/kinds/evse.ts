import { comparableEmi3Id } from '../emi3-id.ts';
import type { EvseRecord } from '../evse.ts';
import { DEFAULT_PARTY_ID, ownerOf, withOwner } from '../party.ts';
import { withGroup } from '../station-group.ts';
import { kindOf } from './kind.ts';

/** The registry of EVSEs. What their connectors do is in their stations. */
export const evses = kindOf<EvseRecord>()({
  name: 'evses',
  key: { name: 'uid', of: ({ uid }) => uid, ignoresCase: true },
  fields: {
    stationId: { type: 'text', of: ({ stationId }) => stationId, filters: true },
    locationId: { type: 'text', of: ({ locationId }) => locationId, filters: true },
    emi3Id: {
      type: 'text',
      of: ({ emi3Id }) => (emi3Id === null ? null : comparableEmi3Id(emi3Id)),
      filters: true,
    },
    partyId: { type: 'text', of: (document) => ownerOf(document), common: [DEFAULT_PARTY_ID] },
    stationGroupId: { type: 'text', of: ({ stationGroupId }) => stationGroupId, ignoresCase: true },
  },
  orders: ['updatedAt'],
  scope: { location: 'locationId', group: 'stationGroupId', token: 'open', driver: 'open', party: 'partyId' },
  retention: null,
  complete: (stored) => withGroup(withOwner(stored)),
});
