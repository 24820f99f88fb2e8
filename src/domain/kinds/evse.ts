import { comparableEmi3Id } from '../emi3-id.ts';
import type { EvseRecord } from '../evse.ts';
import { withOwner } from '../party.ts';
import { withGroup } from '../station-group.ts';
import { kindOf } from './kind.ts';
import { groupField, ownerField } from './scope-fields.ts';

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
    partyId: ownerField,
    stationGroupId: groupField,
  },
  orders: ['updatedAt'],
  scope: { location: 'locationId', group: 'stationGroupId', token: 'open', driver: 'open', party: 'partyId' },
  retention: null,
  removable: true,
  audit: {
    object: 'evse',
    fields: {
      uid: 'shown',
      version: 'shown',
      stationId: 'shown',
      number: 'shown',
      emi3Id: 'shown',
      locationId: 'shown',
      partyId: 'shown',
      stationGroupId: 'shown',
      createdAt: 'shown',
      updatedAt: 'shown',
    },
  },
  complete: (stored) => withGroup(withOwner(stored)),
});
