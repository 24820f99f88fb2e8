/** Lists by a named order: the contracts name those that the kinds declare, and both faces go by them. */
import { isEnumType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KIND_NAMES, KINDS, type KindName } from '../../src/domain/kinds/documents.ts';
import { offeredOrdersOf } from '../../src/domain/kinds/kind.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { operationsOf, readDescription } from '../../src/rest/description.ts';
import { orderNamed } from '../../src/services/api/paging.ts';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';

const operations = operationsOf(readDescription());
const fields = createSchema().getQueryType()?.getFields() ?? {};

const namesOnRest = (operationId: string): readonly string[] => {
  const { parameters = [] } = operations.find((operation) => operation.operationId === operationId) ?? {};
  const { schema } = parameters.find(({ name }) => name === 'order_by') ?? {};
  return schema?.enum?.map(String) ?? ['created_at'];
};

const namesOnGraphql = (field: string): readonly string[] => {
  const type = fields[field]?.args.find(({ name }) => name === 'orderBy')?.type;
  return isEnumType(type) ? type.getValues().map(({ name }) => name) : ['CREATED_AT'];
};

const operationOf = (kind: KindName): string => `list${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
const onRest = KIND_NAMES.filter((kind) => operations.some(({ operationId }) => operationId === operationOf(kind)));
const onGraphql = KIND_NAMES.filter((kind) => fields[kind] !== undefined);

describe('the contracts', () => {
  it('list what there is', () => {
    expect(onRest).toEqual(
      expect.arrayContaining(['clients', 'commands', 'locations', 'sessions', 'stations', 'tokens']),
    );
    expect(onGraphql).toEqual(expect.arrayContaining(['commands', 'locations', 'sessions', 'stations', 'tokens']));
  });

  it.each(onRest)('name the orders of %s over REST', (kind) => {
    expect(namesOnRest(operationOf(kind)).map(orderNamed)).toEqual(offeredOrdersOf(KINDS[kind]));
  });

  it.each(onGraphql)('name the orders of %s over GraphQL', (kind) => {
    expect(namesOnGraphql(kind).map(orderNamed)).toEqual(offeredOrdersOf(KINDS[kind]));
  });
});

describe('a list in another order than that of its making', () => {
  let gateway: TestGateway;
  const put = (uid: string, contractId: string): Promise<{ readonly status: number }> =>
    gateway.request('PUT', `/api/v1/tokens/${uid}`, {
      body: { type: 'RFID', contract_id: contractId, status: 'ACCEPTED' },
    });

  beforeAll(async () => {
    gateway = await startTestGateway();
    for (const uid of ['A', 'B', 'C']) expect((await put(uid, 'FIRST')).status).toBe(201);
    expect((await put('A', 'SECOND')).status).toBe(200);
  });
  afterAll(() => gateway.close());

  const uidsOf = (tokens: Json): readonly string[] => tokens.map(({ uid }: { readonly uid: string }) => uid);
  const refusal = { code: 'invalid_request', detail: 'The cursor is of a list in another order.' };

  it('is paged in it over REST, and its cursor goes on in no other', async () => {
    const first = await gateway.request('GET', '/api/v1/tokens?order_by=last_updated&limit=2');
    const next = /<(.*?)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const second = await gateway.request('GET', next);
    expect([...uidsOf(first.body), ...uidsOf(second.body)]).toEqual(['B', 'C', 'A']);
    expect(uidsOf(await gateway.get('/api/v1/tokens?order_by=created_at'))).toEqual(['A', 'B', 'C']);
    expect(uidsOf(await gateway.get('/api/v1/tokens?order_by=last_updated&order=newest_first'))).toEqual([
      'A',
      'C',
      'B',
    ]);
    const other = await gateway.request('GET', next.replace('last_updated', 'created_at'));
    expect(other).toMatchObject({ status: 400, body: refusal });
    expect(await gateway.request('GET', '/api/v1/tokens?order_by=uid')).toMatchObject({ status: 400 });
    expect(await gateway.request('GET', '/api/v1/sessions?order_by=last_updated')).toMatchObject({ status: 400 });
  });

  it('is paged in it over GraphQL, and its cursor goes on in no other', async () => {
    const page = async (rest: string): Promise<Json> =>
      gateway.graphql(`{ tokens(${rest}) { edges { node { uid } } pageInfo { endCursor } } }`);
    const nodesOf = ({ data }: Json) => uidsOf(data.tokens.edges.map(({ node }: Json) => node));
    const first = await page('first: 2, orderBy: LAST_UPDATED');
    const after = JSON.stringify(first.data.tokens.pageInfo.endCursor);
    const second = await page(`orderBy: LAST_UPDATED, after: ${after}`);
    expect([...nodesOf(first), ...nodesOf(second)]).toEqual(['B', 'C', 'A']);
    const [error] = (await page(`after: ${after}`)).errors;
    expect(error).toMatchObject({ message: refusal.detail, extensions: { code: refusal.code } });
  });
});

describe('the event log', () => {
  let gateway: TestGateway;
  let t1 = '';
  const UIDS = ['A', 'B', 'C', 'D'];
  const TYPE = 'token.updated';

  beforeAll(async () => {
    gateway = await startTestGateway();
    for (const uid of UIDS) {
      const body = { type: 'RFID', contract_id: 'C', status: 'ACCEPTED' };
      expect((await gateway.request('PUT', `/api/v1/tokens/${uid}`, { body })).status).toBe(201);
    }
    t1 = (await gateway.get(`/api/v1/events?types=${TYPE}`))[1].occurred_at;
  });
  afterAll(() => gateway.close());

  const detail = 'The cursor is of a list in another order.';
  const idsOf = (events: Json): readonly string[] => events.map(({ object_id }: Json) => object_id);

  it('is paged from the newest over REST, and a cursor goes on in its own direction only', async () => {
    const first = await gateway.request('GET', `/api/v1/events?types=${TYPE}&order=newest_first&limit=3`);
    expect(first.headers.get('x-total-count')).toBe('4');
    const next = /<(.*?)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    expect(new URL(next).searchParams.get('order')).toBe('newest_first');
    const second = await gateway.request('GET', next);
    expect([...idsOf(first.body), ...idsOf(second.body)]).toEqual(UIDS.toReversed());
    expect(second.headers.get('link')).toBeNull();
    expect(idsOf(await gateway.get(`/api/v1/events?types=${TYPE}&order=oldest_first`))).toEqual(UIDS);
    const turned = await gateway.request('GET', next.replace('newest_first', 'oldest_first'));
    expect(turned).toMatchObject({ status: 400, body: { detail, errors: [{ pointer: '/query/cursor' }] } });
    expect(await gateway.request('GET', '/api/v1/events?order=sideways')).toMatchObject({ status: 400 });
  });

  it('is from the newest within a time, too', async () => {
    const since = await gateway.get(`/api/v1/events?types=${TYPE}&order=newest_first&date_from=${t1}`);
    expect(idsOf(since)).toEqual(idsOf(await gateway.get(`/api/v1/events?types=${TYPE}&date_from=${t1}`)).toReversed());
    expect(idsOf(since)[0]).toBe('D');
  });

  it('is paged from the newest over GraphQL, and a cursor goes on in its own direction only', async () => {
    const page = async (rest: string): Promise<Json> =>
      gateway.graphql(
        `{ events(types: ["${TYPE}"], ${rest}) { totalCount edges { node { objectId } } pageInfo { endCursor hasNextPage } } }`,
      );
    const nodesOf = ({ data }: Json) => data.events.edges.map(({ node }: Json) => node.objectId);
    const first = await page('first: 3, newestFirst: true');
    expect(first.data.events).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    const after = JSON.stringify(first.data.events.pageInfo.endCursor);
    const second = await page(`newestFirst: true, after: ${after}`);
    expect([...nodesOf(first), ...nodesOf(second)]).toEqual(UIDS.toReversed());
    expect(nodesOf(await page('newestFirst: false'))).toEqual(UIDS);
    const [error] = (await page(`after: ${after}`)).errors;
    expect(error).toMatchObject({ message: detail, extensions: { code: 'invalid_request' } });
  });
});
