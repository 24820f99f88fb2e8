/** A whole gateway by GraphQL clients that others wrote. */
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';

type Operation = { readonly query: string; readonly variables?: Record<string, unknown> };
type GraphqlClient = {
  readonly iterate: (operation: Operation) => AsyncIterableIterator<Json>;
  readonly dispose: () => unknown;
};

let gateway: TestGateway;
let token: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  token = await gateway.token();
});
afterAll(() => gateway?.close());

const CLIENTS: Readonly<Record<string, () => GraphqlClient>> = {
  'graphql-sse': () =>
    createSseClient({ url: `${gateway.url}/graphql`, headers: { authorization: `Bearer ${token}` }, retryAttempts: 0 }),
  'graphql-ws': () =>
    createSocketClient({
      url: `${gateway.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { Authorization: `Bearer ${token}` },
      retryAttempts: 0,
    }),
};

const PUT = `mutation ($input: UpsertTokenInput!) { upsertToken(input: $input) { uid version } }`;

describe.each(Object.keys(CLIENTS))('%s', (name) => {
  const uid = `CARD-OF-${name}`;
  const run = async (client: GraphqlClient, operation: Operation): Promise<Json> =>
    (await client.iterate(operation).next()).value;

  it('queries, changes, is told of the change and of what it may not', async () => {
    const client = CLIENTS[name]?.() as GraphqlClient;
    expect(await run(client, { query: '{ me { clientId } }' })).toEqual({ data: { me: { clientId: 'admin' } } });

    const input = { uid, type: 'RFID', contractId: 'C', status: 'ACCEPTED' };
    const first = await run(client, { query: PUT, variables: { input } });
    expect(first).toEqual({ data: { upsertToken: { uid, version: 1 } } });

    const after = (await gateway.get('/api/v1/events')).at(-1).id;
    const events = client.iterate({
      query: 'subscription ($after: ID!) { event(types: ["token.updated"], after: $after) { objectId } }',
      variables: { after },
    });
    const told = events.next();
    await run(client, { query: PUT, variables: { input: { ...input, contractId: 'D' } } });
    expect((await told).value).toMatchObject({
      data: { event: { objectId: uid } },
      extensions: { eventId: expect.any(String) },
    });
    await events.return?.();

    const unknown = { query: 'subscription { event(after: "NO-EVENT") { id } }' };
    const refused = await run(client, unknown).catch((errors: Json) => ({ errors }));
    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'not_found' } }] });

    const missing = await run(client, { query: '{ station(id: "NOWHERE") { id } }' });
    expect(missing).toMatchObject({ errors: [{ extensions: { code: 'not_found' } }] });
    await client.dispose();
  });
});
