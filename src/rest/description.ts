/** The description of this API: openapi/voltgate.yaml, as JSON for what runs. */
import { readFileSync } from 'node:fs';

type Reference = { readonly $ref: string };

/** Days, as `2027-01-31`; both are there where `deprecated` is true. */
type Deprecated = {
  readonly deprecated?: boolean;
  readonly 'x-deprecated-at'?: string;
  readonly 'x-sunset'?: string;
};

type Schema = Deprecated & {
  readonly type?: string | readonly string[];
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Deprecated>>;
  /** Of a list. */
  readonly items?: object;
};

/** When something that is on its way out became so, and until when it works. */
export type Deprecation = { readonly deprecatedAt: Date; readonly sunsetAt: Date };

/** A parameter as described; its schema is no reference. */
export type DescribedParameter = {
  readonly name: string;
  readonly in: 'query' | 'header' | 'path';
  readonly required?: boolean;
  readonly schema: Schema;
  /** Whether each value of a list comes by itself. Default true. */
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
} & Deprecated;
type Parameter = Omit<DescribedParameter, 'schema'> & { readonly schema: Schema | Reference };
type Operation = Deprecated & {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, { readonly schema: Schema | Reference }>>;
  };
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  /** How large its body may be, where that is more than others may be, as `4mb`. */
  readonly 'x-body-limit'?: string;
  /** Its body is a list, and what is wrong with one of it is told in that one's result. */
  readonly 'x-items-alone'?: boolean;
};
type PathItem = Readonly<Partial<Record<Method, Operation>>> & { readonly parameters?: Operation['parameters'] };

export type Description = {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly securitySchemes: { readonly oauth: { readonly flows: Readonly<Record<string, object>> } };
  };
};

export const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);

let remembered: Description | undefined;

/** openapi/voltgate.json, made by `npm run gen`: read once, for all that ask. */
export const readDescription = (): Description => {
  remembered ??= JSON.parse(readFileSync(at('openapi/voltgate.json'), 'utf8')) as Description;
  return remembered;
};

/** Where the texts are that /docs serves. */
export const documentUrls = {
  yaml: at('openapi/voltgate.yaml'),
  asyncapi: at('webhooks/asyncapi.yaml'),
  graphql: at('schema.graphql'),
} as const;

export type DescribedOperation = {
  readonly operationId: string;
  readonly method: Method;
  /** With the base path, as in the description: /api/v1/stations/{id}. */
  readonly path: string;
  /** What the token must hold; empty: any valid token. */
  readonly scopes: readonly string[];
  /** Those of its path behind its own. */
  readonly parameters: readonly DescribedParameter[];
  /** Names of its query parameters. */
  readonly query: ReadonlySet<string>;
  /** What a body must be, by its media type; empty: none is read. */
  readonly bodies: ReadonlyMap<string, Schema>;
  /** Whether a request without one is at fault. */
  readonly needsBody: boolean;
  /** null: it stays. */
  readonly deprecation: Deprecation | null;
  /** null: that of all. */
  readonly bodyLimit: string | null;
  /** Whether each item of its body is held against the description by itself. */
  readonly itemsAlone: boolean;
};

/** Throws an Error where it is deprecated without saying since when and until when. */
export const deprecationOf = (described: Deprecated, name: string): Deprecation | null => {
  if (described.deprecated !== true) return null;
  const [deprecatedAt, sunsetAt] = [described['x-deprecated-at'], described['x-sunset']].map(
    (day) => new Date(`${day}`),
  );
  if (deprecatedAt === undefined || sunsetAt === undefined || !(deprecatedAt < sunsetAt))
    throw new Error(`${name} is deprecated: x-deprecated-at and x-sunset say since when, and until when it works.`);
  return { deprecatedAt, sunsetAt };
};

/** Throws an Error for what is not described. */
const referred = <T extends object>(value: T | Reference, known: Readonly<Record<string, T>>): T => {
  if (!('$ref' in value)) return value;
  const found = known[value.$ref.split('/').at(-1) ?? ''];
  if (found === undefined) throw new Error(`openapi/ does not describe ${value.$ref}.`);
  return found;
};

/** Every operation, fixed paths before those with a parameter, so that the first match is the right one. */
export const operationsOf = ({ paths, servers, components }: Description): readonly DescribedOperation[] => {
  const base = servers[0]?.url ?? '';
  const parameterOf = (given: Parameter | Reference): DescribedParameter => {
    const parameter = referred(given, components.parameters);
    return { ...parameter, schema: referred(parameter.schema, components.schemas) };
  };
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method): readonly DescribedOperation[] => {
      const operation = item[method];
      if (operation === undefined) return [];
      const own = (operation.parameters ?? []).map(parameterOf);
      // What an operation says itself of a parameter of its path counts.
      const ofPath = (item.parameters ?? [])
        .map(parameterOf)
        .filter((parameter) => !own.some(({ name, in: place }) => name === parameter.name && place === parameter.in));
      const parameters = [...own, ...ofPath];
      const bodies = Object.entries(operation.requestBody?.content ?? {});
      return [
        {
          operationId: operation.operationId,
          method,
          path: `${base}${path}`,
          scopes: (operation.security ?? []).flatMap((requirement) => Object.values(requirement).flat()),
          parameters,
          query: new Set(parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name)),
          bodies: new Map(bodies.map(([type, { schema }]) => [type, referred(schema, components.schemas)])),
          needsBody: operation.requestBody?.required === true,
          deprecation: deprecationOf(operation, operation.operationId),
          bodyLimit: operation['x-body-limit'] ?? null,
          itemsAlone: operation['x-items-alone'] === true,
        },
      ];
    }),
  );
  return operations.toSorted((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{')));
};

/** Scopes that open an operation: what is in no description opens nothing, and is offered to nobody. */
export const openingScopes = (description: Description): ReadonlySet<string> =>
  new Set(operationsOf(description).flatMap(({ scopes }) => scopes));
