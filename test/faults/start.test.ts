/** What keeps a gateway from starting, and that a start which failed leaves nothing behind. */
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFolderError } from '../../src/app.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

let dataDir: string;
const running: TestGateway[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'voltgate-start-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((gateway) => gateway.close()));
  await rm(dataDir, { recursive: true, force: true });
});

const start = async (environment: Record<string, string> = {}) => {
  const gateway = await startTestGateway({ dataDir, environment });
  running.push(gateway);
  return gateway;
};

const isRefused = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });

describe('a gateway', () => {
  it('does not start on the data of another, which goes on', async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(DataFolderError);
    expect((await first.request('GET', '/health/ready')).status).toBe(200);
  });

  it('starts on the data of one that was closed', async () => {
    await (await start()).close();
    running.length = 0;
    expect((await (await start()).request('GET', '/health/ready')).status).toBe(200);
  });

  it('gives port and data back when it cannot start', async () => {
    const first = await start();
    const { port } = first.gateway;
    await first.close();
    running.length = 0;
    const tls = { OCPP_TLS_PORT: '0', TLS_CERT: join(dataDir, 'none.pem'), TLS_KEY: join(dataDir, 'none.pem') };
    await expect(start({ PORT: String(port), ...tls })).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await isRefused(port)).toBe(true);
    await start();
  });
});
