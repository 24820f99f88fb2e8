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
import { DomainError, isDomainError } from '../domain/error.ts';
import type { Outbound } from '../services/ports/outbound.ts';
import type { Clock } from '../services/ports/time.ts';
import type { KeySet } from './key-ring.ts';

type IssuerOption = typeof customFetch | typeof allowInsecureRequests | typeof jwksCache;

export type TrustedIssuer = {
  readonly url: string;
  /** null: the embedded issuer. */
  readonly outside: string | null;
  readonly server: () => Promise<AuthorizationServer>;
  /** What oauth4webapi needs to get at its keys. */
  readonly options: () => Pick<ValidateJWTAccessTokenOptions, IssuerOption>;
};

/** Keys never leave the process: the "request" for them is answered from memory, anew when they have changed. */
export const embeddedIssuer = (url: string, keys: () => KeySet): TrustedIssuer => {
  const server: AuthorizationServer = { issuer: url, jwks_uri: `${url}/oauth/jwks` };
  const optionsWith = (set: KeySet) => ({
    set,
    options: { [allowInsecureRequests]: true, [customFetch]: async () => Response.json(set), [jwksCache]: {} },
  });
  let known = optionsWith(keys());
  return {
    url,
    outside: null,
    server: async () => server,
    options: () => {
      if (known.set !== keys()) known = optionsWith(keys());
      return known.options;
    },
  };
};

const REDISCOVER_AFTER_MS = 3_600_000;
const ANSWER_WITHIN_MS = 5_000;

/** http is taken for loopback only: a token's keys must not be changeable on their way. */
const isLoopback = (url: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);

/** outbound: one that lets the issuer's own host be private, for the operator named it. */
export const outsideIssuer = (
  { clock, outbound }: { readonly clock: Clock; readonly outbound: Outbound },
  url: string,
): TrustedIssuer => {
  const issuer = new URL(url);
  const insecure = isLoopback(issuer);
  let known: { readonly at: number; readonly server: Promise<AuthorizationServer> } | null = null;

  const unreachable = (cause: unknown): DomainError =>
    new DomainError('unavailable', { cause, detail: `The issuer ${url} cannot be reached.`, retryAfterS: 5 });

  /** An issuer without an answer is no fault of the token. */
  const fetchOfIssuer = async (
    address: string,
    { headers }: { readonly headers: Readonly<Record<string, string>> },
  ): Promise<Response> => {
    const told = await outbound.send({ method: 'GET', url: address, headers, deadlineMs: ANSWER_WITHIN_MS });
    if (told.outcome !== 'answered') throw unreachable(new Error(`${address}: ${told.outcome}, ${told.why}`));
    if (told.status !== 200) throw unreachable(new Error(`${address} answered ${told.status}`));
    return new Response(new Uint8Array(told.body), { status: told.status, headers: told.headers });
  };
  const options = { [allowInsecureRequests]: insecure, [customFetch]: fetchOfIssuer };
  const validating = { ...options, [jwksCache]: {} };

  const discover = async (): Promise<AuthorizationServer> => {
    try {
      return await processDiscoveryResponse(issuer, await discoveryRequest(issuer, { algorithm: 'oidc', ...options }));
    } catch (cause) {
      known = null;
      throw isDomainError(cause) ? cause : unreachable(cause);
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
    options: () => validating,
  };
};
