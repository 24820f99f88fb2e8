/** Each type of event, by each scope, on each face: who may not read an object is not told of it either. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleEvents } from '../../scripts/gen/example-events.ts';
import { storeFile } from '../../src/backends/embedded.ts';
import { SCOPES, type Scope } from '../../src/domain/access.ts';
import { EVENT_TYPES, type EventType, type NewEvent } from '../../src/domain/event.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { createSqliteStore, storeModule } from '../../src/store/sqlite/store.ts';
import { isReadBy } from '../support/event-scopes.ts';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { OFFERED_SCOPES } from '../support/scopes.ts';
import { until } from '../support/until.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

/** By the client's id. All read the log; one gets no webhooks. */
const CLIENTS: Readonly<Record<string, readonly Scope[]>> = {
  'no-more': ['events:read'],
  'no-objects': ['events:read', 'webhooks:manage'],
  locations: ['events:read', 'webhooks:manage', 'locations:read'],
  stations: ['events:read', 'webhooks:manage', 'stations:read'],
  sessions: ['events:read', 'webhooks:manage', 'sessions:read'],
  tokens: ['events:read', 'webhooks:manage', 'tokens:read'],
  clients: ['events:read', 'webhooks:manage', 'clients:manage'],
  all: OFFERED_SCOPES,
};
const NAMES = Object.keys(CLIENTS);

let folder: string;
let gateway: TestGateway;
let receiver: WebhookReceiver;
const tokens = new Map<string, string>();

const ofCommand = (clientId: string, id: string): NewEvent => {
  const { seq: _, ...event } = exampleEvents['command.updated'];
  const requestedBy = { clientId, userId: null };
  return { ...event, id, data: { command: { ...event.data.command, requestedBy } } };
};
const ofEndpoint = (clientId: string, id: string): NewEvent => {
  const { seq: _, ...event } = exampleEvents['webhook.endpoint_disabled'];
  return { ...event, id, data: { webhookEndpoint: { ...event.data.webhookEndpoint, clientId } } };
};

const FIRST = exampleEvents['location.updated'].id;
/** One of each type, of nobody who asks here; then, of each client, what is its own: a command's is the last of all. */
const OWN_ENDPOINT = (client: string) => `hook-${client}`;
const OWN_COMMAND = (client: string) => `mark-${client}`;
const LOGGED: readonly NewEvent[] = [
  ...EVENT_TYPES.map((type) => {
    const { seq: _, ...event } = exampleEvents[type];
    return event as NewEvent;
  }),
  ...NAMES.map((client) => ofEndpoint(client, OWN_ENDPOINT(client))),
  ...NAMES.map((client) => ofCommand(client, OWN_COMMAND(client))),
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voltgate-test-'));
  const database = await openDatabase({ file: storeFile(folder), modules: [storeModule] });
  const store = createSqliteStore({ database, clock: createManualClock() });
  const now = new Date();
  await store.commit({ events: LOGGED.map((event) => ({ ...event, occurredAt: now })) });
  await store.close();
  await database.close();
  receiver = await startWebhookReceiver();
  gateway = await startTestGateway({ dataDir: folder, environment: { OUTBOUND_ALLOW: '127.0.0.1' } });
  for (const [id, scopes] of Object.entries(CLIENTS)) tokens.set(id, await gateway.client({ id, scopes }));
});
afterAll(async () => {
  await gateway?.close();
  await receiver?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Ids in the log of what a client may be told, in their order. */
const expectedOf = (client: string): readonly string[] => {
  const scopes = CLIENTS[client] ?? [];
  return LOGGED.flatMap(({ id, type }) => {
    const isOwn = id === OWN_ENDPOINT(client) || id === OWN_COMMAND(client);
    return isReadBy(type, scopes, isOwn) ? [id] : [];
  });
};
const isLogged = (id: string): boolean => LOGGED.some((event) => event.id === id);
const tokenOf = (client: string): string => tokens.get(client) ?? '';

/** What a stream told, up to the client's own command, which is the last that was logged of what it may read or behind it. */
const readUntil = async (response: Response, pattern: RegExp, last: string): Promise<readonly string[]> => {
  const found: string[] = [];
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const ids = [...text.matchAll(pattern)].map(([, id]) => id ?? '');
    if (!ids.includes(last)) continue;
    found.push(...ids);
    break;
  }
  return found;
};

const lastOf = (client: string): string => expectedOf(client).at(-1) ?? '';

type Ask = (client: string, types?: readonly EventType[]) => Promise<readonly string[] | Json>;
/** Each answers the ids, or the code of its refusal. */
const FACES: Readonly<Record<string, Ask>> = {
  'REST, in pages with a total': async (client, types) => {
    const token = tokenOf(client);
    const ids: string[] = [];
    const filter = types === undefined ? '' : `&types=${types.join(',')}`;
    let path: string | undefined = `/api/v1/events?limit=5&date_to=2999-01-01T00:00:00Z${filter}`;
    let total: string | null = null;
    while (path !== undefined) {
      const answer: Awaited<ReturnType<TestGateway['request']>> = await gateway.request('GET', path, { token });
      if (answer.status !== 200) return answer.body.code;
      total = answer.headers.get('X-Total-Count');
      ids.push(...answer.body.map(({ id }: Json) => id));
      path = /<([^>]+)>/.exec(answer.headers.get('Link') ?? '')?.[1];
    }
    expect(total).toBe(String(ids.length));
    return ids;
  },
  'REST, one by one': async (client, types) => {
    if (types !== undefined) return 'insufficient_scope';
    const token = tokenOf(client);
    const answers = await Promise.all(
      LOGGED.map(({ id }) => gateway.request('GET', `/api/v1/events/${id}`, { token })),
    );
    for (const { status } of answers) expect([200, 404]).toContain(status);
    return answers.flatMap(({ status, body }) => (status === 200 ? [body.id] : []));
  },
  'the stream': async (client, types) => {
    const filter = types === undefined ? '' : `&types=${types.join(',')}`;
    const response = await fetch(`${gateway.url}/api/v1/events/stream?after=${FIRST}${filter}`, {
      headers: { authorization: `Bearer ${tokenOf(client)}` },
    });
    if (response.status !== 200) return ((await response.json()) as Json).code;
    return readUntil(response, /^id: (.+)$/gm, lastOf(client));
  },
  'GraphQL, with a total': async (client, types) => {
    const { data, errors } = await gateway.graphql(
      'query Events($types: [String!]) { events(first: 500, types: $types) { totalCount edges { node { id } } } }',
      { types: types ?? null },
      tokenOf(client),
    );
    if (errors !== undefined) return errors[0].extensions.code;
    const ids = data.events.edges.map(({ node }: Json) => node.id);
    expect(data.events.totalCount).toBe(ids.length);
    return ids;
  },
  'GraphQL’s subscription': async (client, types) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${tokenOf(client)}`,
        accept: 'text/event-stream',
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        query: 'subscription Events($after: ID, $types: [String!]) { event(after: $after, types: $types) { id } }',
        variables: { after: FIRST, types: types ?? null },
      }),
    });
    if (types !== undefined) return /"code":"(\w+)"/.exec(await response.text())?.[1];
    return readUntil(response, /"event":\{"id":"([^"]+)"/g, lastOf(client));
  },
  'an agent’s tool': async (client, types) => {
    const agent = new Client({ name: 'test', version: '1' });
    const transport = new StreamableHTTPClientTransport(new URL(`${gateway.url}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${tokenOf(client)}` } },
    });
    await agent.connect(transport as unknown as Parameters<typeof agent.connect>[0]);
    const args = types === undefined ? {} : { types };
    const ids: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const call = { limit: 50, ...args, ...(cursor === undefined ? {} : { cursor }) };
      const told = (await agent.callTool({ name: 'list_events', arguments: call })).structuredContent as Json;
      if (told.code !== undefined) return agent.close().then(() => told.code);
      ids.push(...told.items.map(({ id }: Json) => id));
      if (told.next_cursor === null || told.next_cursor === undefined) return agent.close().then(() => ids);
      cursor = told.next_cursor;
    }
  },
};

const REFUSED: readonly (readonly [client: string, type: EventType])[] = [
  ['no-objects', 'token.updated'],
  ['stations', 'session.started'],
  ['sessions', 'station.online'],
  ['tokens', 'location.updated'],
  ['no-more', 'webhook.endpoint_updated'],
];

describe.each(Object.entries(FACES))('%s', (face, ask) => {
  const behindFirst = (ids: readonly string[]) =>
    /stream|subscription/.test(face) ? ids.filter((id) => id !== FIRST) : ids;

  it.each(NAMES)('tells a client that reads %s what it may read, and no more', async (client) => {
    const told = (await ask(client)) as readonly string[];
    expect(told.filter(isLogged)).toEqual(behindFirst(expectedOf(client)));
  });

  it.each(REFUSED)('refuses a client that reads %s the type %s', async (client, type) => {
    expect(await ask(client, [type])).toBe('insufficient_scope');
    expect(await ask(client, ['command.updated', type])).toBe('insufficient_scope');
  });
});

describe('what happens now', () => {
  const open = {
    'the stream': (client: string) =>
      fetch(`${gateway.url}/api/v1/events/stream`, { headers: { authorization: `Bearer ${tokenOf(client)}` } }),
    'GraphQL’s subscription': (client: string) =>
      fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${tokenOf(client)}`,
          accept: 'text/event-stream',
          'content-type': 'application/json',
        },
        body: JSON.stringify({ query: 'subscription { event { type location { name } station { name } } }' }),
      }),
  };

  it.each(Object.entries(open))('is told by %s as the log has it', async (_, listen) => {
    const locations = await listen('locations');
    const stations = await listen('stations');
    const place = { address: 'Street 1', city: 'Utrecht', country: 'NLD', time_zone: 'Europe/Amsterdam' };
    const at = { coordinates: { latitude: '52.05', longitude: '5.10' } };
    const station = { location_id: 'LIVE', security_profile: 0 };
    for (const name of ['One', 'Two', 'LAST']) {
      const answers = [
        await gateway.request('PUT', '/api/v1/locations/LIVE', { body: { ...place, ...at, name } }),
        await gateway.request('PUT', '/api/v1/stations/LIVE', { body: { ...station, name } }),
      ];
      for (const { status, body } of answers) expect(status, JSON.stringify(body)).toBeLessThan(300);
    }
    const typesIn = async (response: Response): Promise<ReadonlySet<string | undefined>> => {
      const found = await readUntil(response, /((?:location|station)\.updated|"LAST")/g, '"LAST"');
      return new Set(found.filter((each) => each !== '"LAST"'));
    };
    expect([await typesIn(locations), await typesIn(stations)]).toEqual([
      new Set(['location.updated']),
      new Set(['station.updated']),
    ]);
  });
});

describe('a webhook endpoint', () => {
  const make = (client: string, filter: object) =>
    gateway.request('POST', '/api/v1/webhooks/endpoints', {
      token: tokenOf(client),
      body: { url: `${receiver.url}/${client}`, filter },
    });

  it.each(NAMES.slice(1))('of a client that reads %s is sent what it may read, also again', async (client) => {
    const token = tokenOf(client);
    const { status, body } = await make(client, {});
    expect(status, JSON.stringify(body)).toBe(201);
    const { id, withheld_types: withheld } = body.endpoint;
    const own = EVENT_TYPES.filter((type) => !isReadBy(type, CLIENTS[client] ?? [], true));
    expect([...withheld].sort()).toEqual([...own].sort());
    const replayed = await gateway.request('POST', `/api/v1/webhooks/endpoints/${id}/replay`, {
      token,
      body: { since: new Date(0).toISOString() },
    });
    expect(replayed.status).toBe(202);
    const got = () =>
      receiver.got.flatMap((each) => (each.path === `/hook/${client}` && isLogged(each.id) ? each.id : []));
    const expected = [...expectedOf(client)].sort();
    await until(() => got().length >= expected.length);
    // What comes behind all that was logged is sent behind it: nothing more is under way then.
    const pending = `/api/v1/webhooks/deliveries?endpoint_id=${id}&status=PENDING`;
    await until(async () => (await gateway.get(pending, token)).length === 0);
    expect([...new Set(got())].sort()).toEqual(expected);

    // What is withheld is in its tag, which a write may name as well as the version.
    const path = `/api/v1/webhooks/endpoints/${id}`;
    const tag = (await gateway.request('GET', path, { token })).headers.get('ETag') ?? '';
    expect(tag).toMatch(withheld.length === 0 ? /^"1"$/ : /^"1-[\d.]+"$/);
    const known = await gateway.request('GET', path, { token, headers: { 'If-None-Match': tag } });
    expect(known.status).toBe(304);
    const described = { token, headers: { 'If-Match': tag }, body: { description: client } };
    expect((await gateway.request('PATCH', path, described)).status).toBe(200);
    expect((await gateway.request('PATCH', path, described)).status).toBe(412);
    const { data } = await gateway.graphql(`{ webhookEndpoint(id: "${id}") { withheldTypes } }`, {}, token);
    expect(data.webhookEndpoint.withheldTypes).toEqual(withheld);

    const foreign = LOGGED.find((event) => !expected.includes(event.id));
    if (foreign === undefined) return;
    const ask = (eventId: string) =>
      gateway.request('POST', `/api/v1/webhooks/endpoints/${id}/replay`, { token, body: { event_id: eventId } });
    const [there, nowhere] = [await ask(foreign.id), await ask('01JNAF00000000000000009999')];
    expect(there.status).toBe(400);
    expect({ ...there.body, instance: null }).toEqual({ ...nowhere.body, instance: null });
  });

  it.each(REFUSED.slice(0, -1))('of a client that reads %s is not made for %s', async (client, type) => {
    const { status, headers, body } = await make(client, { types: ['webhook.test', type] });
    expect([status, body.code]).toEqual([403, 'insufficient_scope']);
    expect(body.detail).toMatch(new RegExp(`Events of the type ${type.replace('.', '\\.')} need the scope \\w+:read`));
    expect(headers.get('WWW-Authenticate')).toMatch(/scope="\w+:read"/);
  });
});

it('holds a client for every scope that opens an event', () => {
  const needed = new Set(EVENT_TYPES.flatMap((type) => SCOPES.filter((scope) => isReadBy(type, [scope], false))));
  for (const scope of needed) {
    const alone = Object.values(CLIENTS).filter((scopes) => scopes.includes(scope) && scopes.length <= 3);
    expect([scope, alone.length]).toEqual([scope, 1]);
  }
});
