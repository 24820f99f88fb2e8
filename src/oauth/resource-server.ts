/** Who calls: checks the access token of a request (RFC 6750, RFC 9068, RFC 9449); identity.ts says what it opens. */
import { createHash } from 'node:crypto';
import {
  INVALID_RESPONSE,
  JWT_CLAIM_COMPARISON,
  JWT_TIMESTAMP_CHECK,
  type JWTAccessTokenClaims,
  KEY_SELECTION,
  OperationProcessingError,
  validateJwtAccessToken,
} from 'oauth4webapi';
import type { AccessToken } from '../domain/access.ts';
import { isDomainError } from '../domain/error.ts';
import type { Authenticate } from '../services/api/authenticate.ts';
import { NOTICED_WITHIN_MS } from '../services/api/standing.ts';
import type { OnceOnly } from '../services/ports/limits.ts';
import type { Clock } from '../services/ports/time.ts';
import { isFirstUse } from './dpop-proofs.ts';
import type { Identity } from './identity.ts';
import { tokenOf } from './own-tokens.ts';
import type { Refuse, TokenFault } from './refusal.ts';
import type { TrustedIssuer } from './trusted-issuers.ts';

/** Symmetric algorithms and `none` are out; the rest is what field issuers sign with. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519'];

/** The other half is for what a connection that begins with it is looked at again, see services/standing.ts. */
const REMEMBER_MS = NOTICED_WITHIN_MS / 2;
const REMEMBER_AT_MOST = 10_000;

/** RFC 6750, 2.1: b64token. */
const SCHEME = /^(bearer|dpop) +([A-Za-z0-9._~+/-]+=*)$/i;

/** What a token says, before anything in it is believed; null: it is no JWT. */
const claimedBy = (token: string): Readonly<Record<string, unknown>> | null => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? { ...claims } : null;
  } catch {
    return null;
  }
};

/** What oauth4webapi found at fault, by its codes. The time of a token is looked at before its signature. */
const faultOf = (error: unknown): TokenFault => {
  if (!(error instanceof OperationProcessingError)) return 'bad_signature';
  const claim =
    typeof error.cause === 'object' && error.cause !== null && 'claim' in error.cause ? error.cause.claim : null;
  if (error.code === JWT_TIMESTAMP_CHECK) return claim === 'nbf' ? 'not_yet_valid' : 'expired';
  if (error.code === JWT_CLAIM_COMPARISON) return claim === 'aud' ? 'wrong_audience' : 'unknown_issuer';
  if (error.code === KEY_SELECTION || error.code === INVALID_RESPONSE) return 'bad_signature';
  return 'not_a_token';
};

export const createAuthenticate = (dependencies: {
  readonly issuers: readonly TrustedIssuer[];
  readonly identify: (token: AccessToken) => Promise<Identity>;
  readonly refuse: Refuse;
  readonly clock: Clock;
  readonly audience: string;
  /** Remembers the DPoP proofs that were used. */
  readonly onceOnly: OnceOnly;
}): Authenticate => {
  const { clock, identify, refuse, audience, onceOnly } = dependencies;
  const issuers = new Map(dependencies.issuers.map((issuer) => [issuer.url.replace(/\/$/, ''), issuer]));
  const remembered = new Map<string, { readonly identity: Identity; readonly untilMs: number }>();

  type Request = Pick<Parameters<Authenticate>[0], 'authorization' | 'url' | 'method' | 'dpop'>;

  const validate = async (issuer: TrustedIssuer, { authorization, url, method, dpop }: Request) => {
    const headers = new Headers({ authorization: authorization ?? '' });
    if (dpop !== null) headers.set('dpop', dpop);
    const request = new Request(url, { method, headers });
    const options = { signingAlgorithms: ALGORITHMS, ...issuer.options() };
    return validateJwtAccessToken(await issuer.server(), request, audience, options);
  };

  /** Whether a token that was refused with its proof is bound and good: then the proof is at fault, or not there. */
  const isBoundAndGood = async (issuer: TrustedIssuer, request: Request): Promise<boolean> => {
    try {
      await validate(issuer, { ...request, dpop: null });
      return false;
    } catch (error) {
      // All of the token was looked at by then. Its code is that of a token at fault, too.
      const isProofMissing = (cause: unknown) => typeof cause === 'object' && cause !== null && 'headers' in cause;
      return error instanceof OperationProcessingError && isProofMissing(error.cause);
    }
  };

  const check = async (
    issuer: TrustedIssuer,
    { scheme, text, request }: { readonly scheme: 'Bearer' | 'DPoP'; readonly text: string; readonly request: Request },
  ): Promise<Identity> => {
    let claims: JWTAccessTokenClaims;
    try {
      claims = await validate(issuer, request);
    } catch (cause) {
      // The issuer's keys could not be had.
      if (isDomainError(cause)) throw cause;
      const byProof = scheme === 'DPoP' || request.dpop !== null;
      if (byProof && claimedBy(text)?.cnf === undefined) throw refuse('not_bound', 'Bearer', cause);
      if (!(await isBoundAndGood(issuer, request))) throw refuse(faultOf(cause), scheme, cause);
      const ofProof = request.dpop === null ? 'missing_proof' : 'bad_proof';
      throw refuse(scheme === 'Bearer' ? 'bound_token' : ofProof, 'DPoP', cause);
    }
    const token = tokenOf(text, claims, issuer.outside);
    const identity = await identify(token);
    if (token.boundTo !== null && !(await isFirstUse(onceOnly, { key: token.boundTo, proof: request.dpop ?? '' }))) {
      throw refuse('proof_replayed', token);
    }
    return identity;
  };

  return async (request) => {
    const match = SCHEME.exec(request.authorization ?? '');
    if (match === null) {
      const came = /^(bearer|dpop)(?= )/i.exec(request.authorization ?? '')?.[1]?.toLowerCase();
      throw came === undefined
        ? refuse('missing', 'Bearer')
        : refuse('not_a_token', came === 'dpop' ? 'DPoP' : 'Bearer');
    }
    const [, said = '', text = ''] = match;
    const scheme = said.toLowerCase() === 'bearer' ? 'Bearer' : 'DPoP';
    const nowMs = clock.now().getTime();
    // A DPoP proof is good for one request only; a bearer token is the same each time it comes.
    const isBearer = scheme === 'Bearer' && request.dpop === null;
    const key = isBearer ? createHash('sha256').update(text).digest('base64') : null;
    const known = key === null ? undefined : remembered.get(key);
    if (known !== undefined && known.untilMs > nowMs) return { ...known.identity, from: request.from };

    const claimed = claimedBy(text)?.iss;
    if (typeof claimed !== 'string') throw refuse('not_a_token', scheme);
    const issuer = issuers.get(claimed.replace(/\/$/, ''));
    if (issuer === undefined) throw refuse('unknown_issuer', scheme);
    const identity = await check(issuer, { scheme, text, request });
    if (key !== null) {
      if (remembered.size >= REMEMBER_AT_MOST) remembered.clear();
      remembered.set(key, { identity, untilMs: Math.min(identity.expiresAt.getTime(), nowMs + REMEMBER_MS) });
    }
    return { ...identity, from: request.from };
  };
};
