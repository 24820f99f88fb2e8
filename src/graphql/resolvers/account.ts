/** Accounts. */
import type { AccountPatch } from '../../services/api/accounts.ts';
import { ownerNamed } from '../../services/api/parties.ts';
import { toGrants } from '../grants.ts';
import { ownerFields } from '../owner.ts';
import { connect } from '../paging.ts';
import type { Resolvers } from '../schema.gen.ts';

export const accountResolvers: Resolvers = {
  Query: {
    account: async (_root, { id }, { services, caller }) => services.accounts.get(await caller(), id),
    accounts: async (_root, { role, status, ...args }, { services, caller }) => {
      const who = await caller();
      const filter = { role: role ?? null, status: status ?? null };
      return connect(args, (page) => services.accounts.list(who, page, filter));
    },
  },
  Mutation: {
    createAccount: async (_root, { input }, context) => {
      const { countryCode, partyId, grants, ...account } = input;
      return context.services.accounts.create(await context.caller(), {
        ...account,
        name: account.name ?? null,
        email: account.email ?? null,
        driverId: account.driverId ?? null,
        party: ownerNamed({ countryCode, partyId }),
        grants: toGrants(grants ?? {}, context.services.parties.names),
        totpRequired: account.totpRequired ?? account.role !== 'driver',
      });
    },
    updateAccount: async (_root, { input }, context) => {
      const { id, ifVersion, name, email, driverId, login, role, totpRequired, grants } = input;
      const patch: AccountPatch = {
        ...(name === undefined ? {} : { name }),
        ...(email === undefined ? {} : { email }),
        ...(driverId === undefined ? {} : { driverId }),
        // What may not be emptied, null leaves as it is.
        ...(login == null ? {} : { login }),
        ...(role == null ? {} : { role }),
        ...(totpRequired == null ? {} : { totpRequired }),
        ...(grants == null ? {} : { grants: toGrants(grants, context.services.parties.names) }),
      };
      return context.services.accounts.update(await context.caller(), id, patch, ifVersion ?? null);
    },
    deleteAccount: async (_root, { input }, { services, caller }) =>
      services.accounts.remove(await caller(), input.id, input.ifVersion ?? null),
    inviteAccount: async (_root, { input }, { services, caller }) => services.accounts.invite(await caller(), input.id),
    resetAccountPassword: async (_root, { input }, { services, caller }) =>
      services.accounts.resetPassword(await caller(), input.id),
    resetAccountTotp: async (_root, { input }, { services, caller }) =>
      services.accounts.resetTotp(await caller(), input.id),
    lockAccount: async (_root, { input }, { services, caller }) => services.accounts.lock(await caller(), input.id),
    unlockAccount: async (_root, { input }, { services, caller }) => services.accounts.unlock(await caller(), input.id),
  },
  Account: {
    ...ownerFields,
    lastUpdated: ({ updatedAt }) => updatedAt,
  },
  AccountInvitation: {
    purpose: ({ link }) => link.purpose,
    url: ({ link }) => link.url,
    expiresAt: ({ link }) => link.expiresAt,
  },
};
