/** Operations that clients name by the hash of their text, over every way in, on a whole gateway. */
import { createHash } from 'node:crypto';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const ME = 'query Me { me { clientId } }';
/** Six lists: asked for a thousand each, they cost too much. */
const LISTS = [1, 2, 3, 4, 5, 6].map((n) => `list${n}: locations(first: $first) { edges { node { id } } }`).join(' ');
const LOCATIONS = `query Locations($first: Int) { ${LISTS} }`;
const EVENTS = 'subscription Events { event { type } }';
/** Registered for nobody. */
const OTHER = 'query Other { me { scopes } }';

let gateway: TestGateway;
let admin: string;
let app: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  admin = await gateway.token();
  app = await gateway.client({ id: 'app', scopes: ['events:read', 'locations:read'] });
});
afterAll(() => gateway?.close());

const register = (document: string, client_id: string | null = null) =>
  gateway.request('POST', '/api/v1/persisted_operations', { body: { document, client_id } });

const post = async (body: object, token: string | null = app, accept = 'application/graphql-response+json') => {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  return response;
};
const ask = async (body: object, token: string | null = app): Promise<Json> => (await post(body, token)).json();

const overSocket = async (payload: object): Promise<Json> => {
  const client = createClient({
    url: `${gateway.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { Authorization: `Bearer ${app}` },
    retryAttempts: 0,
  });
  const results = client.iterate({ query: '', ...payload } as never);
  const { value } = await results.next();
  await results.return?.();
  await client.dispose();
  return value;
};

const codeOf = ({ errors }: Json): string | undefined => errors?.[0].extensions.code;

describe('an operation that is registered', () => {
  beforeAll(async () => {
    expect(await register(ME)).toMatchObject({ status: 201, body: { id: sha256(ME), client_id: null } });
    expect(await register(EVENTS, 'app')).toMatchObject({ status: 201, body: { sha256: sha256(EVENTS) } });
  });

  it('is there once, however often it is registered', async () => {
    expect(await register(ME)).toMatchObject({ status: 200, body: { id: sha256(ME), version: 1 } });
    const all = await gateway.get('/api/v1/persisted_operations');
    expect(all.map(({ document }: Json) => document)).toEqual([ME, EVENTS]);
    const [own, ...more] = await gateway.get('/api/v1/persisted_operations?client_id=app');
    expect([own.document, more]).toEqual([EVENTS, []]);
    const [entry] = await gateway.get('/api/v1/audit_log?object=persisted_operation');
    expect(entry).toMatchObject({ operation: 'persisted_operation.register', after: { document: EVENTS } });
  });

  it.each([
    ['documentId', { documentId: sha256(ME) }],
    ['documentId with its algorithm', { documentId: `sha256:${sha256(ME)}` }],
    ['extensions', { extensions: { persistedQuery: { version: 1, sha256Hash: sha256(ME).toUpperCase() } } }],
    ['its text beside its hash', { query: ME, documentId: sha256(ME) }],
  ])('runs by %s', async (_how, named) => {
    expect(await ask(named)).toEqual({ data: { me: { clientId: 'app' } } });
    expect(await overSocket(named)).toEqual({ data: { me: { clientId: 'app' } } });
  });

  it('runs by GET, and by server-sent events', async () => {
    const extensions = encodeURIComponent(JSON.stringify({ persistedQuery: { sha256Hash: sha256(ME) } }));
    for (const query of [`documentId=${sha256(ME)}`, `extensions=${extensions}`]) {
      const headers = { authorization: `Bearer ${app}` };
      const response = await fetch(`${gateway.url}/graphql?${query}`, { headers });
      expect(await response.json()).toEqual({ data: { me: { clientId: 'app' } } });
    }
    const stream = await post({ documentId: sha256(EVENTS) }, app, 'text/event-stream');
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    await stream.body?.cancel();
  });

  it('is of its own client alone', async () => {
    const documentId = sha256(EVENTS);
    expect(await ask({ documentId }, admin)).toMatchObject({ errors: [{ message: 'PersistedQueryNotFound' }] });
    expect(codeOf(await ask({ documentId }, null))).toBe('operation_not_persisted');
  });

  it('tells who has no token so by its first field', async () => {
    expect(codeOf(await ask({ documentId: sha256(ME) }, null))).toBe('unauthorized');
  });

  it.each([
    ['a hash of nothing known', { documentId: sha256(OTHER) }, 'operation_not_persisted'],
    ['what is no hash', { documentId: 'me' }, 'invalid_request'],
    ['a number', { extensions: { persistedQuery: { sha256Hash: 1 } } }, 'invalid_request'],
    ['a hash of another text than the one beside it', { query: OTHER, documentId: sha256(ME) }, 'invalid_request'],
  ])('is not run by %s', async (_what, named, code) => {
    expect(codeOf(await ask(named))).toBe(code);
    expect((await overSocket(named).catch((errors: Json) => ({ errors }))).errors[0].extensions.code).toBe(code);
  });

  it('is held to the cost of what it is asked with', async () => {
    await register(LOCATIONS);
    const all = await ask({ documentId: sha256(LOCATIONS), variables: { first: 1000 } });
    expect(all.errors).toMatchObject([
      { message: expect.stringContaining('cost'), extensions: { code: 'invalid_request' } },
    ]);
  });

  it.each([
    ['no GraphQL', 'query {'],
    ['of no field here', '{ nothing }'],
    ['too long', `{ me { clientId } } #${'-'.repeat(32_768)}`],
  ])('is refused where it is %s', async (_what, document) => {
    expect(await register(document)).toMatchObject({ status: 400, body: { errors: [{ pointer: '/document' }] } });
  });

  it('is refused for a client that is not there', async () => {
    const answer = await register(ME, 'nobody');
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/client_id' }] } });
  });
});

describe('a client with persisted_operations_only', () => {
  let bound: string;
  beforeAll(async () => {
    const token = await gateway.client({ id: 'bound', scopes: ['locations:read'] });
    const changed = await gateway.request('PATCH', '/api/v1/clients/bound', {
      body: { persisted_operations_only: true },
    });
    expect(changed).toMatchObject({ status: 200, body: { persisted_operations_only: true } });
    bound = token;
    await register(ME);
  });

  it('runs those, by their hash or by their text', async () => {
    const answer = { data: { me: { clientId: 'bound' } } };
    expect(await ask({ documentId: sha256(ME) }, bound)).toEqual(answer);
    expect(await ask({ query: ME }, bound)).toEqual(answer);
  });

  it.each([
    ['another text', { query: OTHER }],
    ['the same with a blank more', { query: `${ME} ` }],
    ['one of another client', { documentId: sha256(EVENTS) }],
    ['a reading of the schema', { query: '{ __schema { queryType { name } } }' }],
  ])('is refused %s', async (_what, named) => {
    expect(codeOf(await ask(named, bound))).toBe('operation_not_persisted');
  });

  it('loses one that is deleted, and is set free over GraphQL', async () => {
    const text = 'query Mine { me { clientId } }';
    const set = `mutation($input: RegisterPersistedOperationInput!) { registerPersistedOperation(input: $input) { id } }`;
    const made = await gateway.graphql(set, { input: { document: text, clientId: 'bound' } });
    const { id } = made.data.registerPersistedOperation;
    expect(codeOf(await ask({ documentId: sha256(text) }, bound))).toBeUndefined();
    await gateway.graphql('mutation($id: ID!) { deletePersistedOperation(input: { id: $id }) { id } }', { id });
    expect(codeOf(await ask({ documentId: sha256(text) }, bound))).toBe('operation_not_persisted');

    const free =
      'mutation { updateClient(input: { id: "bound", persistedOperationsOnly: false }) { client { persistedOperationsOnly } } }';
    expect(await gateway.graphql(free)).toMatchObject({
      data: { updateClient: { client: { persistedOperationsOnly: false } } },
    });
  });
});
