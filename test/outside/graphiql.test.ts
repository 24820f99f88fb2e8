/** What GraphiQL opens with, run tab by tab in a real browser against what the demo has. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Stage, startStage } from '../contracts/examples/journey.ts';
import { faultsOf, startChromium } from './support/chromium.ts';

let stage: Stage;
let browser: Browser;
beforeAll(async () => {
  [stage, browser] = await Promise.all([startStage({ GRAPHIQL: 'on' }), startChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

const typeToken = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Headers', exact: true }).click();
  await page.locator('.graphiql-editor-tool .graphiql-editor:not(.hidden) .view-lines').last().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(JSON.stringify({ Authorization: `Bearer ${stage.operator}` }));
};

it('runs each of them with a token typed under Headers', async () => {
  const page = await browser.newPage();
  const faults = faultsOf(page);
  await page.goto(`${stage.gateway.url}/graphql`);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  const tabs = page.locator('.graphiql-tab-button');
  const result = page.locator('.result-window');
  const told: string[] = [];
  for (const [index, seen] of ['"demo-operator"', '"distance"', '"startSession"', '"sessionUpdated"'].entries()) {
    await tabs.nth(index).click();
    await typeToken(page);
    await page.locator('.graphiql-execute-button').click();
    await result.filter({ hasText: seen }).waitFor();
    told.push((await result.textContent()) ?? '');
  }
  expect(await tabs.count()).toBe(told.length);
  expect(told.filter((text) => text.includes('"errors"'))).toEqual([]);
  expect(told.at(-1)).toContain('ACTIVE');
  expect(faults).toEqual([]);
});
