/** The company's own OpenID provider as the source of logins: a code, with PKCE, state and nonce, and who its id token names. */
import {
  type AuthorizationServer,
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  ClientSecretBasic,
  ClientSecretPost,
  calculatePKCECodeChallenge,
  customFetch,
  discoveryRequest,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
  getValidatedIdTokenClaims,
  processAuthorizationCodeResponse,
  processDiscoveryResponse,
  validateApplicationLevelSignature,
  validateAuthResponse,
} from 'oauth4webapi';
import { isLoopbackHost } from '../domain/redirect-uri.ts';
import type { ToldIdentity } from '../services/accounts/sign-in.ts';
import type { Log } from '../services/ports/observing.ts';
import type { Outbound } from '../services/ports/outbound.ts';
import type { RecordStore } from '../services/ports/record-store.ts';
import type { Clock } from '../services/ports/time.ts';
import { COMPANY_CALLBACK_PATH, COMPANY_STEP, INTERACTION_PATH } from './paths.ts';

export type CompanyLoginSettings = {
  /** Without a slash at its end, unless it is part of its name. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** As the button says it; null: the issuer's host. */
  readonly name: string | null;
};

export type CompanyLogin = {
  readonly name: string;
  /** Where the provider takes over, for the interaction. Throws when it cannot be reached. */
  readonly begin: (uid: string) => Promise<string>;
  /** Who came back; null: nobody, or for another interaction. */
  readonly end: (uid: string, query: URLSearchParams) => Promise<ToldIdentity | null>;
  /** The step of the interaction that an answer belongs to; null: to none, or no more. */
  readonly resume: (query: URLSearchParams) => Promise<string | null>;
};

const KIND = 'oauth-company-login';
const GOOD_FOR_MS = 600_000;
const ANSWER_WITHIN_MS = 10_000;
const REDISCOVER_AFTER_MS = 3_600_000;

type Begun = { readonly uid: string; readonly verifier: string; readonly nonce: string };

/** outbound: one that lets the issuer's own host be private, for the operator named it. */
export const createCompanyLogin = (
  {
    store,
    clock,
    outbound,
    log,
    publicUrl,
  }: {
    readonly store: RecordStore;
    readonly clock: Clock;
    readonly outbound: Outbound;
    readonly log: Log;
    readonly publicUrl: string;
  },
  { issuer, clientId, clientSecret, name }: CompanyLoginSettings,
): CompanyLogin => {
  const issuerUrl = new URL(issuer);
  const redirectUri = `${publicUrl}${COMPANY_CALLBACK_PATH}`;

  const send = async (
    url: string,
    init: { readonly method?: string; readonly headers: object; readonly body?: unknown },
  ) => {
    const told = await outbound.send({
      method: init.method === 'POST' ? 'POST' : 'GET',
      url,
      headers: { ...init.headers } as Record<string, string>,
      ...(init.body === undefined || init.body === null ? {} : { body: String(init.body) }),
      deadlineMs: ANSWER_WITHIN_MS,
    });
    if (told.outcome !== 'answered') throw new Error(`${url}: ${told.outcome}, ${told.why}`);
    return new Response(new Uint8Array(told.body), { status: told.status, headers: told.headers });
  };
  const options = { [allowInsecureRequests]: isLoopbackHost(issuerUrl.hostname), [customFetch]: send };

  let known: { readonly atMs: number; readonly server: Promise<AuthorizationServer> } | null = null;
  const discover = async (): Promise<AuthorizationServer> =>
    processDiscoveryResponse(issuerUrl, await discoveryRequest(issuerUrl, { algorithm: 'oidc', ...options }));
  const serverOf = (): Promise<AuthorizationServer> => {
    const nowMs = clock.now().getTime();
    if (known !== null && nowMs - known.atMs <= REDISCOVER_AFTER_MS) return known.server;
    const server = discover();
    known = { atMs: nowMs, server };
    server.catch(() => {
      known = null;
    });
    return server;
  };

  /** RFC 8414: without a word of the server's, Basic. */
  const secretFor = ({ token_endpoint_auth_methods_supported: methods }: AuthorizationServer) =>
    methods !== undefined && !methods.includes('client_secret_basic') && methods.includes('client_secret_post')
      ? ClientSecretPost(clientSecret)
      : ClientSecretBasic(clientSecret);

  const exchange = async (begun: Begun, state: string, query: URLSearchParams): Promise<ToldIdentity | null> => {
    const server = await serverOf();
    const client = { client_id: clientId };
    // RFC 9207: the answer of another server is not taken for this one's.
    const parameters = validateAuthResponse(server, client, query, state);
    const response = await authorizationCodeGrantRequest(
      server,
      client,
      secretFor(server),
      parameters,
      redirectUri,
      begun.verifier,
      options,
    );
    const tokens = await processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: begun.nonce,
      requireIdToken: true,
    });
    await validateApplicationLevelSignature(server, response, options);
    const claims = getValidatedIdTokenClaims(tokens);
    if (claims === undefined) return null;
    const { sub, email, email_verified: emailVerified, name: fullName } = claims;
    return {
      issuer,
      subject: sub,
      email: typeof email === 'string' ? email : null,
      emailVerified: emailVerified === true,
      name: typeof fullName === 'string' && fullName !== '' ? fullName.slice(0, 200) : null,
    };
  };

  const begunBy = async (state: string | null): Promise<Begun | null> =>
    state === null ? null : ((await store.record(KIND, state)) as Begun | null);

  return {
    name: name ?? issuerUrl.host,
    begin: async (uid) => {
      const server = await serverOf();
      if (server.authorization_endpoint === undefined) throw new Error(`${issuer} has no authorization endpoint`);
      const [state, nonce, verifier] = [generateRandomState(), generateRandomNonce(), generateRandomCodeVerifier()];
      const expiresAt = new Date(clock.now().getTime() + GOOD_FOR_MS);
      await store.putRecord(KIND, state, { uid, verifier, nonce }, { expiresAt });
      const url = new URL(server.authorization_endpoint);
      for (const [key, value] of Object.entries({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })) {
        url.searchParams.set(key, value);
      }
      return url.href;
    },
    end: async (uid, query) => {
      const state = query.get('state');
      const begun = await begunBy(state);
      if (state === null || begun === null || begun.uid !== uid) return null;
      // Once only, whatever comes of it.
      await store.deleteRecord(KIND, state);
      try {
        return await exchange(begun, state, query);
      } catch (error) {
        log.warn({ err: error, issuer }, 'oauth.company_login_failed');
        return null;
      }
    },
    resume: async (query) => {
      const begun = await begunBy(query.get('state'));
      return begun === null ? null : `${INTERACTION_PATH}${begun.uid}/${COMPANY_STEP}?${query}`;
    },
  };
};
