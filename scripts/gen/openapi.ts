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
    eventMessages(contract).map(({ type, summary, payload }) => [
      type,
      {
        post: {
          tags: ['Webhooks'],
          summary,
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

export const openapi: Generator = async () => {
  const text = await readFile(new URL('openapi/voltgate.yaml', root), 'utf8');
  const document: OpenAPI3 = parse(text);
  return new Map([
    ['openapi/voltgate.json', json({ ...document, webhooks: webhooksOf(parse(text)) })],
    ['src/rest/openapi.gen.ts', await typesOf(document)],
  ]);
};
