/** From openapi/voltgate.yaml: the JSON that the gateway loads and serves, with its `webhooks`, and the types of its schemas. */
import { readFile } from 'node:fs/promises';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { parse } from 'yaml';
import { type EventContract, eventMessages, WEBHOOK_HEADERS } from './event-messages.ts';
import { type Generator, json, root } from './generator.ts';

export const typesOf = async (document: object): Promise<string> => {
  const types = await openapiTS(document as OpenAPI3, {
    immutable: true,
    defaultNonNullable: false,
    alphabetize: false,
  });
  return `// Made by \`npm run gen\` from openapi/voltgate.yaml.\n${astToString(types)}`;
};

/** What the gateway sends to webhook endpoints. */
const webhooksOf = (contract: EventContract): object =>
  Object.fromEntries(
    eventMessages(contract).map(({ type, summary, description, scopes, payload }) => [
      type,
      {
        post: {
          tags: ['Webhooks'],
          summary,
          description,
          'x-scopes': scopes,
          security: [],
          parameters: Object.entries(WEBHOOK_HEADERS).map(([name, schema]) => ({
            name,
            in: 'header',
            required: true,
            schema,
          })),
          requestBody: { required: true, content: { 'application/json': { schema: payload } } },
          responses: {
            '2XX': { description: 'It is taken; what else comes is tried again.' },
            '410': { description: 'Nothing more is sent to the endpoint.' },
          },
        },
      },
    ]),
  );

// biome-ignore lint/suspicious/noExplicitAny: a description is read as it is
type Json = any;

/** An answer that operations share has its example in each of them. */
const withExample = (document: Json, response: Json, example: Json): Json => {
  const name = response.$ref?.replace('#/components/responses/', '');
  const { content = {}, ...told } = name === undefined ? response : document.components.responses[name];
  const shown = Object.entries<object>(content).map(([type, media]) => [type, { ...media, example }]);
  return shown.length === 0 ? response : { ...told, content: Object.fromEntries(shown) };
};

/** What each operation has answered, at its statuses of success; see test/contracts/examples. */
const pathsWith = (document: Json, answers: Readonly<Record<string, unknown>>): Json => {
  const exampled = ([key, operation]: [string, Json]) => {
    const example = answers[operation.operationId];
    if (example === undefined) return [key, operation];
    const responses = Object.entries(operation.responses).map(([status, response]) => [
      status,
      status.startsWith('2') ? withExample(document, response, example) : response,
    ]);
    return [key, { ...operation, responses: Object.fromEntries(responses) }];
  };
  return Object.fromEntries(
    Object.entries<Json>(document.paths).map(([path, item]) => [
      path,
      Object.fromEntries(Object.entries<Json>(item).map(exampled)),
    ]),
  );
};

export const openapi: Generator = async () => {
  const text = await readFile(new URL('openapi/voltgate.yaml', root), 'utf8');
  const document: OpenAPI3 = parse(text);
  const answers = JSON.parse(await readFile(new URL('openapi/answers.json', root), 'utf8'));
  return new Map([
    [
      'openapi/voltgate.json',
      json({ ...document, paths: pathsWith(document, answers), webhooks: webhooksOf(parse(text)) }),
    ],
    ['src/rest/openapi.gen.ts', await typesOf(document)],
  ]);
};
