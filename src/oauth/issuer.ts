/** The embedded OAuth 2 issuer: oidc-provider on our store, under PUBLIC_URL, with the signing keys of now. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AccessToken, Scope } from '../domain/access.ts';
import type { SignIn } from '../services/accounts/sign-in.ts';
import type { ClientStore } from '../services/ports/client-store.ts';
import type { OnceOnly } from '../services/ports/limits.ts';
import type { Log } from '../services/ports/observing.ts';
import type { RecordStore } from '../services/ports/record-store.ts';
import type { Clock } from '../services/ports/time.ts';
import type { AddressOf } from '../services/request-address.ts';
import type { SecretGuesses } from '../services/secret-guesses.ts';
import type { CompanyLogin } from './company-login.ts';
import { loadCookieKeys } from './cookie-keys.ts';
import type { Door } from './door.ts';
import type { Identity } from './identity.ts';
import { createInteractions } from './interactions.ts';
import { createIssuerRecords } from './issuer-records.ts';
import type { KeyRing, KeySet } from './key-ring.ts';
import { createReadOwnToken } from './own-tokens.ts';
import { sendPage } from './pages/page.ts';
import { messagePage } from './pages/sign-in-pages.ts';
import { createPasswordLinks } from './password-links.ts';
import { COMPANY_CALLBACK_PATH, INTERACTION_PATH, LINK_PATH } from './paths.ts';
import { createProvider } from './provider.ts';
import { signInConfiguration } from './sign-in-configuration.ts';
import { createTokenEndpoints } from './token-endpoints.ts';

const PATHS = ['/oauth/', '/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'];

export type Issuer = {
  /** Issuer identifier: PUBLIC_URL without a slash at the end. */
  readonly url: string;
  /** Whether a request is the issuer's. */
  readonly owns: (path: string) => boolean;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
};

export const createIssuer = async (dependencies: {
  readonly store: RecordStore & ClientStore;
  readonly clock: Clock;
  readonly keys: KeyRing;
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
  const { log, publicUrl, door, secretGuesses, store, signIn, company, offeredScopes, keys } = dependencies;
  const cookieKeys = await loadCookieKeys(dependencies);
  const readOwnToken = createReadOwnToken({ url: publicUrl, keys: keys.shown });
  const setup = {
    audience: publicUrl,
    offeredScopes,
    adapter: createIssuerRecords(dependencies),
    signIn: signInConfiguration({ signIn, store, cookieKeys, audience: publicUrl }),
    tokenEndpoints: createTokenEndpoints({ ...dependencies, readOwnToken }),
    log,
    strangerCame: (request: IncomingMessage) => void secretGuesses.failed(door.guessOf(request)),
  };
  const { host, protocol } = new URL(publicUrl);
  const isHttps = protocol === 'https:';

  const built = (keys: KeySet) => {
    const provider = createProvider({ ...setup, keys });
    const interactions = createInteractions({ ...dependencies, provider, audience: publicUrl });
    return { keys, callback: provider.callback(), interactions };
  };
  let current = built(keys.whole());
  /** With the keys of now: requests in work end with those that they began with. */
  const ofNow = (): typeof current => {
    if (current.keys !== keys.whole()) current = built(keys.whole());
    return current;
  };
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
    if (path.startsWith(INTERACTION_PATH)) return ofNow().interactions.handle(request, response);
    if (path === LINK_PATH) return passwordLinks.handle(request, response);
    if (path === COMPANY_CALLBACK_PATH) return comeBack(request, response);
    await ofNow().callback(request, response);
  };

  return {
    url: publicUrl,
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
