import type { Caller, Client, Grants, Scope as OAuthScope, SignInOfClient } from '../../domain/access.ts';
import type { Page, PageInput, Put } from './paging.ts';

/** Left out, unlike null: a known client keeps what it has, and a new one gets the caller's own. */
export type GrantsInput = Partial<Grants>;

/** What is left out a known client keeps; a new one is a service, and nobody's own. */
export type ClientInput = Partial<SignInOfClient> & {
  readonly id: string;
  readonly name: string;
  readonly issuer: string | null;
  readonly scopes: readonly OAuthScope[];
  /** null: a known client keeps them; a new one is refused. */
  readonly grants: GrantsInput | null;
  /** Makes a new secret, shown once in the answer; null jwks with false keeps the one there is. */
  readonly rotateSecret: boolean;
  readonly jwks: Client['jwks'];
  /** Left out: as it is; a new one is not locked, and its tokens are not bound. */
  readonly locked?: boolean;
  readonly dpopBoundAccessTokens?: boolean;
  /** Left out: as it is; a new one runs any. */
  readonly persistedOperationsOnly?: boolean;
};

/** What is left out stays as it is. */
export type ClientPatch = { readonly id: string } & Partial<Omit<ClientInput, 'id'>>;

/** secret: in clear when one was made by this call. */
export type PutClient = Put<Client> & { readonly secret: string | null };

/**
 * A write that would leave nobody who can manage clients is DomainError('conflict'), see services/last-administration.ts.
 */
export type Clients = {
  readonly list: (caller: Caller, page: PageInput) => Promise<Page<Client>>;
  readonly get: (caller: Caller, id: string) => Promise<Client>;
  readonly put: (caller: Caller, input: ClientInput, ifVersion: number | null) => Promise<PutClient>;
  readonly update: (caller: Caller, patch: ClientPatch, ifVersion: number | null) => Promise<PutClient>;
  /** Answers it as it was. Its tokens open nothing from then on, ten seconds later at most. */
  readonly remove: (caller: Caller, id: string, ifVersion: number | null) => Promise<Client>;
};
