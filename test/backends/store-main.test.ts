/** The commands of docs/operations.md, beside a gateway that runs and one that does not. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataFolderError } from '../../src/app.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { runStoreCommand } from '../support/store-command.ts';

const root = new URL('../../', import.meta.url);
const documented = [...readFileSync(new URL('docs/operations.md', root), 'utf8').matchAll(/^npm run store -- (.*)$/gm)];

describe('npm run store', () => {
  let folder = '';
  const running: TestGateway[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voltgate-store-main-'));
  });
  afterEach(async () => {
    for (const gateway of running.splice(0)) await gateway.close();
    await rm(folder, { recursive: true, force: true });
  });

  const dataDir = () => join(folder, 'data');
  const start = async (): Promise<TestGateway> => {
    const gateway = await startTestGateway({ dataDir: dataDir() });
    running.push(gateway);
    return gateway;
  };
  const stop = async (): Promise<void> => {
    for (const gateway of running.splice(0)) await gateway.close();
  };
  const store = (...args: readonly string[]) => runStoreCommand(dataDir(), ...args);
  /** As the documentation has it, with a file of this test. */
  const asDocumented = (command: string): readonly string[] => {
    const line = documented.map(([, text = '']) => text).find((text) => text.startsWith(`${command} `));
    expect(line).toBeDefined();
    return (line ?? '').split(/\s+/).map((word) => (word.endsWith('.sqlite') ? join(folder, 'backup.sqlite') : word));
  };
  const putToken = async ({ request }: TestGateway, uid: string): Promise<void> => {
    const body = { type: 'RFID', contract_id: `NL-VGT-${uid}`, issuer: 'Test' };
    expect((await request('PUT', `/api/v1/tokens/${uid}`, { body })).status).toBeLessThan(300);
  };

  it('backs a running gateway up, and restores it when it has stopped, not before', async () => {
    const gateway = await start();
    await putToken(gateway, 'BEFORE');
    expect(await store(...asDocumented('backup'))).toEqual({ code: 0, said: '' });
    await putToken(gateway, 'AFTER');

    const refused = await store(...asDocumented('restore'));
    expect(refused).toEqual({
      code: 1,
      said: expect.stringMatching(/^The data folder \S+ is in use by another gateway/),
    });
    await stop();
    expect((await store('restore', join(folder, 'backup.sqlite'))).said).toContain('Add --replace');
    expect(await store(...asDocumented('restore'))).toEqual({ code: 0, said: '' });

    const again = await start();
    expect((await again.request('GET', '/api/v1/tokens/BEFORE')).status).toBe(200);
    expect((await again.request('GET', '/api/v1/tokens/AFTER')).status).toBe(404);
    expect((await again.request('GET', '/health/ready')).status).toBe(200);
  });

  it('says how it is used, and why it did nothing, in the exit code, too', async () => {
    for (const args of [[], ['backup'], ['restore', 'a', 'b'], ['backup', 'a', '--drop'], ['copy'], ['erase']]) {
      const { code, said } = await store(...args);
      expect({ args, code, said }).toEqual({ args, code: 1, said: expect.stringMatching(/^usage: /) });
    }
    expect(await store('backup', join(folder, 'none.sqlite'))).toEqual({
      code: 1,
      said: expect.stringMatching(/There is no store at \S+voltgate\.sqlite\.$/),
    });
    expect((await store('accept-loss')).said).toMatch(/is not damaged/);
  });

  it('is what a gateway points to that does not start on a file that is no database', async () => {
    await start();
    await stop();
    await writeFile(join(dataDir(), 'voltgate.sqlite'), 'garbage '.repeat(2_000));
    const refusal: unknown = await start().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DataFolderError);
    expect(refusal).toHaveProperty(
      'message',
      expect.stringMatching(/is no SQLite database.*npm run store -- restore FILE --replace\.$/),
    );
  });
});
