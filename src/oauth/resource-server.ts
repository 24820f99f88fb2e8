/** Who calls: checks the access token of a request (RFC 6750, RFC 9068, RFC 9449) and adds the client's grants. */
import { createHash } from 'node:crypto';
import { type JWTAccessTokenClaims, validateJwtAccessToken } from 'oauth4webapi';
import type { Caller, Client, Scope } from '../domain/access.ts';
import { type Account, outlives, scopesOfRole } from '../domain/account.ts';
import { DomainError, isDomainError } from '../domain/error.ts';
import { commonGrants } from '../domain/granted.ts';
import type { Authenticate } from '../services/api/authenticate.ts';
import type { ClientStore } from '../services/ports/client-store.ts';
import type { DocumentStore } from '../services/ports/document-store.ts';
import type { OnceOnly } from '../services/ports/limits.ts';
import type { Metrics } from '../services/ports/observing.ts';
import type { RecordStore } from '../services/ports/record-store.ts';
import type { Clock } from '../services/ports/time.ts';
import { isFirstUse } from './dpop-proofs.ts';
import { grantHolds } from './issuer-records.ts';
import type { TrustedIssuer } from './trusted-issuers.ts';

/** Symmetric algorithms and `none` are out; the rest is what field issuers sign with. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519'];

/** A client that was changed or removed is noticed after this long at the latest. */
const REMEMBER_MS = 10_000;
const REMEMBER_AT_MOST = 10_000;

/** RFC 6750, 2.1: b64token. */
const SCHEME = /^(bearer|dpop) +([A-Za-z0-9._~+/-]+=*)$/i;

/** The issuer that a token names, before anything in it is believed. */
const claimedIssuer = (token: string): string | null => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null && 'iss' in claims && typeof claims.iss === 'string'
      ? claims.iss
      : null;
  } catch {
    return null; // not a JWT: the same as an unknown issuer
  }
};

/** What a token says of its caller, wherever it comes from. */
type Identity = Omit<Caller, 'from'> & { readonly expiresAt: Date };

const toIdentity = (claims: JWTAccessTokenClaims, client: Client, offered: readonly Scope[]): Identity => {
  const granted: readonly string[] = client.scopes;
  const asked = typeof claims.scope === 'string' ? claims.scope.split(' ') : [];
  const scopes = offered.filter((scope) => asked.includes(scope) && granted.includes(scope));
  return {
    clientId: client.id,
    // RFC 9068 2.2: with client_credentials the subject is the client itself.
    userId: claims.sub === claims.client_id ? null : claims.sub,
    scopes: new Set(scopes),
    grants: client.grants,
    ...(client.persistedOperationsOnly ? { persistedOperationsOnly: true } : {}),
    expiresAt: new Date(claims.exp * 1000),
  };
};

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

export const createAuthenticate = (dependencies: {
  readonly issuers: readonly TrustedIssuer[];
  readonly store: ClientStore & RecordStore & Pick<DocumentStore, 'get'>;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly audience: string;
  /** Those that open something. */
  readonly offeredScopes: readonly Scope[];
  /** Remembers the DPoP proofs that were used. */
  readonly onceOnly: OnceOnly;
}): Authenticate => {
  const { clock, metrics, store, audience, onceOnly, offeredScopes } = dependencies;
  const issuers = new Map(dependencies.issuers.map((issuer) => [issuer.url.replace(/\/$/, ''), issuer]));
  const remembered = new Map<string, { readonly identity: Identity; readonly untilMs: number }>();

  const refuse = (reason: string, detail: string, cause?: unknown): DomainError => {
    metrics.count('auth_failures_total', { reason });
    return new DomainError('unauthorized', { detail, cause });
  };

  const check = async (issuer: TrustedIssuer, request: Parameters<Authenticate>[0]): Promise<Identity> => {
    const server = await issuer.server();
    const headers = new Headers({ authorization: request.authorization ?? '' });
    if (request.dpop !== null) headers.set('dpop', request.dpop);
    let claims: JWTAccessTokenClaims;
    try {
      claims = await validateJwtAccessToken(
        server,
        new Request(request.url, { method: request.method, headers }),
        audience,
        { signingAlgorithms: ALGORITHMS, ...issuer.options },
      );
    } catch (cause) {
      // The issuer's keys could not be had.
      if (isDomainError(cause)) throw cause;
      throw refuse('invalid_token', 'The access token is expired, not for this audience, or not signed right.', cause);
    }
    const client = await store.client(claims.client_id);
    if (client === null || client.issuer !== issuer.outside) {
      throw refuse('unknown_client', 'The client of this access token is not known here.');
    }
    if (client.locked) throw refuse('locked', 'The client of this access token is locked.');
    if (client.dpopBoundAccessTokens && claims.cnf?.jkt === undefined) {
      throw refuse('unbound_token', 'The client takes access tokens that are bound to a key only (DPoP).');
    }
    if (request.dpop !== null && !(await isFirstUse(onceOnly, request.dpop))) {
      throw refuse('proof_replayed', 'The DPoP proof was used before.');
    }
    const identity = toIdentity(claims, client, offeredScopes);
    if (issuer.outside !== null || identity.userId === null) return identity;
    return withAccount(identity, await accountOf(identity.userId, claims));
  };

  /** Whose token of ours it is. Throws unauthorized when they are out by now, or the app is. */
  const accountOf = async (id: string, claims: JWTAccessTokenClaims): Promise<Account> => {
    const account = await store.get('accounts', id);
    const { auth_time: signedInAtS, grant_id: grantId } = claims;
    const isIn = account?.status === 'active' && typeof signedInAtS === 'number' && outlives(account, signedInAtS);
    if (account === null || !isIn) throw refuse('signed_out', 'Whoever signed in with this access token is out.');
    if (typeof grantId !== 'string' || !(await grantHolds(store, grantId))) {
      throw refuse('revoked', 'What this access token was given for was taken back.');
    }
    return account;
  };

  return async (request) => {
    const match = SCHEME.exec(request.authorization ?? '');
    if (match === null) throw refuse('missing', 'An access token is needed: Authorization: Bearer …');
    const [, scheme = '', token = ''] = match;
    const nowMs = clock.now().getTime();
    // A DPoP proof is good for one request only; a bearer token is the same each time it comes.
    const key = scheme.toLowerCase() === 'bearer' ? createHash('sha256').update(token).digest('base64') : null;
    const known = key === null ? undefined : remembered.get(key);
    if (known !== undefined && known.untilMs > nowMs) return { ...known.identity, from: request.from };

    const issuer = issuers.get((claimedIssuer(token) ?? '').replace(/\/$/, ''));
    if (issuer === undefined) throw refuse('unknown_issuer', 'The access token is not from a trusted issuer.');
    const identity = await check(issuer, request);
    if (key !== null) {
      if (remembered.size >= REMEMBER_AT_MOST) remembered.clear();
      remembered.set(key, { identity, untilMs: Math.min(identity.expiresAt.getTime(), nowMs + REMEMBER_MS) });
    }
    return { ...identity, from: request.from };
  };
};
