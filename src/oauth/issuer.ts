/** The embedded OAuth 2 issuer: oidc-provider on our store, under PUBLIC_URL. */
import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { InvalidScope, InvalidTarget, UnsupportedTokenType } from 'oidc-provider/lib/helpers/errors.js';
import { Provider } from 'oidc-provider/lib/provider.js';
import type { AccessToken, Scope } from '../domain/access.ts';
import type { SignIn } from '../services/accounts/sign-in.ts';
import { DPOP_ALGORITHMS } from '../services/challenge.ts';
import type { ClientStore } from '../services/ports/client-store.ts';
import type { OnceOnly } from '../services/ports/limits.ts';
import type { Log } from '../services/ports/observing.ts';
import type { RecordStore } from '../services/ports/record-store.ts';
import type { Clock, NewId } from '../services/ports/time.ts';
import type { AddressOf } from '../services/request-address.ts';
import type { SecretGuesses } from '../services/secret-guesses.ts';
import { clientSecretMatches } from './client-secret.ts';
import type { CompanyLogin } from './company-login.ts';
import { loadCookieKeys } from './cookie-keys.ts';
import type { Door } from './door.ts';
import type { Identity } from './identity.ts';
import { createInteractions } from './interactions.ts';
import { createIssuerRecords } from './issuer-records.ts';
import { OIDC_SCOPES } from './oidc-scopes.ts';
import { createReadOwnToken } from './own-tokens.ts';
import { sendPage } from './pages/page.ts';
import { messagePage } from './pages/sign-in-pages.ts';
import { createPasswordLinks } from './password-links.ts';
import { COMPANY_CALLBACK_PATH, INTERACTION_PATH, LINK_PATH } from './paths.ts';
import { signInConfiguration } from './sign-in-configuration.ts';
import { loadSigningKeys, publicKeys, SIGNING_ALGORITHM, type SigningKeys } from './signing-keys.ts';
import { createTokenEndpoints, type TokenEndpoints } from './token-endpoints.ts';

/** Life of an access token, in seconds: of a machine's, and of one that its refresh token renews. */
const ACCESS_TOKEN_S = 3600;
const ACCESS_TOKEN_OF_PEOPLE_S = 900;

const PATHS = ['/oauth/', '/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'];

export type Issuer = {
  /** Issuer identifier: PUBLIC_URL without a slash at the end. */
  readonly url: string;
  readonly keys: SigningKeys;
  /** Whether a request is the issuer's. */
  readonly owns: (path: string) => boolean;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
};

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
  readonly keys: SigningKeys;
  readonly offeredScopes: readonly Scope[];
  readonly adapter: Configuration['adapter'];
  readonly signIn: ReturnType<typeof signInConfiguration>;
  readonly tokenEndpoints: TokenEndpoints['features'];
}): Configuration => ({
  ...peoples(options.signIn),
  adapter: options.adapter,
  jwks: { keys: options.keys.keys as never },
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

export const createIssuer = async (dependencies: {
  readonly store: RecordStore & ClientStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly door: Door;
  readonly secretGuesses: SecretGuesses;
  readonly publicUrl: string;
  /** Those that open something. */
  readonly offeredScopes: readonly Scope[];
  readonly onceOnly: OnceOnly;
  readonly addressOf: AddressOf;
  readonly signIn: SignIn;
  /** What a token opens as of now, for who asks about it. */
  readonly identify: (token: AccessToken) => Promise<Identity>;
  /** The company's own provider; null: passwords alone. */
  readonly company: CompanyLogin | null;
}): Promise<Issuer> => {
  const { log, publicUrl, door, secretGuesses, store, signIn, company, offeredScopes } = dependencies;
  const keys = await loadSigningKeys(dependencies);
  const cookieKeys = await loadCookieKeys(dependencies);
  const readOwnToken = createReadOwnToken({ url: publicUrl, keys: () => publicKeys(keys) });
  const tokenEndpoints = createTokenEndpoints({ ...dependencies, readOwnToken });
  const provider = new Provider(
    publicUrl,
    configuration({
      audience: publicUrl,
      keys,
      offeredScopes,
      adapter: createIssuerRecords(dependencies),
      signIn: signInConfiguration({ signIn, store, cookieKeys, audience: publicUrl }),
      tokenEndpoints: tokenEndpoints.features,
    }),
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
    if (error.message === 'invalid_client') void secretGuesses.failed(door.guessOf(context.req));
  };
  provider.on('grant.error', refused);
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
    else if (context.oidc?.route === 'discovery') context.body = onlyWhatIsThere(Object(context.body));
  });

  // Endpoint addresses in discovery follow PUBLIC_URL, never a header of the request.
  provider.proxy = true;
  const { host, protocol } = new URL(publicUrl);
  const isHttps = protocol === 'https:';
  const callback = provider.callback();
  const interactions = createInteractions({ ...dependencies, provider, audience: publicUrl });
  const passwordLinks = createPasswordLinks(dependencies);

  /** Back from the company's provider: on to the step that sent people there, whose cookie is for its path alone. */
  const comeBack = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const location = await company?.resume(new URL(request.url ?? '', publicUrl).searchParams);
    if (location != null) response.writeHead(303, { location, 'cache-control': 'no-store' }).end();
    else sendPage(response, messagePage('This sign-in is over', 'Go back to the app and sign in again.', 400), isHttps);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    request.headers['x-forwarded-host'] = host;
    request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
    const [path = ''] = (request.url ?? '').split('?', 1);
    if (path.startsWith(INTERACTION_PATH)) return interactions.handle(request, response);
    if (path === LINK_PATH) return passwordLinks.handle(request, response);
    if (path === COMPANY_CALLBACK_PATH) return comeBack(request, response);
    await callback(request, response);
  };

  return {
    url: publicUrl,
    keys: publicKeys(keys),
    owns: (path) => PATHS.some((own) => path.startsWith(own)),
    handle: (request, response) => {
      const admitted = async (): Promise<void> => {
        if (await door.admit(request, response)) await serve(request, response);
      };
      admitted().catch((error: unknown) => {
        log.error({ err: error }, 'oauth.failed');
        response.destroy();
      });
    },
  };
};
