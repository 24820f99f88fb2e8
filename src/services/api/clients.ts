import type { Caller, Client, Grants, Scope as OAuthScope, SignInOfClient } from '../../domain/access.ts';
import type { Page, PageInput, Put } from './paging.ts';

/** Left out, unlike null: a known client keeps what it has, and a new one gets the caller's own. */
export type GrantsInput = Pick<Grants, 'locationIds' | 'tokenUids'> & Partial<Pick<Grants, 'groupIds' | 'partyIds'>>;

/** What is left out a known client keeps; a new one is a service, and nobody's own. */
export type ClientInput = Partial<SignInOfClient> & {
  readonly id: string;
  readonly name: string;
  readonly issuer: string | null;
  readonly scopes: readonly OAuthScope[];
  readonly grants: GrantsInput;
  /** Makes a new secret, shown once in the answer; null jwks with false keeps the one there is. */
  readonly rotateSecret: boolean;
  readonly jwks: Client['jwks'];
};

export type Clients = {
  readonly list: (caller: Caller, page: PageInput) => Promise<Page<Client>>;
  readonly get: (caller: Caller, id: string) => Promise<Client>;
  /** secret: in clear when one was made by this call. */
  readonly put: (caller: Caller, input: ClientInput) => Promise<Put<Client> & { readonly secret: string | null }>;
};
