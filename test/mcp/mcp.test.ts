/** The Model Context Protocol over real HTTP, by the protocol's own client. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Scope } from '../../src/domain/access.ts';
import { TOOLS } from '../../src/mcp/tools/tools.ts';
import { createStation, type VirtualStation } from '../../src/simulator/station.ts';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
let station: VirtualStation;
const WRITE = '?access=write';

const put = async (path: string, body: object): Promise<void> => {
  const answer = await gateway.request('PUT', `/api/v1/${path}`, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
};

beforeAll(async () => {
  gateway = await startTestGateway();
  const place = { city: 'Utrecht', country: 'NLD', coordinates: { latitude: '52.05', longitude: '5.10' } };
  for (const id of ['LOC-1', 'LOC-2']) {
    await put(`locations/${id}`, { ...place, address: 'Quay 1', time_zone: 'Europe/Amsterdam' });
  }
  await put('stations/ST-1', { location_id: 'LOC-1', registration: 'accepted', security_profile: 0 });
  await put('stations/ST-2', { location_id: 'LOC-2', registration: 'accepted', security_profile: 0 });
  await put('tokens/TAG-1', { type: 'APP_USER', contract_id: 'C-1', status: 'ACCEPTED' });
  station = createStation({ id: 'ST-1', url: gateway.stationsUrl, version: '2.0.1' });
  await station.connect();
});
afterAll(async () => {
  await station.close();
  await gateway.close();
});

/** An agent with a token; the administration's by default. */
const connect = async (query = '', token?: string): Promise<Client> => {
  const client = new Client({ name: 'test', version: '1' });
  const authorization = `Bearer ${token ?? (await gateway.token())}`;
  const transport = new StreamableHTTPClientTransport(new URL(`${gateway.url}/mcp${query}`), {
    requestInit: { headers: { authorization } },
  });
  await client.connect(transport as unknown as Parameters<typeof client.connect>[0]);
  onTestFinished(() => client.close());
  return client;
};

const call = async (client: Client, name: string, args: Record<string, unknown> = {}): Promise<Json> => {
  const answer = await client.callTool({ name, arguments: args });
  return { isError: answer.isError ?? false, ...(answer.structuredContent as object) };
};

const namesOf = async (client: Client): Promise<readonly string[]> =>
  (await client.listTools()).tools.map(({ name }) => name);

let clients = 0;
const tokenOf = (scopes: readonly Scope[], grants: { locationIds?: string[]; tokenUids?: string[] } = {}) => {
  clients += 1;
  return gateway.client({ id: `agent-${clients}`, scopes, ...grants });
};

describe('the tools', () => {
  it('are about fifteen, each with a strict schema and whether it only reads', async () => {
    const { tools } = await (await connect(WRITE)).listTools();
    expect(tools.map(({ name }) => name)).toEqual(TOOLS.map(({ name }) => name));
    expect(tools.length).toBeGreaterThan(12);
    for (const { inputSchema, annotations, description } of tools) {
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(annotations?.readOnlyHint).toBeTypeOf('boolean');
      expect(description?.length).toBeGreaterThan(20);
    }
  });

  it('only read unless writes are asked for', async () => {
    const reading = await connect();
    const there = await namesOf(reading);
    expect(there).not.toContain('prepare_command');
    expect(there.length).toBe(TOOLS.filter(({ access }) => access === 'read').length);
    await expect(call(reading, 'confirm_command', { confirmation_id: 'x' })).rejects.toThrow(/There is no tool/);
  });

  it('are those that the token’s scopes open', async () => {
    expect(await namesOf(await connect(WRITE, await tokenOf(['locations:read'])))).toEqual([
      'who_am_i',
      'list_locations',
      'get_location',
    ]);
    const events = await connect(WRITE, await tokenOf(['events:read']));
    expect(await namesOf(events)).toEqual(['who_am_i', 'list_events']);
    await expect(call(events, 'list_stations')).rejects.toThrow(/There is no tool list_stations/);
  });

  it('show what the grants show', async () => {
    const bound = await connect('', await tokenOf(['locations:read', 'stations:read'], { locationIds: ['LOC-2'] }));
    expect((await call(bound, 'list_locations')).items.map(({ id }: Json) => id)).toEqual(['LOC-2']);
    expect((await call(bound, 'list_stations')).items.map(({ id }: Json) => id)).toEqual(['ST-2']);
    expect(await call(bound, 'get_station', { id: 'ST-1' })).toMatchObject({ isError: true, code: 'not_found' });
    expect(await call(bound, 'get_station', { id: 'ST-2' })).toMatchObject({ isError: false, station: { id: 'ST-2' } });
  });

  it('show the same JSON as REST', async () => {
    const client = await connect();
    expect((await call(client, 'get_station', { id: 'ST-1' })).station).toEqual(
      await gateway.get('/api/v1/stations/ST-1'),
    );
    expect((await call(client, 'get_location', { id: 'LOC-1' })).location).toEqual(
      await gateway.get('/api/v1/locations/LOC-1'),
    );
  });

  it('go on by a cursor', async () => {
    const client = await connect();
    const first = await call(client, 'list_locations', { limit: 1 });
    const second = await call(client, 'list_locations', { limit: 1, cursor: first.next_cursor });
    expect([first, second].flatMap(({ items }) => items.map(({ id }: Json) => id))).toEqual(['LOC-2', 'LOC-1']);
    expect(first.total).toBe(2);
  });

  it('tell what happened last when they are asked to', async () => {
    const client = await connect();
    const told = async (order: string) =>
      (await call(client, 'list_events', { limit: 50, order, types: ['location.updated'] })).items;
    const oldest = await told('oldest_first');
    expect(oldest.length).toBeGreaterThan(1);
    expect(await told('newest_first')).toEqual(oldest.toReversed());
  });

  it('say what is wrong with their arguments', async () => {
    const client = await connect();
    for (const args of [{ limit: 0 }, { limit: 51 }, { limit: 'ten' }, { made_up: 1 }, { date_from: 'yesterday' }]) {
      const answer = await call(client, 'list_locations', args);
      expect(answer).toMatchObject({ isError: true, code: 'invalid_request' });
      expect(answer.errors.length).toBeGreaterThan(0);
    }
    const cursor = await call(client, 'list_locations', { cursor: 'nonsense' });
    expect(cursor).toMatchObject({ isError: true, errors: [{ pointer: '/cursor' }] });
  });

  it('give the docs as resources', async () => {
    const client = await connect();
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toContain('voltgate://docs/api');
    const { contents } = await client.readResource({ uri: 'voltgate://docs/concepts' });
    expect((contents[0] as Json).text).toContain('# ');
    await expect(client.readResource({ uri: 'voltgate://docs/../README' })).rejects.toThrow(/no such page/);
  });
});

describe('a command', () => {
  const start = { station_id: 'ST-1', evse_id: 1, token: { uid: 'TAG-1', type: 'APP_USER' } };
  const startsAt = (): number =>
    station.log.filter(({ direction, text }) => direction === 'in' && text.includes('RequestStartTransaction')).length;

  it('takes two steps, and is sent once however often it is confirmed', async () => {
    station.plugIn(1);
    const client = await connect(WRITE);
    const prepared = await call(client, 'prepare_command', { type: 'START_SESSION', input: start });
    expect(prepared).toMatchObject({
      isError: false,
      would_send: { type: 'START_SESSION', station_id: 'ST-1', evse_id: 1 },
      station_online: true,
    });
    expect(startsAt()).toBe(0);
    expect((await call(client, 'list_commands')).items).toEqual([]);

    const { confirmation_id } = prepared;
    const confirmed = await call(client, 'confirm_command', { confirmation_id });
    expect(confirmed).toMatchObject({ isError: false, repeated: false, command: { type: 'START_SESSION' } });
    const again = await call(client, 'confirm_command', { confirmation_id });
    expect(again).toMatchObject({ repeated: true, command: { id: confirmed.command.id } });
    const { command } = await call(client, 'get_command', { id: confirmed.command.id, wait_s: 20 });
    expect(command).toMatchObject({ status: 'CONFIRMED', session_id: expect.any(String) });
    expect(startsAt()).toBe(1);
  });

  it('is refused in the first step as it would be in the second', async () => {
    const client = await connect(WRITE);
    const prepare = (type: string, input: object) => call(client, 'prepare_command', { type, input });
    expect(await prepare('START_SESSION', { ...start, evse_id: 'one' })).toMatchObject({
      isError: true,
      code: 'invalid_request',
      errors: [{ pointer: '/input/evse_id' }],
      detail: expect.stringContaining('START_SESSION takes'),
    });
    expect(await prepare('START_SESSION', { ...start, made_up: 1 })).toMatchObject({ code: 'invalid_request' });
    expect(await prepare('START_SESSION', { ...start, station_id: 'ST-9' })).toMatchObject({ code: 'not_found' });
    const stranger = { ...start, token: { uid: 'TAG-9', type: 'RFID' } };
    expect(await prepare('START_SESSION', stranger)).toMatchObject({ code: 'token_not_valid' });
    expect(await prepare('STOP_SESSION', { session_id: 'none' })).toMatchObject({ code: 'not_found' });
  });

  it('needs the scope of its type', async () => {
    const client = await connect(WRITE, await tokenOf(['sessions:control']));
    expect(await namesOf(client)).toContain('prepare_command');
    const reset = { type: 'RESET_STATION', input: { station_id: 'ST-1' } };
    expect(await call(client, 'prepare_command', reset)).toMatchObject({ isError: true, code: 'insufficient_scope' });
  });

  it('is confirmed by nobody but who has prepared it', async () => {
    const client = await connect(WRITE);
    const reset = { type: 'RESET_STATION', input: { station_id: 'ST-2' } };
    const { confirmation_id } = await call(client, 'prepare_command', reset);
    const other = await connect(WRITE, await tokenOf(['stations:control', 'stations:read']));
    expect(await call(other, 'confirm_command', { confirmation_id })).toMatchObject({ code: 'not_found' });
    expect(await call(other, 'confirm_command', { confirmation_id: 'made-up' })).toMatchObject({ code: 'not_found' });
    const { command } = await call(client, 'confirm_command', { confirmation_id });
    expect(command).toMatchObject({ type: 'RESET_STATION', station_id: 'ST-2', status: 'QUEUED' });
    expect(await call(client, 'cancel_command', { id: command.id })).toMatchObject({
      command: { status: 'CANCELLED' },
    });
  });

  it('is checked against today’s grants when it is confirmed', async () => {
    const token = await tokenOf(['stations:control'], { locationIds: ['LOC-2'] });
    const client = await connect(WRITE, token);
    const reset = { type: 'RESET_STATION', input: { station_id: 'ST-2' } };
    const { confirmation_id } = await call(client, 'prepare_command', reset);
    await gateway.request('PUT', '/api/v1/stations/ST-2', {
      body: { location_id: 'LOC-1', registration: 'accepted', security_profile: 0 },
    });
    onTestFinished(() => put('stations/ST-2', { location_id: 'LOC-2', registration: 'accepted', security_profile: 0 }));
    expect(await call(client, 'confirm_command', { confirmation_id })).toMatchObject({ code: 'not_found' });
  });
});

describe('the door', () => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    gateway.request('POST', '/mcp', { body, headers: { accept: 'application/json, text/event-stream', ...headers } });
  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };

  it('answers a ping, and keeps nothing between requests', async () => {
    const answer = await post(ping);
    expect(answer).toMatchObject({ status: 200, body: { jsonrpc: '2.0', id: 1, result: {} } });
    expect(answer.headers.get('mcp-session-id')).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('asks for a token, and says where one is had', async () => {
    for (const authorization of ['', 'Bearer nonsense']) {
      const answer = await post(ping, { authorization });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(
        /^Bearer .*resource_metadata="http.*\/\.well-known\/oauth-protected-resource\/mcp"$/,
      );
    }
  });

  it('lets no page of another origin in', async () => {
    expect((await post(ping, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await post(ping, { origin: 'null' })).status).toBe(403);
    expect((await post(ping, { origin: gateway.url })).status).toBe(200);
  });

  it.each([
    ['tools/call', { name: 'who_am_i', arguments: 'x' }, /arguments/],
    ['tools/call', { name: 5 }, /name/],
    ['tools/call', undefined, /params/],
    ['tools/list', { cursor: 5 }, /cursor/],
    ['resources/read', { uri: null }, /uri/],
    ['initialize', { protocolVersion: 5 }, /protocolVersion/],
  ])('tells params that %s does not take as the caller’s fault: %j', async (method, params, where) => {
    const answer = await post({ jsonrpc: '2.0', id: 'a', method, params });
    expect(answer).toMatchObject({ status: 200, body: { jsonrpc: '2.0', id: 'a', error: { code: -32602 } } });
    expect(answer.body.error.message).toMatch(where);
  });

  it('answers other methods, and bodies that are none, in its own form', async () => {
    for (const method of ['GET', 'DELETE', 'PUT']) {
      const answer = await gateway.request(method, '/mcp');
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    }
    for (const body of ['{', '[]', '{}', 'null', '"x"', '{"jsonrpc":"1.0"}']) {
      const answer = await post(body);
      expect(answer.status, body).toBeGreaterThanOrEqual(400);
      expect(answer.status, body).toBeLessThan(500);
      expect(answer.body.jsonrpc, body).toBe('2.0');
    }
    expect((await post({ ...ping, params: { x: 'x'.repeat(300_000) } })).status).toBe(413);
  });
});
