/**
 * Nobody sees, moves or hears of what is another operator's by the way: every filter, every nested path, every total, every
 * error text of what names theirs beside own, and every stream, each from the contracts themselves, so that what is added to
 * them is held to it too. What is theirs alone is in authorisation.test.ts.
 */
import { readFile } from 'node:fs/promises';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type Answer, type Call, createCalls, toldIn, withoutIds } from './support/calls.ts';
import { graphqlOperations, type Theirs } from './support/operations.ts';
import { createOwnerWorld, type OwnerWorld } from './support/owner-world.ts';
import { walksOf } from './support/schema-walk.ts';

/** Written into what the own client may see after all else: where it is read, what came before has been read. */
const MARK = 'the-mark';

let gateway: TestGateway;
let own: OwnerWorld;
let their: OwnerWorld;
/** Ids of the same forms that nobody has. */
let nobodys: Theirs;

beforeAll(async () => {
  gateway = await startTestGateway({ environment: { OUTBOUND_ALLOW: '127.0.0.1' } });
  own = await createOwnerWorld(gateway, 'NL-OWN');
  their = await createOwnerWorld(gateway, 'NL-TWO');
  const other = (id: string): string => `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;
  nobodys = {
    ...their.ids,
    location: 'NOBODYS-LOCATION',
    station: 'NOBODYS-STATION',
    token: 'NOBODYS-TOKEN',
    party: 'NL-NOT',
    client: 'nobodys-client',
    session: other(their.ids.session),
    command: other(their.ids.command),
    evse: other(their.ids.evse),
    quarantined: other(their.ids.quarantined),
    account: other(their.ids.account),
    auditEntry: other(their.ids.auditEntry),
    operation: '0'.repeat(64),
    sandbox: 'XS-000',
    event: other(their.ids.event),
    webhook: other(their.ids.webhook),
    delivery: `${other(their.ids.webhook)}.1`,
  };
});
afterAll(() => gateway?.close());

/** text: the body, behind the headers that do not change by themselves. */
type Outcome = { readonly status: number; readonly ok: boolean; readonly text: string };
const withHeaders = async (answer: Promise<Answer>): Promise<Outcome> => {
  const came = await answer;
  return { status: came.status, ok: came.ok, text: toldIn(came) };
};

const calls = createCalls(
  () => gateway.url,
  (text) => text.includes(MARK) || text.includes('"errors":['),
);
const ask = (...how: Parameters<typeof calls.ask>) => withHeaders(calls.ask(...how));
const askGraphql = (...how: Parameters<typeof calls.askGraphql>) => withHeaders(calls.askGraphql(...how));
const withHeadersToo = (call: Call) => ({
  ...call,
  ask: (...how: Parameters<Call['ask']>) => withHeaders(call.ask(...how)),
});
type Row = ReturnType<typeof withHeadersToo>;
const rows = [...calls.rest, ...calls.graphql]
  // Sandboxes are no operator's: test/sandbox has theirs.
  .filter(({ name }) => !/sandbox/i.test(name))
  .map(withHeadersToo);
const queries = rows.filter(({ name }) => name.startsWith('Query.'));

const table = (wanted: (row: Row) => boolean) => rows.filter(wanted).map((row) => [row.name, row] as const);
const isStream = ({ name }: Row): boolean => name === 'streamEvents' || name.startsWith('Subscription.');

describe('an operation upon what is of others', () => {
  it.each(table((row) => !isStream(row)))('%s that names theirs beside own tells nothing of theirs', async (_, row) => {
    for (const kind of [
      'location',
      'station',
      'session',
      'token',
      'command',
      'evse',
      'quarantined',
      'auditEntry',
      'event',
      'webhook',
      'operation',
    ] as const) {
      const mixed = { ...own.ids, [kind]: their.ids[kind] };
      if (row.said(mixed) === row.said(own.ids) || row.said(mixed) === row.said(their.ids)) continue;
      const { text } = await row.ask(mixed, own.clientToken);
      expect(withoutIds(text, mixed), kind).not.toMatch(their.secrets);
    }
  });

  it('is what nobody has, too, as the hardware that is to replace own hardware', async () => {
    const told = await Promise.all(
      [their.ids, nobodys].map(async (ids) => {
        const how = { method: 'POST', body: JSON.stringify({ replacement: ids.station }) } as const;
        const { status, text } = await ask(`/api/v1/stations/${own.ids.station}/replace`, own.clientToken, how);
        return { status, told: withoutIds(text, ids) };
      }),
    );
    expect(told[0]).toMatchObject({ status: 400 });
    expect(told[0]).toEqual(told[1]);
  });

  it('changed nothing of it', async () => {
    const read = /^(get(Location|Station|Evse|Token|Session|Command))$/;
    for (const [, row] of table(({ name }) => read.test(name))) {
      const { ok, text } = await row.ask(their.ids, their.clientToken);
      expect(ok, text).toBe(true);
      expect(text).not.toMatch(own.secrets);
    }
    const { body } = await gateway.request('GET', `/api/v1/commands/${their.ids.command}`);
    expect(body.status).toBe('QUEUED');
    const commands = await gateway.get('/api/v1/commands', their.clientToken);
    expect(commands).toHaveLength(1);
    const { body: station } = await gateway.request('GET', `/api/v1/stations/${their.ids.station}`);
    expect(station).toMatchObject({ name: 'MARK-TWO-NAME', location_id: their.ids.location });
    const { body: location } = await gateway.request('GET', `/api/v1/locations/${their.ids.location}`);
    expect(location).toMatchObject({ city: 'MARK-TWO-CITY' });
    const { body: token } = await gateway.request('GET', `/api/v1/tokens/${their.ids.token}`);
    expect(token).toMatchObject({ issuer: 'MARK-TWO-ISSUER' });
  });
});

describe('filters and totals', () => {
  /** Which of their ids a filter takes, by its name in either face's spelling. */
  const filtered: Readonly<Record<string, (world: OwnerWorld) => string>> = {
    stationid: ({ ids }) => ids.station,
    locationid: ({ ids }) => ids.location,
    sessionid: ({ ids }) => ids.session,
    objectid: ({ ids }) => ids.session,
    evseuid: ({ ids }) => ids.evse,
    tokenuid: ({ ids }) => ids.token,
    party: ({ ids }) => ids.party,
    endpointid: ({ ids }) => ids.webhook,
    vendor: ({ ids }) => `MARK-${ids.party.slice(3)}-V`,
    model: ({ ids }) => `MARK-${ids.party.slice(3)}-TEMPLATE`,
    eventid: ({ ids }) => ids.event,
  };
  /** Say nothing of an object of theirs. */
  const PLAIN =
    /^(batchid|clientid|userid|object|operation|outcome|type|types|status|role|action|online|hasproblems|cause|open|limit|cursor|first|after|order|orderby|newestfirst|datefrom|dateto|wait|near|radiusm|box|standards?|powertype|minpowerw?|include|retired)$/;
  const kindOf = (name: string): string => name.replaceAll('_', '').toLowerCase();

  it('of REST show nothing of others, and what is there to whom it is', async () => {
    const contract = parse(await readFile('openapi/voltgate.yaml', 'utf8')) as Json;
    const resolved = (part: Json): Json =>
      part.$ref === undefined ? part : contract.components.parameters[part.$ref.split('/').at(-1)];
    let filters = 0;
    for (const [path, { get }] of Object.entries<Json>(contract.paths)) {
      const isList = get?.responses?.['200']?.headers?.['X-Total-Count'] !== undefined;
      for (const parameter of [...(contract.paths[path].parameters ?? []), ...(get?.parameters ?? [])].map(resolved)) {
        const name = parameter.name;
        if (parameter.in !== 'query' || path.includes('{') || PLAIN.test(kindOf(name))) continue;
        const id = filtered[kindOf(name)] ?? (name === 'evse_id' ? () => 'NL*TWO*ETWO1' : undefined);
        expect(id, `${path}?${name}: say here which of their ids it takes, or that it takes none`).toBeDefined();
        if (id === undefined || path.endsWith('/stream')) continue;
        const query = `/api/v1${path}?${name}=${encodeURIComponent(id(their))}`;
        const { text, ok } = await ask(query, own.clientToken, {});
        expect(ok, `${query}: ${text}`).toBe(true);
        expect(text.split('\n').at(-1), query).toBe('[]');
        if (isList) expect(text, query).toMatch(/x-total-count: 0/);
        filters += 1;
      }
    }
    expect(filters).toBeGreaterThan(10);
  });

  it('of GraphQL show nothing of others', async () => {
    const schema = buildSchema(await readFile('schema.graphql', 'utf8'));
    let filters = 0;
    for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
      if (!String(field.type).includes('Connection')) continue;
      for (const { name } of field.args) {
        if (PLAIN.test(kindOf(name))) continue;
        const id = filtered[kindOf(name)];
        expect(
          id,
          `${field.name}(${name}:): say here which of their ids it takes, or that it takes none`,
        ).toBeDefined();
        if (id === undefined) continue;
        const query = `{ ${field.name}(${name}: ${JSON.stringify(id(their))}) { totalCount edges { node { __typename } } } }`;
        const answer = await gateway.graphql(query, {}, own.clientToken);
        expect(answer, query).toEqual({ data: { [field.name]: { totalCount: 0, edges: [] } } });
        filters += 1;
      }
    }
    expect(filters).toBeGreaterThan(10);
  });

  it('count what is listed, no more', async () => {
    for (const path of ['locations', 'stations', 'evses', 'sessions', 'tokens', 'commands', 'outages', 'events']) {
      const page = async (token?: string) =>
        gateway.request('GET', `/api/v1/${path}?limit=1000`, token === undefined ? {} : { token });
      const [mine, all] = [await page(own.clientToken), await page()];
      const total = mine.headers.get('x-total-count');
      if (total === null) continue;
      expect(Number(total), path).toBe(mine.body.length);
      expect(Number(total), path).toBeLessThan(Number(all.headers.get('x-total-count')));
    }
  });
});

describe('every nested path of GraphQL', () => {
  it.each(queries.map((row) => [row.name, row] as const))('from %s has nothing of others', async (name, row) => {
    const schema = buildSchema(await readFile('schema.graphql', 'utf8'));
    const paths = (ids: Theirs) => walksOf(schema, graphqlOperations(ids)[name]?.document ?? '');
    let shown = '';
    for (const [index, path] of [...paths(own.ids), ...paths(their.ids)].entries()) {
      const { ok, text } = await askGraphql(path, own.clientToken);
      if (index < paths(own.ids).length) expect(ok, `${path}: ${text}`).toBe(true);
      expect(withoutIds(text, their.ids), path).not.toMatch(their.secrets);
      shown += text;
    }
    expect(shown, 'what it may see').toMatch(own.secrets);
    // The same paths lead to it where it may be seen.
    if (row.operation.bound === 'none') return;
    let others = '';
    for (const path of paths(their.ids)) {
      const { ok, text } = await askGraphql(path, their.clientToken);
      expect(ok, `${path}: ${text}`).toBe(true);
      others += text;
    }
    expect(others).toMatch(their.secrets);
  });
});

describe('what is told while others charge', () => {
  const sse =
    (query: string, headers: Record<string, string> = {}) =>
    () =>
      ask(`/api/v1/events/stream${query}`, own.clientToken, { headers });
  const subscription = (after: string) => () =>
    askGraphql(
      `subscription { event${after} { id type stationId locationId objectId details station { name } session { id } } }`,
      own.clientToken,
      { accept: 'text/event-stream' },
    );

  it('has nothing of theirs, live and behind any place in the log', async () => {
    const theirEvents = await gateway.get('/api/v1/events?limit=1000', their.clientToken);
    const theirLast = theirEvents.at(-1).id;
    const first = own.ids.firstEvent;
    const listening = [
      sse(''),
      sse(`?after=${first}`),
      sse(`?after=${theirLast}`),
      sse('', { 'last-event-id': theirLast }),
      subscription(''),
      subscription(`(after: "${first}")`),
      subscription(`(after: "${theirLast}")`),
    ].map((listen) => listen());
    await their.charge();
    await own.charge();
    await gateway.request('PATCH', `/api/v1/stations/${own.ids.station}`, { body: { name: MARK } });
    for (const heard of await Promise.all(listening)) {
      expect(heard.text).toContain(MARK);
      expect(heard.text).not.toMatch(their.secrets);
    }
    const after = await gateway.get('/api/v1/events?limit=1000', their.clientToken);
    expect(after.length).toBeGreaterThan(theirEvents.length + 5);
  });
});
