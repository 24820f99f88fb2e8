/**
 * What the contract allows the server takes, and what it refuses no face takes: every text and number of every request, at
 * its shortest and longest, its least and most, with the characters that its pattern allows, and just beyond.
 */
import { type GraphQLInputType, getNamedType, isInputObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from '../../src/graphql/schema.ts';
import { type DescribedOperation, operationsOf, readDescription } from '../../src/rest/description.ts';
import { createRequestChecks } from '../../src/rest/request-checks.ts';
import { RequestFault } from '../../src/rest/request-fault.ts';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { createShapes, edgesOf, type Leaf, type Schema } from './support/edges.ts';
import { graphqlOperations, restOperations } from './support/operations.ts';
import { createOwnerWorld, type OwnerWorld } from './support/owner-world.ts';

const description = readDescription();
const operations = operationsOf(description);
const checkOf = createRequestChecks(description);
const { leavesOf, withValue, withNames } = createShapes(description.components.schemas);

/** What only words of the contract say: what must be there, and what goes together. By what the refusal says. */
const SAID_IN_WORDS: readonly RegExp[] = [
  /^There is no such location\.$/,
  /^There is no such client\.$/,
  /^The location is not of the party of the station\.$/,
  /^The EVSE has no such connector\.$/,
  /^country_code and party_id are given together$/,
  /^A time zone is an IANA name/,
  /^(Syntax Error|Cannot query|There can be only one)/,
  /^(A client of an outside issuer|A service|An app) /,
  /^Only drivers have a driver id\.$/,
  /^UNPLUG takes no such thing\.$/,
  /^Say one of /,
  /^Needed where no session or EVSE names the station\.$/,
  /^Exactly one limit is needed/,
];

/** What goes with `near` or `box` alone: test/contracts/plugs.test.ts has that. */
const OF_SEARCHES: ReadonlySet<string> = new Set('near box radius_m status standard min_power_w power_type'.split(' '));

let gateway: TestGateway;
let world: OwnerWorld;
beforeAll(async () => {
  gateway = await startTestGateway({ environment: { OUTBOUND_ALLOW: '127.0.0.1' } });
  world = await createOwnerWorld(gateway, 'NL-OWN');
});
afterAll(() => gateway?.close());

const isAllowed = (operation: DescribedOperation, given: object): boolean => {
  try {
    const headers = { 'content-type': 'application/json' };
    const request = structuredClone({ url: operation.path, query: {}, headers, params: {}, body: undefined, ...given });
    return checkOf(operation)(request).size === 0;
  } catch (error) {
    if (error instanceof RequestFault) return false;
    throw error;
  }
};

const bodyOf = ({ bodies }: DescribedOperation): Schema | undefined => bodies.get('application/json');
const pointerOf = ({ at }: Leaf): string => at.map((part) => `/${part}`).join('');
const shown = (value: unknown): string => JSON.stringify(value).slice(0, 50);

/** Those that take the ground away from others come last. */
const rankOf = ({ operationId }: DescribedOperation): number => Number(/^(replaceStation|delete)/.test(operationId));
/** Commands are checked before it is looked whether their station is there; one that is not there gets none. */
const idsOf = ({ path }: DescribedOperation) =>
  path.includes('/commands/') ? { ...world.ids, station: 'NOWHERE', location: 'NOWHERE' } : world.ids;
const rows = (operation: DescribedOperation) => restOperations(idsOf(operation));
const params = (operation: DescribedOperation) => {
  const names = operation.path.split('/');
  const values = (rows(operation)[operation.operationId]?.path.split('?')[0] ?? '').split('/');
  return Object.fromEntries(
    names.slice(3).flatMap((name, index) => (name.startsWith('{') ? [[name.slice(1, -1), values[index + 1]]] : [])),
  );
};

type Case = { readonly name: string; readonly at: Leaf['at']; readonly value: unknown };
const casesOf = (operation: DescribedOperation, schema: Schema, which: 'fits' | 'beyond'): readonly Case[] =>
  leavesOf(schema).flatMap((leaf) =>
    edgesOf(leaf.schema)[which].map((value) => ({
      name: `${operation.operationId} ${pointerOf(leaf)} ${shown(value)}`,
      at: leaf.at,
      value,
    })),
  );

/** One of each leaf, then another of each: what is asked together. */
const roundsOf = (cases: readonly Case[]): readonly (readonly Case[])[] => {
  const rounds: Case[][] = [];
  const next = new Map<string, number>();
  for (const one of cases) {
    const leaf = one.at.join('/');
    const round = next.get(leaf) ?? 0;
    next.set(leaf, round + 1);
    rounds[round] = [...(rounds[round] ?? []), one];
  }
  return rounds;
};

describe('what the contract allows', () => {
  it('is taken by REST in each body', async () => {
    let asks = 0;
    const wrong: string[] = [];
    const heard = new Set<RegExp>();
    const judge = (name: string, status: number, problem: Json) => {
      if (status < 500 && problem?.status !== 400) return;
      const inWords = SAID_IN_WORDS.find((words) => words.test(problem?.detail));
      if (inWords === undefined) wrong.push(`${name}: ${status} ${problem?.detail} ${JSON.stringify(problem?.errors)}`);
      else heard.add(inWords);
    };
    for (const operation of operations.toSorted((a, b) => rankOf(a) - rankOf(b))) {
      const schema = bodyOf(operation);
      const row = rows(operation)[operation.operationId];
      if (schema === undefined || row === undefined) continue;
      const path = `/api/v1${row.path}`;
      const fits = (body: unknown) => isAllowed(operation, { body, params: params(operation) });
      const withCase = (body: unknown, { at, value }: Case) => withValue(schema, body, at, value);
      const cases = casesOf(operation, schema, 'fits')
        .map((one) => ({ one, body: withCase(row.body, one) }))
        .filter(({ body }) => fits(body));
      if (operation.itemsAlone) {
        const items = cases.map(({ body }) => (body as Json)[0]);
        const { body } = await gateway.request(row.method, path, { body: items });
        for (const [index, { one }] of cases.entries()) judge(one.name, 200, body.results[index].problem);
        continue;
      }
      const ask = (body: unknown) => {
        asks += 1;
        return gateway.request(row.method, path, { body });
      };
      // Those that are not taken among others, for what words say: they are asked by themselves from then on.
      const lone = new Set<string>();
      for (const round of roundsOf(cases.map(({ one }) => one))) {
        const some = round.filter(({ at }) => !lone.has(at.join('/')));
        const together = some.reduce(withCase, row.body as unknown);
        const asked = fits(together) ? await ask(together) : null;
        const isTaken = asked !== null && asked.status < 500 && asked.status !== 400;
        for (const one of isTaken ? round.filter((known) => !some.includes(known)) : round) {
          const { status, body } = await ask(withCase(row.body, one));
          judge(one.name, status, body);
          if (status === 400) lone.add(one.at.join('/'));
        }
      }
    }
    expect(asks).toBeGreaterThan(200);
    expect(wrong).toEqual([]);
    expect(SAID_IN_WORDS.filter((words) => !heard.has(words))).toEqual([]);
  }, 120_000);

  it('is taken by REST in each query and each key', async () => {
    const wrong: string[] = [];
    let asks = 0;
    for (const operation of operations) {
      const row = rows(operation)[operation.operationId];
      const isKey = /^put/.test(operation.operationId);
      // A stream has no end.
      const isAsked = isKey || (operation.method === 'get' && operation.operationId !== 'streamEvents');
      if (row === undefined || !isAsked) continue;
      const left = operation.query.has('near') ? OF_SEARCHES : new Set<string>();
      const asked = operation.parameters
        // Cursors are what an answer before has said.
        .filter(({ in: place, name }) => place === (isKey ? 'path' : 'query') && name !== 'cursor' && !left.has(name))
        .map(({ name, schema }) => ({ name, values: leavesOf(schema).flatMap((leaf) => edgesOf(leaf.schema).fits) }));
      for (let round = 0; asked.some(({ values }) => round < values.length); round += 1) {
        const said = asked
          .filter(({ values }) => round < values.length)
          .map(({ name, values }) => [name, encodeURIComponent(String(values[round]))] as const);
        const keyed = operation.path.replace(/\{(\w+)\}/g, (_, name) => new Map(said).get(name) ?? 'NL-OWN');
        const queried = `/api/v1${row.path.split('?')[0]}?${said.map((pair) => pair.join('=')).join('&')}`;
        const { status, body } = await gateway.request(
          row.method,
          isKey ? keyed : queried,
          isKey ? { body: row.body } : {},
        );
        asks += 1;
        if (status >= 500 || status === 400) wrong.push(`${operation.operationId} ${said.join(' ')}: ${body.detail}`);
      }
    }
    expect(asks).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  }, 120_000);
});

const camelCase = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const graphql = createSchema();
/** Texts: what their types refuse by themselves is left out, as enums are. */
const isText = (type: GraphQLInputType | undefined, [first, ...rest]: Leaf['at']): boolean => {
  if (type === undefined) return false;
  if (first === undefined) return ['String', 'ID'].includes(getNamedType(type).name);
  if (typeof first === 'number') return isText(type, rest);
  const named = getNamedType(type);
  return isInputObjectType(named) && isText(named.getFields()[first]?.type, rest);
};

describe('what the contract refuses', () => {
  it('is refused by GraphQL, too', async () => {
    const taken: string[] = [];
    let compared = 0;
    for (const operation of operations) {
      const schema = bodyOf(operation);
      const row = rows(operation)[operation.operationId];
      const field = operation.operationId.replace(/^put/, 'upsert').replace(/^patch/, 'update');
      const mutation = graphqlOperations(idsOf(operation))[`Mutation.${field}`];
      if (schema === undefined || row === undefined || mutation === undefined || operation.itemsAlone) continue;
      const { input } = mutation.variables as { readonly input: object };
      const type = graphql.getType(`${field.charAt(0).toUpperCase()}${field.slice(1)}Input`);
      const inCamelCase = withNames(schema, camelCase);
      const isRefused = ({ at, value }: Case) =>
        !isAllowed(operation, { body: withValue(schema, row.body, at, value), params: params(operation) });
      const cases = casesOf(operation, schema, 'beyond')
        .filter(isRefused)
        .map((one) => ({ ...one, at: one.at.map((part) => (typeof part === 'string' ? camelCase(part) : part)) }))
        .filter(({ at, value }) => typeof value === 'string' && isText(type as GraphQLInputType, at));
      for (const { name, at, value } of cases) {
        const variables = { input: withValue(inCamelCase, input, at, value) };
        const { errors: [error] = [], data } = await gateway.graphql(mutation.document, variables);
        compared += 1;
        const isTaken = error === undefined && !(data[field].refused > 0);
        if (isTaken || error?.extensions?.code === 'internal') taken.push(`${name}: ${JSON.stringify(error ?? data)}`);
      }
    }
    expect(compared).toBeGreaterThan(200);
    expect(taken).toEqual([]);
  }, 120_000);
});
