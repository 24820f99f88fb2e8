/** What the documents show beside shell lines (bodies, requests, code) is as they say, too. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStation, type VirtualStation } from '../../src/simulator/station.ts';
import { rawDescription } from '../contracts/examples/described.ts';
import { ADMIN_SECRET, type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { createVisitor } from '../support/visitor.ts';
import { type Block, DOCUMENTS, otherBlocks, textOf } from './support/documents.ts';
import { ROOT } from './support/program.ts';

/** By document: how many blocks are held here, and what the others begin with, which are pictures. */
const HELD: Readonly<Record<string, number>> = {
  'docs/api.md': 3,
  'docs/audit.md': 1,
  'docs/oauth.md': 6,
  'docs/simulator.md': 2,
  'docs/webhooks.md': 1,
};
const PICTURES = /^(stations +---|QUEUED ──>|wss?:\/\/HOST|.*stations, clients|.*fleets|.*\n.*(───|---|\|))/;

const blocksOf = (document: string): readonly string[] => otherBlocks(textOf(document)).map(({ body }) => body);

describe('the other blocks of the documents', () => {
  it('are held here, or are pictures', () => {
    const held = DOCUMENTS.flatMap((document) => {
      const blocks = otherBlocks(textOf(document));
      const isPicture = ({ language, body }: Block) => language === '' && PICTURES.test(body);
      const count = blocks.filter((block) => !isPicture(block)).length;
      return count === 0 ? [] : [[document, count] as const];
    });
    expect(Object.fromEntries(held)).toEqual(HELD);
  });

  it('have an entry of the audit log as the description has it, but for what they say is cut', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
    addFormats.default(ajv);
    ajv.addSchema(rawDescription, 'description');
    const check = ajv.compile({ $ref: 'description#/components/schemas/AuditEntry' });
    for (const entry of JSON.parse(blocksOf('docs/audit.md')[0] ?? '')) {
      check(entry);
      expect(check.errors ?? []).toEqual([]);
      for (const [name, value] of Object.entries(entry.changes)) expect(entry.after[name]).toEqual(value);
    }
  });

  it('verify a webhook by the lines of docs/webhooks.md', async () => {
    const secret = `whsec_${Buffer.from('twenty-four bytes, or so').toString('base64')}`;
    const rawBody = JSON.stringify({ type: 'webhook.test' });
    const at = new Date();
    const headers = {
      'webhook-id': 'one',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('one', at, rawBody),
    };
    const [lines = ''] = blocksOf('docs/webhooks.md');
    const given = { process: { env: { WEBHOOK_SECRET: secret } }, rawBody, request: { headers } };
    expect((await ranAsModule(lines, given)).event).toEqual({ type: 'webhook.test' });
  });
});

let folder = '';
beforeAll(async () => {
  // Here, so that packages are found from it.
  folder = await mkdtemp(join(ROOT, 'node_modules', '.blocks-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the lines as they are, with what they take for granted; answers what they name. */
const ranAsModule = async (lines: string, given: Readonly<Record<string, unknown>>): Promise<Json> => {
  const file = join(folder, `${createHash('sha256').update(lines).digest('hex')}.mjs`);
  const taken = Object.entries(given).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`);
  const names = [...lines.matchAll(/^const (?:(\w+)|\{ ([\w, ]+) \}) =/gm)].map(([, one, several]) => one ?? several);
  await writeFile(file, `${taken.join('\n')}\n${lines}\nexport { ${names.join(', ')} };\n`);
  return import(pathToFileURL(file).href);
};

describe('with a gateway', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ environment: { RATE_LIMIT: '600' } });
  });
  afterAll(() => gateway?.close());

  it('tells what is left of the limit as docs/api.md shows', async () => {
    const [limits = ''] = blocksOf('docs/api.md');
    const { headers } = await gateway.request('GET', '/api/v1/me');
    for (const line of limits.split('\n')) {
      const [name = '', value = ''] = line.split(': ');
      const numbers = new RegExp(`^${value.replaceAll(/(?<=[rt]=)\d+/g, '\\d+')}$`);
      expect(headers.get(name)).toMatch(numbers);
    }
  });

  it('registers a persisted operation and runs it by its hash as docs/api.md does', async () => {
    const [, registering = '', running = ''] = blocksOf('docs/api.md');
    const [, method = '', path = '', body = ''] = /^(\w+) (\S+)\s+(\{.*\})$/.exec(registering) ?? [];
    await gateway.request('PUT', '/api/v1/clients/app', {
      body: { name: 'App', scopes: ['stations:read'], grants: {}, rotate_secret: true },
    });
    const registered = await gateway.request(method, path, { body });
    expect(registered.status).toBe(201);
    expect(JSON.parse(body).client_id).toBe('app');
    const everybody = { document: JSON.parse(body).document };
    const { body: operation } = await gateway.request(method, path, { body: everybody });
    for (const line of running.split('\n')) {
      const asked = line.replace('<sha256>', operation.sha256);
      const { body: answer } = await gateway.request('POST', '/graphql', { body: asked });
      expect(answer).toEqual({ data: { me: { clientId: 'admin' } } });
    }
  });

  it('signs a driver in, renews and revokes by the bodies and requests of docs/oauth.md', async () => {
    const [client = '', account = '', authorize = '', code = '', refresh = '', revoke = ''] = blocksOf('docs/oauth.md');
    const made = await gateway.request('PUT', '/api/v1/clients/charge', { body: client });
    expect(made.status).toBe(201);
    const invited = await gateway.request('POST', '/api/v1/accounts', { body: account });
    expect(invited.status).toBe(201);

    const driver = createVisitor([gateway.url]);
    const password = 'four words in a row';
    await driver.submit(await driver.open(invited.body.link.url), null, { password, again: password });
    const verifier = 'a-verifier-of-forty-three-characters-or-more';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const address = authorize
      .replace(/^GET /, gateway.url)
      .replaceAll(/\s+/g, '')
      .replace('state=…', 'state=mine')
      .replace('code_challenge=…', `code_challenge=${challenge}`);
    const consent = await driver.submit(await driver.open(address), 'password', {
      login: JSON.parse(account).login,
      password,
    });
    const { url } = await driver.submit(consent, 'consent');
    const back = new URL(url);
    expect(url).toMatch(/^com\.example\.charge:\/signed-in\?/);
    expect([...back.searchParams.keys()].sort()).toEqual(['code', 'iss', 'state']);

    const token = async (request: string, values: Readonly<Record<string, string>>) => {
      const [line = '', body = ''] = request.split('\n');
      const filled = body.replaceAll(/(\w+)=…/g, (_all, name) => `${name}=${encodeURIComponent(values[name] ?? '')}`);
      const answer = await fetch(`${gateway.url}${line.replace(/^POST /, '')}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: filled,
      });
      const text = await answer.text();
      return text === '' ? { status: answer.status } : JSON.parse(text);
    };
    const tokens = await token(code, { code: back.searchParams.get('code') ?? '', code_verifier: verifier });
    expect(tokens).toMatchObject({ expires_in: 900, id_token: expect.any(String) });
    const renewed = await token(refresh, { refresh_token: tokens.refresh_token });
    expect(renewed).toMatchObject({ access_token: expect.any(String), refresh_token: expect.any(String) });
    expect(await gateway.get('/api/v1/me', renewed.access_token)).toMatchObject({ client_id: 'charge' });
    expect(await token(revoke, { token: renewed.refresh_token })).toEqual({ status: 200 });
    expect(await token(refresh, { refresh_token: renewed.refresh_token })).toMatchObject({ error: 'invalid_grant' });
  });

  it('lists, starts and follows by the lines of sdk/README.md', async () => {
    const [body = ''] = blocksOf('sdk/README.md');
    await gateway.request('PUT', '/api/v1/stations/S-1', { body: { security_profile: 0 } });
    await gateway.request('PUT', '/api/v1/tokens/CARD', {
      body: { type: 'RFID', contract_id: 'NL-VGT-C2' },
    });
    const station = createStation({
      id: 'S-1',
      url: gateway.stationsUrl,
      version: '2.0.1',
      plugInAfterRemoteStartMs: 10,
    });
    await station.connect();
    await station.ready();
    const [{ id: lastSeenId }] = await gateway.get('/api/v1/events?object_id=CARD');
    const lines = `const stored = [];\nconst store = (event) => stored.push(event);\n${body}`
      .replace('@voltgate/client', pathToFileURL(join(ROOT, 'sdk/src/index.ts')).href)
      .replace('https://charging.example.com', gateway.url)
      .replace('store(event);', '{ store(event); break; }');
    const given = { clientId: 'admin', clientSecret: ADMIN_SECRET, lastSeenId };
    const { session_id: id, stored } = await ranAsModule(lines, given);
    expect(stored).toMatchObject([{ type: 'session.updated', data: { session: { id, station_id: 'S-1' } } }]);
    await station.close();
  });

  it('charges at a simulated station by the lines of docs/simulator.md', async () => {
    const [lines = '', faults = ''] = blocksOf('docs/simulator.md');
    await gateway.request('PUT', '/api/v1/stations/SIM-001', { body: { security_profile: 0 } });
    await gateway.request('PUT', '/api/v1/tokens/TAG-1', { body: { type: 'RFID', contract_id: 'NL-VGT-C1' } });
    const here = `${lines}\n${faults}`
      .replace('ws://localhost:8080/ocpp', gateway.stationsUrl)
      .replace('../src/simulator/station.ts', pathToFileURL(join(ROOT, 'src/simulator/station.ts')).href);
    const { station }: { readonly station: VirtualStation } = await ranAsModule(here, {});
    expect(station.sessions).toHaveLength(1);
    expect(station.faults).toMatchObject({ loseAnswer: 'TransactionEvent', chaos: { on: 'transactions' } });
  });
});
