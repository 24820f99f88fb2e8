/** /accounts */
import type { PublicAccount } from '../domain/account.ts';
import type { PartyNames } from '../domain/party.ts';
import type { AccountInput, AccountPatch, AccountWithLink } from '../services/api/accounts.ts';
import type { GrantsInput } from '../services/api/clients.ts';
import { partyIdNamed } from '../services/api/parties.ts';
import { fromGrants } from './client.ts';
import { expectedVersion, sendVersioned } from './etags.ts';
import { fromDate, fromDateOrNull } from './instant.ts';
import type { components } from './openapi.gen.ts';
import { pageInputOf, sendPage } from './paging.ts';
import { fromOwner, ownerIn } from './party.ts';
import { type Handle, pathOf, queryOf, type RouteDependencies, type Routes } from './request.ts';

type Schemas = components['schemas'];

const fromAccount = (account: PublicAccount, names: PartyNames): Schemas['Account'] => ({
  id: account.id,
  version: account.version,
  login: account.login,
  name: account.name,
  email: account.email,
  role: account.role,
  status: account.status,
  driver_id: account.driverId,
  ...fromOwner(account, names),
  grants: fromGrants(account.grants, names),
  has_password: account.hasPassword,
  totp_required: account.totpRequired,
  has_totp: account.hasTotp,
  recovery_codes_left: account.recoveryCodesLeft,
  open_link:
    account.openLink === null
      ? null
      : { purpose: account.openLink.purpose, expires_at: fromDate(account.openLink.expiresAt) },
  identity: account.identity === null ? null : { ...account.identity },
  failed_logins: account.failedLogins,
  failed_at: fromDateOrNull(account.failedAt),
  signed_in_at: fromDateOrNull(account.signedInAt),
  signed_out_at: fromDateOrNull(account.signedOutAt),
  created_at: fromDate(account.createdAt),
  last_updated: fromDate(account.updatedAt),
});

const fromAccountWithLink = ({ account, link }: AccountWithLink, names: PartyNames): Schemas['AccountWithLink'] => ({
  ...fromAccount(account, names),
  link: { purpose: link.purpose, url: link.url, expires_at: fromDate(link.expiresAt) },
});

/** What is not said is not in it. */
const toGrants = (grants: Schemas['Grants'], names: PartyNames): Partial<GrantsInput> => ({
  ...(grants.parties === undefined
    ? {}
    : {
        partyIds: grants.parties?.map((name, index) => partyIdNamed(names, name, `/grants/parties/${index}`)) ?? null,
      }),
  ...(grants.location_ids === undefined ? {} : { locationIds: grants.location_ids }),
  ...(grants.station_groups === undefined ? {} : { groupIds: grants.station_groups }),
  ...(grants.token_uids === undefined ? {} : { tokenUids: grants.token_uids }),
});

const toInput = (body: Schemas['AccountPost'], names: PartyNames): AccountInput => ({
  login: body.login,
  name: body.name ?? null,
  email: body.email ?? null,
  role: body.role,
  driverId: body.driver_id ?? null,
  party: ownerIn(body),
  grants: toGrants(body.grants ?? {}, names),
  totpRequired: body.totp_required ?? body.role !== 'driver',
});

const toPatch = (body: Schemas['AccountPatch'], names: PartyNames): AccountPatch => ({
  ...(body.login === undefined ? {} : { login: body.login }),
  ...(body.name === undefined ? {} : { name: body.name }),
  ...(body.email === undefined ? {} : { email: body.email }),
  ...(body.role === undefined ? {} : { role: body.role }),
  ...(body.driver_id === undefined ? {} : { driverId: body.driver_id }),
  ...(body.grants === undefined ? {} : { grants: toGrants(body.grants, names) }),
  ...(body.totp_required === undefined ? {} : { totpRequired: body.totp_required }),
});

export const accountRoutes = ({
  services: {
    accounts,
    parties: { names },
  },
  publicUrl,
}: RouteDependencies): Routes => {
  const answering =
    (name: 'resetTotp' | 'lock' | 'unlock'): Handle =>
    async (request, response, caller) => {
      const account = await accounts[name](caller, pathOf(request, 'id'));
      sendVersioned(response, account, fromAccount(account, names));
    };
  const linking =
    (name: 'invite' | 'resetPassword'): Handle =>
    async (request, response, caller) => {
      const made = await accounts[name](caller, pathOf(request, 'id'));
      response.set('Cache-Control', 'no-store');
      sendVersioned(response, made.account, fromAccountWithLink(made, names));
    };

  return {
    listAccounts: async (request, response, caller) => {
      const input = pageInputOf(request);
      const page = await accounts.list(caller, input, {
        role: queryOf<PublicAccount['role']>(request, 'role'),
        status: queryOf<PublicAccount['status']>(request, 'status'),
      });
      sendPage(request, response, { page, limit: input.limit, publicUrl }, (account) =>
        JSON.stringify(fromAccount(account, names)),
      );
    },
    createAccount: async (request, response, caller) => {
      const made = await accounts.create(caller, toInput(request.body, names));
      response.status(201).set('Cache-Control', 'no-store');
      sendVersioned(response, made.account, fromAccountWithLink(made, names));
    },
    getAccount: async (request, response, caller) => {
      const account = await accounts.get(caller, pathOf(request, 'id'));
      sendVersioned(response, account, fromAccount(account, names));
    },
    patchAccount: async (request, response, caller) => {
      const id = pathOf(request, 'id');
      const ifVersion = await expectedVersion(request, () => accounts.get(caller, id));
      const account = await accounts.update(caller, id, toPatch(request.body, names), ifVersion);
      sendVersioned(response, account, fromAccount(account, names));
    },
    deleteAccount: async (request, response, caller) => {
      const id = pathOf(request, 'id');
      const ifVersion = await expectedVersion(request, () => accounts.get(caller, id));
      await accounts.remove(caller, id, ifVersion);
      response.status(204).end();
    },
    inviteAccount: linking('invite'),
    resetAccountPassword: linking('resetPassword'),
    resetAccountTotp: answering('resetTotp'),
    lockAccount: answering('lock'),
    unlockAccount: answering('unlock'),
  };
};
