import { cellOf } from '../geo-cell.ts';
import type { Location } from '../location.ts';
import { withOwner } from '../party.ts';
import { kindOf } from './kind.ts';
import { ownerField } from './scope-fields.ts';

export const locations = kindOf<Location>()({
  name: 'locations',
  key: { name: 'id', of: ({ id }) => id },
  fields: {
    partyId: ownerField,
    cell: { type: 'number', of: ({ coordinates }) => cellOf(coordinates) },
  },
  orders: ['updatedAt', 'cell'],
  inwardOrders: ['cell'],
  // Where one may charge is no secret of a token's. A location is in no group: what stands there would have to be asked.
  scope: { location: 'id', token: 'open', driver: 'open', party: 'partyId' },
  retention: null,
  removable: true,
  audit: {
    object: 'location',
    fields: {
      id: 'shown',
      version: 'shown',
      name: 'shown',
      address: 'shown',
      city: 'shown',
      postalCode: 'shown',
      country: 'shown',
      coordinates: 'shown',
      timeZone: 'shown',
      publish: 'shown',
      partyId: 'shown',
      retiredAt: 'left_out',
      createdAt: 'shown',
      updatedAt: 'shown',
    },
  },
  complete: withOwner,
});
