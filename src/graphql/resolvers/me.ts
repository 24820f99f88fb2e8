/** The caller. */
import type { Resolvers } from '../schema.gen.ts';

export const meResolvers: Resolvers = {
  Query: {
    me: async (_root, _args, { caller }) => caller(),
  },
  Me: {
    scopes: ({ scopes }) => [...scopes],
  },
};
