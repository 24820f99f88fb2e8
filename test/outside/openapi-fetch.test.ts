/** The description as another's tools have it: types by openapi-typescript of what a gateway serves, calls by openapi-fetch. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../docs/support/program.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

const run = promisify(execFile);
/** In this tree the program is checked with those that the client's package has. */
const OWN_TYPES = '../../../sdk/src/openapi.gen.ts';
const BIN = join(ROOT, 'node_modules/.bin');

let gateway: TestGateway;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voltgate-typed-'));
  gateway = await startTestGateway();
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const program = await readFile(new URL('programs/openapi-fetch.ts', import.meta.url), 'utf8');
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'program.ts'), program.replace(OWN_TYPES, './voltgate.ts'));
  const description = `${gateway.url}/docs/openapi.json`;
  // Otherwise it wants what has a default.
  const options = ['--output', 'voltgate.ts', '--default-non-nullable', 'false'];
  await run(join(BIN, 'openapi-typescript'), [description, ...options], { cwd: folder });
});
afterAll(async () => {
  await gateway?.close();
  await rm(folder, { recursive: true, force: true });
});

it('types what a program sends and reads', async () => {
  const strict = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--noUncheckedIndexedAccess',
    '--allowImportingTsExtensions',
  ];
  const modern = ['--module', 'nodenext', '--target', 'es2024', '--types', 'node'];
  const checked = await run(join(BIN, 'tsc'), [...strict, ...modern, 'program.ts'], { cwd: folder }).catch(
    (error: { readonly stdout: string }) => error,
  );
  expect(checked.stdout).toBe('');
});

it('answers it as its types say', async () => {
  const { stdout } = await run(process.execPath, ['program.ts'], {
    cwd: folder,
    env: { ...process.env, VOLTGATE_URL: gateway.url, TOKEN: await gateway.token() },
    timeout: 60_000,
  });
  expect(stdout).toContain('All of it is as its types say.');
});
