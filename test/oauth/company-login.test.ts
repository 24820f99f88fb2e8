/** People who come from the company's own OpenID provider: another oidc-provider, over real HTTP. */
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CompanyProvider, type Person, startCompanyProvider } from '../support/company-provider.ts';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { createVisitor, plainText, type Visit, type Visitor } from '../support/visitor.ts';

const BACK = 'com.example.app:/back';
const insecure = { [oauth.allowInsecureRequests]: true };

let gateway: TestGateway;
let company: CompanyProvider;
let server: oauth.AuthorizationServer;
const client: oauth.Client = { client_id: 'app' };

beforeAll(async () => {
  company = await startCompanyProvider(() => `${gateway.url}/oauth/callback`);
  gateway = await startTestGateway({
    environment: {
      LOGIN_ISSUER: company.url,
      LOGIN_CLIENT_ID: company.clientId,
      LOGIN_CLIENT_SECRET: company.clientSecret,
      LOGIN_NAME: 'the company',
      LOGIN_NEW_ACCOUNTS: 'viewer',
    },
  });
  await gateway.request('PUT', '/api/v1/clients/app', {
    body: { name: 'app', type: 'app', scopes: ['stations:read'], grants: {}, redirect_uris: [BACK], first_party: true },
  });
  const issuer = new URL(gateway.url);
  server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
});
afterAll(async () => {
  await gateway?.close();
  await company?.close();
});

const person = (sub: string, changes: Partial<Person> = {}): Person => ({
  sub,
  email: `${sub}@company.example`,
  emailVerified: true,
  name: `Name of ${sub}`,
  ...changes,
});

const visitor = (): Visitor => createVisitor([gateway.url, company.url]);

const begin = async (who: Visitor): Promise<{ page: Visit; verifier: string; state: string }> => {
  const [verifier, state] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState()];
  const url = new URL(server.authorization_endpoint ?? '');
  url.search = new URLSearchParams({
    client_id: client.client_id,
    response_type: 'code',
    redirect_uri: BACK,
    scope: 'openid stations:read',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
  }).toString();
  return { page: await who.open(url.href), verifier, state };
};

const companyLink = (page: Visit): string =>
  new URL(plainText(/<a class="button" href="([^"]+)"/.exec(page.text)?.[1] ?? ''), gateway.url).href;

/** The access token that the app gets, or the page where it ended. */
const comeIn = async (who: Visitor = visitor()): Promise<{ token: string | null; page: Visit }> => {
  const { page: login, verifier, state } = await begin(who);
  expect(login.text).toContain('Sign in with the company');
  const page = await who.open(companyLink(login));
  if (!page.url.startsWith(BACK)) return { token: null, page };
  const parameters = oauth.validateAuthResponse(server, client, new URL(page.url), state);
  const answer = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    BACK,
    verifier,
    insecure,
  );
  const { access_token: token } = await oauth.processAuthorizationCodeResponse(server, client, answer, {
    requireIdToken: true,
  });
  return { token, page };
};

const accountOf = async (token: string | null): Promise<Json> => {
  const { body: me } = await gateway.request('GET', '/api/v1/me', { token: token ?? '' });
  return gateway.get(`/api/v1/accounts/${me.account_id}`);
};

it('makes an account at the first time, with the role that the setting says, and knows it again', async () => {
  company.person(person('ada'));
  const first = await accountOf((await comeIn()).token);
  expect(first).toMatchObject({
    login: 'ada@company.example',
    name: 'Name of ada',
    role: 'viewer',
    status: 'active',
    has_password: false,
    identity: { issuer: company.url, subject: 'ada' },
  });
  // Another address by now: the subject is who it is.
  company.person(person('ada', { email: 'lovelace@company.example' }));
  expect((await accountOf((await comeIn()).token)).id).toBe(first.id);
  await gateway.request('POST', `/api/v1/accounts/${first.id}/lock`);
  const refused = await comeIn();
  expect(refused.page.text).toContain('did not say that you may come in here');
});

it('is who was invited by an address that the provider vouches for, and by no other', async () => {
  const { body: invited } = await gateway.request('POST', '/api/v1/accounts', {
    body: { login: 'Grace@company.example', role: 'operator' },
  });
  // An address that nobody vouches for makes nobody her.
  company.person(person('claims', { email: 'grace@company.example', emailVerified: false }));
  const other = await accountOf((await comeIn()).token);
  expect(other).toMatchObject({ login: `${new URL(company.url).host}/claims` });
  expect(other.id).not.toBe(invited.id);
  company.person(person('grace'));
  expect(await accountOf((await comeIn()).token)).toMatchObject({
    id: invited.id,
    role: 'operator',
    status: 'active',
    open_link: null,
    identity: { subject: 'grace' },
  });
  // Another subject with her address is not her.
  company.person(person('mallory', { email: 'grace@company.example' }));
  expect((await comeIn()).token).toBeNull();
});

it('is nobody when the provider refuses, or when what comes back is not of this browser', async () => {
  company.person(null);
  const refused = await comeIn();
  expect(refused.page.text).toContain('did not say that you may come in here');

  company.person(person('alan'));
  const victim = visitor();
  const { page } = await begin(victim);
  // Somebody else's answer, brought to the victim's browser.
  const thief = createVisitor([gateway.url]);
  const theirs = await begin(thief);
  const away = await thief.open(companyLink(theirs.page));
  const callback = new URL(away.url);
  expect(callback.origin).toBe(company.url);
  const state = callback.searchParams.get('state') ?? '';
  const brought = await victim.open(`${gateway.url}/oauth/callback?code=x&state=${state}`);
  expect(brought).toMatchObject({ status: 400 });
  expect(await victim.open(`${gateway.url}/oauth/callback?code=x&state=unknown`)).toMatchObject({ status: 400 });
  // Her own sign-in goes on.
  expect((await victim.open(companyLink(page))).url).toContain('code=');
});
