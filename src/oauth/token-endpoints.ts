/**
 * Revocation (RFC 7009) and introspection (RFC 7662). oidc-provider tells who asks and answers for refresh tokens; access
 * tokens are JWTs, which it refuses behind that (`unsupported_token_type`): from there on they are answered here.
 */
import type { Configuration, KoaContextWithOIDC, Client as ProviderClient, RefreshToken } from 'oidc-provider';
import { InvalidRequest } from 'oidc-provider/lib/helpers/errors.js';
import { type AccessToken, type Client, isAdministration } from '../domain/access.ts';
import { outlives } from '../domain/account.ts';
import { isDomainError } from '../domain/error.ts';
import type { SignIn } from '../services/accounts/sign-in.ts';
import type { ClientStore } from '../services/ports/client-store.ts';
import type { Log } from '../services/ports/observing.ts';
import type { RecordStore } from '../services/ports/record-store.ts';
import type { Identity } from './identity.ts';
import { OIDC_SCOPES } from './oidc-scopes.ts';
import type { ReadOwnToken } from './own-tokens.ts';
import { revoke } from './revoked-tokens.ts';

type Dependencies = {
  readonly store: RecordStore & ClientStore;
  readonly signIn: Pick<SignIn, 'account'>;
  readonly readOwnToken: ReadOwnToken;
  /** What a token opens as of now; see identity.ts. */
  readonly identify: (token: AccessToken) => Promise<Identity>;
  readonly log: Log;
};

/**
 * Whether a client is told of a token: of its own, when it can prove that it is itself, and the administration's of all.
 * Nobody else is told anything.
 */
const isToldOf = (asking: Client | null, clientId: string): boolean =>
  asking !== null && ((asking.type !== 'app' && asking.id === clientId) || isAdministration(asking));

/** RFC 7009, 2.1: whether it was given to who revokes it. Whoever proves nothing is told nothing of others' tokens. */
const mayRevoke = (client: ProviderClient, clientId: string | undefined): boolean => {
  if (client.clientId === clientId) return true;
  if (client.clientAuthMethod === 'none') return false;
  throw new InvalidRequest('the token was given to another client');
};

export const createTokenEndpoints = ({ store, signIn, readOwnToken, identify, log }: Dependencies) => {
  const isLive = async ({ accountId, authTime, clientId }: RefreshToken): Promise<boolean> => {
    const [account, client] = await Promise.all([signIn.account(accountId), store.client(clientId ?? '')]);
    return client?.locked === false && account !== null && authTime !== undefined && outlives(account, authTime);
  };

  /** What it opens as of now; null: nothing. */
  const standingOf = async (token: AccessToken): Promise<Identity | null> => {
    try {
      return await identify(token);
    } catch (error) {
      if (isDomainError(error, 'unauthorized')) return null;
      throw error;
    }
  };

  const introspected = async (token: AccessToken | null, asking: string): Promise<object> => {
    if (token === null || !isToldOf(await store.client(asking), token.clientId)) return { active: false };
    const identity = await standingOf(token);
    if (identity === null) return { active: false };
    const { iss, aud, sub, iat, exp, jti, cnf } = token.claims;
    const scopes = [...token.scopes.filter((scope) => OIDC_SCOPES.has(scope)), ...identity.scopes];
    return {
      active: true,
      client_id: token.clientId,
      scope: scopes.join(' '),
      token_type: token.boundTo === null ? 'Bearer' : 'DPoP',
      iss,
      aud,
      sub,
      iat,
      exp,
      jti,
      ...(cnf === undefined ? {} : { cnf }),
    };
  };

  const revoked = async (token: AccessToken | null, client: ProviderClient): Promise<void> => {
    if (token === null || !mayRevoke(client, token.clientId)) return;
    await revoke(store, token);
    log.info({ clientId: token.clientId, tokenId: token.id }, 'oauth.revoked');
  };

  return {
    /** Of oidc-provider's configuration. */
    features: {
      revocation: { enabled: true, allowedPolicy: (_context, client, token) => mayRevoke(client, token.clientId) },
      introspection: {
        enabled: true,
        allowedPolicy: async (_context, { clientId }, token) =>
          token.kind === 'RefreshToken' &&
          isToldOf(await store.client(clientId), token.clientId ?? '') &&
          (await isLive(token)),
      },
    } as const satisfies Configuration['features'],
    /** Answers for an access token, which the library has refused. */
    answer: async (context: KoaContextWithOIDC): Promise<void> => {
      const { client, params, route } = context.oidc;
      if (client === undefined) return;
      const token = await readOwnToken(String(params?.token));
      if (route === 'introspection') {
        context.status = 200;
        context.type = 'json';
        context.body = await introspected(token, client.clientId);
        return;
      }
      try {
        await revoked(token, client);
        context.status = 200;
        context.body = '';
      } catch (error) {
        if (!(error instanceof InvalidRequest)) throw error;
        context.type = 'json';
        context.body = { error: error.error, error_description: error.error_description };
      }
    },
  };
};

export type TokenEndpoints = ReturnType<typeof createTokenEndpoints>;
