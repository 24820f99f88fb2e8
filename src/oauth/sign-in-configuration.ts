/** What of oidc-provider's configuration is about people: their sessions, codes, refresh tokens, consent and sign-out. */
import type { Configuration, Grant, KoaContextWithOIDC, Client as ProviderClient } from 'oidc-provider';
import { base, Check } from 'oidc-provider/lib/helpers/interaction_policy/index.js';
import type { Client } from '../domain/access.ts';
import { type Account, outlives } from '../domain/account.ts';
import type { SignIn } from '../services/accounts/sign-in.ts';
import type { ClientStore } from '../services/ports/client-store.ts';
import { claimsOf } from './account-claims.ts';
import { MADE_CLAIM, madeAtOf } from './client-making.ts';
import { type Page, pageHeaders, renderPage } from './pages/page.ts';
import { logoutPage, messagePage } from './pages/sign-in-pages.ts';
import { INTERACTION_PATH, USERINFO_PATH } from './paths.ts';
import { fillGrant, givable } from './person-grant.ts';

const DAY_S = 86_400;

/** In seconds. A grant ends what its refresh tokens renew. */
const TTL = {
  AuthorizationCode: 60,
  Interaction: 1800,
  IdToken: 3600,
  Session: 14 * DAY_S,
  RefreshToken: 30 * DAY_S,
  Grant: 365 * DAY_S,
} as const;

type Dependencies = {
  readonly signIn: SignIn;
  readonly store: ClientStore;
  readonly cookieKeys: readonly string[];
  /** Of the API; PUBLIC_URL. */
  readonly audience: string;
};

export const signInConfiguration = ({ signIn, store, cookieKeys, audience }: Dependencies) => {
  const isHttps = audience.startsWith('https:');
  const show = (context: KoaContextWithOIDC, page: Page): void => {
    context.set({ ...pageHeaders(page.leadsTo ?? null, isHttps) });
    context.body = renderPage(page);
  };

  const firstParty = async (client: ProviderClient | undefined): Promise<Client | null> => {
    const known = client === undefined ? null : await store.client(client.clientId);
    return known?.firstParty === true ? known : null;
  };

  /** What a first-party client asks for and the person can give, without a question. */
  const grantAtOnce = async ({ oidc }: KoaContextWithOIDC, client: Client, account: Account): Promise<Grant> => {
    const grant = new oidc.provider.Grant({ accountId: account.id, clientId: client.id });
    fillGrant(grant, givable([...oidc.requestParamScopes], account, client.scopes), audience);
    await grant.save();
    return grant;
  };

  const policy = base();
  // A session of an account that is locked, or has signed out everywhere since.
  policy.get('login')?.checks.add(
    new Check('account_out', 'End-User authentication is required', 'login_required', ({ oidc }) => {
      const isOut = oidc.session?.accountId !== undefined && oidc.account === undefined;
      return isOut ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
    }),
  );
  // RFC 8252, 8.6: anybody may say that it is this app. Of the operator's own, whose addresses it has chosen, nobody asks.
  policy.get('consent')?.checks.remove('native_client_prompt');
  policy.get('consent')?.checks.add(
    new Check('app_asks', 'apps ask each time', 'interaction_required', async ({ oidc }) => {
      const asks =
        oidc.client?.applicationType === 'native' &&
        oidc.result?.consent === undefined &&
        (await firstParty(oidc.client)) === null;
      return asks ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
    }),
  );

  return {
    ttl: TTL,
    claims: {
      openid: ['sub', 'amr', 'auth_time'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
    },
    cookies: {
      names: { session: 'voltgate_session', interaction: 'voltgate_sign_in', resume: 'voltgate_resume' },
      keys: [...cookieKeys],
      long: { signed: true, httpOnly: true, sameSite: 'lax', path: '/oauth' },
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    routes: {
      authorization: '/oauth/authorize',
      token: '/oauth/token',
      revocation: '/oauth/revoke',
      introspection: '/oauth/introspect',
      jwks: '/oauth/jwks',
      userinfo: USERINFO_PATH,
      end_session: '/oauth/logout',
    },
    // RFC 9700, 2.1.1: of every client.
    pkce: { required: () => true },
    // See server/cors.ts: CORS_ORIGINS is for all paths.
    clientBasedCORS: () => false,
    rotateRefreshToken: true,
    // Without offline_access, it ends with the session of the browser.
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    findAccount: async (context, id, token) => {
      const account = await signIn.account(id);
      if (account === null) return undefined;
      const given = token === undefined ? context.oidc.session?.loginTs : authTimeOf(token);
      if (given !== undefined && !outlives(account, given)) return undefined;
      return { accountId: id, claims: (_use, scope) => claimsOf(account, scope.split(' ')) };
    },
    // RFC 9068, 2.2.1; and what the access token ends with.
    extraTokenClaims: async (context, token) => {
      const client = await store.client(token.clientId ?? '');
      const made = client === null ? {} : { [MADE_CLAIM]: madeAtOf(client) };
      if (token.kind !== 'AccessToken') return made;
      const { AuthorizationCode: code, RefreshToken: refresh } = context.oidc.entities;
      return { ...made, auth_time: code?.authTime ?? refresh?.authTime, grant_id: token.grantId };
    },
    loadExistingGrant: async (context) => {
      const { client, result, session, provider } = context.oidc;
      const id = result?.consent?.grantId ?? (client === undefined ? undefined : session?.grantIdFor(client.clientId));
      const known = id === undefined ? undefined : await provider.Grant.find(id);
      const own = result?.consent === undefined ? await firstParty(client) : null;
      const account = own === null ? null : await signIn.account(session?.accountId ?? '');
      return own === null || account === null ? known : grantAtOnce(context, own, account);
    },
    interactions: { policy, url: (_context, { uid }) => `${INTERACTION_PATH}${uid}` },
    renderError: (context, out) =>
      show(
        context,
        messagePage(
          'This cannot go on',
          `${out.error}: ${out.error_description ?? 'something went wrong'}`,
          context.status,
        ),
      ),
    logout: {
      enabled: true,
      logoutSource: (context: KoaContextWithOIDC, xsrfForm: string) => {
        const to = context.oidc.params?.post_logout_redirect_uri;
        show(context, logoutPage({ xsrfForm, leadsTo: typeof to === 'string' ? to : null }));
      },
      postLogoutSuccessSource: (context: KoaContextWithOIDC) =>
        show(context, messagePage('You are signed out', 'You can close this page.')),
    },
  } as const satisfies Partial<Configuration> & { readonly logout: object };
};

const authTimeOf = (token: object): number | undefined =>
  'authTime' in token && typeof token.authTime === 'number' ? token.authTime : undefined;
