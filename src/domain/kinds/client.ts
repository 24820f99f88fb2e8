import { type Client, SERVICE_CLIENT } from '../access.ts';
import { kindOf } from './kind.ts';

const withAllGrants = (stored: Client): Client =>
  Object.hasOwn(stored.grants, 'partyIds')
    ? stored
    : { ...stored, grants: { ...stored.grants, groupIds: null, partyIds: null } };

/** Until 0.2 all clients came in by themselves. */
const withType = (stored: Client): Client =>
  Object.hasOwn(stored, 'type') ? stored : { ...stored, ...SERVICE_CLIENT };

/** Until 0.2 no client could be locked, or have its tokens bound to a key. */
const withStanding = (stored: Client): Client =>
  Object.hasOwn(stored, 'locked') ? stored : { ...stored, locked: false, dpopBoundAccessTokens: false };

/** Until 0.2 no operations could be registered. */
const withOperations = (stored: Client): Client =>
  Object.hasOwn(stored, 'persistedOperationsOnly') ? stored : { ...stored, persistedOperationsOnly: false };

/** Clients lie in no scope: who may list them may list them all. */
export const clients = kindOf<Client>()({
  name: 'clients',
  key: { name: 'id', of: ({ id }) => id },
  fields: {},
  orders: ['updatedAt'],
  scope: {},
  retention: null,
  removable: true,
  complete: (stored: Client) => withOperations(withStanding(withType(withAllGrants(stored)))),
  audit: {
    object: 'client',
    fields: {
      id: 'shown',
      version: 'shown',
      name: 'shown',
      issuer: 'shown',
      type: 'shown',
      redirectUris: 'shown',
      postLogoutRedirectUris: 'shown',
      firstParty: 'shown',
      secretHash: 'secret',
      // Public keys.
      jwks: 'verbatim',
      scopes: 'shown',
      grants: 'shown',
      locked: 'shown',
      dpopBoundAccessTokens: 'shown',
      persistedOperationsOnly: 'shown',
      createdAt: 'shown',
      updatedAt: 'shown',
    },
  },
});
