/** A whole gateway whose store fails while it runs: what its clients, its proxy and its operator are told. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { breakStore } from './gateway/fault-points.ts';
import { createNode, type Node } from './gateway/node.ts';
import { ADMIN_SECRET } from './load/patient-api.ts';

const PROMPTLY = { timeout: 10_000, interval: 20 };

describe('a gateway whose store fails', { timeout: 60_000 }, () => {
  let folder = '';
  let node: Node;
  let token = '';

  const tokenOf = async (): Promise<string> => {
    const response = await fetch(`${node.url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`admin:${ADMIN_SECRET}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const body: unknown = await response.json();
    expect(body).toMatchObject({ access_token: expect.any(String) });
    return (body as { readonly access_token: string }).access_token;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voltgate-broken-'));
    node = await createNode({
      dataDir: join(folder, 'data'),
      logFile: join(folder, 'gateway.log'),
      environment: { STORE_BROKEN_BY: join(folder, 'broken') },
    });
    expect(await node.launch({ preloads: [breakStore] })).toBe(true);
    token = await tokenOf();
  });
  afterEach(async () => {
    await node.kill();
    await rm(folder, { recursive: true, force: true });
  });

  const breakIt = (how: 'full' | 'dies') => writeFile(join(folder, 'broken'), how);
  const mendIt = () => rm(join(folder, 'broken'));

  const ready = async () => {
    const response = await fetch(`${node.url}/health/ready`);
    return { status: response.status, body: await response.json() };
  };
  const FAILING = { status: 503, body: { status: 'unavailable', checks: { store: 'failing' } } };

  const put = async (uid: string) => {
    const response = await fetch(`${node.url}/api/v1/tokens/${uid}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'RFID', contract_id: `NL-VGT-${uid}` }),
    });
    return { status: response.status, body: await response.json() };
  };

  /** Lines of the log that tell of the store. */
  const logged = async (): Promise<readonly object[]> => {
    const lines = (await readFile(join(folder, 'gateway.log'), 'utf8')).split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line)).filter(({ message }) => /^store\.(failed|mended)$/.test(message));
  };
  const failures = async (): Promise<string | undefined> => {
    const text = await (await fetch(`${node.url}/metrics`)).text();
    return /^voltgate_store_failures_total (\d+)$/m.exec(text)?.[1];
  };

  it('says so at /health/ready and in its log while the disk is full, and goes on when there is room', async () => {
    expect((await put('BEFORE')).status).toBe(201);
    expect((await ready()).status).toBe(200);
    await breakIt('full');
    expect(await put('LOST')).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(await ready()).toMatchObject(FAILING);
    expect((await fetch(`${node.url}/health/live`)).status).toBe(200);
    await expect.poll(logged, PROMPTLY).toEqual([
      expect.objectContaining({
        level: 'error',
        message: 'store.failed',
        err: expect.objectContaining({ cause: expect.objectContaining({ message: 'database or disk is full' }) }),
      }),
    ]);
    expect(await failures()).toBe('1');

    await mendIt();
    expect(await put('AFTER')).toMatchObject({ status: 201 });
    expect((await ready()).status).toBe(200);
    await expect
      .poll(logged, PROMPTLY)
      .toEqual([
        expect.objectContaining({ message: 'store.failed' }),
        expect.objectContaining({ level: 'info', message: 'store.mended' }),
      ]);
    const found = await fetch(`${node.url}/api/v1/tokens/LOST`, { headers: { authorization: `Bearer ${token}` } });
    expect(found.status).toBe(404);
  });

  it('is not ready from the moment on in which the thread that writes is gone, until it is started again', async () => {
    expect((await put('BEFORE')).status).toBe(201);
    await breakIt('dies');
    // Nobody has to write anything for it to be told.
    await expect.poll(logged, PROMPTLY).toEqual([
      expect.objectContaining({
        level: 'error',
        message: 'store.failed',
        err: expect.objectContaining({ cause: expect.objectContaining({ message: 'the thread that writes dies' }) }),
      }),
    ]);
    expect(await ready()).toMatchObject(FAILING);
    expect(await put('LOST')).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect((await fetch(`${node.url}/health/live`)).status).toBe(200);

    await mendIt();
    expect(await ready()).toMatchObject(FAILING);
    await node.kill();
    expect(await node.launch()).toBe(true);
    expect((await ready()).status).toBe(200);
    token = await tokenOf();
    const found = await fetch(`${node.url}/api/v1/tokens/BEFORE`, { headers: { authorization: `Bearer ${token}` } });
    expect(found.status).toBe(200);
  });
});
