/** Authorize and Try it out of the reference in a real browser. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADMIN_SECRET, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { faultsOf, startChromium } from './support/chromium.ts';

let gateway: TestGateway;
let browser: Browser;
beforeAll(async () => {
  [gateway, browser] = await Promise.all([startTestGateway(), startChromium()]);
});
afterAll(async () => {
  await browser.close();
  await gateway.close();
});

it('authorizes in /docs with client credentials, and tries an operation out', async () => {
  const page = await browser.newPage();
  const faults = faultsOf(page);
  await page.goto(`${gateway.url}/docs`);
  await page.locator('.auth-wrapper .authorize').first().click();
  const form = page.locator('.auth-container', { hasText: 'clientCredentials' }).first();
  await form.locator('input[id^="client_id"]').fill('admin');
  await form.locator('input[id^="client_secret"]').fill(ADMIN_SECRET);
  await form.getByText('select all', { exact: true }).click();
  await form.locator('button.authorize').click();
  await form.locator('button', { hasText: 'Logout' }).waitFor();
  await page.locator('.close-modal').click();

  const operation = page.locator('#operations-access-getMe, [id$="-getMe"]').first();
  await operation.locator('.opblock-summary-control').click();
  await operation.locator('.try-out__btn').click();
  await operation.locator('.execute').click();
  const answer = operation.locator('.live-responses-table tr.response .response-col_status').first();
  await answer.waitFor();
  expect(await answer.textContent()).toContain('200');
  expect(faults).toEqual([]);
});
