import type { Caller } from '../../domain/access.ts';
import type { Account, AccountLink, AccountRole, AccountStatus, PublicAccount } from '../../domain/account.ts';
import type { GrantsInput } from './clients.ts';
import type { Page, PageInput } from './paging.ts';

/** party: its name; null: the caller's. grants: what is left out is the caller's own. */
export type AccountInput = Pick<Account, 'login' | 'name' | 'email' | 'role'> & {
  /** null: of a driver its id. */
  readonly driverId: string | null;
  readonly party: string | null;
  readonly grants: Partial<GrantsInput>;
  readonly totpRequired: boolean;
};

/** What is left out stays. */
export type AccountPatch = Partial<Omit<AccountInput, 'party'>>;

/** The link in clear, in this answer only. */
export type AccountWithLink = {
  readonly account: PublicAccount;
  readonly link: Pick<AccountLink, 'purpose' | 'expiresAt'> & { readonly url: string };
};

export type AccountFilter = { readonly role: AccountRole | null; readonly status: AccountStatus | null };

/** Every function needs accounts:manage. */
export type Accounts = {
  readonly list: (caller: Caller, page: PageInput, filter: AccountFilter) => Promise<Page<PublicAccount>>;
  readonly get: (caller: Caller, id: string) => Promise<PublicAccount>;
  /** With an invitation. Throws conflict where the login is taken. */
  readonly create: (caller: Caller, input: AccountInput) => Promise<AccountWithLink>;
  readonly update: (
    caller: Caller,
    id: string,
    patch: AccountPatch,
    ifVersion: number | null,
  ) => Promise<PublicAccount>;
  /** The account as it was. */
  readonly remove: (caller: Caller, id: string, ifVersion: number | null) => Promise<PublicAccount>;
  /** Again: the link before is void. Throws conflict for an account that has been signed in to. */
  readonly invite: (caller: Caller, id: string) => Promise<AccountWithLink>;
  /** Its password is good until the link is used. */
  readonly resetPassword: (caller: Caller, id: string) => Promise<AccountWithLink>;
  /** Takes its authenticator and recovery codes away; where one is required the next sign-in sets it up anew. */
  readonly resetTotp: (caller: Caller, id: string) => Promise<PublicAccount>;
  /** Nobody signs in, and what is signed in ends within ten seconds. */
  readonly lock: (caller: Caller, id: string) => Promise<PublicAccount>;
  readonly unlock: (caller: Caller, id: string) => Promise<PublicAccount>;
};
