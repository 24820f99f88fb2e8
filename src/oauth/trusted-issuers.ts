/** Metadata of the issuers whose access tokens are taken: the embedded one from memory, outside ones by discovery. */
import {
  type AuthorizationServer,
  allowInsecureRequests,
  customFetch,
  discoveryRequest,
  jwksCache,
  processDiscoveryResponse,
  type ValidateJWTAccessTokenOptions,
} from 'oauth4webapi';
import { DomainError } from '../domain/error.ts';
import type { Clock } from '../services/ports.ts';
import type { SigningKeys } from './signing-keys.ts';

type IssuerOption = typeof customFetch | typeof allowInsecureRequests | typeof jwksCache;

export type TrustedIssuer = {
  readonly url: string;
  /** null: the embedded issuer. */
  readonly outside: string | null;
  readonly server: () => Promise<AuthorizationServer>;
  /** What oauth4webapi needs to get at its keys. */
  readonly options: Pick<ValidateJWTAccessTokenOptions, IssuerOption>;
};

/** Keys never leave the process: the "request" for them is answered from memory. */
export const embeddedIssuer = (url: string, keys: SigningKeys): TrustedIssuer => {
  const server: AuthorizationServer = { issuer: url, jwks_uri: `${url}/oauth/jwks` };
  return {
    url,
    outside: null,
    server: async () => server,
    options: {
      [allowInsecureRequests]: true,
      [customFetch]: async () => Response.json(keys),
      [jwksCache]: {},
    },
  };
};

const REDISCOVER_AFTER_MS = 3_600_000;
const DISCOVERY_TIMEOUT_MS = 5_000;

/** http is taken for loopback only: a token's keys must not be changeable on their way. */
const isLoopback = (url: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);

export const outsideIssuer = (clock: Clock, url: string): TrustedIssuer => {
  const issuer = new URL(url);
  const insecure = isLoopback(issuer);
  let known: { readonly at: number; readonly server: Promise<AuthorizationServer> } | null = null;

  const discover = async (): Promise<AuthorizationServer> => {
    try {
      const response = await discoveryRequest(issuer, {
        algorithm: 'oidc',
        [allowInsecureRequests]: insecure,
        signal: () => AbortSignal.timeout(DISCOVERY_TIMEOUT_MS),
      });
      return await processDiscoveryResponse(issuer, response);
    } catch (cause) {
      known = null;
      throw new DomainError('unavailable', { cause, detail: `The issuer ${url} cannot be reached.`, retryAfterS: 5 });
    }
  };

  return {
    url,
    outside: url,
    server: () => {
      const now = clock.now().getTime();
      if (known === null || now - known.at > REDISCOVER_AFTER_MS) known = { at: now, server: discover() };
      return known.server;
    },
    options: { [allowInsecureRequests]: insecure, [jwksCache]: {} },
  };
};
