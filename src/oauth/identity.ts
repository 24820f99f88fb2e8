/** What an access token opens as of now: the token says what was given, the client (and its lock) what is left of it. */
import type { AccessToken, Caller, Scope } from '../domain/access.ts';
import { type Account, outlives, scopesOfRole } from '../domain/account.ts';
import { commonGrants } from '../domain/granted.ts';
import type { ClientStore } from '../services/ports/client-store.ts';
import type { DocumentStore } from '../services/ports/document-store.ts';
import type { RecordStore } from '../services/ports/record-store.ts';
import { isOfThis, MADE_CLAIM } from './client-making.ts';
import { grantHolds } from './issuer-records.ts';
import type { Refuse } from './refusal.ts';
import { isRevoked } from './revoked-tokens.ts';

/** What a token says of its caller, wherever it comes from. */
export type Identity = Omit<Caller, 'from'> & { readonly expiresAt: Date };

const withAccount = (identity: Identity, account: Account): Identity => {
  const own = scopesOfRole(account.role);
  return {
    ...identity,
    userId: account.driverId,
    accountId: account.id,
    scopes: new Set([...identity.scopes].filter((scope) => own.includes(scope))),
    grants: commonGrants(identity.grants, account.grants),
  };
};

export const createIdentify = ({
  store,
  offeredScopes,
  refuse,
  isSignedByKeyInUse,
}: {
  readonly store: ClientStore & RecordStore & Pick<DocumentStore, 'get'>;
  /** Those that open something. */
  readonly offeredScopes: readonly Scope[];
  readonly refuse: Refuse;
  /** Of a key of the embedded issuer. */
  readonly isSignedByKeyInUse: (kid: string | null) => boolean;
}): ((token: AccessToken) => Promise<Identity>) => {
  /** Whose token of ours it is. Throws unauthorized when they are out by now, or the app is. */
  const accountOf = async (token: AccessToken): Promise<Account> => {
    const account = await store.get('accounts', token.subject);
    const { auth_time: signedInAtS, grant_id: grantId } = token.claims;
    const isIn = account?.status === 'active' && typeof signedInAtS === 'number' && outlives(account, signedInAtS);
    if (account === null || !isIn) throw refuse('signed_out', token);
    if (typeof grantId !== 'string' || !(await grantHolds(store, grantId))) throw refuse('grant_revoked', token);
    return account;
  };

  return async (token) => {
    const [client, revoked] = await Promise.all([store.client(token.clientId), isRevoked(store, token)]);
    if (client === null || client.issuer !== token.outside) throw refuse('unknown_client', token);
    if (token.outside === null && !isOfThis(client, token.claims[MADE_CLAIM])) throw refuse('unknown_client', token);
    if (client.locked) throw refuse('locked', token);
    // Its signature was checked when it came; what is open since then is looked at here alone.
    if (token.outside === null && !isSignedByKeyInUse(token.keyId)) throw refuse('key_ended', token);
    if (revoked) throw refuse('revoked', token);
    if (client.dpopBoundAccessTokens && token.boundTo === null) throw refuse('unbound_token', token);
    const granted: readonly string[] = client.scopes;
    const identity: Identity = {
      clientId: client.id,
      // RFC 9068 2.2: with client_credentials the subject is the client itself.
      userId: token.subject === token.clientId ? null : token.subject,
      scopes: new Set(offeredScopes.filter((scope) => token.scopes.includes(scope) && granted.includes(scope))),
      grants: client.grants,
      ...(client.persistedOperationsOnly ? { persistedOperationsOnly: true } : {}),
      expiresAt: token.expiresAt,
      token,
    };
    if (token.outside !== null || identity.userId === null) return identity;
    return withAccount(identity, await accountOf(token));
  };
};
