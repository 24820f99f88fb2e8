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
    ['tokens', `{ ${'me { clientId } '.repeat(600)} }`],
  ])('refuse too much %s before anything runs', async (_what, query) => {
    face.calls.length = 0;
    const { status, body } = await face.run(query);
    expect(status).toBe(400);
    expect(body.errors[0].extensions.code).toBe('invalid_request');
    expect(face.calls).toEqual([]);
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
    const html = await page.text();
    expect([...html.matchAll(/<(?:script|link)[^>]+(?:src|href)="(https?:[^"]+)"/g)].map(([, url]) => url)).toEqual([]);
    await face.close();
    const plain = await startGraphqlFace();
    const none = await fetch(plain.url, { headers: { accept: 'text/html' } });
    expect(none.headers.get('content-type') ?? '').not.toContain('text/html');
    await plain.close();
  });
});
