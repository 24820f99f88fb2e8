import type { SigningKey } from '../signing-key.ts';
import { kindOf } from './kind.ts';

/** The installation's own: they lie in no scope, and nobody who is bound in anything is told of them. */
export const signingKeys = kindOf<SigningKey>()({
  name: 'signingKeys',
  key: { name: 'id', of: ({ id }) => id },
  fields: {},
  orders: ['updatedAt'],
  scope: {},
  retention: null,
  removable: true,
  audit: {
    object: 'signing_key',
    fields: {
      id: 'shown',
      version: 'shown',
      kid: 'shown',
      jwk: 'secret',
      signsFromAt: 'shown',
      endsEarlier: 'shown',
      createdAt: 'shown',
      updatedAt: 'shown',
    },
  },
});
