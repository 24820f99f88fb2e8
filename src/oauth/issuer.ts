/** The embedded OAuth 2 issuer: oidc-provider on our store, under PUBLIC_URL. */
import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Configuration } from 'oidc-provider';
import { InvalidScope, InvalidTarget } from 'oidc-provider/lib/helpers/errors.js';
import { Provider } from 'oidc-provider/lib/provider.js';
import type { Scope } from '../domain/access.ts';
import type { ClientStore } from '../services/ports/client-store.ts';
import type { Log } from '../services/ports/observing.ts';
import type { RecordStore } from '../services/ports/record-store.ts';
import type { Clock, NewId } from '../services/ports/time.ts';
import type { SecretGuesses } from '../services/secret-guesses.ts';
import { clientSecretMatches } from './client-secret.ts';
import type { Door } from './door.ts';
import { createIssuerRecords } from './issuer-records.ts';
import { loadSigningKeys, publicKeys, SIGNING_ALGORITHM, type SigningKeys } from './signing-keys.ts';

/** Life of an access token, in seconds. */
const ACCESS_TOKEN_S = 3600;

const PATHS = ['/oauth/', '/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'];

export type Issuer = {
  /** Issuer identifier: PUBLIC_URL without a slash at the end. */
  readonly url: string;
  readonly keys: SigningKeys;
  /** Whether a request is the issuer's. */
  readonly owns: (path: string) => boolean;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
};

/** A misspelt scope is told at once, not found out by a 403 later; of scopes that exist, oidc-provider refuses what the client lacks. */
const requireKnownScopes = (asked: unknown, offered: readonly Scope[]): void => {
  const known: ReadonlySet<string> = new Set(offered);
  const unknown = (typeof asked === 'string' ? asked.split(' ') : []).filter((scope) => !known.has(scope));
  if (unknown.length > 0) throw new InvalidScope('there is no such scope', unknown.join(' '));
};

const configuration = (options: {
  readonly audience: string;
  readonly keys: SigningKeys;
  readonly offeredScopes: readonly Scope[];
  readonly adapter: Configuration['adapter'];
}): Configuration => ({
  adapter: options.adapter,
  jwks: { keys: options.keys.keys as never },
  clients: [],
  clientDefaults: { id_token_signed_response_alg: SIGNING_ALGORITHM },
  scopes: [...options.offeredScopes],
  responseTypes: [],
  // Who has a secret may give it in either way: many libraries put it into the body unless they are told otherwise.
  clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
  routes: {
    authorization: '/oauth/authorize',
    token: '/oauth/token',
    jwks: '/oauth/jwks',
  },
  ttl: { ClientCredentials: ACCESS_TOKEN_S },
  // For the endpoints that a browser would be at: there is no page to show.
  renderError: (context, out) => {
    context.type = 'application/json';
    context.body = out;
  },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    // Machines only: nobody logs in. Its JWTs can be neither introspected nor revoked, see docs/operations.md.
    pushedAuthorizationRequests: { enabled: false },
    dPoP: { enabled: true },
    rpInitiatedLogout: { enabled: false },
    userinfo: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => options.audience,
      useGrantedResource: () => true,
      getResourceServerInfo: (context, resource, client) => {
        // RFC 8707, 2: there is one resource here, and a token for another would not be what was asked for.
        if (resource.replace(/\/$/, '') !== options.audience) throw new InvalidTarget();
        const parameters = context.oidc.params;
        // RFC 6749, 3.3: no scope asked for means the default, here all that the client has.
        if (parameters && parameters.scope === undefined) parameters.scope = client.scope;
        requireKnownScopes(parameters?.scope, options.offeredScopes);
        return {
          scope: options.offeredScopes.join(' '),
          audience: options.audience,
          accessTokenTTL: ACCESS_TOKEN_S,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: SIGNING_ALGORITHM } },
        };
      },
    },
  },
  enabledJWA: { clientAuthSigningAlgValues: ['RS256', 'PS256', 'ES256', 'EdDSA'] },
});

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
}): Promise<Issuer> => {
  const { log, publicUrl, door, secretGuesses, offeredScopes } = dependencies;
  const keys = await loadSigningKeys(dependencies);
  const provider = new Provider(
    publicUrl,
    configuration({ audience: publicUrl, keys, offeredScopes, adapter: createIssuerRecords(dependencies) }),
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
  provider.on('grant.error', (context, error) => {
    log.info({ clientId: context.oidc.client?.clientId, error: error.message }, 'oauth.refused');
    if (error.message === 'invalid_client') void secretGuesses.failed(door.guessOf(context.req));
  });

  // Endpoint addresses in discovery follow PUBLIC_URL, never a header of the request.
  provider.proxy = true;
  const { host, protocol } = new URL(publicUrl);
  const callback = provider.callback();

  return {
    url: publicUrl,
    keys: publicKeys(keys),
    owns: (path) => PATHS.some((own) => path.startsWith(own)),
    handle: (request, response) => {
      const serve = async (): Promise<void> => {
        if (!(await door.admit(request, response))) return;
        request.headers['x-forwarded-host'] = host;
        request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
        await callback(request, response);
      };
      serve().catch((error: unknown) => {
        log.error({ err: error }, 'oauth.failed');
        response.destroy();
      });
    },
  };
};
