/** The description of this API: openapi/voltgate.yaml, as JSON for what runs. */
import { readFileSync } from 'node:fs';

type Parameter = { readonly $ref?: string; readonly name?: string; readonly in?: string };
type Operation = {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
};
type PathItem = Readonly<Partial<Record<Method, Operation>>>;

export type Description = {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly securitySchemes: { readonly oauth: { readonly flows: { readonly clientCredentials: object } } };
  };
};

export const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);

/** openapi/voltgate.json, made by `npm run gen`. */
export const readDescription = (): Description => JSON.parse(readFileSync(at('openapi/voltgate.json'), 'utf8'));

/** Where the texts are that /docs serves. */
export const documentUrls = {
  yaml: at('openapi/voltgate.yaml'),
  graphql: at('schema.graphql'),
  errors: at('docs/errors.md'),
  events: at('docs/events.md'),
} as const;

export type DescribedOperation = {
  readonly operationId: string;
  readonly method: Method;
  /** With the base path, as in the description: /api/v1/stations/{id}. */
  readonly path: string;
  /** What the token must hold; empty: any valid token. */
  readonly scopes: readonly string[];
  /** Names of its query parameters. */
  readonly query: ReadonlySet<string>;
};

/** Every operation, fixed paths before those with a parameter, so that the first match is the right one. */
export const operationsOf = ({ paths, servers, components }: Description): readonly DescribedOperation[] => {
  const base = servers[0]?.url ?? '';
  const resolve = (parameter: Parameter): Parameter =>
    parameter.$ref === undefined ? parameter : (components.parameters[parameter.$ref.split('/').at(-1) ?? ''] ?? {});
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      const scopes = (operation.security ?? []).flatMap((requirement) => Object.values(requirement).flat());
      const parameters = (operation.parameters ?? []).map(resolve).filter((parameter) => parameter.in === 'query');
      const query = new Set(parameters.flatMap(({ name }) => name ?? []));
      return [{ operationId: operation.operationId, method, path: `${base}${path}`, scopes, query }];
    }),
  );
  return operations.toSorted((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{')));
};
