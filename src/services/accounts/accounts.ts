/** Accounts as whoever manages them sees and keeps them. */

import type { Caller, Grants, Scope } from '../../domain/access.ts';
import {
  type Account,
  type PublicAccount,
  publicAccount,
  scopesOfRole,
  signOutAt,
  unlockedStatus,
} from '../../domain/account.ts';
import { DomainError } from '../../domain/error.ts';
import { forbidden, found, requireScope, requireVersion, sees, visibilityOf } from '../access.ts';
import { againOnConflict } from '../again-on-conflict.ts';
import type { AccountInput, AccountPatch, Accounts, AccountWithLink } from '../api/accounts.ts';
import type { AuditedCommitter } from '../audit/audited-committer.ts';
import type { Operation } from '../audit/operations.ts';
import { managesClient } from '../clients-within.ts';
import { collectFaults, isLine, isLineOrNull } from '../faults.ts';
import { checkGrants } from '../grant-checks.ts';
import { listPage } from '../paging.ts';
import type { Ownership } from '../parties/ownership.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Clock, NewId } from '../ports/time.ts';
import { accountChange, accountRemoval } from './account-change.ts';
import { makeLink } from './account-link.ts';

const TRIES = 5;
const LOGIN = /^[^\s\p{Cc}]{3,254}$/u;
const EMAIL = /^[^\s\p{Cc}@]{1,64}@[^\s\p{Cc}@]{1,188}$/u;

type Said = Pick<Account, 'login' | 'name' | 'email' | 'role' | 'driverId' | 'grants' | 'totpRequired'>;

/** given: the grants that the input says. */
const check = (said: Said, given: Partial<Grants>): void => {
  const { unless, raise } = collectFaults();
  checkGrants({ unless }, given);
  unless(LOGIN.test(said.login), '/login', 'A login has 3 to 254 characters, and no blanks.');
  unless(isLineOrNull(said.name, 200), '/name', 'A name has 1 to 200 characters.');
  unless(said.email === null || EMAIL.test(said.email), '/email', 'Must be an e-mail address.');
  const isDriver = said.role === 'driver';
  unless(said.driverId === null || isLine(said.driverId, 255), '/driverId', 'A driver id has 1 to 255 characters.');
  unless(isDriver || said.driverId === null, '/driverId', 'Only drivers have a driver id.');
  raise();
};

const grantsOf = (input: Partial<Grants>, before: Grants): Grants => ({ ...before, ...input });

export const createAccounts = ({
  store,
  committer,
  ownership,
  clock,
  newId,
  linkUrl,
  offeredScopes,
}: {
  readonly store: DocumentStore;
  readonly committer: AuditedCommitter;
  readonly ownership: Ownership;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Where the code of a link is taken. */
  readonly linkUrl: (code: string) => string;
  /** Those that open something. */
  readonly offeredScopes: readonly Scope[];
}): Accounts => {
  /** Whoever is bound to parties manages accounts of its own, which may do no more than it may; others manage all. */
  const requireWithin = (caller: Caller, { role, grants }: Pick<Account, 'role' | 'grants'>): void => {
    const scopes = scopesOfRole(role).filter((scope) => offeredScopes.includes(scope));
    if (!managesClient(caller, { scopes, grants })) {
      forbidden('The account is not within the scopes and grants of the caller.');
    }
  };

  const seen = async (caller: Caller, id: string): Promise<Account> => {
    requireScope(caller, 'accounts:manage');
    return found(await store.get('accounts', id), sees(caller, 'accounts'));
  };
  const managed = async (caller: Caller, id: string): Promise<Account> => {
    const account = await seen(caller, id);
    // Else a new password would lend what the caller has not.
    requireWithin(caller, account);
    return account;
  };

  const change = (
    caller: Caller,
    operation: Operation,
    id: string,
    make: (before: Account, now: Date) => Account,
    ifVersion: number | null = null,
  ): Promise<Account> =>
    againOnConflict(TRIES, async () => {
      const before = await managed(caller, id);
      requireVersion(before, ifVersion);
      const now = clock.now();
      const { account, change: made } = await accountChange(store, before, make(before, now), now);
      await committer.write({ caller, operation }, made);
      return account;
    });

  const withLink = async (
    caller: Caller,
    id: string,
    purpose: 'invitation' | 'password_reset',
  ): Promise<AccountWithLink> => {
    let code = '';
    const operation = purpose === 'invitation' ? 'account.invite' : 'account.reset_password';
    const account = await change(caller, operation, id, (before, now) => {
      if (purpose === 'invitation' && unlockedStatus(before) !== 'invited') {
        throw new DomainError('conflict', { detail: 'The account has been signed in to: reset its password instead.' });
      }
      if (before.status === 'locked') throw new DomainError('conflict', { detail: 'The account is locked.' });
      const made = makeLink(before, purpose, now);
      code = made.code;
      return { ...before, link: made.link };
    });
    return linked(account, code);
  };

  const linked = (account: Account, code: string): AccountWithLink => {
    const shown = publicAccount(account);
    if (shown.openLink === null) throw new Error('The account was stored without its link.');
    return { account: shown, link: { ...shown.openLink, url: linkUrl(code) } };
  };

  return {
    list: async (caller, page, { role, status }) => {
      requireScope(caller, 'accounts:manage');
      const where = { role, status };
      const listed = await listPage({
        kind: 'accounts',
        page,
        scope: visibilityOf(caller),
        list: (query) => store.list('accounts', { ...query, where }),
        count: (query, upTo) => store.count('accounts', { ...query, where }, upTo),
      });
      return { ...listed, items: listed.items.map(publicAccount) };
    },
    get: async (caller, id) => publicAccount(await seen(caller, id)),
    create: async (caller, { party, ...input }) => {
      requireScope(caller, 'accounts:manage');
      const partyId = await ownership.ownerFor(caller, party, null);
      const id = newId();
      const said: Said = {
        ...input,
        driverId: input.driverId ?? (input.role === 'driver' ? id : null),
        grants: grantsOf(input.grants, caller.grants),
      };
      check(said, input.grants);
      requireWithin(caller, said);
      const now = clock.now();
      const { link, code } = makeLink({ id }, 'invitation', now);
      const { account, change: made } = await accountChange(
        store,
        null,
        {
          ...said,
          id,
          status: 'invited',
          partyId,
          passwordHash: null,
          totp: null,
          recoveryHashes: [],
          link,
          identity: null,
          failedLogins: 0,
          failedAt: null,
          signedInAt: null,
          signedOutAt: null,
        },
        now,
      );
      if (!sees(caller, 'accounts')(account)) forbidden('Who is bound to places or tokens manages no accounts.');
      await committer.write({ caller, operation: 'account.create' }, made);
      return linked(account, code);
    },
    update: async (caller, id, patch, ifVersion) =>
      publicAccount(
        await change(
          caller,
          'account.update',
          id,
          (before) => {
            const after = { ...before, ...patched(before, patch) };
            check(after, patch.grants ?? {});
            requireWithin(caller, after);
            return after;
          },
          ifVersion,
        ),
      ),
    remove: (caller, id, ifVersion) =>
      againOnConflict(TRIES, async () => {
        const account = await managed(caller, id);
        requireVersion(account, ifVersion);
        await committer.write({ caller, operation: 'account.delete' }, await accountRemoval(store, account));
        return publicAccount(account);
      }),
    invite: (caller, id) => withLink(caller, id, 'invitation'),
    resetPassword: (caller, id) => withLink(caller, id, 'password_reset'),
    resetTotp: async (caller, id) =>
      publicAccount(
        await change(caller, 'account.reset_totp', id, (before) => ({ ...before, totp: null, recoveryHashes: [] })),
      ),
    lock: async (caller, id) =>
      publicAccount(
        await change(caller, 'account.lock', id, (before, now) => ({
          ...before,
          status: 'locked',
          link: null,
          signedOutAt: signOutAt(before, now),
        })),
      ),
    unlock: async (caller, id) =>
      publicAccount(
        await change(caller, 'account.unlock', id, (before) => ({ ...before, status: unlockedStatus(before) })),
      ),
  };
};

/** A role that is no driver's takes the driver's id with it, and a new driver has its own. */
const patched = (before: Account, { grants, ...patch }: AccountPatch): Partial<Account> => {
  const role = patch.role ?? before.role;
  const driverId = patch.driverId ?? (role === 'driver' ? (before.driverId ?? before.id) : null);
  return { ...patch, driverId, grants: grantsOf(grants ?? {}, before.grants) };
};

export type { AccountInput, PublicAccount };
