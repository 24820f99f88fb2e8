/** Values that programs are known to fall over. */
import type { Random } from './random.ts';
import type { RawJson } from './raw-json.ts';

const own = (entries: readonly (readonly [string, unknown])[]): object => {
  const made = {};
  // An assignment to __proto__ would change the object instead of giving it a property.
  for (const [key, value] of entries)
    Object.defineProperty(made, key, { value, enumerable: true, writable: true, configurable: true });
  return made;
};

const TEXTS: readonly [string, ...string[]] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '‮gnirts',
  '𝕏'.repeat(60),
  'é'.repeat(255),
  '﷽',
  'NaN',
  'Infinity',
  '-0',
  '1e400',
  '0x10',
  'null',
  'true',
  '__proto__',
  'constructor',
  'toString',
  "'; DROP TABLE sessions; --",
  '{"$gt":""}',
  '$' + '{7*7}',
  '%00%n%s',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  'x'.repeat(256),
  'x'.repeat(5_000),
  'x'.repeat(70_000),
];

const DATES: readonly [string, ...string[]] = [
  '0000-00-00T00:00:00Z',
  '0000-01-01T00:00:00+23:59',
  '0001-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
  '2026-02-30T10:00:00Z',
  '2026-03-01T24:00:00Z',
  '2026-03-01T10:00:60Z',
  '2026-03-01T10:00:00',
  '2026-03-01 10:00',
  '2026-03-01T10:00:00.123456789012Z',
  '2026-03-01T10:00:00+99:99',
  '9999-12-31T23:59:59-23:59',
  '10000-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  '-271821-04-20T00:00:00Z',
  'yesterday',
  '1772355600000',
];

const NUMBERS: readonly [number, ...number[]] = [
  -1,
  0,
  -0,
  1,
  1.5,
  0.1,
  255,
  32_767,
  65_536,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  2 ** 32,
  2 ** 53,
  2 ** 53 + 2,
  2 ** 63,
  -(2 ** 63),
  1e21,
  1e100,
  1e308,
  -1e308,
  5e-324,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  400,
  -400,
];

/** What JSON can write and JavaScript cannot keep apart. */
const RAW: readonly [string, ...string[]] = [
  '1e400',
  '-1e400',
  '1e-400',
  '123456789012345678901234567890',
  '1.0',
  '{"a":1,"a":2}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '"\\ud800"',
  '"\\u0000"',
];

const nested = (open: string, close: string, depth: number, inner: string): string =>
  open.repeat(depth) + inner + close.repeat(depth);

const OBJECTS: readonly [() => unknown, ...(() => unknown)[]] = [
  () => ({}),
  () => [],
  () => own([['__proto__', { polluted: true }]]),
  () =>
    own([
      ['toString', 1],
      ['valueOf', 2],
    ]),
  () => own([['toString', null]]),
  () => ({ toJSON: 'x' }),
  () => own([['then', 'x']]),
  () => ({ length: 1e9 }),
  () => [[[[]]]],
  () => ({ id: 0, connectorId: -1 }),
  () => ({ idToken: 'x', type: 'Central' }),
  () => Array.from({ length: 1_500 }, (_, at) => at),
  () => Object.fromEntries(Array.from({ length: 1_500 }, (_, at) => [`k${at}`, at])),
];

export const hostileText = (random: Random): string => random.pick(TEXTS);
export const hostileDate = (random: Random): string => random.pick(DATES);
export const hostileNumber = (random: Random): number => random.pick(NUMBERS);

/** A deep nest, as text: JSON.stringify itself would fail on the deepest. */
export const deepNest = (random: Random): string => {
  const depth = random.pick([40, 60, 66, 200, 1_000, 5_000, random.chance(0.1) ? 50_000 : 100]);
  return random.chance(0.5) ? nested('[', ']', depth, '') : nested('{"a":', '}', depth, '1');
};

export const hostileValue = (random: Random, raw: RawJson): unknown => {
  switch (random.int(8)) {
    case 0:
    case 1:
      return hostileText(random);
    case 2:
      return hostileNumber(random);
    case 3:
      return hostileDate(random);
    case 4:
      return random.pick(OBJECTS)();
    case 5:
      return raw.mark(random.pick(RAW));
    case 6:
      return random.pick([null, true, false]);
    default:
      return random.chance(0.3) ? raw.mark(deepNest(random)) : random.pick(OBJECTS)();
  }
};

/** Names of properties that nobody asked for. */
export const hostileName = (random: Random): string =>
  random.pick([
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'then',
    'toJSON',
    'customData',
    '$ref',
    '$where',
    '',
    'a.b',
    '\u0000',
    'x'.repeat(1_000),
    'transactionId',
    'stationId',
    'receivedAt',
    'colour',
  ]);
