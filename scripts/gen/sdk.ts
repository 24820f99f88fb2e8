/** From openapi/voltgate.yaml: the client's types, and its operations as a table. */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { type Generator, root } from './generator.ts';
import { typesOf } from './openapi.ts';

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;
const IDEMPOTENCY_KEY = '#/components/parameters/IdempotencyKey';

type Parameter = {
  readonly $ref?: string;
  readonly name?: string;
  readonly in?: string;
  readonly schema?: { readonly type?: string | readonly string[] };
  readonly explode?: boolean;
};

type Operation = {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
};
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly parameters: Readonly<Record<string, Parameter>> };
};

const tableOf = ({ paths, components }: Document): string => {
  if (components.parameters.IdempotencyKey?.name !== 'Idempotency-Key') {
    throw new Error('openapi/ has no parameter IdempotencyKey any more: say here how an operation takes one.');
  }
  const inPaths = Object.values(paths).flatMap((item) =>
    Object.values(item).flatMap(({ parameters = [] }) => parameters),
  );
  for (const { name, in: place, schema, explode = true } of [...Object.values(components.parameters), ...inPaths]) {
    if (place !== 'query' || schema?.type !== 'array' || !explode) continue;
    throw new Error(`The list ${name} comes as many values: sdk/src/client.ts sends one, with commas.`);
  }
  const lines = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      const takesKey = (operation.parameters ?? []).some(({ $ref }) => $ref === IDEMPOTENCY_KEY);
      const mergePatch = 'application/merge-patch+json' in (operation.requestBody?.content ?? {});
      const name = operation.operationId;
      return [
        `  ${name}: { method: '${method.toUpperCase()}', path: '${path}', takesKey: ${takesKey}, mergePatch: ${mergePatch} },`,
      ];
    }),
  );
  return `// Made by \`npm run gen\` from openapi/voltgate.yaml.
import type { OperationId } from './operations.ts';

export type Operation = {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Whether it can be made safe to send again by an Idempotency-Key. */
  readonly takesKey: boolean;
  /** Whether its body is a JSON merge patch (RFC 7396). */
  readonly mergePatch: boolean;
};

export const OPERATIONS: Readonly<Record<OperationId, Operation>> = {
${lines.join('\n')}
};
`;
};

export const sdk: Generator = async () => {
  const document: Document = parse(await readFile(new URL('openapi/voltgate.yaml', root), 'utf8'));
  return new Map([
    ['sdk/src/openapi.gen.ts', await typesOf(document)],
    ['sdk/src/operations.gen.ts', tableOf(document)],
  ]);
};
