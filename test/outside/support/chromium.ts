/** A real browser: Debian's chromium, driven by playwright-core. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const programOf = (path: string): string => {
  for (const folder of path.split(delimiter)) {
    for (const name of PROGRAMS) {
      if (existsSync(join(folder, name))) return join(folder, name);
    }
  }
  throw new Error(`No browser in PATH (${PROGRAMS.join(', ')}): on Debian, apt-get install chromium.`);
};

/** Nothing is looked up outside this machine: whatever a page wants elsewhere fails, and is in its faults. */
export const startChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: programOf(process.env.PATH ?? ''),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ],
  });

/** What a page said that it could not do: errors on its console, exceptions, requests that failed or got 4xx and 5xx. */
export const faultsOf = (page: Page): readonly string[] => {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('requestfailed', (request) => faults.push(`failed: ${request.method()} ${request.url()}`));
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  return faults;
};
