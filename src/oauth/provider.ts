/** oidc-provider as it is set up here, with one set of signing keys. */
import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { InvalidGrant, InvalidScope, InvalidTarget, UnsupportedTokenType } from 'oidc-provider/lib/helpers/errors.js';
import { Provider } from 'oidc-provider/lib/provider.js';
import type { Scope } from '../domain/access.ts';
import { DPOP_ALGORITHMS } from '../services/challenge.ts';
import type { Log } from '../services/ports/observing.ts';
import { clientSecretMatches } from './client-secret.ts';
import { type KeySet, SIGNING_ALGORITHM } from './key-ring.ts';
import { OIDC_SCOPES } from './oidc-scopes.ts';
import type { signInConfiguration } from './sign-in-configuration.ts';
import type { TokenEndpoints } from './token-endpoints.ts';

/** Life of an access token, in seconds: of a machine's, and of one that its refresh token renews. */
const ACCESS_TOKEN_S = 3600;
const ACCESS_TOKEN_OF_PEOPLE_S = 900;

/** So long others keep the JWKS; a key is shown for longer before it signs, see domain/signing-key.ts. */
const JWKS_KEPT_S = 900;

/** What clients may prove themselves by, at each endpoint that asks them to. */
const CLIENT_AUTH_METHODS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'] as const;
const CLIENT_ASSERTION_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;

/** A misspelt scope is told at once, not found out by a 403 later; of scopes that exist, oidc-provider refuses what the client lacks. */
const requireKnownScopes = (asked: unknown, offered: readonly Scope[]): void => {
  const known: ReadonlySet<string> = new Set(offered);
  const unknown = (typeof asked === 'string' ? asked.split(' ') : []).filter(
    (scope) => !known.has(scope) && !OIDC_SCOPES.has(scope),
  );
  if (unknown.length > 0) throw new InvalidScope('there is no such scope', unknown.join(' '));
};

const configuration = (options: {
  readonly audience: string;
  readonly keys: KeySet;
  readonly offeredScopes: readonly Scope[];
  readonly adapter: Configuration['adapter'];
  readonly signIn: ReturnType<typeof signInConfiguration>;
  readonly tokenEndpoints: TokenEndpoints['features'];
}): Configuration => ({
  ...peoples(options.signIn),
  adapter: options.adapter,
  jwks: { keys: [...options.keys.keys] as never },
  clients: [],
  clientDefaults: { id_token_signed_response_alg: SIGNING_ALGORITHM },
  scopes: [...options.offeredScopes, ...OIDC_SCOPES],
  responseTypes: ['code'],
  // Who has a secret may give it in either way: many libraries put it into the body unless they are told otherwise.
  clientAuthMethods: [...CLIENT_AUTH_METHODS],
  // RFC 8414, 2: what is left out there means another thing than it does for the token endpoint.
  discovery: {
    revocation_endpoint_auth_methods_supported: [...CLIENT_AUTH_METHODS],
    revocation_endpoint_auth_signing_alg_values_supported: [...CLIENT_ASSERTION_ALGORITHMS],
    introspection_endpoint_auth_methods_supported: CLIENT_AUTH_METHODS.filter((method) => method !== 'none'),
    introspection_endpoint_auth_signing_alg_values_supported: [...CLIENT_ASSERTION_ALGORITHMS],
  },
  ttl: { ...options.signIn.ttl, AccessToken: ACCESS_TOKEN_OF_PEOPLE_S, ClientCredentials: ACCESS_TOKEN_S },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    ...options.tokenEndpoints,
    pushedAuthorizationRequests: { enabled: false },
    dPoP: { enabled: true },
    rpInitiatedLogout: options.signIn.logout,
    // Discovery says so; it is answered by userinfo.ts.
    userinfo: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => options.audience,
      useGrantedResource: () => true,
      getResourceServerInfo: (context, resource, client) => {
        // RFC 8707, 2: there is one resource here, and a token for another would not be what was asked for.
        if (resource.replace(/\/$/, '') !== options.audience) throw new InvalidTarget();
        const parameters = context.oidc.params;
        const renews = /^(authorization_code|refresh_token)$/.test(String(parameters?.grant_type));
        // Without any, the library would take it for one that may have all.
        if (client.scope === undefined) {
          throw new InvalidScope(
            'the client has no scopes: it must be given some first',
            String(parameters?.scope ?? ''),
          );
        }
        // RFC 6749, 3.3: no scope asked for means the default, here all that the client has.
        if (parameters && parameters.scope === undefined && !renews) parameters.scope = client.scope;
        requireKnownScopes(parameters?.scope, options.offeredScopes);
        return {
          scope: [...options.offeredScopes, ...OIDC_SCOPES].join(' '),
          audience: options.audience,
          accessTokenTTL: renews ? ACCESS_TOKEN_OF_PEOPLE_S : ACCESS_TOKEN_S,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: SIGNING_ALGORITHM } },
        };
      },
    },
  },
  enabledJWA: {
    clientAuthSigningAlgValues: [...CLIENT_ASSERTION_ALGORITHMS],
    dPoPSigningAlgValues: [...DPOP_ALGORITHMS],
  },
});

/** The library says of it what it says of every bad grant. */
const missesProof = ({ oidc, status, headers }: KoaContextWithOIDC): boolean =>
  status === 400 &&
  oidc?.route === 'token' &&
  oidc.client?.dpopBoundAccessTokens === true &&
  headers.dpop === undefined;
const PROOF_MISSED = {
  error: 'invalid_dpop_proof',
  error_description: 'the tokens of this client are bound to a key: send a DPoP proof',
};

/** As above: but who hears `invalid_grant` may throw a good refresh token away. */
const repeatsProof = (error: Error): boolean =>
  error instanceof InvalidGrant && error.error_detail === 'DPoP proof JWT Replay detected';
const PROOF_REPEATED = {
  error: 'invalid_dpop_proof',
  error_description: 'the DPoP proof was used before: make another one, with a jti of its own, for each request',
};

/** The library counts `sid` to the claims, which it gives to clients that are told of sign-outs: there are none here. */
const onlyWhatIsThere = (document: { readonly claims_supported: readonly string[] }): object => ({
  ...document,
  claims_supported: document.claims_supported.filter((claim) => claim !== 'sid'),
});

/** What of the configuration about people lies at its top. */
const peoples = ({ logout: _, ttl: __, ...rest }: ReturnType<typeof signInConfiguration>): Partial<Configuration> =>
  rest;

/** How the end of a client's connection is told. */
const GONE: ReadonlySet<string> = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

export type ProviderSetup = Omit<Parameters<typeof configuration>[0], 'tokenEndpoints'> & {
  readonly tokenEndpoints: TokenEndpoints;
  readonly log: Log;
  /** A client that is not who it says. */
  readonly strangerCame: (request: IncomingMessage) => void;
};

/** It keeps nothing by itself: another one of the same setup goes on where it was. */
export const createProvider = ({ log, strangerCame, tokenEndpoints, ...options }: ProviderSetup): Provider => {
  const provider = new Provider(
    options.audience,
    configuration({ ...options, tokenEndpoints: tokenEndpoints.features }),
  );
  // The store has hashes only; oidc-provider compares through this one method.
  provider.Client.prototype.compareClientSecret = async function compare(given: string) {
    return clientSecretMatches(given, this.clientSecret ?? '');
  };
  // Koa would print what is told here, and it tells of each client that goes before its answer.
  const koa: EventEmitter = provider;
  koa.on('error', (error: NodeJS.ErrnoException, context?: { readonly req: IncomingMessage }) => {
    const isGone = context?.req.socket.destroyed === true && GONE.has(error.code ?? '');
    if (!isGone) log.error({ err: error }, 'oauth.failed');
  });
  provider.on('server_error', (_context, error) => log.error({ err: error }, 'oauth.failed'));
  const refused = (context: KoaContextWithOIDC, error: Error): void => {
    log.info({ clientId: context.oidc.client?.clientId, error: error.message }, 'oauth.refused');
    if (error.message === 'invalid_client') strangerCame(context.req);
  };
  const withOldProof = new WeakSet<IncomingMessage>();
  provider.on('grant.error', (context: KoaContextWithOIDC, error: Error): void => {
    if (repeatsProof(error)) withOldProof.add(context.req);
    refused(context, error);
  });
  /** Requests about access tokens, whose client was found to be who it says. */
  const aboutJwts = new WeakSet<IncomingMessage>();
  const refusedUnlessJwt = (context: KoaContextWithOIDC, error: Error): void => {
    if (error instanceof UnsupportedTokenType) aboutJwts.add(context.req);
    else refused(context, error);
  };
  provider.on('revocation.error', refusedUnlessJwt);
  provider.on('introspection.error', refusedUnlessJwt);
  provider.use(async (context: KoaContextWithOIDC, next: () => Promise<void>) => {
    await next();
    if (aboutJwts.has(context.req)) await tokenEndpoints.answer(context);
    else if (missesProof(context)) context.body = PROOF_MISSED;
    else if (withOldProof.has(context.req)) context.body = PROOF_REPEATED;
    else if (context.oidc?.route === 'jwks') context.set('cache-control', `public, max-age=${JWKS_KEPT_S}`);
    else if (context.oidc?.route === 'discovery') context.body = onlyWhatIsThere(Object(context.body));
  });

  // Endpoint addresses in discovery follow PUBLIC_URL, never a header of the request.
  provider.proxy = true;
  return provider;
};
