/** Many objects in one request, on both faces of a whole gateway: each has its own result, and stops no other. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDescription } from '../../src/rest/description.ts';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway?.close());

const put = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  gateway.request('PUT', `/api/v1/${path}`, { body, headers });
const statuses = ({ body }: { readonly body: Json }) => body.results.map(({ status }: Json) => status);
const token = (uid: string, more: object = {}) => ({ uid, contract_id: `C-${uid}`, ...more });
const location = (id: string, more: object = {}) => ({
  id,
  address: 'Street 1',
  city: 'Utrecht',
  country: 'NLD',
  coordinates: { latitude: '52.05', longitude: '5.10' },
  time_zone: 'Europe/Amsterdam',
  ...more,
});

describe('REST', () => {
  it('puts a thousand tokens, each with its event and its entry of the audit log, and in their order', async () => {
    const tokens = Array.from({ length: 1000 }, (_, index) => token(`MANY-${String(index).padStart(4, '0')}`));
    const answer = await put('tokens', tokens);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ created: 1000, replaced: 0, unchanged: 0, refused: 0 });
    expect(answer.body.results.map(({ id }: Json) => id)).toEqual(tokens.map(({ uid }) => uid));
    const stored = await gateway.get('/api/v1/tokens?limit=1000');
    expect(new Set(stored.map(({ uid }: Json) => uid))).toEqual(new Set(tokens.map(({ uid }) => uid)));
    const events = await gateway.get('/api/v1/events?types=token.updated&limit=1000');
    expect(events).toHaveLength(1000);
  });

  it('says what became of each: made, replaced, as it was, refused', async () => {
    await put('tokens', [token('A'), token('B')]);
    const answer = await put('tokens', [
      token('A'),
      token('B', { issuer: 'Another' }),
      token('C'),
      { uid: 'D' },
      token('E', { expires_at: '2026-13-45T00:00:00Z' }),
      token('F', { group_id: 'x'.repeat(40) }),
      'no object',
      token('c'),
    ]);
    expect(statuses(answer)).toEqual([
      'UNCHANGED',
      'REPLACED',
      'CREATED',
      'REFUSED',
      'REFUSED',
      'REFUSED',
      'REFUSED',
      'REFUSED',
    ]);
    const [a, b, c, d, e, , noObject, again] = answer.body.results;
    expect([a.version, b.version, c.version, d.version]).toEqual([1, 2, 1, null]);
    expect(a.problem).toBeNull();
    expect(d.problem).toMatchObject({ status: 400, code: 'invalid_request', errors: [{ pointer: '/3/contract_id' }] });
    expect(d.problem.detail).toBe('/contract_id: Must be given.');
    expect(e.problem.errors[0].pointer).toBe('/4/expires_at');
    expect(noObject).toMatchObject({ index: 6, id: '', problem: { code: 'invalid_request' } });
    expect(again.problem).toMatchObject({ status: 409, code: 'conflict' });
    expect((await gateway.request('GET', '/api/v1/tokens/D')).status).toBe(404);
  });

  it('says as a put of one what services find at fault, by pointers into the list', async () => {
    const answer = await put('locations', [location('L-1'), location('L-2', { time_zone: 'Mars/Olympus' })]);
    expect(statuses(answer)).toEqual(['CREATED', 'REFUSED']);
    expect(answer.body.results[1].problem.errors).toMatchObject([{ pointer: '/1/time_zone' }]);
    const stations = await put('stations', [
      { id: 'S-1', location_id: 'L-1', security_profile: 0 },
      { id: 'S-2', location_id: 'L-2', security_profile: 0 },
      { id: 'S-3', password: 'a-password-of-a-station' },
      { id: 'S-4' },
    ]);
    expect(statuses(stations)).toEqual(['CREATED', 'REFUSED', 'CREATED', 'REFUSED']);
    expect(stations.body.results[1].problem.errors[0].pointer).toBe('/1/location_id');
    const again = await put('stations', [
      { id: 'S-1', location_id: 'L-1', security_profile: 0 },
      { id: 'S-3', password: 'a-password-of-a-station' },
      { id: 'S-3', password: 'another-password-of-it' },
    ]);
    expect(statuses(again)).toEqual(['UNCHANGED', 'UNCHANGED', 'REFUSED']);
  });

  it('gives the first answer again for the same key, and none for another body', async () => {
    const headers = { 'idempotency-key': 'bulk-1' };
    const first = await put('tokens', [token('KEY-1'), { uid: 'KEY-2' }], headers);
    expect(statuses(first)).toEqual(['CREATED', 'REFUSED']);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    await put('tokens', [token('KEY-1', { issuer: 'Another' })]);
    const again = await put('tokens', [token('KEY-1'), { uid: 'KEY-2' }], headers);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    expect(await gateway.get('/api/v1/tokens/KEY-1')).toMatchObject({ version: 2, issuer: 'Another' });
    expect(await put('tokens', [token('KEY-3')], headers)).toMatchObject({ status: 422 });
    const elsewhere = await put('locations', [location('L-1')], headers);
    expect(elsewhere.status).toBe(422);
  });

  it('takes a body larger than others may be, and refuses what is no list of 1 to 1,000', async () => {
    const large = Array.from({ length: 900 }, (_, index) => token(`LARGE-${index}`, { driver_id: 'd'.repeat(255) }));
    expect(JSON.stringify(large).length).toBeGreaterThan(256 * 1024);
    expect((await put('tokens', large)).body).toMatchObject({ created: 900 });
    expect((await put('tokens', [])).status).toBe(400);
    expect((await put('tokens', token('A'))).status).toBe(400);
    expect(
      (
        await put(
          'tokens',
          Array.from({ length: 1001 }, () => token('A')),
        )
      ).status,
    ).toBe(400);
    const one = await put('tokens/A', { contract_id: 'C', issuer: 'x'.repeat(300 * 1024) });
    expect(one.status).toBe(413);
  });

  it('takes of each object what a put of it takes, and its id', () => {
    const { schemas } = readDescription().components;
    for (const [one, many, key] of [
      ['LocationPut', 'LocationItem', 'id'],
      ['StationPut', 'StationItem', 'id'],
      ['TokenPut', 'TokenItem', 'uid'],
    ] as const) {
      const { [key]: id, ...properties } = schemas[many]?.properties ?? {};
      expect(id, many).toBeDefined();
      expect(properties, many).toEqual(schemas[one]?.properties);
      expect(schemas[many]?.required).toEqual([key, ...(schemas[one]?.required ?? [])]);
    }
  });
});

describe('GraphQL', () => {
  const upsert = (tokens: readonly object[], idempotencyKey?: string) =>
    gateway.graphql(
      `mutation ($input: UpsertTokensInput!) { upsertTokens(input: $input) {
        created replaced unchanged refused results { index id status version error { code faults { pointer } } } } }`,
      { input: { tokens, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) } },
    );

  it('does the same', async () => {
    const tokens = [
      { uid: 'G-1', contractId: 'C' },
      { uid: 'G-2', contractId: ' '.repeat(40) },
      { uid: 'g-1', contractId: 'C' },
      { uid: 'G-3', contractId: 'C', ifVersion: 7 },
    ];
    const { data } = await upsert(tokens, 'graphql-bulk');
    expect(data.upsertTokens).toMatchObject({ created: 1, replaced: 0, unchanged: 0, refused: 3 });
    const [made, long, twice, atVersion] = data.upsertTokens.results;
    expect(made).toEqual({ index: 0, id: 'G-1', status: 'CREATED', version: 1, error: null });
    expect(long.error).toMatchObject({ code: 'invalid_request', faults: [{ pointer: '/input/tokens/1/contractId' }] });
    expect(twice.error.code).toBe('conflict');
    expect(atVersion.error.code).toBe('precondition_failed');
    expect(await upsert(tokens, 'graphql-bulk')).toEqual({ data });
    expect((await upsert([tokens[0] ?? {}])).data.upsertTokens).toMatchObject({ unchanged: 1 });
  });
});
