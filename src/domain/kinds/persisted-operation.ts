import { EVERYBODY, type PersistedOperation } from '../persisted-operation.ts';
import { kindOf } from './kind.ts';

/** They lie in no scope, as clients do: services/persisted-operations.ts says who manages which. */
export const persistedOperations = kindOf<PersistedOperation>()({
  name: 'persistedOperations',
  key: { name: 'id', of: ({ id }) => id },
  fields: { clientId: { type: 'text', filters: true, of: ({ clientId }) => clientId ?? EVERYBODY } },
  orders: ['updatedAt'],
  scope: {},
  retention: null,
  removable: true,
  audit: {
    object: 'persisted_operation',
    fields: {
      id: 'shown',
      version: 'shown',
      sha256: 'shown',
      clientId: 'shown',
      document: 'shown',
      createdAt: 'shown',
      updatedAt: 'shown',
    },
  },
});
