/** Tokens. */
import { ownerNamed } from '../../services/api/parties.ts';
import type { TokenInput } from '../../services/api/tokens.ts';
import { bulkItem } from '../bulk.ts';
import { ownerFields } from '../owner.ts';
import { connect, retiredIn } from '../paging.ts';
import type { Resolvers, UpsertTokenInput } from '../schema.gen.ts';

const toInput = ({ ifVersion: _, countryCode, partyId, ...token }: UpsertTokenInput): TokenInput => ({
  ...token,
  party: ownerNamed({ countryCode, partyId }),
  expiresAt: token.expiresAt ?? null,
  groupId: token.groupId ?? null,
  driverId: token.driverId ?? null,
  issuer: token.issuer ?? null,
  visualNumber: token.visualNumber ?? null,
});

export const tokenResolvers: Resolvers = {
  Query: {
    token: async (_root, { uid }, { services, caller }) => services.tokens.get(await caller(), uid),
    tokens: async (_root, args, { services, caller }) => {
      const who = await caller();
      return connect(args, (page) => services.tokens.list(who, page, retiredIn(args)));
    },
  },
  Mutation: {
    upsertToken: async (_root, { input }, { services, caller }) =>
      (await services.tokens.put(await caller(), toInput(input), input.ifVersion ?? null)).object,
    deleteToken: async (_root, { input: { uid, ifVersion } }, { services, caller }) =>
      (await services.tokens.remove(await caller(), uid, ifVersion ?? null)).object,
    upsertTokens: async (_root, { input: { tokens, idempotencyKey = null } }, { services, caller }) => ({
      field: 'tokens',
      ...(await services.tokens.putMany(await caller(), {
        items: tokens.map((token) => bulkItem(token.uid, token.ifVersion, () => toInput(token))),
        idempotencyKey,
      })),
    }),
  },
  Token: {
    ...ownerFields,
    lastUpdated: ({ updatedAt }) => updatedAt,
  },
  TokenRef: {
    details: ({ uid }, _args, { loaders }) => loaders.token(uid),
  },
};
