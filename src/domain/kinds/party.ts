import type { Party } from '../party.ts';
import { kindOf } from './kind.ts';

/** Who is bound to parties sees those; which others there are is nothing to it. */
export const parties = kindOf<Party>()({
  name: 'parties',
  key: { name: 'id', of: ({ id }) => id },
  fields: {},
  orders: ['updatedAt'],
  scope: { location: 'open', group: 'open', token: 'open', driver: 'open', party: 'id' },
  retention: null,
  removable: true,
  audit: {
    object: 'party',
    fields: {
      id: 'shown',
      version: 'shown',
      countryCode: 'shown',
      partyId: 'shown',
      roles: 'shown',
      name: 'shown',
      website: 'shown',
      logo: 'shown',
      createdAt: 'shown',
      updatedAt: 'shown',
    },
  },
  complete: (stored: Party) => (Object.hasOwn(stored, 'website') ? stored : { ...stored, website: null, logo: null }),
});
