import type { Location } from '../location.ts';
import { kindOf } from './kind.ts';

export const locations = kindOf<Location>()({
  name: 'locations',
  key: { name: 'id', of: ({ id }) => id },
  fields: {},
  orders: ['updatedAt'],
  // Where one may charge is no secret of a token's.
  scope: { location: 'id', token: 'open', driver: 'open' },
  retention: null,
});
