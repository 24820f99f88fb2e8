/** From openapi/voltgate.yaml: the JSON that the gateway loads and serves, and the types of its schemas. */
import { readFile } from 'node:fs/promises';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { parse } from 'yaml';
import { type Generator, json, root } from './generator.ts';

export const typesOf = async (document: object): Promise<string> => {
  const types = await openapiTS(document as OpenAPI3, {
    immutable: true,
    defaultNonNullable: false,
    alphabetize: false,
  });
  return `// Made by \`npm run gen\` from openapi/voltgate.yaml.\n${astToString(types)}`;
};

export const openapi: Generator = async () => {
  const document: OpenAPI3 = parse(await readFile(new URL('openapi/voltgate.yaml', root), 'utf8'));
  return new Map([
    ['openapi/voltgate.json', json(document)],
    ['src/rest/openapi.gen.ts', await typesOf(document)],
  ]);
};
