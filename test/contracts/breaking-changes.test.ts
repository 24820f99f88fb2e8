/** What breaks a client of the last release is found, and what does not passes. */
import { beforeAll, describe, expect, it } from 'vitest';
import { breakingChanges, type Contracts, readContracts } from '../../scripts/contracts/contracts.ts';
import { undeclared } from '../../scripts/contracts/declared-changes.ts';

// biome-ignore lint/suspicious/noExplicitAny: a test changes what it expects and fails where it is not there
type Loose = any;

const now = await readContracts(new URL('../../', import.meta.url));

const changed = (change: (copy: Loose) => void): Contracts => {
  const copy: Loose = structuredClone(now);
  change(copy);
  return copy;
};

const schemas = ({ openapi }: Loose) => openapi.components.schemas;
const operation = ({ openapi }: Loose, path: string, method: string) => openapi.paths[path][method];

/** name, what is changed, and a part of what is told. */
type Case = readonly [name: string, change: (copy: Loose) => void, told: string];

const REST: readonly Case[] = [
  [
    'an operation that is gone',
    ({ openapi }) => delete openapi.paths['/tokens/{uid}'].put,
    'PUT /tokens/{uid} is gone',
  ],
  ['a path that is gone', ({ openapi }) => delete openapi.paths['/me'], 'GET /me is gone'],
  [
    'a field of an answer that is gone',
    (copy) => delete schemas(copy).Token.properties.visual_number,
    '/visual_number is gone',
  ],
  [
    'a field of an answer that may be left out',
    (copy) => {
      schemas(copy).Token.required = schemas(copy).Token.required.filter((name: string) => name !== 'contract_id');
    },
    '/contract_id may be left out',
  ],
  [
    'a field of an answer that may be null',
    (copy) => {
      schemas(copy).Token.properties.contract_id = { type: ['string', 'null'] };
    },
    '/contract_id may be null now',
  ],
  [
    'an enum of a request that takes less',
    (copy) => {
      schemas(copy).ResetStation.properties.mode = { type: 'string', enum: ['ON_IDLE'] };
    },
    'does not take "IMMEDIATE" any more',
  ],
  ['a field of a request that is gone', (copy) => delete schemas(copy).TokenPut.properties.issuer, '/issuer is gone'],
  [
    'a new field that a request needs',
    (copy) => {
      schemas(copy).TokenPut.properties.colour = { type: 'string' };
      schemas(copy).TokenPut.required.push('colour');
    },
    '/colour is needed',
  ],
  [
    'a text of a request that may not be as long',
    (copy) => {
      schemas(copy).TokenPut.properties.contract_id = { type: 'string', minLength: 1, maxLength: 5 };
    },
    'maxLength 5',
  ],
  [
    'a new parameter that is needed',
    (copy) =>
      operation(copy, '/tokens', 'get').parameters.push({ name: 'colour', in: 'query', required: true, schema: {} }),
    'query colour is needed',
  ],
  [
    'a parameter that is gone',
    (copy) => {
      operation(copy, '/stations', 'get').parameters = [];
    },
    'GET /stations takes no query online any more',
  ],
  [
    'a scope that is needed',
    (copy) => {
      operation(copy, '/tokens', 'get').security = [{ oauth: ['tokens:read', 'tokens:write'] }];
    },
    'GET /tokens needs tokens:write',
  ],
  [
    'an answer with another status',
    (copy) => {
      const { responses } = operation(copy, '/tokens', 'get');
      responses['206'] = responses['200'];
      delete responses['200'];
    },
    'answers no 200 any more',
  ],
];

const GRAPHQL: readonly (readonly [string, string, string, string])[] = [
  ['a field that is gone', '  visualNumber: String\n  "When', '  "When', 'visualNumber'],
  [
    'a field that may be null',
    '  contractId: String!\n  status: TokenStatus!\n',
    '  contractId: String\n  status: TokenStatus!\n',
    'contractId',
  ],
  [
    'a new input that is needed',
    'input UpsertTokenInput {\n',
    'input UpsertTokenInput {\n  colour: String!\n',
    'colour',
  ],
  ['a value of an enum that is gone', '  IMMEDIATE\n  ON_IDLE\n', '  ON_IDLE\n', 'IMMEDIATE'],
];

it.each(REST)('finds on REST %s', async (_name, change, told) => {
  expect((await breakingChanges(now, changed(change))).join('\n')).toContain(told);
});

it.each(GRAPHQL)('finds on GraphQL %s', async (_name, from, to, told) => {
  expect(now.graphql).toContain(from);
  const after = { ...now, graphql: now.graphql.replace(from, to) };
  expect((await breakingChanges(now, after)).join('\n')).toContain(told);
});

describe('events', () => {
  it('finds a type that is gone, and a field of one that is gone', async () => {
    const gone = changed(({ events }) => events.delete('token.updated'));
    expect(await breakingChanges(now, gone)).toContain('Event: token.updated is gone');
    const less = changed(({ events }) => delete events.get('token.updated').properties.version);
    expect(await breakingChanges(now, less)).toContain('Event: token.updated/version is gone');
  });
});

describe('what breaks nobody', () => {
  const additions: readonly (readonly [string, (copy: Loose) => void])[] = [
    ['nothing', () => undefined],
    [
      'a field of an answer',
      (copy) => {
        schemas(copy).Token.properties.colour = { type: 'string' };
      },
    ],
    [
      'a field that a request may have',
      (copy) => {
        schemas(copy).TokenPut.properties.colour = { type: 'string' };
      },
    ],
    ['a value of an answer', (copy) => schemas(copy).CommandStatus.enum.push('LOST')],
    [
      'a wider value of a request',
      (copy) => {
        schemas(copy).TokenPut.properties.contract_id = { type: ['string', 'null'] };
      },
    ],
    [
      'an operation',
      ({ openapi }) => {
        openapi.paths['/colours'] = openapi.paths['/tokens'];
      },
    ],
    [
      'a parameter that may be left out',
      (copy) => operation(copy, '/tokens', 'get').parameters.push({ name: 'colour', in: 'query', schema: {} }),
    ],
    ['a type of event', ({ events }) => events.set('token.coloured', { type: 'object' })],
  ];
  it.each(additions)('%s', async (_name, change) => {
    expect(await breakingChanges(now, changed(change))).toEqual([]);
  });

  it('a field, an argument and an input of GraphQL that may be left out', async () => {
    const graphql = now.graphql
      .replace('type Token {\n', 'type Token {\n  colour(of: String): String!\n')
      .replace('input UpsertTokenInput {\n', 'input UpsertTokenInput {\n  colour: String\n');
    expect(await breakingChanges(now, { ...now, graphql })).toEqual([]);
  });
});

describe('the contracts as they are', () => {
  let changes: readonly string[];
  beforeAll(async () => {
    changes = await breakingChanges(await readContracts(new URL('../../contracts/released/', import.meta.url)), now);
  });

  it('asks for a line for each change, and for a change for each line', () => {
    const reason = 'A reason that somebody can read.';
    expect(undeclared(['REST: a'], [])).toEqual(['breaks clients and is not declared: REST: a']);
    expect(undeclared([], [{ changes: ['REST: a'], reason, sunset: '2027-01-31' }])).toEqual([
      'declared, but no change: REST: a',
    ]);
    expect(undeclared(['REST: a'], [{ changes: ['REST: a'], reason, sunset: '2027-01-31' }])).toEqual([]);
    expect(undeclared(['REST: a'], [{ changes: ['REST: a'], reason: 'why not' }])).toHaveLength(1);
    expect(changes.length).toBeGreaterThan(0);
  });

  it('says of each deprecated field of GraphQL until when it works', () => {
    for (const [, reason] of now.graphql.matchAll(/@deprecated(?:\(reason: "([^"]*)"\))?/g)) {
      expect(reason).toMatch(/ Sunset \d{4}-\d{2}-\d{2}\.$/);
    }
  });
});
