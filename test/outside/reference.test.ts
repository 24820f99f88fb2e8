/** The API reference in a real browser. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
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

it('shows every group of operations of /docs, and fetches nothing that is not there', async () => {
  const page = await browser.newPage();
  const faults = faultsOf(page);
  await page.goto(`${gateway.url}/docs`);
  const group = page.locator('.opblock-tag');
  await group.first().waitFor();
  expect(await group.count()).toBeGreaterThan(5);
  expect(faults).toEqual([]);
});
