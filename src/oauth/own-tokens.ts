/** Access tokens of the embedded issuer, as they come to its own endpoints: without a proof, by whoever has them. */
import { createLocalJWKSet, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWTAccessTokenClaims } from 'oauth4webapi';
import type { AccessToken } from '../domain/access.ts';
import { type KeySet, SIGNING_ALGORITHM } from './key-ring.ts';

/** As far as clocks may be apart: the resource server takes a token so long after its end, too. */
export const CLOCK_TOLERANCE_S = 30;

/** What a token says, once its signature and its claims were checked. outside: null of the embedded issuer. */
export const tokenOf = (text: string, claims: JWTAccessTokenClaims, outside: string | null): AccessToken => ({
  id: claims.jti,
  outside,
  keyId: decodeProtectedHeader(text).kid ?? null,
  boundTo: claims.cnf?.jkt ?? null,
  clientId: claims.client_id,
  subject: claims.sub,
  scopes: typeof claims.scope === 'string' ? claims.scope.split(' ') : [],
  expiresAt: new Date(claims.exp * 1000),
  claims,
});

/** null: it is no access token of this issuer, or one that has ended. */
export type ReadOwnToken = (text: string) => Promise<AccessToken | null>;

/** url: the issuer's, which is the audience of its tokens, too. */
export const createReadOwnToken =
  ({ url, keys }: { readonly url: string; readonly keys: () => KeySet }): ReadOwnToken =>
  async (text) => {
    try {
      const { payload } = await jwtVerify<JWTAccessTokenClaims>(text, createLocalJWKSet({ keys: [...keys().keys] }), {
        issuer: url,
        audience: url,
        typ: 'at+jwt',
        algorithms: [SIGNING_ALGORITHM],
        requiredClaims: ['jti', 'sub', 'client_id', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_S,
      });
      return tokenOf(text, payload, null);
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  };
