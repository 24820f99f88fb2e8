/** A person of the demo signs in by Authorize in the reference, in a real browser: code and PKCE, renewal, sign-out. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SeededPerson, seedPeople } from '../../src/demo/people.ts';
import { seed } from '../../src/demo/seed.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { faultsOf, startChromium } from './support/chromium.ts';

type Tokens = { readonly access_token: string; readonly refresh_token: string; readonly scope: string };

let gateway: TestGateway;
let browser: Browser;
let person: SeededPerson | undefined;
beforeAll(async () => {
  [gateway, browser] = await Promise.all([startTestGateway(), startChromium()]);
  const { services, offeredScopes } = gateway.gateway;
  await seed(services, offeredScopes);
  person = (await seedPeople(services, gateway.url)).find(({ login }) => login.startsWith('operator@'));
});
afterAll(async () => {
  await browser?.close();
  await gateway?.close();
});

const SCOPES = ['stations:read', 'sessions:read'];

const openAuthorize = async (page: Page): Promise<Locator> => {
  await page.locator('.auth-wrapper .authorize').first().click();
  return page.locator('.auth-container', { hasText: 'authorizationCode' }).first();
};

/** Types what a person of the demo has, agrees, and is back in /docs. */
const signIn = async (page: Page, form: Locator): Promise<Tokens> => {
  await form.locator('input[id^="client_id"]').fill('demo-people');
  for (const scope of SCOPES) await form.locator(`label[for^="${scope}-authorizationCode"]`).first().click();
  const [popup] = await Promise.all([page.waitForEvent('popup'), form.locator('button.authorize').click()]);
  await popup.getByLabel('Login').fill(person?.login ?? '');
  await popup.getByLabel('Password').fill(person?.password ?? '');
  await popup.getByRole('button', { name: 'Sign in' }).click();
  await popup.getByText('See charging stations').waitFor();
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/oauth/token')),
    popup.getByRole('button', { name: 'Allow', exact: true }).click(),
  ]);
  await form.locator('button', { hasText: 'Logout' }).waitFor();
  return answer.json();
};

/** The status that Try it out shows of an operation. */
const tryOut = async (page: Page, operationId: string): Promise<string> => {
  const operation = page.locator(`[id$="-${operationId}"]`).first();
  if ((await operation.locator('.execute').count()) === 0) {
    await operation.locator('.opblock-summary-control').click();
    await operation.locator('.try-out__btn').click();
  }
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().includes('/api/v1/')),
    operation.locator('.execute').click(),
  ]);
  await operation
    .locator('.live-responses-table tr.response .response-col_status', { hasText: `${answer.status()}` })
    .waitFor();
  return String(answer.status());
};

/** As a page of this origin asks. */
const renew = (page: Page, refreshToken: string): Promise<Tokens & { readonly error?: string }> =>
  page.evaluate(async (token) => {
    const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'demo-people', refresh_token: token });
    const answer = await fetch('/oauth/token', { method: 'POST', body });
    return answer.json();
  }, refreshToken);

describe('Authorize in /docs with the authorization code flow', () => {
  let context: BrowserContext;
  let page: Page;
  let faults: readonly string[];
  let tokens: Tokens;
  beforeAll(async () => {
    context = await browser.newContext();
    page = await context.newPage();
    faults = faultsOf(page);
    await page.goto(`${gateway.url}/docs`);
  });

  it('signs the person in, and tries operations out as that person', async () => {
    tokens = await signIn(page, await openAuthorize(page));
    expect(tokens.scope.split(' ').sort()).toEqual([...SCOPES].sort());
    await page.locator('.close-modal').click();
    expect(await tryOut(page, 'getMe')).toBe('200');
    expect(await gateway.get('/api/v1/me', tokens.access_token)).toMatchObject({ client_id: 'demo-people' });
    expect(faults).toEqual([]);
  });

  it('renews the token in the page, once for each refresh token', async () => {
    const renewed = await renew(page, tokens.refresh_token);
    expect(renewed.error).toBe(undefined);
    expect(await gateway.get('/api/v1/me', renewed.access_token)).toMatchObject({ client_id: 'demo-people' });
    expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
    tokens = renewed;
  });

  it('forgets the token by Logout, and ends the sign-in at the page of the issuer', async () => {
    const form = await openAuthorize(page);
    await form.locator('button', { hasText: 'Logout' }).click();
    await form.locator('button.authorize').waitFor();
    await page.locator('.close-modal').click();
    expect(await tryOut(page, 'getMe')).toBe('401');
    const out = await context.newPage();
    await out.goto(`${gateway.url}/oauth/logout`);
    await out.getByRole('button', { name: 'Sign out' }).click();
    await out.getByText('You are signed out').first().waitFor();
    expect((await renew(page, tokens.refresh_token)).error).toBe('invalid_grant');
  });
});
