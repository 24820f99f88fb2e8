/** Whoever pastes the documents' shell blocks, in order, gets what the documents say. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FREE_STATIONS } from '../../src/demo/seed.ts';
import { createStation } from '../../src/simulator/station.ts';
import { type Demo, runDemo } from './support/demo.ts';
import { DOCUMENTS, NOT_FOR_A_SCRIPT, PLACEHOLDER, sectionOf, shellBlocks, textOf } from './support/documents.ts';
import { makeFolder, type Program, ROOT, runBash, runProgram } from './support/program.ts';

const URL_IN_DOCUMENTS = 'localhost:8080';

/** A new block that a script cannot run as it is has to come in here, with how it is tested. */
const SPECIAL: Readonly<Record<string, string>> = {
  'git clone <this repository> voltgate && cd voltgate\nnpm ci && npm run demo':
    'demo.test.ts, behind the installation',
  'SECRET=YOUR-SECRET': 'here, with the secret that the demo prints',
  'npm start': 'here, on a free port',
  'OCPP_UNKNOWN_STATIONS=accept npm start': 'here, on a free port',
  'npm run simulate -- --stations 3 --url ws://localhost:8080/ocpp --prefix SIM': 'here',
  'npm run simulate -- --stations 20 --url ws://localhost:8080/ocpp --speed 10 --interval 5 --sessions': 'here',
  'PORT=9000 DATA_DIR=/var/lib/voltgate npm start': 'start.test.ts: the same, elsewhere',
};
/** A block with a placeholder in the midst of what can be run. */
const REGISTERING = /^curl -s -X PUT "\$URL\/api\/v1\/stations\/CHARGER-1"[\s\S]*YOUR-RANDOM-PASSWORD/;

const blocksOf = (heading: string): readonly string[] => shellBlocks(sectionOf('README.md', heading));

/** What `npx voltgate` finds, without npm's own time; test/outside/sdk.test.ts goes through npm. */
const NPX = `npx() { '${process.execPath}' '${join(ROOT, 'sdk/bin/voltgate.mjs')}' "\${@:2}"; }`;

/** Runs blocks in one bash; answers what each printed. */
const runBlocks = async (
  blocks: readonly string[],
  authority: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> => {
  const mark = '@@@ end of block';
  const script = blocks.map((block) => `${block.replaceAll(URL_IN_DOCUMENTS, authority)}\nprintf '\\n${mark}\\n'`);
  const output = await runBash([NPX, ...script].join('\n'), {
    VOLTGATE_CONFIG: `${folder.path}/login.json`,
    ...environment,
  });
  return output
    .split(mark)
    .slice(0, -1)
    .map((text) => text.trim());
};

let folder: Awaited<ReturnType<typeof makeFolder>>;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => folder.remove());

describe('the shell blocks of the documents', () => {
  it('run as they are, or are named here', () => {
    const blocks = DOCUMENTS.flatMap((document) => shellBlocks(textOf(document)));
    const special = blocks.filter((block) => PLACEHOLDER.test(block) || NOT_FOR_A_SCRIPT.test(block));
    const known = new Set(Object.keys(SPECIAL));
    expect(special.filter((block) => !known.has(block) && !REGISTERING.test(block))).toEqual([]);
    expect([...known].filter((block) => !special.includes(block))).toEqual([]);
  });

  it('command no station of the demo at which simulated drivers come and go', () => {
    const blocks = DOCUMENTS.flatMap((document) => shellBlocks(textOf(document)));
    const numbers = blocks.flatMap((block) =>
      [...block.matchAll(/\bDEMO-0(\d\d)/g)].map(([, number]) => Number(number)),
    );
    expect(numbers.length).toBeGreaterThan(3);
    expect(numbers.filter((number) => number > FREE_STATIONS)).toEqual([]);
  });

  it('are all in a place that is tested', () => {
    const places = ['The first session, step by step', 'A real charger', 'Simulated stations'].flatMap(blocksOf);
    const readme = shellBlocks(textOf('README.md'));
    expect(readme.slice(1)).toEqual(places);
    const elsewhere = DOCUMENTS.filter(
      (document) => document !== 'README.md' && shellBlocks(textOf(document)).length > 0,
    );
    expect(elsewhere.sort()).toEqual([
      'docs/agents.md',
      'docs/api.md',
      'docs/clients.md',
      'docs/configuration.md',
      'docs/ocpp.md',
      // In test/backends/store-main.test.ts.
      'docs/operations.md',
      'docs/operators.md',
      'docs/sandbox.md',
      'docs/simulator.md',
      'docs/webhooks.md',
    ]);
  });
});

describe('with the demo running', () => {
  let demo: Demo;
  let authority: string;
  beforeAll(async () => {
    demo = await runDemo(folder.path);
    authority = new URL(demo.url).host;
  });
  afterAll(() => demo?.interrupt());

  const adminToken = async (): Promise<string> => {
    const secret = demo.secretOf('admin');
    const asked = await fetch(`${demo.url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`admin:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token: token } = (await asked.json()) as { readonly access_token: string };
    return token;
  };

  it('goes through the first session', { timeout: 90_000 }, async () => {
    const [secret = '', ...rest] = blocksOf('The first session, step by step');
    const blocks = [secret.replace('YOUR-SECRET', demo.secretOf('demo-operator')), ...rest];
    const [, login, stations, session, through = '', tail = '', command, mutation, events, ...more] = await runBlocks(
      blocks,
      authority,
    );
    expect(more).toEqual([]);
    expect(login).toMatch(/^Logged in at .* as demo-operator/);
    expect(session).toBe('');
    expect(stations).toMatch(/^STATION[\s\S]*DEMO-002 +mall-graz +online +1 /);
    const lines = through.split('\n');
    const id = lines.find((line) => line.includes('DEMO-002'))?.split(' ')[0];
    expect(id).toMatch(/^[0-9A-Z]{26}$/);
    expect(lines).toContain(id);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ type: 'STOP_SESSION', status: 'CONFIRMED', session_id: id });
    expect(JSON.parse(tail)).toMatchObject({ type: expect.any(String) });
    const [answer, sent = '', ...end] = (command ?? '').split(/(?:\r?\n)(?=\{)/);
    expect(answer).toMatch(/^HTTP\/1\.1 202 /);
    expect(JSON.parse(sent)).toMatchObject({ type: 'START_SESSION', status: 'SENT' });
    expect(JSON.parse(end.join(''))).toMatchObject({ type: 'START_SESSION', status: 'CONFIRMED' });
    expect(JSON.parse(mutation ?? '')).toMatchObject({ data: { startSession: { status: 'SENT' } } });
    expect(events).toMatch(/^event: command\.updated$/m);
    expect(events).toMatch(/^data: \{.*"type":"command\.updated"/m);
  });

  it('goes through the blocks of docs/api.md, docs/agents.md and docs/ocpp.md', async () => {
    const environment = {
      URL: demo.url,
      TOKEN: demo.token,
      CLIENT_ID: 'demo-operator',
      CLIENT_SECRET: demo.secretOf('demo-operator'),
    };
    const [token = '', found = '', set = '', template = '', named, replaced, events, outages = '', ...more] =
      await runBlocks(shellBlocks(textOf('docs/api.md')), authority, environment);
    expect(more).toEqual([]);
    expect(JSON.parse(outages)).toEqual([]);
    expect(JSON.parse(token)).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    // Four answers; nothing is free, and nothing was refused.
    expect(found).toContain('"plugs":{"total":');
    expect(found).toContain('"data":{"findEvses":');
    expect(found).not.toContain('"status":4');
    expect(set).toContain('"sources":{"standard":"SET"');
    expect(set).toContain('"max_electric_power":22080');
    expect(JSON.parse(template)).toMatchObject({
      vendor: 'Acme',
      model: 'AC 22',
      evses: [{ start_order: 'PLUG_FIRST' }],
    });
    expect(JSON.parse(named ?? '')).toMatchObject({ evse_id: 'NL*VGT*E005*1', station_id: 'DEMO-005' });
    const [both = '', after = ''] = (replaced ?? '').split(/(?<=\})\s*(?=\[\{"uid")/);
    expect(JSON.parse(both)).toMatchObject({
      station: { replaced_by: 'DEMO-005-B' },
      replacement: { id: 'DEMO-005-B' },
    });
    expect(JSON.parse(after)).toMatchObject([{ evse_id: 'NL*VGT*E005*1', station_id: 'DEMO-005-B' }]);
    // The session of another station may be quiet for as long.
    expect(events).not.toContain('"status":4');

    const [tools = '', ...others] = await runBlocks(shellBlocks(textOf('docs/agents.md')), authority, environment);
    expect(others).toEqual([]);
    expect(JSON.parse(tools).result.structuredContent.items).toHaveLength(2);

    const [station = '', refused = '', applied = '', ...rest] = await runBlocks(
      shellBlocks(textOf('docs/ocpp.md')),
      authority,
      environment,
    );
    expect(rest).toEqual([]);
    expect(refused).toMatch(/^\[.*\]\s*\[\]$/);
    expect(JSON.parse(applied)).toMatchObject({ id: 'AMS-0042', problems: [] });
    expect(JSON.parse(station)).toMatchObject({ id: 'AMS-0042', security_profile: 1, validation: 'lenient' });
  });

  it('makes, tests, rotates and replays a webhook as docs/webhooks.md does', async () => {
    const environment = { URL: demo.url, TOKEN: demo.token };
    const blocks = shellBlocks(textOf('docs/webhooks.md'));
    const [made = '', tested = '', rotated = '', replayed = '', ...more] = await runBlocks(
      blocks,
      authority,
      environment,
    );
    expect(more).toEqual([]);
    const { endpoint, secret } = JSON.parse(made);
    expect(secret).toMatch(/^whsec_/);
    const [result = '', deliveries = ''] = tested.split(/(?<=\})\s*(?=\[)/);
    // Nobody is there.
    expect(JSON.parse(result)).toMatchObject({ delivered: false, attempt: { status: null, outcome: 'failed' } });
    expect(JSON.parse(deliveries)).toBeInstanceOf(Array);
    expect(JSON.parse(rotated).endpoint).toMatchObject({ id: endpoint.id, version: 2 });
    expect(JSON.parse(rotated).secret).not.toBe(secret);
    expect(JSON.parse(replayed)).toEqual({ count: null });
  });

  it('makes, locks and deletes a client as docs/clients.md does', async () => {
    const environment = { URL: demo.url, TOKEN: demo.token };
    const blocks = shellBlocks(textOf('docs/clients.md'));
    const [made = '', locked = '', ...more] = await runBlocks(blocks, authority, environment);
    expect(more).toEqual([]);
    expect(JSON.parse(made)).toMatchObject({ id: 'fleet-north', grants: { location_ids: ['depot-utrecht'] } });
    expect(JSON.parse(locked)).toMatchObject({ id: 'fleet-north', locked: true });
  });

  it('makes a sandbox, and charges and fails in it', async () => {
    const admin = await adminToken();
    const blocks = shellBlocks(textOf('docs/sandbox.md')).map((block) =>
      block.replaceAll('sandbox.json', `${folder.path}/sandbox.json`),
    );
    const environment = { URL: demo.url, TOKEN: admin };
    const [login, charged = '', lost = '', ...more] = await runBlocks(blocks, authority, environment);
    expect(more).toEqual([]);
    expect(login).toMatch(/as sandbox-/);
    const [plugged = '', unplugged = ''] = charged.split(/(?<=\})[0-9A-Z]{26}\n/);
    expect(JSON.parse(plugged).connectors[0]).toMatchObject({ plugged_in: true, max_power_w: 7000 });
    expect(JSON.parse(unplugged).connectors[0]).toMatchObject({ plugged_in: false });
    expect(lost).toMatch(/"loses_answers":true.*[0-9A-Z]{26}.*"loses_answers":false/s);
  });

  it('sets up a second operator, which sees nothing of the first', async () => {
    const token = await adminToken();
    const blocks = shellBlocks(textOf('docs/operators.md')).map((block) =>
      block.replaceAll('second.json', `${folder.path}/second.json`),
    );
    const environment = { URL: demo.url, TOKEN: token };
    const [party = '', silence, station = '', seen = '', ...more] = await runBlocks(blocks, authority, environment);
    expect(more).toEqual([]);
    expect(JSON.parse(party)).toMatchObject({ id: 'NL-TWO', country_code: 'NL', party_id: 'TWO', roles: ['CPO'] });
    expect(silence).toBe('');
    const theirs = { id: 'TWO-001', country_code: 'NL', party_id: 'TWO' };
    expect(JSON.parse(station)).toMatchObject(theirs);
    const [parties = '', stations = ''] = seen.split(/(?<=\])\s*(?=\[)/);
    expect(JSON.parse(parties)).toEqual([JSON.parse(party)]);
    expect(JSON.parse(stations)).toMatchObject([theirs]);
  });
});

describe('with the gateway alone', () => {
  const programs: Program[] = [];
  const run = (line: string, environment: Record<string, string>): Program => {
    const program = runProgram(['bash', '-c', line], environment);
    programs.push(program);
    return program;
  };
  const startedBy = async (
    line: string,
    name: string,
  ): Promise<{ readonly authority: string; readonly data: string }> => {
    const data = `${folder.path}/${name}`;
    const [, port] = await run(line, { PORT: '0', DATA_DIR: data }).printed(/"port":(\d+)/);
    return { authority: `localhost:${port}`, data };
  };
  afterAll(() => Promise.all(programs.map((program) => program.interrupt())));

  it('registers a real charger, and sees it online', async () => {
    const [start = '', access = '', register = '', look = '', ...more] = blocksOf('A real charger');
    expect(more).toEqual([]);
    const password = 'a-random-password-1234';
    const { authority, data } = await startedBy(start, 'real');
    const accessHere = access.replace('data/admin-client.json', `${data}/admin-client.json`);
    const registerHere = register.replace('YOUR-RANDOM-PASSWORD', password).replace('YOUR-CARD', 'CARD-1');
    const [, registered = ''] = await runBlocks([accessHere, registerHere], authority);
    const [station = '', token = ''] = registered.split(/(?<=\})\s*(?=\{"uid")/);
    expect(JSON.parse(station)).toMatchObject({ id: 'CHARGER-1', online: false, registration: 'accepted' });
    expect(JSON.parse(token)).toMatchObject({ uid: 'CARD-1', status: 'ACCEPTED' });

    const charger = createStation({ id: 'CHARGER-1', url: `ws://${authority}/ocpp`, version: '2.0.1', password });
    await charger.connect();
    await charger.ready();
    await charger.until(() => charger.connectors.every(({ reportedStatus }) => reportedStatus !== null));
    const [, online = ''] = await runBlocks([accessHere, look], authority);
    expect(JSON.parse(online)).toMatchObject({ online: true, vendor: 'Voltgate', evses: [{ id: 1 }] });
    expect(await charger.presentTag('CARD-1', 1)).toBe('Accepted');
    await charger.close();
  });

  it('takes the simulated stations', async () => {
    const [start = '', simulate = '', ...more] = blocksOf('Simulated stations');
    expect(more).toEqual([]);
    const [library = '', ...others] = shellBlocks(textOf('docs/simulator.md'));
    expect(others).toEqual([]);
    const { authority } = await startedBy(start, 'simulated');
    for (const line of [simulate, library]) {
      const fleet = run(line.replace(URL_IN_DOCUMENTS, authority), {});
      await fleet.printed(/all stations accepted/);
      await fleet.interrupt();
      expect(fleet.stderr()).toBe('');
    }
  });
});
