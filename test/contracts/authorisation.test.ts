/**
 * The table of authorisation: every operation of REST and GraphQL, every tool, every subscription (as server-sent events and
 * over WebSocket), by each kind of client, upon what is its own, of others in its party, and of another party. One that is added must have a row; docs/recipes/api-write.md
 * says how.
 */
import { readFile } from 'node:fs/promises';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Scope } from '../../src/domain/access.ts';
import { TOOLS } from '../../src/mcp/tools/tools.ts';
import type { Json } from '../support/gateway.ts';
import { type AuthorisationWorld, createAuthorisationWorld } from './support/authorisation-world.ts';
import { type Answer, createCalls, toldIn, withoutIds } from './support/calls.ts';
import {
  type Access,
  CLIENT_KINDS,
  type ClientKind,
  REACHED,
  type Reach,
  WHOSE,
  type Whose,
} from './support/client-kinds.ts';
import type { Operation, Theirs } from './support/operations.ts';

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;
let world: AuthorisationWorld;
/** What the other party has, before anybody else has asked about it. */
let before: readonly string[];
beforeAll(async () => {
  world = await createAuthorisationWorld();
  before = await readOther();
}, 60_000);
afterAll(() => world?.close(), 60_000);

const calls = createCalls(
  () => world.gateway.url,
  (text) => world.lastEvents.test(text) || /"code":"|"data":\{"(command|session|station|evse)Updated":\{/.test(text),
);

type Row = {
  readonly name: string;
  readonly scopes: readonly Scope[] | null;
  readonly access: Access;
  readonly outside: 'refused' | 'left_out';
  readonly named: Operation['named'];
  readonly writes: boolean;
  readonly ask: (ids: Theirs, token: string | null) => Promise<Answer>;
};

const rows: readonly Row[] = [
  ...[...calls.rest, ...calls.graphql, ...calls.sockets].map(({ name, operation, ask }): Row => {
    const { scope, access, outside, named } = operation;
    const writes = name.startsWith('Mutation.') || ('method' in operation && operation.method !== 'GET');
    return { name, scopes: scope === null ? null : [scope], access, outside, named, writes, ask };
  }),
  ...calls.tools.map(({ name, row: { scopes, access, outside }, ask }): Row => {
    const writes = /^(confirm|cancel)_/.test(name);
    return { name: `tool ${name}`, scopes, access, outside, named: undefined, writes, ask };
  }),
];

const codeIn = ({ text }: Answer): string | null =>
  text.includes('There is no tool') ? 'insufficient_scope' : (/"code":"(\w+)"/.exec(text)?.[1] ?? null);

/**
 * As an object that is not there is answered. A call that is malformed is none of these, and to whoever may make it is
 * none at all: see the writes of the administration.
 */
const REFUSALS = ['not_found', 'forbidden', 'token_not_valid'];
const FIELDS = { location: /"pointer":"[^"]*\/location_?id"/i, client: /"pointer":"[^"]*\/client_?id"/i } as const;

const isRefused = (answer: Answer, named: Operation['named']): boolean => {
  if (answer.ok) return false;
  const code = codeIn(answer) ?? '';
  if (REFUSALS.includes(code)) return true;
  return code === 'invalid_request' && named !== undefined && FIELDS[named].test(answer.text);
};
/** Names what may be made where it is not there: asked about what nobody has, these make it. */
const MAKES = /^(put(Locations?|Stations?|Tokens?|Party|Client)|Mutation\.upsert\w+)$/;
/**
 * Let in once on each face, at the end: what they are asked about is no more after that, or only one can make it. REST's by
 * the operator upon its own, GraphQL's by the administration upon the other party's.
 */
const ONCE = /^(Mutation\.)?(delete|retire|closeSession|replaceStation|lockAccount|(put|upsert)Client$)/;
/** The last of the writes: each makes those before it impossible. A token that is put is no driver's any more. */
const LAST = [/(put|upsert)Tokens?$/, ONCE, /delete(?!Client)/, /deleteClient/];
/** What they name is not there at all. */
const NAMELESS = /^(dismissProblem|tool confirm_command)$/;

type Cell = { readonly row: Row; readonly kind: ClientKind };
const askAs = ({ row, kind }: Cell, ids: Theirs) => row.ask(ids, world.tokenOf(kind, row.scopes));

/** What is amiss, each as a line; none: the cell holds. */
type Look = (cell: Cell) => Promise<readonly string[]>;

const expectCode =
  (code: string): Look =>
  async (cell) => {
    const answer = await askAs(cell, world.idsOf(cell.kind, 'own'));
    return codeIn(answer) === code ? [] : [`not ${code}: ${answer.text.slice(0, 200)}`];
  };

/**
 * The same with ids that nobody has. A station, its place and what it tells of them are open to who is bound to tokens or a
 * driver: there nobody's token is asked for at the same station.
 */
const nobodysFor = (kind: ClientKind, ids: Theirs, whose: Whose): Theirs => {
  const { nobodys } = world;
  if (whose === 'other' || (kind !== 'ofToken' && kind !== 'driver')) return nobodys;
  const { location, station, evse, party, event } = ids;
  return { ...nobodys, location, station, evse, party, event };
};

const hidden = async (cell: Cell, whose: Whose): Promise<readonly string[]> => {
  const { row, kind } = cell;
  const ids = world.idsOf(kind, whose);
  const answer = await askAs(cell, ids);
  const told = withoutIds(toldIn(answer), ids);
  if (!isRefused(answer, row.named)) return [`reaches ${whose}: ${answer.text.slice(0, 200)}`];
  if (world.worlds[whose].marks.test(told)) return [`tells of ${whose}: ${told.slice(0, 300)}`];
  // Another's, at a place that is the caller's own: nothing but whose it is can be the reason.
  if (row.named === 'location') {
    const { location } = world.idsOf(kind, kind === 'otherParty' ? 'other' : 'own');
    const atOwn = await askAs(cell, { ...ids, location });
    if (!isRefused(atOwn, undefined)) return [`reaches ${whose} from its own: ${atOwn.text.slice(0, 200)}`];
  }
  if (MAKES.test(row.name)) return [];
  const nobodys = nobodysFor(kind, ids, whose);
  const nobody = await askAs(cell, nobodys);
  const like = withoutIds(toldIn(nobody), nobodys);
  return answer.status === nobody.status && told === like
    ? []
    : [`tells that ${whose} is there: ${told.split('\n').at(-1)} for nobody’s: ${like.split('\n').at(-1)}`];
};

/** Lists of what each party has one of: the first party's is the own one. */
const ONE_OF_A_PARTY = /^(listParties|Query\.parties)$/;

/** Of many: one answer, with what is reached in it and nothing else. */
const listed = async (cell: Cell, reached: readonly Whose[]): Promise<readonly string[]> => {
  const answer = await askAs(cell, world.idsOf(cell.kind, 'own'));
  if (!answer.ok) return [`refused: ${answer.text.slice(0, 200)}`];
  return WHOSE.flatMap((whose) => {
    // What is a sandbox's own is listed in test/sandbox.
    if (cell.kind === 'sandbox' && whose === 'own') return [];
    const isReached = reached.includes(whose);
    const isThere = world.worlds[whose].marks.test(answer.text);
    if (isThere === isReached || (whose === 'foreign' && ONE_OF_A_PARTY.test(cell.row.name))) return [];
    return [`${isThere ? 'has' : 'lacks'} ${whose}: ${answer.text.slice(0, 200)}`];
  });
};

const ofObjects =
  (reached: readonly Whose[]): Look =>
  async (cell) => {
    const { row, kind } = cell;
    if (row.outside === 'left_out') return listed(cell, reached);
    const looks = WHOSE.map(async (whose) => {
      if (!reached.includes(whose)) return hidden(cell, whose);
      if (row.writes) return [];
      const answer = await askAs(cell, world.idsOf(kind, whose));
      return answer.ok ? [] : [`does not reach ${whose}: ${answer.text.slice(0, 200)}`];
    });
    return (await Promise.all(looks)).flat();
  };

const LOOKS: { readonly [R in Reach]: Look } = {
  unauthorized: expectCode('unauthorized'),
  no_scope: expectCode('insufficient_scope'),
  forbidden: async (cell) => {
    const own = await expectCode('forbidden')(cell);
    const others = await Promise.all([hidden(cell, 'foreign'), hidden(cell, 'other')]);
    return [own, ...others].flat();
  },
  free: async (cell) => {
    if (cell.row.writes) return [];
    const answer = await askAs(cell, world.idsOf(cell.kind, 'own'));
    return answer.ok ? [] : [`refused: ${answer.text.slice(0, 200)}`];
  },
  all: ofObjects(REACHED.all),
  party: ofObjects(REACHED.party),
  own: ofObjects(REACHED.own),
  other: ofObjects(REACHED.other),
  none: ofObjects(REACHED.none),
};

describe('the table', () => {
  it('lists every operation of openapi/voltgate.yaml, with its scope', async () => {
    const { paths } = parse(await readFile('openapi/voltgate.yaml', 'utf8')) as Json;
    const described = Object.values(paths).flatMap((path: Json) =>
      METHODS.flatMap((method) => (path[method] === undefined ? [] : [path[method]])),
    );
    const scopes = described.map(({ operationId, security }: Json) => [
      operationId,
      security?.flatMap((way: Json) => way.oauth)[0] ?? null,
    ]);
    const inTable = calls.rest.map(({ name, operation }) => [name, operation.scope]);
    expect(Object.fromEntries(inTable)).toEqual(Object.fromEntries(scopes));
  });

  it('lists every root field of schema.graphql, with the scope that its description names', async () => {
    const schema = buildSchema(await readFile('schema.graphql', 'utf8'));
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const scopes = roots.flatMap((root) =>
      Object.values(root?.getFields() ?? {}).map((field) => [
        `${root?.name}.${field.name}`,
        /Needs `([a-z_:]+)`/.exec(field.description ?? '')?.[1] ?? null,
      ]),
    );
    const inTable = calls.graphql.map(({ name, operation }) => [name, operation.scope]);
    expect(Object.fromEntries(inTable)).toEqual(Object.fromEntries(scopes));
  });

  it('lists every tool of /mcp, with its scopes', () => {
    const inTable = calls.tools.map(({ name, row }) => [name, row.scopes]);
    expect(Object.fromEntries(inTable)).toEqual(Object.fromEntries(TOOLS.map(({ name, scopes }) => [name, scopes])));
  });
});

describe('what each kind of client reaches', () => {
  it.each(rows.map((row) => [row.name, row] as const))('by %s', async (_name, row) => {
    const looks = CLIENT_KINDS.map(async (kind) => {
      const amiss = await LOOKS[row.access[kind]]({ row, kind });
      return amiss.map((line) => `${kind}: ${line}`);
    });
    expect((await Promise.all(looks)).flat().join('\n')).toBe('');
  });
});

/** What the other party has, as it is read itself. */
const readOther = (): Promise<readonly string[]> => {
  const kinds = /^get(Location|Station|Evse|Token|Session|Command|Account|Client|Party)$/;
  const reads = rows.filter(({ name }) => kinds.test(name));
  const { ids, clientToken } = world.worlds.other;
  return Promise.all(reads.map(async ({ ask }) => (await ask(ids, clientToken)).text));
};

describe('what is another party’s', () => {
  it('was changed by nobody who does not reach it', async () => {
    expect(before).toHaveLength(9);
    expect(await readOther()).toEqual(before);
  });
});

describe('what each kind of client may write', () => {
  const written = rows.filter(({ writes, name }) => writes && !NAMELESS.test(name));
  const rankOf = ({ name }: Row): number => LAST.findLastIndex((late) => late.test(name));
  const inOrder = written.toSorted((a, b) => rankOf(a) - rankOf(b));

  /** Whose objects it is let in to. */
  const letIn = ({ name, access }: Row, kind: ClientKind): readonly Whose[] => {
    if (ONCE.test(name)) {
      const [who, whose] = name.startsWith('Mutation.') ? ['administration', 'other'] : ['operator', 'own'];
      return kind === who ? WHOSE.filter((one) => one === whose && access[kind] !== 'none') : [];
    }
    return access[kind] === 'free' ? ['own'] : REACHED[access[kind]];
  };

  it.each(inOrder.map((row) => [row.name, row] as const))('by %s', async (_name, row) => {
    const refused: string[] = [];
    for (const kind of CLIENT_KINDS) {
      for (const whose of letIn(row, kind)) {
        const answer = await askAs({ row, kind }, world.idsOf(kind, whose));
        const code = codeIn(answer) ?? '';
        const isOut = ['unauthorized', 'insufficient_scope', 'invalid_request', ...REFUSALS].includes(code);
        if (isOut || answer.status >= 500) refused.push(`${kind} ${whose}: ${answer.text.slice(0, 200)}`);
      }
    }
    expect(refused.join('\n')).toBe('');
  });
});
