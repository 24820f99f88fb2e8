/** GraphQL operations made from the schema: any root field, with arguments that are right, odd or wrong. */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { hostileDate, hostileName, hostileNumber, hostileText, hostileValue } from './hostile.ts';
import type { Random } from './random.ts';
import { type Making, makeTwisted, type Twist } from './twist.ts';

export type RootField = {
  readonly operation: 'query' | 'mutation';
  readonly field: GraphQLField<unknown, unknown>;
};

/** What is there in the gateway, for an argument or input field (`stationId`) of a root field (`startSession`). */
export type Known = (root: string, name: string) => readonly unknown[] | null;

export type GraphqlRequest = { readonly document: string; readonly body: string };

const LONG_LIST = 1_001;
/** Of the answer: deep enough for what hangs at objects, few enough for the limits of one operation. */
const DEPTH = 6;
const MOST_FIELDS = 120;

/** Those that the type takes and nothing else does. */
const EDGE_DATES = [
  '0001-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
  '0000-01-01T00:00:00+23:59',
  '9999-12-31T23:59:59-23:59',
  '2026-03-01T10:00:00.123456789012Z',
] as const;
const INTS = [-1, 0, 1, 2, 50, 1000, 1001, 65_536, 2 ** 31 - 1, -(2 ** 31)] as const;
const JSONS: readonly [unknown, ...unknown[]] = [
  {},
  [],
  null,
  0,
  'x',
  { keys: [] },
  { keys: [{}] },
  { keys: [{ kty: 'EC', crv: 'P-256', x: '', y: '' }] },
];

const oddOf = (
  type: GraphQLInputType,
  { random, raw }: { readonly random: Random; readonly raw: Making['raw'] },
): unknown => {
  if (isNonNullType(type)) return oddOf(type.ofType, { random, raw });
  if (isEnumType(type)) return random.pickOf(type.getValues())?.name;
  switch (String(type)) {
    case 'Int':
      return random.pick(INTS);
    case 'Float':
      return hostileNumber(random);
    case 'Boolean':
      return random.chance(0.5);
    case 'DateTime':
      return random.chance(0.5) ? random.pick(EDGE_DATES) : hostileDate(random);
    case 'JSON':
      return hostileValue(random, raw);
    default:
      return hostileText(random);
  }
};

const scalarOf = (type: GraphQLInputType, random: Random): unknown => {
  if (isEnumType(type)) return random.pickOf(type.getValues())?.name;
  switch (String(type)) {
    case 'Int':
      return random.pick([1, 1, 2, 3, 60]);
    case 'Float':
      return random.pick([1, 10, 32.5, 7_360]);
    case 'Boolean':
      return random.chance(0.5);
    case 'DateTime':
      return random.pick(['2026-03-01T12:00:00Z', '2036-03-01T12:00:00.000+01:00']);
    case 'JSON':
      return random.pick(JSONS);
    default:
      return random.pick(['text', 'Some words', `t-${random.int(1_000_000)}`]);
  }
};

const argumentOf = (
  type: GraphQLInputType,
  { name, root, known }: { readonly name: string; readonly root: string; readonly known: Known },
  making: Making,
): unknown => {
  if (isNonNullType(type)) return argumentOf(type.ofType, { name, root, known }, making);
  const { twist, random } = making.place();
  if (twist === 'wrong') return hostileValue(random, making.raw);
  if (isListType(type)) {
    const length = twist === 'odd' ? random.pick([0, 30, LONG_LIST]) : making.random.pick([1, 1, 2]);
    if (twist === 'odd' && length > 0) {
      const one = argumentOf(type.ofType, { name, root, known }, making);
      return Array.from({ length }, () => one);
    }
    return Array.from({ length }, () => argumentOf(type.ofType, { name, root, known }, making));
  }
  if (isInputObjectType(type)) {
    const object = Object.fromEntries(
      fieldsOf(Object.values(type.getFields()), isRequiredInputField, making).map((field) => [
        field.name,
        argumentOf(field.type, { name: field.name, root, known }, making),
      ]),
    );
    // Its type is kept in nothing that is added: GraphQL refuses it by name.
    return twist === 'odd' && random.chance(0.3) ? { ...object, [hostileName(random)]: null } : object;
  }
  if (twist === 'odd') return oddOf(type, { random, raw: making.raw });
  const there = known(root, name);
  return there === null ? scalarOf(type, making.random) : making.random.pickOf(there);
};

/** Those that have to be there and some of the others; now and then one that has to be there is not. */
const fieldsOf = <T extends GraphQLArgument | GraphQLInputField>(
  fields: readonly T[],
  isRequired: (field: never) => boolean,
  { random, place }: Making,
): readonly T[] => {
  const many = random.chance(0.5) ? 0.2 : 0.6;
  const { twist, random: own } = place();
  return fields.filter((field) => {
    if (!isRequired(field as never)) return random.chance(many);
    return twist !== 'wrong' || own.chance(0.7);
  });
};

/** An inline value; undefined where GraphQL has no way to write it. */
const literalOf = (value: unknown, type: GraphQLInputType): string => {
  if (isNonNullType(type)) return literalOf(value, type.ofType);
  if (isListType(type) && Array.isArray(value)) return `[${value.map((one) => literalOf(one, type.ofType)).join(' ')}]`;
  if (isEnumType(type) && typeof value === 'string' && /^[A-Z_]\w*$/i.test(value)) return value;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const fields = isInputObjectType(type) ? type.getFields() : {};
    const entries = Object.entries(value).filter(([key]) => /^[_A-Z]\w*$/i.test(key));
    const any = getNamedType(type);
    return `{${entries.map(([key, one]) => `${key}: ${literalOf(one, fields[key]?.type ?? any)}`).join(' ')}}`;
  }
  if (Array.isArray(value)) return `[${value.map((one) => literalOf(one, type)).join(' ')}]`;
  return JSON.stringify(value) ?? 'null';
};

/** What is asked of what comes back: all that has no fields of its own, and of the rest what chance takes. */
const selectionOf = (type: GraphQLOutputType, random: Random): string => {
  let left = MOST_FIELDS;
  const select = (of: GraphQLOutputType, depth: number): string => {
    const named = getNamedType(of);
    if (!isObjectType(named)) return '';
    const taken = Object.values(named.getFields()).flatMap((field) => {
      if (field.args.some(isRequiredArgument) || left <= 0) return [];
      const isDeep = isCompositeType(getNamedType(field.type));
      const isWanted = !isDeep || depth === DEPTH || ['edges', 'node', 'pageInfo'].includes(field.name);
      if (!isWanted && !random.chance(0.6)) return [];
      left -= 1;
      if (!isDeep) return [field.name];
      if (depth === 0) return [];
      const inner = select(field.type, depth - 1);
      const first = field.args.some(({ name }) => name === 'first') ? '(first: 2)' : '';
      return inner === '' ? [] : [`${field.name}${first}${inner}`];
    });
    return taken.length === 0 ? ' { __typename }' : ` { ${taken.join(' ')} }`;
  };
  return select(type, DEPTH);
};

export const graphqlRequestOf = (
  { operation, field }: RootField,
  at: { readonly seed: number; readonly index: number; readonly twist: Twist },
  known: Known,
): GraphqlRequest => {
  const { made, raw } = makeTwisted(at, (making) => {
    const args = fieldsOf(field.args, isRequiredArgument, making);
    const values = args.map(
      (arg) => [arg, argumentOf(arg.type, { name: arg.name, root: field.name, known }, making)] as const,
    );
    const selection = selectionOf(field.type, making.random);
    // A value and a variable are read by code of their own.
    const isInline = at.twist !== 'wrong' && making.random.chance(0.3);
    return { values, selection, isInline };
  });
  const { values, selection, isInline } = made;
  const given = values.map(([arg, value]) => `${arg.name}: ${isInline ? literalOf(value, arg.type) : `$${arg.name}`}`);
  const declared = values.map(([arg]) => `$${arg.name}: ${arg.type}`);
  const head = isInline || declared.length === 0 ? operation : `${operation} (${declared.join(', ')})`;
  const call = `${field.name}${given.length === 0 ? '' : `(${given.join(', ')})`}`;
  const document = `${head} { ${call}${selection} }`;
  const variables = isInline ? {} : Object.fromEntries(values.map(([arg, value]) => [arg.name, value]));
  return { document, body: raw.stringify({ query: document, variables }) };
};
