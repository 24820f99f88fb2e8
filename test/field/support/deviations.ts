/**
 * Each way in which one value can be other than its schema has it, with what was meant by it: worked out here by the rule
 * of `lenient` (docs/ocpp.md), not by what the gateway does.
 */
import type { JsonObject, JsonValue } from '../../../src/domain/json.ts';
import type { OcppVersion } from '../../../src/domain/station.ts';
import type { RpcFault } from '../../../src/ocpp/protocol.ts';
import type { Schema } from '../../fuzz/ocpp-schemas.ts';
import { GONE, type Place, placesOf, resolved, TEXT_INSTANT, withValue } from './right-payload.ts';

export type Deviation = {
  readonly way: string;
  /** Of the property, with `*` for positions in lists, as problems name it. */
  readonly property: string;
  readonly payload: JsonObject;
  /** As it is to be read. */
  readonly meant: JsonObject;
  /** What is wrong by the schema; null: nothing, and so nothing is told. */
  readonly fault: RpcFault | null;
};

/** One value in place of the right one. */
type Way = readonly [
  name: string,
  value: JsonValue | typeof GONE,
  meant: JsonValue | typeof GONE,
  fault: RpcFault | null,
];

const ODD: JsonValue = { odd: true };
const UNKNOWN_WORD = 'NoSuchWord';

const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '');

const wordWays = (words: readonly string[], right: string): readonly Way[] => {
  const lower = right.toLowerCase();
  const upper = right.toUpperCase();
  const snake = right.replace(/(?<=[a-z])(?=[A-Z])/g, '_');
  const only = words.filter((word) => plain(word) === plain(right)).length === 1;
  const spelt = only ? [...new Set([lower, upper, snake])].filter((word) => !words.includes(word)) : [];
  return [
    ['unknown word', UNKNOWN_WORD, UNKNOWN_WORD, 'property'],
    ['number for a word', 7, '7', 'type'],
    ['boolean for a word', true, 'true', 'type'],
    ['empty word', '', GONE, 'property'],
    ['spaces around a word', ` ${right} `, right, 'property'],
    ...spelt.map((word): Way => ['word in another spelling', word, right, 'property']),
  ];
};

/** 1.6 takes whatever can be read as an instant for one. */
const instantWays = (version: OcppVersion): readonly Way[] => {
  const loose = version === '1.6';
  const spaced = ` ${TEXT_INSTANT} `;
  const local = '2026-03-01T10:00:00';
  return [
    ['spaces around an instant', spaced, loose ? spaced : TEXT_INSTANT, loose ? null : 'format'],
    ['instant without a zone', local, local, loose ? null : 'format'],
    ['text that is no instant', 'yesterday', 'yesterday', 'format'],
    ['number for an instant', 1_772_359_200, '1772359200', 'type'],
  ];
};

const textWays = (schema: Schema, right: string, version: OcppVersion): readonly Way[] => {
  const common: readonly Way[] = [['object for a text', ODD, GONE, 'type']];
  if (schema.enum !== undefined) return [...common, ...wordWays(schema.enum, right)];
  if (schema.format === 'date-time') return [...common, ...instantWays(version)];
  if (schema.format === 'uri') return [...common, ['text that is no URI', 'no uri', 'no uri', 'format']];
  const ways: Way[] = [
    ...common,
    ['number for a text', 42, '42', 'type'],
    ['boolean for a text', true, 'true', 'type'],
    // Nothing is wrong with it, and those who read it drop the spaces.
    ['spaces around a text', ` ${right} `, ` ${right} `, null],
  ];
  const { maxLength } = schema;
  if (maxLength === undefined) return ways;
  const longest = 'y'.repeat(maxLength);
  ways.push(
    ['text that is too long', `${longest}y`, `${longest}y`, 'property'],
    ['spaces that make it too long', ` ${longest}`, longest, 'property'],
  );
  return ways;
};

/** Registers of 1.6 are integers, and energy is what lies between two: they keep their fractions. */
const EXACT = new Set<string | number>(['meterStart', 'meterStop']);

const numberWays = ({ schema, path, value }: Place): readonly Way[] => {
  const right = Number(value);
  const ways: Way[] = [
    ['text for a number', String(right), right, 'type'],
    ['text with spaces for a number', ` ${right} `, right, 'type'],
    ['text that is no number', 'n/a', GONE, 'type'],
    ['empty text for a number', '', GONE, 'type'],
    ['boolean for a number', true, GONE, 'type'],
    ['object for a number', ODD, GONE, 'type'],
  ];
  if (schema.type === 'integer') {
    const name = path.findLast((key) => typeof key === 'string') ?? '';
    const fraction = right - 0.25;
    const read = EXACT.has(name) ? fraction : right;
    ways.push(
      ['fraction for an integer', fraction, read, 'type'],
      ['text with a fraction for an integer', String(fraction), read, 'type'],
    );
  } else if (!Number.isInteger(right)) {
    ways.push(['text with a comma for a number', String(right).replace('.', ','), right, 'type']);
  }
  const { minimum, maximum } = schema;
  if (minimum !== undefined) ways.push(['number that is too low', minimum - 1, minimum - 1, 'property']);
  if (maximum !== undefined) ways.push(['number that is too high', maximum + 1, maximum + 1, 'property']);
  return ways;
};

const BOOLEAN_WAYS: readonly Way[] = [
  ['text for true', 'true', true, 'type'],
  ['text in capitals for true', 'TRUE', true, 'type'],
  ['text with spaces for true', ' True ', true, 'type'],
  ['number for true', 1, true, 'type'],
  ['text of a number for true', '1', true, 'type'],
  ['text for false', 'false', false, 'type'],
  ['number for false', 0, false, 'type'],
  ['text that is neither', 'maybe', GONE, 'type'],
  ['object for a boolean', ODD, GONE, 'type'],
];

const listWays = (right: readonly JsonValue[]): readonly Way[] => {
  const [only = null] = right;
  const ofObjects = typeof only === 'object';
  return [
    ['one for a list', only, right, 'type'],
    ['empty list', [], [], 'occurrence'],
    ['what no member can be', ofObjects ? 'n/a' : ODD, GONE, 'type'],
  ];
};

/** No property of OCPP has this name. */
const MADE_UP = 'madeUp';

const objectWays = (right: JsonValue): readonly Way[] => [
  ['list of one for an object', [right], right, 'type'],
  ['empty list for an object', [], GONE, 'type'],
  ['text for an object', 'n/a', GONE, 'type'],
];

const waysOf = (place: Place, version: OcppVersion): readonly Way[] => {
  const { schema, value, kind } = place;
  const common: Way[] = [];
  if (schema.type !== undefined) common.push(['null', null, GONE, 'type']);
  if (kind !== 'member') common.push(['absent', GONE, GONE, kind === 'required' ? 'occurrence' : null]);
  switch (schema.type) {
    case 'string':
      return [...common, ...textWays(schema, String(value), version)];
    case 'integer':
    case 'number':
      return [...common, ...numberWays(place)];
    case 'boolean':
      return [...common, ...BOOLEAN_WAYS];
    case 'array':
      // Where a list may be empty, an empty one is right.
      return [...common, ...listWays(value as readonly JsonValue[])].map(
        (way): Way => (way[0] === 'empty list' && schema.minItems === undefined ? [way[0], way[1], way[2], null] : way),
      );
    case 'object':
      return [...common, ...objectWays(value)];
    default:
      return common;
  }
};

export const propertyAt = (path: Place['path']): string =>
  path.map((key) => `/${typeof key === 'number' ? '*' : key}`).join('');

/** What is known of an object's properties is all that it may have. */
const closed = (schema: Schema): boolean =>
  (schema as { readonly additionalProperties?: unknown }).additionalProperties === false;

const madeUpIn = (payload: JsonObject, path: Place['path']): Deviation => {
  const more = withValue(payload, [...path, MADE_UP], 1) as JsonObject;
  return {
    way: 'property that is not known',
    property: `${propertyAt(path)}/${MADE_UP}`,
    payload: more,
    meant: more,
    fault: 'format',
  };
};

/** Every deviation of every value in a payload that has all properties. */
export function* deviationsOf(payload: JsonObject, root: Schema, version: OcppVersion): Generator<Deviation> {
  if (closed(root)) yield madeUpIn(payload, []);
  for (const place of placesOf(payload, root)) {
    const { path, schema } = place;
    for (const [way, value, meant, fault] of waysOf(place, version))
      yield {
        way,
        property: propertyAt(path),
        payload: withValue(payload, path, value) as JsonObject,
        meant: withValue(payload, path, meant) as JsonObject,
        fault,
      };
    if (schema.type === 'object' && closed(schema)) yield madeUpIn(payload, path);
  }
}

/** The same payload by a station that is odd everywhere at once, but for its texts, and still means the same. */
export const oddEverywhere = (value: JsonValue, wanted: Schema, root: Schema): JsonValue => {
  const schema = resolved(wanted, root);
  if (typeof value === 'number') return ` ${value} `;
  if (typeof value === 'boolean') return value ? 'TRUE' : 0;
  if (typeof value === 'string') {
    const { enum: words } = schema;
    if (words === undefined) return value;
    return words.filter((word) => plain(word) === plain(value)).length === 1 ? value.toUpperCase() : value;
  }
  if (Array.isArray(value)) {
    const [only = null] = value;
    return oddEverywhere(only, schema.items ?? {}, root);
  }
  if (value === null) return value;
  const odd = Object.entries(value).map(([name, member]) => [
    name,
    oddEverywhere(member, schema.properties?.[name] ?? {}, root),
  ]);
  return Object.fromEntries(odd);
};
