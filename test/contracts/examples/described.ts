/** What the description shows as examples: of bodies, of answers, and of what is in paths. */
import { readFileSync } from 'node:fs';

// biome-ignore lint/suspicious/noExplicitAny: a description is read as it is
type Json = any;

export const rawDescription: Json = JSON.parse(
  readFileSync(new URL('../../../openapi/voltgate.json', import.meta.url), 'utf8'),
);

const followed = (value: Json): Json =>
  value?.$ref === undefined
    ? value
    : followed(
        String(value.$ref)
          .slice(2)
          .split('/')
          .reduce((at, name) => at?.[name], rawDescription),
      );

/** As Swagger UI finds it: the media type's, the schema's, or one of each thing in a list. Undefined: there is none. */
const exampleOf = (media: Json): Json => {
  if (media.example !== undefined) return media.example;
  const schema = followed(media.schema);
  if (schema.example !== undefined) return schema.example;
  if (schema.type !== 'array') return undefined;
  const item = exampleOf({ schema: schema.items });
  return item === undefined ? undefined : [item];
};

export type Exampled = { readonly type: string; readonly schema: object; readonly example: Json };
export type ExampledOperation = {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  /** By name: what its path takes; undefined where no example is given. */
  readonly inPath: Readonly<Record<string, string | undefined>>;
  readonly bodies: readonly Exampled[];
  /** The statuses of success that it tells of. */
  readonly success: readonly number[];
  readonly answers: readonly (Exampled & { readonly status: string })[];
};

const contentOf = (described: Json): readonly Exampled[] =>
  Object.entries<Json>(followed(described)?.content ?? {})
    .filter(([type]) => /json/.test(type))
    .map(([type, media]) => ({ type, schema: media.schema, example: exampleOf(media) }));

export const exampledOperations: readonly ExampledOperation[] = Object.entries<Json>(rawDescription.paths).flatMap(
  ([path, { parameters: shared = [], ...methods }]) =>
    Object.entries<Json>(methods).map(([method, operation]) => {
      const inPath = [...shared, ...(operation.parameters ?? [])].map(followed).filter((one) => one.in === 'path');
      return {
        operationId: operation.operationId,
        method: method.toUpperCase(),
        path,
        inPath: Object.fromEntries(inPath.map(({ name, example }) => [name, example])),
        bodies: contentOf(operation.requestBody),
        success: Object.keys(operation.responses)
          .filter((status) => status.startsWith('2'))
          .map(Number),
        answers: Object.entries<Json>(operation.responses).flatMap(([status, described]) =>
          contentOf(described).map((content) => ({ status, ...content })),
        ),
      };
    }),
);
