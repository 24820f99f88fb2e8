/** A gateway whose signing keys change because one may have leaked. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AT_ONCE_AFTER_MS } from '../../src/domain/signing-key.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

let dataDir: string;
let gateway: TestGateway | null = null;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  dataDir = await mkdtemp(join(tmpdir(), 'voltgate-keys-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await gateway?.close();
  gateway = null;
  await rm(dataDir, { recursive: true, force: true });
});

const start = async (environment: Record<string, string> = {}): Promise<TestGateway> => {
  const port: Record<string, string> = gateway === null ? {} : { PORT: String(gateway.gateway.port) };
  await gateway?.close();
  gateway = await startTestGateway({ dataDir, environment: { ...port, ...environment } });
  return gateway;
};
const moveDate = (ms: number) => vi.setSystemTime(Date.now() + ms);
const shown = async (at: TestGateway): Promise<readonly string[]> =>
  (await at.get('/oauth/jwks')).keys.map(({ kid }: { kid: string }) => kid);
const status = async (at: TestGateway, token: string) => (await at.request('GET', '/api/v1/me', { token })).status;
const kidOf = (token: string) => decodeProtectedHeader(token).kid;

it('replaces a key that may have leaked, and refuses what it signed', async () => {
  const first = await start();
  const leaked = await first.token();
  expect(await shown(first)).toEqual([kidOf(leaked)]);
  // Less than a key is shown before it signs.
  const { headers } = await first.request('GET', '/oauth/jwks');
  expect(headers.get('cache-control')).toBe('public, max-age=900');
  moveDate(1000);
  const OAUTH_KEYS_SINCE = new Date().toISOString();
  const second = await start({ OAUTH_KEYS_SINCE });
  // Shown for some seconds, until every node knows it; the old one signs meanwhile.
  const [signing, next] = await shown(second);
  expect(signing).toBe(kidOf(leaked));
  expect(kidOf(await second.token())).toBe(signing);
  expect(await status(second, leaked)).toBe(200);
  moveDate(AT_ONCE_AFTER_MS);
  const third = await start({ OAUTH_KEYS_SINCE });
  expect(await shown(third)).toEqual([next]);
  const token = await third.token();
  expect(kidOf(token)).toBe(next);
  expect(await status(third, token)).toBe(200);
  expect(await status(third, leaked)).toBe(401);
});
