import { getIntrospectionQuery, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measure } from '../../src/graphql/limits.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { type GraphqlFaceUnderTest, startGraphqlFace } from '../support/graphql-face.ts';

const schema = createSchema();
const sized = (text: string, variables = {}) => measure({ schema, document: parse(text), variables });

describe('measure', () => {
  it('multiplies what a list holds by first', () => {
    const query = (first: string) => `query ($n: Int = 3) { stations(${first}) { edges { node { evses { id } } } } }`;
    // stations, then for each edge: edge, node, evses.
    expect(sized(query('first: 10'))).toEqual({ depth: 5, aliases: 0, cost: 31 });
    expect(sized(query('first: $n'), { n: 20 }).cost).toBe(61);
    expect(sized('{ stations { edges { cursor } } }').cost).toBe(51);
  });

  it.each(['n', 'toString', 'constructor'])('takes the default of $%s where the request leaves it out', (name) => {
    const query = `query ($${name}: Int = 1000) { stations(first: $${name}) { edges { cursor } } }`;
    expect(sized(query).cost).toBe(1001);
    expect(sized(query, { [name]: 20 }).cost).toBe(21);
  });

  it('follows fragments, each once', () => {
    const fragments = Array.from(
      { length: 200 },
      (_, number) => `fragment F${number} on Query { ...F${number + 1} ...F${number + 1} }`,
    );
    const size = sized(`{ ...F0 } ${fragments.join(' ')} fragment F200 on Query { a: me { clientId } }`);
    expect(size.depth).toBe(2);
    expect(size.aliases).toBeGreaterThan(1e50);
  });

  it('counts aliases at any depth', () => {
    expect(sized('{ a: me { b: clientId ... on Me { c: userId } } }')).toMatchObject({ aliases: 3, depth: 2 });
  });

  it('leaves reading the schema free', () => {
    expect(sized(getIntrospectionQuery())).toEqual({ depth: 1, aliases: 0, cost: 0 });
  });
});

describe('limits', () => {
  let face: GraphqlFaceUnderTest;
  beforeAll(async () => {
    face = await startGraphqlFace();
  });
  afterAll(() => face.close());

  it.each([
    [
      'depth',
      `{ ${'session(id: "s") { command { '.repeat(1)}${'session { command { '.repeat(6)} id ${'} }'.repeat(7)} }`,
    ],
    ['aliases', `{ ${Array.from({ length: 31 }, (_, n) => `a${n}: me { clientId }`).join(' ')} }`],
    ['cost', '{ stations(first: 1000) { edges { node { sessions(first: 100) { edges { node { id } } } } } } }'],
    [
      'cost by a default',
      'query ($n: Int = 1000) { stations(first: $n) { edges { node { sessions(first: $n) { edges { cursor } } } } } }',
    ],
    ['tokens', `{ me { ${'clientId '.repeat(1000)} } }`],
    ['repeated fields', `{ ${'me { clientId } '.repeat(100)} }`],
    ['spread fragments', `{ ${'...F '.repeat(100)} } fragment F on Query { me { clientId } }`],
    [
      'of the schema',
      `{ __schema { ${Array.from({ length: 5 }, (_, n) => `t${n}: types { name fields { name } }`).join(' ')} } }`,
    ],
    [
      'of the schema through a fragment',
      `{ ${Array.from({ length: 5 }, (_, n) => `s${n}: __schema { ...F }`).join(' ')} } fragment F on __Schema { types { name } }`,
    ],
  ])('refuse too much %s before anything runs', async (_what, query) => {
    face.calls.length = 0;
    const { status, body } = await face.run(query);
    expect(status).toBe(400);
    expect(body.errors[0].extensions.code).toBe('invalid_request');
    expect(face.calls).toEqual([]);
  });

  it('let a fragment be spread that many times, and fields be said again', async () => {
    const { status } = await face.run(
      '{ ...F ...F me { clientId } me { clientId } } fragment F on Query { me { userId } }',
    );
    expect(status).toBe(200);
  });

  it.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'application/graphql',
    'multipart/form-data; boundary=x',
  ])('take no body of %s', async (type) => {
    const response = await fetch(face.url, {
      method: 'POST',
      headers: { authorization: 'Bearer all', 'content-type': type },
      body: 'query={me{clientId}}',
    });
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'invalid_request' } }] });
  });

  it('say nothing of the body that could not be read', async () => {
    const response = await fetch(face.url, {
      method: 'POST',
      headers: { authorization: 'Bearer all', 'content-type': 'application/json' },
      body: '{"query": secret',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      errors: [{ message: expect.not.stringContaining('secret'), extensions: { code: 'invalid_request' } }],
    });
  });

  it('let the schema be read without a token', async () => {
    const { status, body } = await face.run(getIntrospectionQuery(), { token: null });
    expect(status).toBe(200);
    expect(body.data.__schema.types.length).toBeGreaterThan(50);
  });
});

describe('GraphiQL', () => {
  it('comes from here alone, and only when it is switched on', async () => {
    const face = await startGraphqlFace({ graphiql: true });
    const page = await fetch(face.url, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(page.headers.get('cache-control')).toContain('max-age');
    const sources = [...(await page.text()).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source = '']) => source);
    const assets = sources.filter((source) => source !== '/favicon.svg');
    expect(assets.length).toBeGreaterThan(2);
    for (const source of assets) {
      expect(source).toMatch(/^\/graphql\/assets\/[\w-]+\.(js|css)$/);
      const asset = await fetch(new URL(source, face.url));
      expect(asset.status).toBe(200);
      expect(asset.headers.get('cache-control')).toContain('immutable');
      expect((await asset.text()).length).toBeGreaterThan(100);
    }
    const nowhere = await fetch(new URL('/graphql/assets/none.js', face.url));
    expect(nowhere.status).toBe(404);
    await face.close();
    const plain = await startGraphqlFace();
    const none = await fetch(plain.url, { headers: { accept: 'text/html' } });
    expect(none.headers.get('content-type') ?? '').not.toContain('text/html');
    await plain.close();
  });
});
