/** The client as its users have it: packed, installed from the tarball, its examples run against the demo. */
import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Demo, runDemo } from '../docs/support/demo.ts';
import { ROOT } from '../docs/support/program.ts';
import { faultsOf, startChromium } from './support/chromium.ts';

const run = promisify(execFile);
const MOST_LINES = 80;

let folder: string;
let demo: Demo;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voltgate-sdk-'));
  const install = async () => {
    const { stdout } = await run('npm', ['pack', './sdk', '--pack-destination', folder, '--json'], { cwd: ROOT });
    const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [{ readonly filename: string }];
    await cp(join(ROOT, 'examples'), folder, { recursive: true });
    await run('npm', ['install', '--no-audit', '--no-fund', `./${filename}`], { cwd: folder });
  };
  [demo] = await Promise.all([runDemo(join(folder, 'data'), { OUTBOUND_ALLOW: '127.0.0.1' }), install()]);
});
afterAll(async () => {
  await demo?.interrupt();
  await rm(folder, { recursive: true, force: true });
});

const environmentOf = (clientId: string): NodeJS.ProcessEnv => ({
  ...process.env,
  VOLTGATE_URL: demo.url,
  VOLTGATE_CLIENT_ID: clientId,
  VOLTGATE_CLIENT_SECRET: demo.secretOf(clientId),
});

const example = async (file: string, clientId: string, more: NodeJS.ProcessEnv = {}): Promise<string> => {
  const { stdout } = await run(process.execPath, [file], {
    cwd: folder,
    env: { ...environmentOf(clientId), ...more },
    timeout: 60_000,
  });
  return stdout;
};

const cli = (...args: string[]) =>
  run('npx', ['voltgate', ...args], { cwd: folder, env: environmentOf('demo-operator'), timeout: 60_000 });

describe('the package', () => {
  it('holds its build, its types and its command line, and nothing else', async () => {
    const installed = join(folder, 'node_modules/@voltgate/client');
    const files = (await readdir(installed, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
    const names = files.map(({ name }) => name);
    expect(names).toContain('index.js');
    expect(names).toContain('index.d.ts');
    expect(names.filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))).toEqual([]);
    const sources = await Promise.all(
      files
        .filter(({ name }) => name.endsWith('.js'))
        .map((file) => readFile(join(file.parentPath, file.name), 'utf8')),
    );
    for (const source of sources) expect(source).not.toMatch(/from '\.[^']*\.ts'/);
  });

  it('brings the types of every operation', async () => {
    const checked = await run(
      join(ROOT, 'node_modules/.bin/tsc'),
      [
        '--noEmit',
        '--strict',
        '--skipLibCheck',
        '--module',
        'nodenext',
        '--target',
        'es2024',
        '--types',
        'node',
        '--typeRoots',
        join(ROOT, 'node_modules/@types'),
        'app-charge.ts',
        'fleet-evening.ts',
        'map.ts',
        'webhook-receiver.ts',
        'utility-signal.ts',
      ],
      { cwd: folder },
    ).catch((error: { readonly stdout: string }) => error);
    expect(checked.stdout).toBe('');
  });
});

describe('the examples', () => {
  it('are each under 80 lines', async () => {
    const files = (await readdir(join(ROOT, 'examples'))).filter((file) => /\.(ts|html)$/.test(file));
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) {
      const lines = (await readFile(join(ROOT, 'examples', file), 'utf8')).split('\n').length;
      expect(lines, file).toBeLessThan(MOST_LINES);
    }
  });

  it('charge a car from an app', async () => {
    expect(await example('app-charge.ts', 'demo-app')).toMatch(/Receipt: \d+ Wh from .* to .*, COMPLETED/);
  });

  it('see a fleet through its evening', async () => {
    const said = await example('fleet-evening.ts', 'demo-fleet');
    expect(said).toMatch(/is limited to 6000 W: CONFIRMED/);
    expect(said).toMatch(/The evening: 2 vans, \d+ Wh/);
  });

  it('receive webhooks', async () => {
    const said = await example('webhook-receiver.ts', 'demo-operator');
    expect(said).toMatch(/The test event came through\./);
    expect(said).toMatch(/Z station\.updated DEMO-\d{3} version \d+/);
  });

  it('show plugs on a live map in a browser', async () => {
    const env = { ...environmentOf('demo-app'), PORT: '0' };
    const map = spawn(process.execPath, ['map.ts'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void map.kill());
    const lines = map.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
    const address = String((await lines.next()).value).trim();
    const browser = await startChromium();
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const faults = faultsOf(page);
    await page.goto(address);
    await page.locator('path.plug').nth(2).waitFor();
    await page.locator('path.plug').first().click();
    expect(await page.locator('.leaflet-popup-content').textContent()).toMatch(/: \d+ of \d+ free$/);
    expect(faults).toEqual([]);
  });

  it('hold a site to a utility’s limit', async () => {
    const said = await example('utility-signal.ts', 'demo-utility', { SHORT_MS: '100' });
    expect(said).toMatch(/DEMO-001 at most 6000 W: CONFIRMED/);
    expect(said).toMatch(/DEMO-001 free again: CONFIRMED/);
  });
});

describe('the command line', () => {
  it('lists, starts, limits and stops', async () => {
    expect((await cli('stations', '--online')).stdout).toMatch(/^STATION +LOCATION/);
    const session = (await cli('start', 'DEMO-002', '1', '--token', 'DEMO-CARD-3')).stdout.trim();
    expect((await cli('limit', session, '4000')).stdout.trim()).toBe(session);
    expect((await cli('sessions', '--active')).stdout).toContain(session);
    const stopped = JSON.parse((await cli('stop', session, '--json')).stdout);
    expect(stopped).toMatchObject({ status: 'CONFIRMED', session_id: session });
  });

  it('says in a line what went wrong, and ends with 1', async () => {
    const refused = (...args: string[]): Promise<unknown> =>
      cli(...args).then(
        () => null,
        ({ stderr, code }: { readonly stderr: string; readonly code: number }) => ({ stderr, code }),
      );
    expect(await refused('start', 'DEMO-002', '--token', 'NOBODYS')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/\(token_not_valid\)\n$/),
    });
    expect(await refused('stop')).toEqual({ code: 1, stderr: 'SESSION is missing.\n' });
    expect(await refused('call', 'listStations', 'limit=2')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^limit=2 is one too many\.\nvoltgate call OPERATION /),
    });
    expect(await refused('call', 'putToken', '--body', '{')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^--body is no JSON: /),
    });
    expect(await refused('login', 'localhost:8080')).toMatchObject({
      code: 1,
      stderr: 'localhost:8080 is no address: it begins with http:// or https://.\n',
    });
    expect(await refused('tail', '--wrong')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('voltgate tail'),
    });
  });

  it('forwards webhooks to this machine, signed', async () => {
    const receiver = spawn(process.execPath, ['--input-type=module', '-e', RECEIVER], {
      cwd: folder,
      env: { ...process.env, SECRET },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = receiver.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
    const port = String((await lines.next()).value).trim();
    const forwarded = await cli(
      'listen',
      '--forward',
      `http://localhost:${port}`,
      '--secret',
      SECRET,
      '--limit',
      '1',
      '--types',
      'station.updated',
    );
    expect(forwarded.stdout).toMatch(/^Forwarding to .*\nstation\.updated \S+ 204\n$/);
    expect(String((await lines.next()).value).trim()).toBe('station.updated');
    receiver.kill();
  });
});

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const RECEIVER = `
import { createServer } from 'node:http';
import { verifyWebhook } from '@voltgate/client';
const server = createServer(async (request, response) => {
  const body = Buffer.concat(await Array.fromAsync(request));
  console.log(verifyWebhook(body, request.headers, process.env.SECRET).type);
  response.writeHead(204).end();
});
server.listen(0, 'localhost', () => console.log(server.address().port));
`;
