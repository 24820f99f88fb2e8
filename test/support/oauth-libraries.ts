/** OAuth clients that others wrote, each by its own words, behind one way to ask them. */
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';

/** How a client proves who it is. */
export type Proof =
  | { readonly by: 'client_secret_basic' | 'client_secret_post'; readonly secret: string }
  | { readonly by: 'private_key_jwt'; readonly key: CryptoKey; readonly kid: string }
  | { readonly by: 'none' };

export type Given = {
  readonly access_token: string;
  readonly token_type: string;
  readonly refresh_token?: string | undefined;
};

/** dpop: the key that tokens are bound to; absent: to none. */
export type LibraryClient = {
  readonly clientCredentials: (dpop?: CryptoKeyPair) => Promise<Given>;
  /** The address to sign in at, and what redeems the one that it leads back to. */
  readonly authorize: (
    scope: string,
    redirectUri: string,
  ) => Promise<{ readonly url: string; readonly redeem: (back: string, dpop?: CryptoKeyPair) => Promise<Given> }>;
  readonly refresh: (token: string, dpop?: CryptoKeyPair) => Promise<Given>;
  readonly revoke: (token: string) => Promise<void>;
  readonly introspect: (token: string) => Promise<Readonly<Record<string, unknown>>>;
  /** The status of a resource's answer. */
  readonly ask: (token: string, url: string, dpop?: CryptoKeyPair) => Promise<number>;
};

export type Library = (issuer: string, clientId: string, proof: Proof) => Promise<LibraryClient>;

const secretOf = (proof: Proof): string => ('secret' in proof ? proof.secret : '');

/** Both throw what has a challenge. */
const statusOf = async (asked: Promise<Response>): Promise<number> => {
  try {
    return (await asked).status;
  } catch (error) {
    if (error instanceof oauth.WWWAuthenticateChallengeError) return error.status;
    throw error;
  }
};

const openidClient: Library = async (issuer, clientId, proof) => {
  const authentications = {
    client_secret_basic: () => openid.ClientSecretBasic(secretOf(proof)),
    client_secret_post: () => openid.ClientSecretPost(secretOf(proof)),
    private_key_jwt: () => openid.PrivateKeyJwt(proof.by === 'private_key_jwt' ? proof : { key: new CryptoKey() }),
    none: () => openid.None(),
  };
  const config = await openid.discovery(new URL(issuer), clientId, undefined, authentications[proof.by](), {
    execute: [openid.allowInsecureRequests],
  });
  const bound = (dpop?: CryptoKeyPair) =>
    dpop === undefined ? undefined : { DPoP: openid.getDPoPHandle(config, dpop) };
  return {
    clientCredentials: (dpop) => openid.clientCredentialsGrant(config, {}, bound(dpop)),
    authorize: async (scope, redirectUri) => {
      const pkceCodeVerifier = openid.randomPKCECodeVerifier();
      const expectedState = openid.randomState();
      const url = openid.buildAuthorizationUrl(config, {
        scope,
        redirect_uri: redirectUri,
        state: expectedState,
        code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
      });
      const redeem = (back: string, dpop?: CryptoKeyPair) =>
        openid.authorizationCodeGrant(config, new URL(back), { pkceCodeVerifier, expectedState }, {}, bound(dpop));
      return { url: url.href, redeem };
    },
    refresh: (token, dpop) => openid.refreshTokenGrant(config, token, {}, bound(dpop)),
    revoke: (token) => openid.tokenRevocation(config, token),
    introspect: (token) => openid.tokenIntrospection(config, token),
    ask: (token, url, dpop) =>
      statusOf(openid.fetchProtectedResource(config, token, new URL(url), 'GET', null, undefined, bound(dpop))),
  };
};

const oauth4webapi: Library = async (issuer, clientId, proof) => {
  const insecure = { [oauth.allowInsecureRequests]: true };
  const server = await oauth.processDiscoveryResponse(
    new URL(issuer),
    await oauth.discoveryRequest(new URL(issuer), { algorithm: 'oauth2', ...insecure }),
  );
  const client: oauth.Client = { client_id: clientId };
  const authentications = {
    client_secret_basic: () => oauth.ClientSecretBasic(secretOf(proof)),
    client_secret_post: () => oauth.ClientSecretPost(secretOf(proof)),
    private_key_jwt: () => oauth.PrivateKeyJwt(proof.by === 'private_key_jwt' ? proof : { key: new CryptoKey() }),
    none: () => oauth.None(),
  };
  const authentication = authentications[proof.by]();
  const bound = (dpop?: CryptoKeyPair) => ({
    ...insecure,
    ...(dpop === undefined ? {} : { DPoP: oauth.DPoP(client, dpop) }),
  });
  return {
    clientCredentials: async (dpop) =>
      oauth.processClientCredentialsResponse(
        server,
        client,
        await oauth.clientCredentialsGrantRequest(server, client, authentication, {}, bound(dpop)),
      ),
    authorize: async (scope, redirectUri) => {
      const verifier = oauth.generateRandomCodeVerifier();
      const state = oauth.generateRandomState();
      const url = new URL(server.authorization_endpoint ?? '');
      url.search = new URLSearchParams({
        client_id: clientId,
        response_type: 'code',
        scope,
        state,
        redirect_uri: redirectUri,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).toString();
      const redeem = async (back: string, dpop?: CryptoKeyPair) => {
        const came = oauth.validateAuthResponse(server, client, new URL(back), state);
        const answer = await oauth.authorizationCodeGrantRequest(
          server,
          client,
          authentication,
          came,
          redirectUri,
          verifier,
          bound(dpop),
        );
        return oauth.processAuthorizationCodeResponse(server, client, answer);
      };
      return { url: url.href, redeem };
    },
    refresh: async (token, dpop) =>
      oauth.processRefreshTokenResponse(
        server,
        client,
        await oauth.refreshTokenGrantRequest(server, client, authentication, token, bound(dpop)),
      ),
    revoke: async (token) => {
      await oauth.processRevocationResponse(
        await oauth.revocationRequest(server, client, authentication, token, insecure),
      );
    },
    introspect: async (token) =>
      oauth.processIntrospectionResponse(
        server,
        client,
        await oauth.introspectionRequest(server, client, authentication, token, insecure),
      ),
    ask: (token, url, dpop) =>
      statusOf(oauth.protectedResourceRequest(token, 'GET', new URL(url), new Headers(), null, bound(dpop))),
  };
};

export const LIBRARIES: Readonly<Record<string, Library>> = { 'openid-client': openidClient, oauth4webapi };
