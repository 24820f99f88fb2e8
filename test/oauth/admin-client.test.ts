/** Where the first client comes from. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Gateway, startGateway } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Json } from '../support/gateway.ts';

let dataDir: string;
const running = new Set<Gateway>();

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'voltgate-test-'));
});
afterEach(async () => {
  for (const gateway of running) await gateway.close();
  running.clear();
  await rm(dataDir, { recursive: true, force: true });
});

const start = async (environment: Record<string, string> = {}): Promise<Gateway> => {
  const gateway = await startGateway(
    readConfig({ HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...environment }),
  );
  running.add(gateway);
  return gateway;
};
const stop = async (gateway: Gateway): Promise<void> => {
  running.delete(gateway);
  await gateway.close();
};

const tokenStatus = async (gateway: Gateway, id: string, secret: string): Promise<number> => {
  const response = await fetch(`${gateway.url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  return response.status;
};

const file = () => join(dataDir, 'admin-client.json');
const readCredentials = async (): Promise<Json> => JSON.parse(await readFile(file(), 'utf8'));

describe('the admin client', () => {
  it('is made at the first start, in a file that its owner alone reads', async () => {
    const gateway = await start();
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    const { client_id: id, client_secret: secret } = await readCredentials();
    expect(id).toBe('admin');
    expect(secret.length).toBeGreaterThanOrEqual(43);
    expect(gateway.adminClient).toEqual({ clientId: id, clientSecret: secret });
    expect(await tokenStatus(gateway, id, secret)).toBe(200);
  });

  it('is the same after a restart', async () => {
    const first = await start();
    const before = await readCredentials();
    await stop(first);
    const second = await start();
    expect(await readCredentials()).toEqual(before);
    expect(await tokenStatus(second, before.client_id, before.client_secret)).toBe(200);
  });

  it('comes from the settings, without a file, when they say so', async () => {
    const gateway = await start({ ADMIN_CLIENT_ID: 'ops', ADMIN_CLIENT_SECRET: 'a-secret-of-the-operators' });
    await expect(stat(file())).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await tokenStatus(gateway, 'ops', 'a-secret-of-the-operators')).toBe(200);
    expect(await tokenStatus(gateway, 'admin', 'a-secret-of-the-operators')).toBe(401);
  });

  it('has the secret of the settings after they have changed, and the old one no more', async () => {
    await stop(await start({ ADMIN_CLIENT_SECRET: 'the-first-secret-of-it' }));
    const gateway = await start({ ADMIN_CLIENT_SECRET: 'the-second-secret-of-it' });
    expect(await tokenStatus(gateway, 'admin', 'the-first-secret-of-it')).toBe(401);
    expect(await tokenStatus(gateway, 'admin', 'the-second-secret-of-it')).toBe(200);
  });

  it('is named as ADMIN_CLIENT_ID says, in its file too', async () => {
    await start({ ADMIN_CLIENT_ID: 'ops' });
    expect((await readCredentials()).client_id).toBe('ops');
  });

  it.each([
    ['is not JSON', '{'],
    ['lacks the secret', '{"client_id":"admin"}'],
    ['has a secret of another type', '{"client_id":"admin","client_secret":7}'],
    ['has an empty secret', '{"client_id":"admin","client_secret":""}'],
    ['is of no object', 'null'],
  ])('stops the start with the name of its file when that %s', async (_name, text) => {
    await writeFile(file(), text);
    await expect(start()).rejects.toThrow(file());
    expect(await readFile(file(), 'utf8')).toBe(text);
  });

  it('stops the start when file and setting name different clients', async () => {
    await stop(await start());
    await expect(start({ ADMIN_CLIENT_ID: 'ops' })).rejects.toThrow(file());
  });
});
