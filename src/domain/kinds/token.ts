import { withOwner } from '../party.ts';
import type { Token } from '../token.ts';
import { kindOf } from './kind.ts';
import { ownerField } from './scope-fields.ts';

export const tokens = kindOf<Token>()({
  name: 'tokens',
  key: { name: 'uid', of: ({ uid }) => uid, ignoresCase: true },
  fields: {
    driverId: { type: 'text', of: ({ driverId }) => driverId },
    partyId: ownerField,
  },
  orders: ['updatedAt'],
  // A token has no location, and no group of stations.
  scope: { location: 'open', group: 'open', token: 'uid', driver: 'driverId', party: 'partyId' },
  retention: null,
  removable: true,
  audit: {
    object: 'token',
    fields: {
      uid: 'shown',
      type: 'shown',
      version: 'shown',
      contractId: 'shown',
      status: 'shown',
      expiresAt: 'shown',
      groupId: 'shown',
      masterPass: 'shown',
      driverId: 'shown',
      issuer: 'shown',
      visualNumber: 'shown',
      partyId: 'shown',
      retiredAt: 'left_out',
      createdAt: 'shown',
      updatedAt: 'shown',
    },
  },
  complete: withOwner,
});
