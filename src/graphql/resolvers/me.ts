/** The caller. */
import type { Resolvers } from '../schema.gen.ts';

export const meResolvers: Resolvers = {
  Query: {
    me: async (_root, _args, { caller }) => caller(),
  },
  Grants: {
    parties: ({ partyIds }, _args, { services }) => partyIds?.map(services.parties.names.nameOf) ?? null,
    stationGroups: ({ groupIds }) => groupIds,
  },
  Me: {
    accountId: ({ accountId }) => accountId ?? null,
    scopes: ({ scopes }) => [...scopes],
  },
};
