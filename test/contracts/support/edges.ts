/** What a schema allows at its edges, and what it refuses just beyond them. */

export type Schema = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];
/** A value of a body that has no parts, and where it is. */
export type Leaf = { readonly at: Path; readonly schema: Schema };
export type Edges = { readonly fits: readonly unknown[]; readonly beyond: readonly unknown[] };

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const numberIn = (schema: Schema, keyword: string): number | null => {
  const value = schema[keyword];
  return typeof value === 'number' ? value : null;
};

export type Shapes = {
  readonly leavesOf: (schema: unknown) => readonly Leaf[];
  /** The value with another in one place; what lies around it is made as little as its schema asks for. */
  readonly withValue: (schema: unknown, base: unknown, at: Path, value: unknown) => unknown;
  /** The schema with other names of its properties, throughout. */
  readonly withNames: (schema: unknown, name: (own: string) => string) => Schema;
};

/** Words of their own for each pattern: some that fit, the shortest and the longest among them, and some that do not. */
export const PATTERN_EDGES: Readonly<Record<string, Edges>> = {
  '^[^\\u0000-\\u001f\\u007f-\\u009f]*$': { fits: [' a "\'<é😀'], beyond: ['a\nb', '\u0085'] },
  '^[^\\s\\u0000-\\u001f\\u007f-\\u009f]+$': { fits: ['é😀<x'], beyond: ['a b c', 'abc\u0085'] },
  '^[^/\\\\\\u0000-\\u001f\\u007f-\\u009f]+$': { fits: ['AA:BB é😀'], beyond: ['a/b', 'a\\b', 'a\u0000'] },
  '^[A-Za-z0-9][A-Za-z0-9._~*-]*$': { fits: ['0', 'a._~*-'], beyond: ['-a', 'a b', 'é', 'a/b'] },
  '^[A-Za-z0-9._~@-]+$': { fits: ['.', 'a_~@-'], beyond: ['a b', 'é', 'a:b'] },
  '^[!-~]*$': { fits: ['!~', '"quoted"'], beyond: ['a b'] },
  '^[^@]{1,64}@[^@]{1,188}$': {
    fits: ['a@b.example', `${'a'.repeat(64)}@b.example`],
    beyond: ['a', `${'a'.repeat(65)}@b.example`, 'a@b@c.example'],
  },
  '^[Hh][Tt][Tt][Pp][Ss]?://': { fits: ['https://a.example/', 'HTTP://a.example'], beyond: ['ftp://a.example/', 'a'] },
  '^([ -~]{16,40}|([0-9A-Fa-f]{2}){16,40})$': {
    fits: ['0'.repeat(16), ' a:"~'.repeat(8), '0f'.repeat(40), 'F'.repeat(42)],
    beyond: ['x'.repeat(15), 'x'.repeat(41), 'é'.repeat(16), '0f'.repeat(41), 'f'.repeat(41)],
  },
  '^[A-Za-z]{2}\\*?[A-Za-z0-9]{3}\\*?[Ee](?=\\**[A-Za-z0-9])[A-Za-z0-9*]{1,31}$': {
    fits: ['BE*VGT*E12', 'beVGTe1', `BE*VGT*E${'1'.repeat(31)}`],
    beyond: ['BE*VGT*E', 'BE*VGT*E*', 'BE*VGT-E1', `BEVGTE${'1'.repeat(32)}`],
  },
  '^whsec_([A-Za-z0-9+/]{4}){8,20}([A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|([A-Za-z0-9+/]{4})?[A-Za-z0-9+/][AQgw]==)?$':
    {
      fits: [24, 25, 26, 62, 63, 64].map((bytes) => `whsec_${Buffer.alloc(bytes, 0xf7).toString('base64')}`),
      beyond: [
        ...[23, 65].map((bytes) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`),
        `whsec_${'A'.repeat(33)}`,
        `whsec_${'A'.repeat(33)}B==`,
      ],
    },
  '^[A-Za-z0-9]{3}$': { fits: ['OWN', 'own'], beyond: ['OW', 'OWNS', 'O-N'] },
  '^[A-Za-z]{2}$': { fits: ['NL', 'nl'], beyond: ['N', 'NLD', 'N1'] },
  '^[A-Z]{3}$': { fits: ['NLD', 'DEU'], beyond: ['NL', 'nld', 'NLDX'] },
  '^[A-Za-z]{2}-[A-Za-z0-9]{3}$': { fits: ['NL-OWN', 'nl-own'], beyond: ['NLOWN', 'NL-OW', 'NL_OWN'] },
  '^-?[0-9]{1,3}(\\.[0-9]{1,15})?$': { fits: ['-180', '180', '0.000000000000001'], beyond: ['+1', '1.', '1e1'] },
  '^-?[0-9]{1,2}(\\.[0-9]{1,15})?$': { fits: ['-90', '90', '0.000000000000001'], beyond: ['+1', '1.', '1e1'] },
};

const FORMAT_EDGES: Readonly<Record<string, Edges>> = {
  'date-time': {
    fits: ['2036-03-01T12:00:00Z', '2036-02-29T23:59:59.999999+14:00', '9999-12-31T23:59:59Z'],
    beyond: ['2036-03-01', '2036-13-01T12:00:00Z', '2036-03-01T12:00:00'],
  },
  uri: { fits: ['https://a.example/b?c=d#e'], beyond: ['no uri', '/a'] },
  email: { fits: ['a+b@c.example'], beyond: ['a', '@c.example'] },
};

const stringEdges = (schema: Schema): Edges => {
  const { pattern, format } = schema;
  const said = typeof pattern === 'string' ? PATTERN_EDGES[pattern] : FORMAT_EDGES[String(format)];
  if (typeof pattern === 'string' && said === undefined) throw new Error(`No words for the pattern ${pattern}`);
  const [least, most] = [numberIn(schema, 'minLength') ?? 0, numberIn(schema, 'maxLength')];
  const isFree = said === undefined || /\^\[\^|\]\*\$$/.test(String(pattern));
  const isLong = (text: unknown): boolean => [...String(text)].length > (most ?? Number.POSITIVE_INFINITY);
  const isShort = (text: unknown): boolean => [...String(text)].length < least;
  const letters = (count: number): readonly string[] => (count === 0 ? [''] : ['A'.repeat(count)]);
  const lengths = isFree && format === undefined ? [...letters(least), ...(most === null ? [] : letters(most))] : [];
  // One character each, though JavaScript counts two.
  const wide = isFree && said === undefined && most !== null ? ['😀'.repeat(most), '\u0001é"'.slice(0, most)] : [];
  return {
    fits: [...(said?.fits ?? []), ...lengths, ...wide].filter((text) => !isLong(text) && !isShort(text)),
    beyond: [
      ...(said?.beyond ?? []),
      ...(least > 0 ? letters(least - 1) : []),
      ...(most === null ? [] : [`${said?.fits[0] ?? ''}`.padEnd(most + 1, 'A')]),
    ],
  };
};

const numberEdges = (schema: Schema): Edges => {
  const step = schema.type === 'integer' || list(schema.type).includes('integer') ? 1 : 0.5;
  const at = (keyword: string, by: number) => {
    const bound = numberIn(schema, keyword);
    return bound === null ? [] : [bound + by];
  };
  return {
    fits: [...at('minimum', 0), ...at('maximum', 0), ...at('exclusiveMinimum', step), ...at('exclusiveMaximum', -step)],
    beyond: [
      ...at('minimum', -step),
      ...at('maximum', step),
      ...at('exclusiveMinimum', 0),
      ...at('exclusiveMaximum', 0),
      ...(step === 1 ? [1.5] : []),
    ],
  };
};

const typesOf = ({ type }: Schema): readonly unknown[] => (Array.isArray(type) ? type : [type]);

/** null, where it may be that, fits too. */
export const edgesOf = (schema: Schema): Edges => {
  const types = typesOf(schema);
  const nothing = types.includes('null') ? [null] : [];
  if (Array.isArray(schema.enum)) {
    const values = schema.enum.filter((value) => value !== null);
    return { fits: [...nothing, ...new Set([values[0], values.at(-1)])], beyond: ['NO-SUCH'] };
  }
  const parts = [
    ...(types.includes('string') ? [stringEdges(schema)] : []),
    ...(types.includes('integer') || types.includes('number') ? [numberEdges(schema)] : []),
  ];
  return {
    fits: [...nothing, ...parts.flatMap(({ fits }) => fits)],
    beyond: parts.flatMap(({ beyond }) => beyond),
  };
};

export const createShapes = (schemas: Readonly<Record<string, unknown>>): Shapes => {
  /** Without references; of a schema or null the schema. */
  const plain = (given: unknown): Schema => {
    if (!isObject(given)) return {};
    const { $ref: reference, allOf, oneOf, anyOf, ...own } = given;
    const variants = [...list(oneOf), ...list(anyOf)].map(plain).filter(({ type }) => type !== 'null');
    const parts = [
      ...(typeof reference === 'string' ? [plain(schemas[reference.split('/').at(-1) ?? ''])] : []),
      ...list(allOf).map(plain),
      ...(variants.length === 1 ? variants : []),
    ];
    return Object.assign({}, ...parts, own);
  };

  const leavesOf = (given: unknown, at: Path = []): readonly Leaf[] => {
    const schema = plain(given);
    if (isObject(schema.properties)) {
      return Object.entries(schema.properties).flatMap(([name, part]) => leavesOf(part, [...at, name]));
    }
    if (schema.items !== undefined) return leavesOf(schema.items, [...at, 0]);
    const isPlain = typesOf(schema).some((type) => ['string', 'integer', 'number'].includes(String(type)));
    return isPlain || schema.enum !== undefined ? [{ at, schema }] : [];
  };

  const least = (given: unknown): unknown => {
    const schema = plain(given);
    if (isObject(schema.properties)) {
      const { properties } = schema;
      return Object.fromEntries(list(schema.required).map((name) => [name, least(properties[String(name)])]));
    }
    if (schema.items !== undefined) return [];
    return edgesOf(schema).fits.find((value) => value !== null) ?? 1;
  };

  const withValue = (given: unknown, base: unknown, [first, ...rest]: Path, value: unknown): unknown => {
    if (first === undefined) return value;
    const schema = plain(given);
    const own = base ?? least(schema);
    if (typeof first === 'number') {
      const [before, ...others] = list(own);
      return [withValue(schema.items, before, rest, value), ...others];
    }
    const { properties } = schema;
    const part = isObject(properties) ? properties[first] : undefined;
    const before = isObject(own) ? own : {};
    return { ...before, [first]: withValue(part, before[first], rest, value) };
  };

  const withNames = (given: unknown, name: (own: string) => string): Schema => {
    const schema = plain(given);
    const { properties, items } = schema;
    return {
      ...schema,
      ...(isObject(properties)
        ? {
            properties: Object.fromEntries(
              Object.entries(properties).map(([own, part]) => [name(own), withNames(part, name)]),
            ),
            required: list(schema.required).map((own) => name(String(own))),
          }
        : {}),
      ...(items === undefined ? {} : { items: withNames(items, name) }),
    };
  };

  return { leavesOf: (schema) => leavesOf(schema), withValue, withNames };
};
