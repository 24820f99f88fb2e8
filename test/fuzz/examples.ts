/** Valid payloads of chance, made from their schemas. */
import type { Schema } from './ocpp-schemas.ts';
import type { Random } from './random.ts';

/** Tokens, vendors and numbers that come again, so that messages meet what others have left behind. */
export const KNOWN_TAG = 'FUZZ-TAG';
const TEXTS: readonly [string, ...string[]] = [
  KNOWN_TAG,
  'NOBODY',
  'x',
  'Ünïcødé 充电',
  'A;B',
  '0',
  '-1',
  'tx-1',
  'tx-2',
];

const HOUR_MS = 3_600_000;

const instant = (random: Random): string => {
  const at = new Date(Date.UTC(2026, 2, 1) + random.int(200 * HOUR_MS)).toISOString();
  return random.pick([at, at.replace(/\.\d+Z$/, 'Z'), at.replace('Z', '+02:00')]);
};

const textOf = (random: Random, schema: Schema): string => {
  if (schema.format === 'date-time') return instant(random);
  if (schema.format === 'uri') return 'https://files.example/a';
  const text = random.chance(0.05) ? 'y'.repeat(Math.min(schema.maxLength ?? 60, 2_000)) : random.pick(TEXTS);
  return schema.maxLength === undefined ? text : text.slice(0, schema.maxLength);
};

const numberOf = (random: Random, schema: Schema): number => {
  const low = schema.minimum ?? 0;
  const high = schema.maximum ?? low + random.pick([3, 40, 100_000]);
  const whole = low + random.int(Math.max(1, high - low + 1));
  return schema.type === 'integer' ? whole : Math.min(high, whole + random.int(10) / 10);
};

/** depth bounds what may be left out: below 4 only what must be there. */
export const exampleOf = (random: Random, schema: Schema, root: Schema, depth = 0): unknown => {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return exampleOf(random, root.definitions?.[name] ?? {}, root, depth);
  }
  if (schema.enum !== undefined) return random.pickOf(schema.enum);
  switch (schema.type) {
    case 'object': {
      const { properties = {}, required = [] } = schema;
      const names = Object.keys(properties).filter(
        (name) => required.includes(name) || (depth < 4 && name !== 'customData' && random.chance(0.4)),
      );
      return Object.fromEntries(
        names.map((name) => [name, exampleOf(random, properties[name] ?? {}, root, depth + 1)]),
      );
    }
    case 'array': {
      const least = Math.max(1, schema.minItems ?? 0);
      const length = Math.min(schema.maxItems ?? 3, least + random.int(2));
      return Array.from({ length: Math.max(least, length) }, () =>
        exampleOf(random, schema.items ?? {}, root, depth + 1),
      );
    }
    case 'string':
      return textOf(random, schema);
    case 'integer':
    case 'number':
      return numberOf(random, schema);
    case 'boolean':
      return random.chance(0.5);
    default:
      return random.pick<unknown>(['x', 1, true, null, { any: 'thing' }, [1, 'two']]);
  }
};

/** A valid payload; of no schema, an empty one. */
export const payloadOf = (random: Random, schema: Schema | null): Record<string, unknown> =>
  schema === null ? {} : (exampleOf(random, schema, schema) as Record<string, unknown>);
