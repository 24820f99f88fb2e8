/** An OpenID provider of somebody else (oidc-provider itself, with its store in memory), on a free port of this machine. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider/lib/provider.js';

export type Person = {
  readonly sub: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
};

export type CompanyProvider = {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in there from now on; nobody types anything. null: whoever comes is refused. */
  readonly person: (who: Person | null) => void;
  readonly close: () => Promise<void>;
};

/** redirectUri: asked when somebody comes. The gateway may not be there before. */
export const startCompanyProvider = async (redirectUri: () => string): Promise<CompanyProvider> => {
  let who: Person | null = null;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ['gateway', 'a-secret-that-the-gateway-has'];
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'company', use: 'sig', alg: 'ES256' };
  const make = (): Provider => {
    const provider = new Provider(url, {
      jwks: { keys: [key] } as never,
      clients: [
        {
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uris: [redirectUri()],
          id_token_signed_response_alg: 'ES256',
        },
      ],
      clientDefaults: { id_token_signed_response_alg: 'ES256' },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      conformIdTokenClaims: false,
      cookies: { keys: ['a key of the company'] },
      ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
      features: { devInteractions: { enabled: false } },
      findAccount: (_context, id) => ({
        accountId: id,
        claims: () => ({ sub: id, email: who?.email, email_verified: who?.emailVerified, name: who?.name }),
      }),
      interactions: { url: (_context, { uid }) => `/come-in/${uid}` },
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({
          ...(oidc.client === undefined ? {} : { clientId: oidc.client.clientId }),
          ...(oidc.session?.accountId === undefined ? {} : { accountId: oidc.session.accountId }),
        });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
      },
    });
    return provider;
  };
  let provider: Provider | null = null;
  server.on('request', (request, response) => {
    provider ??= make();
    const { callback } = { callback: provider.callback() };
    if (request.url?.startsWith('/come-in/')) {
      const result = who === null ? { error: 'access_denied' } : { login: { accountId: who.sub, remember: false } };
      void provider.interactionFinished(request, response, result);
      return;
    }
    void callback(request, response);
  });
  return {
    url,
    clientId,
    clientSecret,
    person: (next) => {
      who = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
