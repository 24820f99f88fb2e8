import type { Client } from '../access.ts';
import { kindOf } from './kind.ts';

/** Clients lie in no scope: who may list them may list them all. */
export const clients = kindOf<Client>()({
  name: 'clients',
  key: { name: 'id', of: ({ id }) => id },
  fields: {},
  orders: ['updatedAt'],
  scope: {},
  retention: null,
  removable: true,
  complete: (stored: Client) =>
    Object.hasOwn(stored.grants, 'partyIds')
      ? stored
      : { ...stored, grants: { ...stored.grants, groupIds: null, partyIds: null } },
});
