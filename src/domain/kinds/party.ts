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
  complete: (stored: Party) => (Object.hasOwn(stored, 'website') ? stored : { ...stored, website: null, logo: null }),
});
