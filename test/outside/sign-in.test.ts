/** Signing in, in a real browser: what people click, what they see, and that the pages need nothing else. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as openid from 'openid-client';
import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { faultsOf, startChromium } from './support/chromium.ts';

const PASSWORD = 'four words in a row';

let gateway: TestGateway;
let browser: Browser;
/** Where the app waits for its user, as RFC 8252, 7.3 has it. */
let app: Server;
let back: string;
let client: openid.Configuration;

beforeAll(async () => {
  [gateway, browser] = await Promise.all([startTestGateway(), startChromium()]);
  app = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<title>the app</title>'),
  );
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  back = `http://127.0.0.1:${(app.address() as AddressInfo).port}/back`;
  await gateway.request('PUT', '/api/v1/clients/app', {
    body: {
      name: 'Charge & go',
      type: 'app',
      scopes: ['stations:read', 'stations:write', 'sessions:read'],
      grants: {},
      redirect_uris: ['http://127.0.0.1/back'],
      post_logout_redirect_uris: ['http://127.0.0.1/back'],
    },
  });
  client = await openid.discovery(new URL(gateway.url), 'app', undefined, openid.None(), {
    execute: [openid.allowInsecureRequests],
  });
});
afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => app?.close(resolve));
  await gateway?.close();
});

const invite = async (login: string, role: string): Promise<string> => {
  const { body } = await gateway.request('POST', '/api/v1/accounts', { body: { login, role } });
  return body.link.url;
};

/** A phone's screen, with nobody signed in. Scripts are off: no page of ours may need them. */
const openPage = async (): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
  return context.newPage();
};

const choosePassword = async (page: Page, link: string): Promise<void> => {
  await page.goto(link);
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByLabel('The same again').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByText('The password is set').first().waitFor();
};

const begin = async (page: Page): Promise<{ readonly verifier: string; readonly state: string }> => {
  const [verifier, state] = [openid.randomPKCECodeVerifier(), openid.randomState()];
  const url = openid.buildAuthorizationUrl(client, {
    redirect_uri: back,
    scope: 'openid stations:read stations:write',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
  });
  await page.goto(url.href);
  return { verifier, state };
};

const typePassword = async (page: Page, login: string, password = PASSWORD): Promise<void> => {
  await page.getByLabel('Login').fill(login);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
};

const atTheApp = async (page: Page): Promise<URL> => {
  await page.waitForURL(`${back}**`);
  return new URL(page.url());
};

const isWide = async (page: Page): Promise<boolean> => {
  const box = await page.locator('main').boundingBox();
  return (box?.width ?? Number.POSITIVE_INFINITY) > 360;
};

describe('in a browser without scripts, on a small screen', () => {
  it('a driver is invited, signs in, agrees, and is at the app with a code', async () => {
    const page = await openPage();
    const faults = faultsOf(page);
    await choosePassword(page, await invite('driver@example.org', 'driver'));
    const { verifier, state } = await begin(page);
    await page.getByRole('heading', { name: 'Sign in to Charge & go' }).waitFor();
    expect(await isWide(page)).toBe(false);
    await typePassword(page, 'driver@example.org', 'not this one');
    await page.getByRole('alert').filter({ hasText: 'not right' }).waitFor();
    await typePassword(page, 'driver@example.org');
    await page.getByText('See charging stations').waitFor();
    expect(await page.getByText('Change charging stations').count()).toBe(0);
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    const tokens = await openid.authorizationCodeGrant(client, await atTheApp(page), {
      pkceCodeVerifier: verifier,
      expectedState: state,
    });
    expect(await gateway.get('/api/v1/me', tokens.access_token)).toMatchObject({ scopes: ['stations:read'] });
    expect(faults.filter((fault) => !fault.includes('favicon'))).toEqual([]);
  });

  it('a consent that is refused brings nothing but the refusal', async () => {
    const page = await openPage();
    await choosePassword(page, await invite('wary@example.org', 'driver'));
    await begin(page);
    await typePassword(page, 'wary@example.org');
    await page.getByRole('button', { name: 'Do not allow' }).click();
    const { searchParams } = await atTheApp(page);
    expect(searchParams.get('error')).toBe('access_denied');
    expect(searchParams.get('code')).toBeNull();
  });

  it('an operator sets an authenticator up from the picture or its key, uses it, and signs out', async () => {
    const page = await openPage();
    const login = 'operator@example.org';
    await choosePassword(page, await invite(login, 'operator'));
    const first = await begin(page);
    await typePassword(page, login);
    await page.getByRole('img', { name: 'The key below, as a QR code' }).waitFor();
    const secret = ((await page.locator('code').textContent()) ?? '').replaceAll(' ', '');
    const code = (steps: number) => new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 });
    await page.getByRole('textbox', { name: 'Code' }).fill(code(0));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
    expect(await page.locator('li').count()).toBe(10);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('Change charging stations').waitFor();
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    const tokens = await openid.authorizationCodeGrant(client, await atTheApp(page), {
      pkceCodeVerifier: first.verifier,
      expectedState: first.state,
    });

    const out = openid.buildEndSessionUrl(client, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: back,
    });
    await page.goto(out.href);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await atTheApp(page);
    await expect(openid.refreshTokenGrant(client, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });

    await begin(page);
    await typePassword(page, login);
    await page.getByRole('heading', { name: 'Enter a code' }).waitFor();
    await page.getByRole('textbox', { name: 'Code' }).fill(code(1));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    expect((await atTheApp(page)).searchParams.get('code')).not.toBeNull();
  });
});
