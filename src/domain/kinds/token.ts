import type { Token } from '../token.ts';
import { kindOf } from './kind.ts';

export const tokens = kindOf<Token>()({
  name: 'tokens',
  key: { name: 'uid', of: ({ uid }) => uid, ignoresCase: true },
  fields: { driverId: { type: 'text', of: ({ driverId }) => driverId } },
  orders: ['updatedAt'],
  // A token has no location.
  scope: { location: 'open', token: 'uid', driver: 'driverId' },
  retention: null,
});
