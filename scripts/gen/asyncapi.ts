/** webhooks/asyncapi.yaml: every event as a message, from the table of events and openapi/voltgate.yaml. */
import { readFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { type EventContract, eventMessages, type Schema, WEBHOOK_HEADERS } from './event-messages.ts';
import { type Generator, root } from './generator.ts';

const PREFIX = '#/components/schemas/';

const referencesIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === '$ref' && typeof inner === 'string' ? [inner.slice(PREFIX.length)] : referencesIn(inner),
  );
};

/** OpenAPI's own keywords are none of AsyncAPI's. */
const asyncSchemas = (
  schemas: Readonly<Record<string, Schema>>,
  from: readonly unknown[],
): Readonly<Record<string, Schema>> => {
  const names = new Set(from.flatMap(referencesIn));
  // A set is walked on while it grows.
  for (const name of names) for (const next of referencesIn(schemas[name])) names.add(next);
  return Object.fromEntries([...names].sort().map((name) => [name, schemas[name] ?? {}]));
};

const keyOf = (type: string): string => type.replaceAll(/[^a-z]+/g, '_');

export const asyncapi: Generator = async () => {
  const contract: EventContract = parse(await readFile(new URL('openapi/voltgate.yaml', root), 'utf8'));
  const messages = eventMessages(contract);
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'Voltgate events',
      version: contract.info.version,
      description: [
        'What Voltgate sends to webhook endpoints (signed as Standard Webhooks 1.0 says), and the same as server-sent',
        'events. A message comes at least once: take each id once, order by version.',
      ].join('\n'),
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: {
      webhooks: {
        address: null,
        description: 'The address of an endpoint, see POST /api/v1/webhooks/endpoints.',
        messages: Object.fromEntries(
          messages.map(({ type }) => [keyOf(type), { $ref: `#/components/messages/${keyOf(type)}` }]),
        ),
        bindings: { http: {} },
      },
    },
    operations: {
      deliver: {
        action: 'send',
        summary: 'An event is sent to an endpoint whose filter it passes, and whose client may see it.',
        channel: { $ref: '#/channels/webhooks' },
        bindings: { http: { method: 'POST' } },
      },
    },
    components: {
      messages: Object.fromEntries(
        messages.map(({ type, summary, description, scopes, payload }) => [
          keyOf(type),
          {
            name: type,
            title: type,
            summary,
            description,
            'x-scopes': scopes,
            contentType: 'application/json',
            headers: { type: 'object', required: Object.keys(WEBHOOK_HEADERS), properties: WEBHOOK_HEADERS },
            payload,
          },
        ]),
      ),
      schemas: asyncSchemas(
        contract.components.schemas,
        messages.map(({ payload }) => payload),
      ),
    },
  };
  const text = stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
  return new Map([
    [
      'webhooks/asyncapi.yaml',
      `# Made by \`npm run gen\` from src/domain/event.ts and openapi/voltgate.yaml.\n${text}`,
    ],
  ]);
};
