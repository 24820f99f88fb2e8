/** A start that cannot be says why, in words, and ends with 1. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder, runProgram } from './docs/support/program.ts';
import { until } from './support/until.ts';

let folder: Awaited<ReturnType<typeof makeFolder>>;
let other: Server;
beforeAll(async () => {
  folder = await makeFolder();
  other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  await writeFile(`${folder.path}/file`, 'not a folder, not PEM');
});
afterAll(async () => {
  other.close();
  await folder.remove();
});

describe.each([
  ['npm start', 'src/main.ts'],
  ['npm run demo', 'src/demo/main.ts'],
])('%s', (_name, file) => {
  /** The lines on standard error of a start that fails. */
  const failing = async (environment: Record<string, string>): Promise<readonly string[]> => {
    const program = runProgram([process.execPath, file], {
      PORT: '0',
      DATA_DIR: `${folder.path}/data`,
      LOG_LEVEL: 'warn',
      ...environment,
    });
    expect(await program.ended).toBe(1);
    expect(program.stdout()).toBe('');
    return program.stderr().trimEnd().split('\n');
  };

  it('names the port that is taken, and its setting', async () => {
    const { port } = other.address() as AddressInfo;
    const lines = await failing({ PORT: String(port) });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`\\b${port}\\b.*\\bPORT\\b`));
  });

  it('names the data folder that it cannot write', async () => {
    const lines = await failing({ DATA_DIR: `${folder.path}/file` });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`${folder.path}/file`);
  });

  it('names the address that it cannot listen on', async () => {
    const lines = await failing({ HOST: '203.0.113.1' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/HOST.*203\.0\.113\.1/);
  });

  it('names the TLS file that it cannot read, or that is not PEM', async () => {
    const tls = { OCPP_TLS_PORT: '0', TLS_CERT: `${folder.path}/file`, TLS_KEY: `${folder.path}/missing` };
    const missing = await failing(tls);
    expect(missing).toHaveLength(1);
    expect(missing[0]).toMatch(/TLS_KEY.*missing/);
    const noPem = await failing({ ...tls, TLS_KEY: `${folder.path}/file` });
    expect(noPem).toHaveLength(1);
    expect(noPem[0]).toContain('TLS_CERT');
  });

  it('names each bad setting, in one message', async () => {
    const [, ...faults] = await failing({
      PORT: 'http',
      PUBLIC_URL: 'gateway.example',
      RATE_LIMIT: 'many',
      LOG_LEVEL: 'loud',
      OCPP_TLS_PORT: '99999',
      TLS_CERT: 'cert.pem',
      TLS_KEY: 'key.pem',
    });
    expect(faults.map((fault) => /\b[A-Z]+(?:_[A-Z]+)*\b/.exec(fault)?.[0])).toEqual([
      'PORT',
      'PUBLIC_URL',
      'RATE_LIMIT',
      'OCPP_TLS_PORT',
      'LOG_LEVEL',
    ]);
  });
});

it('takes an empty setting as not set in the demo too', async () => {
  const program = runProgram([process.execPath, 'src/demo/main.ts'], {
    PORT: '0',
    DATA_DIR: `${folder.path}/data`,
    LOG_LEVEL: '',
  });
  await program.printed(/Ctrl-C ends it/);
  expect(program.stdout()).not.toContain('gateway.started');
  expect(await program.interrupt()).toBe(0);
});

describe('a signal while the gateway starts', () => {
  it('ends it in order, with 0 and no word of a fault', async () => {
    const dataDir = `${folder.path}/interrupted`;
    const program = runProgram([process.execPath, 'src/main.ts'], {
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
    });
    // The start has begun, and has its ports, but not its store.
    await until(() => existsSync(`${dataDir}/voltgate.lock`));
    expect(await program.interrupt()).toBe(0);
    expect(program.stderr()).toBe('');
  });
});
