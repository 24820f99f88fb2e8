/** GraphQL operations that clients run by their hash, for who registers them. */
import { connect } from '../paging.ts';
import type { Resolvers } from '../schema.gen.ts';

export const persistedOperationResolvers: Resolvers = {
  Query: {
    persistedOperation: async (_root, { id }, { services, caller }) =>
      services.persistedOperations.get(await caller(), id),
    persistedOperations: async (_root, { clientId, ...args }, { services, caller }) => {
      const who = await caller();
      return connect(args, (page) => services.persistedOperations.list(who, page, clientId ?? null));
    },
  },
  Mutation: {
    registerPersistedOperation: async (_root, { input: { document, clientId } }, { services, caller }) => {
      const { object } = await services.persistedOperations.register(await caller(), {
        document,
        clientId: clientId ?? null,
      });
      return object;
    },
    deletePersistedOperation: async (_root, { input: { id } }, { services, caller }) =>
      services.persistedOperations.remove(await caller(), id),
  },
  PersistedOperation: { lastUpdated: ({ updatedAt }) => updatedAt },
};
