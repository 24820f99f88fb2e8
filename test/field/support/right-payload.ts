/** A payload with every property of its schema, right in each, and the places in it. */
import type { JsonObject, JsonValue } from '../../../src/domain/json.ts';
import type { Schema } from '../../fuzz/ocpp-schemas.ts';

export const TEXT_INSTANT = '2026-03-01T10:00:00.000Z';

/** The schema itself, where it stands only as a reference. */
export const resolved = (schema: Schema, root: Schema): Schema => {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (root.definitions?.[name] ?? {});
};

/** Texts are the name of their property, so that one in a wrong place is seen; spaces around it still fit. */
const rightText = (schema: Schema, name: string): string => {
  if (schema.format === 'date-time') return TEXT_INSTANT;
  if (schema.format === 'uri') return 'ftp://files.example/a';
  return name.slice(0, Math.max(1, (schema.maxLength ?? 50) - 2));
};

/** Above 1, which some would take for a boolean. */
const rightNumber = ({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER, type }: Schema): number => {
  const whole = Math.min(Math.max(7, minimum), maximum);
  return type === 'number' && whole + 0.5 <= maximum ? whole + 0.5 : whole;
};

export const rightValue = (wanted: Schema, root: Schema, name: string): JsonValue => {
  const schema = resolved(wanted, root);
  if (schema.enum !== undefined) return schema.enum[0] ?? '';
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([property, inner]) => [
          property,
          rightValue(inner, root, property),
        ]),
      );
    case 'array':
      return [rightValue(schema.items ?? {}, root, name)];
    case 'string':
      return rightText(schema, name);
    case 'integer':
    case 'number':
      return rightNumber(schema);
    case 'boolean':
      return true;
    default:
      return 'anything';
  }
};

export const rightPayload = (schema: Schema): JsonObject => rightValue(schema, schema, '') as JsonObject;

/** One value within a payload. */
export type Place = {
  readonly path: readonly (string | number)[];
  readonly schema: Schema;
  readonly value: JsonValue;
  /** A property that must be there, one that may, or a member of a list. */
  readonly kind: 'required' | 'optional' | 'member';
};

export const placesOf = (payload: JsonObject, root: Schema): readonly Place[] => {
  const inner = (value: JsonValue, schema: Schema, path: Place['path']): readonly Place[] => {
    if (Array.isArray(value))
      return value.flatMap((member: JsonValue, index) =>
        place({ path: [...path, index], schema: resolved(schema.items ?? {}, root), value: member, kind: 'member' }),
      );
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, member]) =>
      place({
        path: [...path, name],
        schema: resolved(schema.properties?.[name] ?? {}, root),
        value: member,
        kind: schema.required?.includes(name) === true ? 'required' : 'optional',
      }),
    );
  };
  const place = (one: Place): readonly Place[] => [one, ...inner(one.value, one.schema, one.path)];
  return inner(payload, root, []);
};

/** The value is taken away. */
export const GONE = Symbol('gone');

/** A copy with another value at the place. */
export const withValue = (
  payload: JsonValue,
  [key, ...rest]: readonly (string | number)[],
  value: JsonValue | typeof GONE,
): JsonValue => {
  if (key === undefined) return value === GONE ? null : value;
  if (Array.isArray(payload)) {
    const list: readonly JsonValue[] = payload;
    if (rest.length === 0 && value === GONE) return list.filter((_member, index) => index !== key);
    return list.map((member, index) => (index === key ? withValue(member, rest, value) : member));
  }
  const { [key]: member = null, ...others } = payload as JsonObject;
  if (rest.length === 0 && value === GONE) return others;
  return { ...others, [key]: withValue(member, rest, value) };
};
