/** Parties. */
import { partyName } from '../../domain/party.ts';
import { connect } from '../paging.ts';
import type { Resolvers } from '../schema.gen.ts';

export const partyResolvers: Resolvers = {
  Query: {
    party: async (_root, codes, { services, caller }) => services.parties.get(await caller(), partyName(codes)),
    parties: async (_root, args, { services, caller }) => {
      const who = await caller();
      return connect(args, (page) => services.parties.list(who, page));
    },
  },
  Mutation: {
    upsertParty: async (_root, { input }, { services, caller }) => {
      const { ifVersion, ...party } = input;
      const put = await services.parties.put(
        await caller(),
        { ...party, website: party.website ?? null, logo: party.logo ?? null },
        ifVersion ?? null,
      );
      return put.object;
    },
  },
  Party: {
    id: ({ id }, _args, { services }) => services.parties.names.nameOf(id),
    lastUpdated: ({ updatedAt }) => updatedAt,
  },
};
