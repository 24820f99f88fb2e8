/** Who may do what, over every operation of every face: one that is added must be added to the table too. */
import { readFile } from 'node:fs/promises';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Scope } from '../../src/domain/access.ts';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { OFFERED_SCOPES } from '../support/scopes.ts';
import { until } from '../support/until.ts';
import { type Call, createCalls } from './support/calls.ts';
import type { Operation, Theirs } from './support/operations.ts';
import { enter } from './support/raw-station.ts';

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;
/** Written into what a bound client may see after all else: where it is read, what came before has been read. */
const MARK = 'the-mark';

type Outcome = { readonly code: string | null; readonly text: string };

let gateway: TestGateway;
let theirs: Theirs;
/** Access tokens of clients that hold all scopes, and are bound to their own location, token or group of stations. */
const bound: Record<'location' | 'token' | 'group', string> = { location: '', token: '', group: '' };

beforeAll(async () => {
  // Where the webhooks of the table go.
  gateway = await startTestGateway({ environment: { OUTBOUND_ALLOW: '127.0.0.1' } });
  const put = async (path: string, body: object) => {
    const answer = await gateway.request('PUT', `/api/v1/${path}`, { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  };
  await put('parties/NL-TWO', { name: 'THEIR-PARTY', roles: ['CPO'] });
  const location = {
    address: 'Street 1',
    city: 'Utrecht',
    country: 'NLD',
    coordinates: { latitude: '52.05', longitude: '5.10' },
    time_zone: 'Europe/Amsterdam',
  };
  const token = { type: 'RFID', contract_id: 'C', status: 'ACCEPTED' };
  for (const whose of ['OWN', 'THEIR']) {
    await put(`locations/${whose}-LOCATION`, location);
    await put(`stations/${whose}-STATION`, {
      location_id: `${whose}-LOCATION`,
      group_id: `${whose}-GROUP`,
      registration: 'accepted',
      security_profile: 0,
      validation: 'strict',
    });
    await put(`tokens/${whose}-TOKEN`, token);
  }
  const { body: hook } = await gateway.request('POST', '/api/v1/webhooks/endpoints', {
    body: { url: 'http://127.0.0.1:1/hook', description: 'THEIR-HOOK' },
  });
  const station = await enter(`${gateway.stationsUrl}/THEIR-STATION`, ['ocpp1.6']);
  await station.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
  await station.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available' });
  await station.call('StartTransaction', {
    connectorId: 1,
    idTag: 'THEIR-TOKEN',
    meterStart: 0,
    timestamp: new Date().toISOString(),
  });
  const signed = { signedMeterData: 'T0NNRg==', encodingMethod: 'OCMF', signingMethod: '', publicKey: 'KEY' };
  await station.call('MeterValues', {
    connectorId: 1,
    meterValue: [
      {
        timestamp: new Date().toISOString(),
        sampledValue: [{ value: JSON.stringify(signed), format: 'SignedData' }],
      },
    ],
  });
  await station.call('MeterValues', {
    connectorId: 1,
    transactionId: 999_999_999,
    meterValue: [{ timestamp: new Date().toISOString(), sampledValue: [{ value: '10' }] }],
  });
  await station.close();
  const [quarantined] = await gateway.get('/api/v1/quarantined_messages');
  const [session] = await gateway.get('/api/v1/sessions');
  const { body: command } = await gateway.request('POST', '/api/v1/commands/RESET_STATION', {
    body: { station_id: 'THEIR-STATION' },
  });
  const { body: account } = await gateway.request('POST', '/api/v1/accounts', {
    body: { login: 'their-account', role: 'viewer', country_code: 'NL', party_id: 'TWO' },
  });
  const [entry] = await gateway.get('/api/v1/audit_log?object_id=THEIR-LOCATION');
  const { body: operation } = await gateway.request('POST', '/api/v1/persisted_operations', {
    body: { document: '{ me { clientId } } # THEIR-DOCUMENT', client_id: 'admin' },
  });
  const { body: template } = await gateway.request('POST', '/api/v1/station_templates', {
    body: { vendor: 'THEIR-V', model: 'THEIR-M', evses: [{ start_order: 'PLUG_FIRST' }] },
  });
  const sandbox = await gateway.request('POST', '/api/v1/sandboxes', { body: { name: 'THEIR-SANDBOX' } });
  const [event] = await gateway.get('/api/v1/events?limit=1&station_id=THEIR-STATION');
  await until(async () => (await gateway.get('/api/v1/webhooks/deliveries')).length > 0);
  const [delivery] = await gateway.get('/api/v1/webhooks/deliveries');
  const [first] = await gateway.get('/api/v1/events?limit=1');
  theirs = {
    location: 'THEIR-LOCATION',
    station: 'THEIR-STATION',
    session: session.id,
    token: 'THEIR-TOKEN',
    command: command.id,
    evse: session.evse_uid,
    template: template.id,
    quarantined: quarantined.id,
    auditEntry: entry.id,
    party: 'NL-TWO',
    account: account.id,
    operation: operation.id,
    sandbox: sandbox.body.id,
    client: 'admin',
    event: event.id,
    webhook: hook.endpoint.id,
    delivery: delivery.id,
    firstEvent: first.id,
  };
  bound.location = await gateway.client({ id: 'of-location', scopes: OFFERED_SCOPES, locationIds: ['OWN-LOCATION'] });
  bound.token = await gateway.client({ id: 'of-token', scopes: OFFERED_SCOPES, tokenUids: ['OWN-TOKEN'] });
  const toGroup = { scopes: OFFERED_SCOPES, name: 'G', grants: { station_groups: ['OWN-GROUP'] }, rotate_secret: true };
  const { body: client } = await gateway.request('PUT', '/api/v1/clients/of-group', { body: toGroup });
  bound.group = await gateway.token('of-group', client.client_secret);
  await gateway.request('PATCH', '/api/v1/stations/OWN-STATION', { body: { name: MARK } });
});
afterAll(() => gateway?.close());

const codeIn = (text: string): string | null => /"code":"(\w+)"/.exec(text)?.[1] ?? null;

const calls = createCalls(
  () => gateway.url,
  (text) => text.includes(MARK) || codeIn(text) !== null,
);

type Ask = (theirs: Theirs, token: string | null) => Promise<Outcome>;
type Row = readonly [name: string, operation: Operation, ask: Ask];

const rowOf = ({ name, operation, ask }: Call): Row => [
  name,
  operation,
  async (who, token) => {
    const { ok, text } = await ask(who, token);
    return { code: ok ? null : codeIn(text), text };
  },
];
const restRows = calls.rest.map(rowOf);
const graphqlRows = calls.graphql.map(rowOf);
const rows = [...restRows, ...graphqlRows];

describe('the table', () => {
  it('lists every operation of openapi/voltgate.yaml, with its scope', async () => {
    const { paths } = parse(await readFile('openapi/voltgate.yaml', 'utf8')) as Json;
    const described = Object.values(paths).flatMap((path: Json) =>
      METHODS.flatMap((method) => (path[method] === undefined ? [] : [path[method]])),
    );
    const scopes = described.map(({ operationId, security }: Json) => [
      operationId,
      security?.flatMap((way: Json) => way.oauth)[0] ?? null,
    ]);
    const listed = restRows.map(([name, { scope }]) => [name, scope]);
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(scopes));
  });

  it('lists every root field of schema.graphql, with the scope that its description names', async () => {
    const schema = buildSchema(await readFile('schema.graphql', 'utf8'));
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const scopes = roots.flatMap((root) =>
      Object.values(root?.getFields() ?? {}).map((field) => [
        `${root?.name}.${field.name}`,
        /Needs `([a-z_:]+)`/.exec(field.description ?? '')?.[1] ?? null,
      ]),
    );
    const listed = graphqlRows.map(([name, { scope }]) => [name, scope]);
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(scopes));
  });
});

describe('without an access token', () => {
  it.each(rows)('%s is unauthorized', async (_name, _operation, run) => {
    expect(await run(theirs, null)).toMatchObject({ code: 'unauthorized' });
  });
});

describe('with every scope but its own', () => {
  const scoped = rows.flatMap(([name, operation, run]) =>
    operation.scope === null ? [] : [[name, operation.scope, run] as const],
  );
  const tokens = new Map<Scope, string>();
  beforeAll(async () => {
    for (const scope of new Set(scoped.map(([, needed]) => needed))) {
      const others = OFFERED_SCOPES.filter((other) => other !== scope).join(' ');
      tokens.set(scope, await gateway.token('admin', undefined, others));
    }
  });

  it.each(scoped)('%s needs %s', async (_name, scope, run) => {
    expect(await run(theirs, tokens.get(scope) ?? '')).toMatchObject({ code: 'insufficient_scope' });
  });
});

describe('with every scope, bound to what is its own', () => {
  const inBounds = rows.flatMap(([name, operation, run]) =>
    operation.bound === 'none' || operation.bound === 'party' || operation.bound === 'sandbox'
      ? []
      : [[name, operation.outside, operation.bound, run] as const],
  );
  // What lies at a location lies at a station of a group, too.
  const ofGroups = inBounds.flatMap(([name, outside, by, run]) =>
    by === 'location' ? [[name, outside, 'group', run] as const] : [],
  );

  it.each([...inBounds, ...ofGroups])('%s: what is of others is %s (by %s)', async (_name, outside, by, run) => {
    const { code, text } = await run(theirs, bound[by]);
    if (outside === 'refused') {
      expect(['not_found', 'forbidden', 'token_not_valid'], text).toContain(code);
    } else {
      expect(code, text).toBeNull();
    }
    if (outside === 'left_out') expect(text).not.toMatch(/THEIR-/);
  });

  it('does what it did not refuse to the administration', async () => {
    // The table would prove nothing on objects that are not there.
    for (const [name, operation, run] of rows) {
      if (!name.startsWith('get') && !name.startsWith('list') && !name.startsWith('Query.')) continue;
      if (/^get(Configuration|Variables|CompositeSchedule)$/.test(name)) continue;
      const { code, text } = await run(theirs, await gateway.token());
      expect(code, `${name}: ${text}`).toBeNull();
      if ((operation.bound === 'location' || operation.bound === 'token') && operation.outside === 'left_out')
        expect(text, name).toMatch(/THEIR-/);
    }
  });
});

describe('a command', () => {
  it('is of its own client, to one that reads neither stations nor sessions', async () => {
    const token = await gateway.client({ id: 'controls-only', scopes: ['stations:control'] });
    const { status } = await gateway.request('GET', `/api/v1/commands/${theirs.command}`, { token });
    expect(status).toBe(404);
    expect(await gateway.get('/api/v1/commands', token)).toEqual([]);
  });

  it('is cancelled only with the scope that its request needs', async () => {
    const others = OFFERED_SCOPES.filter((scope) => scope !== 'stations:control').join(' ');
    const token = await gateway.token('admin', undefined, others);
    expect(await gateway.request('POST', `/api/v1/commands/${theirs.command}/cancel`, { token })).toMatchObject({
      status: 403,
      body: { code: 'insufficient_scope' },
    });
  });
});
