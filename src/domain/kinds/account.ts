import type { Account } from '../account.ts';
import { kindOf } from './kind.ts';
import { ownerField } from './scope-fields.ts';

export const accounts = kindOf<Account>()({
  name: 'accounts',
  key: { name: 'id', of: ({ id }) => id },
  fields: {
    role: { type: 'text', filters: true, of: ({ role }) => role },
    status: { type: 'text', filters: true, of: ({ status }) => status },
    partyId: ownerField,
  },
  orders: ['updatedAt'],
  // Who is bound to places, tokens or a driver manages nobody.
  scope: { party: 'partyId' },
  retention: null,
  removable: true,
  audit: {
    object: 'account',
    fields: {
      id: 'shown',
      version: 'shown',
      login: 'shown',
      name: 'shown',
      email: 'shown',
      role: 'shown',
      status: 'shown',
      driverId: 'shown',
      partyId: 'shown',
      grants: 'shown',
      passwordHash: 'secret',
      totpRequired: 'shown',
      totp: 'secret',
      recoveryHashes: 'secret',
      link: { purpose: 'shown', hash: 'secret', expiresAt: 'shown' },
      identity: 'shown',
      failedLogins: 'left_out',
      failedAt: 'left_out',
      signedInAt: 'shown',
      signedOutAt: 'shown',
      createdAt: 'shown',
      updatedAt: 'shown',
    },
  },
});
