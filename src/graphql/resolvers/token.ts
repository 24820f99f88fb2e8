/** Tokens. */
import { ownerNamed } from '../../services/api/parties.ts';
import { ownerFields } from '../owner.ts';
import { connect } from '../paging.ts';
import type { Resolvers } from '../schema.gen.ts';

export const tokenResolvers: Resolvers = {
  Query: {
    token: async (_root, { uid }, { services, caller }) => services.tokens.get(await caller(), uid),
    tokens: async (_root, args, { services, caller }) => {
      const who = await caller();
      return connect(args, (page) => services.tokens.list(who, page));
    },
  },
  Mutation: {
    upsertToken: async (_root, { input }, { services, caller }) => {
      const { ifVersion, countryCode, partyId, ...token } = input;
      const put = await services.tokens.put(
        await caller(),
        {
          ...token,
          party: ownerNamed({ countryCode, partyId }),
          expiresAt: token.expiresAt ?? null,
          groupId: token.groupId ?? null,
          driverId: token.driverId ?? null,
          issuer: token.issuer ?? null,
          visualNumber: token.visualNumber ?? null,
        },
        ifVersion ?? null,
      );
      return put.object;
    },
  },
  Token: {
    ...ownerFields,
    lastUpdated: ({ updatedAt }) => updatedAt,
  },
  TokenRef: {
    details: ({ uid }, _args, { loaders }) => loaders.token(uid),
  },
};
