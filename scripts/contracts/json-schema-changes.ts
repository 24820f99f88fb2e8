/**
 * What of a change of a JSON Schema breaks a client: what it may send is taken less widely, or what it is answered is
 * less certain. CONTRIBUTING.md has readers pass over what they do not know, so that new properties, new values of an enum
 * and new objects among variants break nobody who reads.
 */

/** sent: by clients, so that it may only become wider. answered: to clients, so that it may only become narrower. */
export type Direction = 'sent' | 'answered';

export type Json = { readonly [name: string]: unknown };

/** The schema that a reference names, with the name that its changes are told under. Throws an Error for none. */
export type Resolve = (reference: string) => { readonly name: string; readonly schema: Json };

export type Comparison = {
  readonly direction: Direction;
  readonly before: Resolve;
  readonly after: Resolve;
  /** Pairs of named schemas that are compared already: each is told once, wherever it is used. */
  readonly seen: Set<string>;
};

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];

const objectsOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

const propertiesOf = ({ properties }: Json): Readonly<Record<string, Json>> =>
  isJson(properties) ? (properties as Record<string, Json>) : {};

const merged = (one: Json, other: Json): Json => ({
  ...one,
  ...other,
  properties: { ...propertiesOf(one), ...propertiesOf(other) },
  required: [...textsOf(one.required), ...textsOf(other.required)],
});

type Named = { readonly name: string | null; readonly schema: Json };

/** A schema or null, said as two variants; null: it is none. */
const orNull = ({ anyOf, ...beside }: Json, resolve: Resolve): Json | null => {
  const variants = objectsOf(anyOf);
  const own = variants.filter(({ type }) => type !== 'null');
  const [only] = own;
  if (variants.length !== 2 || own.length !== 1 || only === undefined) return null;
  const { schema } = flat(only, resolve);
  return { ...schema, ...beside, type: [...(typesOf(schema) ?? ['object']), 'null'] };
};

/** Without reference, `allOf` and a variant of null: all that it says in one object. */
const flat = (schema: Json, resolve: Resolve): Named => {
  const nullable = orNull(schema, resolve);
  if (nullable !== null) return { name: null, schema: nullable };
  const { $ref: reference, allOf, ...own } = schema;
  const parts = objectsOf(allOf).map((part) => flat(part, resolve).schema);
  if (typeof reference !== 'string')
    return { name: null, schema: parts.length === 0 ? own : [...parts, own].reduce(merged) };
  const { name, schema: referred } = resolve(reference);
  const whole = flat(referred, resolve).schema;
  const beside = Object.keys(own).some((key) => key !== 'description');
  return beside || parts.length > 0
    ? { name: null, schema: [whole, ...parts, own].reduce(merged) }
    : { name, schema: whole };
};

const typesOf = (schema: Json): readonly string[] | null => {
  if (schema.type !== undefined) return textsOf(schema.type);
  if (Array.isArray(schema.enum))
    return [...new Set(schema.enum.map((value) => (value === null ? 'null' : typeof value)))];
  return isJson(schema.properties) && Object.keys(schema.properties).length > 0 ? ['object'] : null;
};

const covers = (types: readonly string[] | null, type: string): boolean =>
  types === null || types.includes(type) || (type === 'integer' && types.includes('number'));

const typeChanges = (direction: Direction, before: Json, after: Json): readonly string[] => {
  const [had, has] = [typesOf(before), typesOf(after)];
  const [narrow, wide] = direction === 'sent' ? [had, has] : [has, had];
  if (wide === null) return [];
  if (narrow === null) return [direction === 'sent' ? `takes ${wide.join(', ')} only` : 'may be of any type'];
  const lost = narrow.filter((type) => !covers(wide, type));
  return lost.map((type) => (direction === 'sent' ? `does not take ${type} any more` : `may be ${type} now`));
};

const valuesOf = (schema: Json): readonly unknown[] | null => {
  if (Array.isArray(schema.enum)) return schema.enum;
  return schema.const === undefined ? null : [schema.const];
};

const enumChanges = (direction: Direction, before: Json, after: Json): readonly string[] => {
  const [had, has] = [valuesOf(before), valuesOf(after)];
  if (direction === 'answered') {
    const isAnother = before.const !== undefined && after.const !== undefined && before.const !== after.const;
    return isAnother ? [`is ${JSON.stringify(after.const)} instead of ${JSON.stringify(before.const)}`] : [];
  }
  if (has === null) return [];
  if (had === null) return [`takes only ${JSON.stringify(has)}`];
  return had.filter((value) => !has.includes(value)).map((value) => `does not take ${JSON.stringify(value)} any more`);
};

const textChanges = (direction: Direction, before: Json, after: Json): readonly string[] =>
  ['pattern', 'format'].flatMap((keyword) => {
    const [had, has] = [before[keyword], after[keyword]];
    if (had === has) return [];
    const breaks = direction === 'sent' ? has !== undefined : had !== undefined;
    return breaks ? [`has the ${keyword} ${String(has ?? 'none')} instead of ${String(had ?? 'none')}`] : [];
  });

const LOWER = ['minLength', 'minimum', 'exclusiveMinimum', 'minItems', 'minProperties'];
const UPPER = ['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems', 'maxProperties'];

const boundChanges = (direction: Direction, before: Json, after: Json): readonly string[] =>
  [...LOWER, ...UPPER].flatMap((keyword) => {
    const none = LOWER.includes(keyword) ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    const bound = (schema: Json): number => (typeof schema[keyword] === 'number' ? schema[keyword] : none);
    const [had, has] = [bound(before), bound(after)];
    // Nothing has a length below 0.
    const isNone = (value: number) => keyword.startsWith('min') && keyword !== 'minimum' && value <= 0;
    if (had === has || (isNone(had) && isNone(has))) return [];
    const narrower = LOWER.includes(keyword) ? has > had : has < had;
    return narrower === (direction === 'sent') ? [`has ${keyword} ${has} instead of ${had}`] : [];
  });

const presenceChanges = (direction: Direction, before: Json, after: Json): readonly string[] => {
  const [had, has] = [propertiesOf(before), propertiesOf(after)];
  const [needed, needs] = [textsOf(before.required), textsOf(after.required)];
  const gone = Object.keys(had).filter((name) => !Object.hasOwn(has, name));
  if (direction === 'answered') {
    const left = needed.filter((name) => !needs.includes(name) && Object.hasOwn(has, name));
    return [...gone.map((name) => `/${name} is gone`), ...left.map((name) => `/${name} may be left out`)];
  }
  const closed = before.additionalProperties !== false && after.additionalProperties === false;
  return [
    ...gone.map((name) => `/${name} is gone`),
    ...needs.filter((name) => !needed.includes(name)).map((name) => `/${name} is needed`),
    ...(closed ? ['takes no other properties any more'] : []),
  ];
};

const told = (at: string, change: string): string => (change.startsWith('/') ? `${at}${change}` : `${at} ${change}`);

const variantsOf = (schema: Json): readonly Json[] | null => {
  const variants = [...objectsOf(schema.oneOf), ...objectsOf(schema.anyOf)];
  return variants.length === 0 ? null : variants;
};

/** Each variant that must go on being taken, or was not to be expected, against the one that fits it best. */
const variantChanges = (comparison: Comparison, before: Json, after: Json, at: string): readonly string[] => {
  const { direction } = comparison;
  const [had, has] = [variantsOf(before) ?? [before], variantsOf(after) ?? [after]];
  const against = (one: Json, other: Json): readonly string[] =>
    // What is tried here must be told again where it is at fault.
    changesOf({ ...comparison, seen: new Set() }, one, other, at);
  const [asked, offered] = direction === 'sent' ? [had, has] : [has, had];
  return asked.flatMap((variant) => {
    const tries = offered.map((other) => (direction === 'sent' ? against(variant, other) : against(other, variant)));
    const best = tries.toSorted((a, b) => a.length - b.length)[0] ?? [];
    const isNewObject =
      direction === 'answered' &&
      has.length > had.length &&
      covers(typesOf(flat(variant, comparison.after).schema), 'object');
    return isNewObject ? [] : best;
  });
};

/** Each change that breaks, as `where what`. at: where the schemas stand. */
export const changesOf = (comparison: Comparison, before: Json, after: Json, at: string): readonly string[] => {
  const { direction, seen } = comparison;
  const [was, is] = [flat(before, comparison.before), flat(after, comparison.after)];
  const isNamed = was.name !== null && was.name === is.name;
  const place = isNamed ? `${was.name} ${direction}` : at;
  if (was.name !== null || is.name !== null) {
    const pair = `${was.name} ${is.name} ${direction} ${isNamed ? '' : at}`;
    if (seen.has(pair)) return [];
    seen.add(pair);
  }
  if (variantsOf(was.schema) !== null || variantsOf(is.schema) !== null)
    return variantChanges(comparison, was.schema, is.schema, place);
  const own = [typeChanges, enumChanges, textChanges, boundChanges, presenceChanges].flatMap((rule) =>
    rule(direction, was.schema, is.schema).map((change) => told(place, change)),
  );
  const [had, has] = [propertiesOf(was.schema), propertiesOf(is.schema)];
  const inner = Object.entries(had).flatMap(([name, schema]) => {
    const now = has[name];
    return now === undefined ? [] : changesOf(comparison, schema, now, `${place}/${name}`);
  });
  const items = ['items', 'additionalProperties'].flatMap((keyword) => {
    const [one, other] = [was.schema[keyword], is.schema[keyword]];
    return isJson(one) && isJson(other) ? changesOf(comparison, one, other, `${place}/*`) : [];
  });
  return [...own, ...inner, ...items];
};
