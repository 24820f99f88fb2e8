/** Values made from a JSON Schema: right, odd or wrong. Of the schema it knows what those of our tools use. */
import { hostileDate, hostileName, hostileNumber, hostileText, hostileValue } from './hostile.ts';
import type { Making } from './twist.ts';

export type ValueSchema = {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly ValueSchema[];
  readonly properties?: Readonly<Record<string, ValueSchema>>;
  readonly required?: readonly string[];
  readonly items?: ValueSchema;
  readonly minimum?: number;
  readonly maximum?: number;
};

/** What is there in the gateway, by a property's name. */
export type KnownValues = (name: string) => readonly unknown[] | null;

export const jsonValueOf = (
  schema: ValueSchema,
  { name, known }: { readonly name: string; readonly known: KnownValues },
  making: Making,
): unknown => {
  const { twist, random } = making.place();
  if (twist === 'wrong') return hostileValue(random, making.raw);
  const isOdd = twist === 'odd';
  const there = known(name);
  if (!isOdd && there !== null) return making.random.pickOf(there);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return (isOdd ? random : making.random).pickOf(schema.enum);
  const one = schema.anyOf === undefined ? null : making.random.pickOf(schema.anyOf);
  if (one !== null) return jsonValueOf(one, { name, known }, making);
  switch (schema.type) {
    case 'object': {
      const { properties = {}, required = [] } = schema;
      const entries = Object.entries(properties)
        .filter(([key]) => required.includes(key) || making.random.chance(0.3))
        .filter(([key]) => !isOdd || !required.includes(key) || random.chance(0.7))
        .map(([key, inner]): [string, unknown] => [key, jsonValueOf(inner, { name: key, known }, making)]);
      return Object.fromEntries(isOdd ? [...entries, [hostileName(random), null]] : entries);
    }
    case 'array': {
      const item = jsonValueOf(schema.items ?? {}, { name, known }, making);
      return Array.from({ length: isOdd ? random.pick([0, 30, 1_001]) : 1 }, () => item);
    }
    case 'integer':
    case 'number':
      return isOdd ? hostileNumber(random) : Math.min(schema.maximum ?? 5, Math.max(schema.minimum ?? 1, 5));
    case 'boolean':
      return making.random.chance(0.5);
    case 'string':
      if (schema.format === 'date-time') return isOdd ? hostileDate(random) : '2026-03-01T12:00:00Z';
      return isOdd ? hostileText(random) : 'text';
    default:
      return isOdd ? hostileValue(random, making.raw) : 'text';
  }
};
