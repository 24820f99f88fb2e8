/** webhooks/: a JSON Schema and an example for each type of event, and docs/events.md, which lists them. */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { EVENT_TYPES, EVENTS, type EventType } from '../../src/domain/event.ts';
import { scopesInWords } from '../../src/domain/event-scopes.ts';
import { fromEvent } from '../../src/rest/event.ts';
import { exampleEvents, exampleParties } from './example-events.ts';
import { type Generator, json, root } from './generator.ts';

type Schema = { readonly [keyword: string]: unknown };
type Document = {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly 'x-event-data': Readonly<Record<string, { readonly summary: string; readonly data: string }>>;
};

const PREFIX = '#/components/schemas/';

const referencesIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === '$ref' && typeof inner === 'string' ? [inner.slice(PREFIX.length)] : referencesIn(inner),
  );
};

const withLocalReferences = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withLocalReferences);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === '$ref' && typeof inner === 'string' ? inner.replace(PREFIX, '#/$defs/') : withLocalReferences(inner),
    ]),
  );
};

/** All schemas that one needs, itself first. */
const closureOf = (schemas: Document['components']['schemas'], name: string): ReadonlySet<string> => {
  const names = new Set([name]);
  // A set is walked on while it grows.
  for (const known of names) for (const next of referencesIn(schemas[known])) names.add(next);
  return names;
};

const schemaOf = ({ components: { schemas }, 'x-event-data': events }: Document, type: EventType): Schema => {
  const event = events[type];
  if (event === undefined) throw new Error(`openapi/voltgate.yaml has no x-event-data for ${type}.`);
  if (event.data !== EVENTS[type].schema) {
    throw new Error(
      `${type} has the data ${event.data} in openapi/voltgate.yaml, and ${EVENTS[type].schema} in EVENTS.`,
    );
  }
  const definitions = [...closureOf(schemas, event.data)].map((name) => [name, withLocalReferences(schemas[name])]);
  const webhookEvent = schemas.WebhookEvent as { readonly properties: Readonly<Record<string, Schema>> } | undefined;
  const { properties, ...envelope } = schemas.Event as { readonly properties: Readonly<Record<string, Schema>> };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: type,
    ...envelope,
    description: event.summary,
    properties: {
      ...properties,
      type: { const: type },
      occurred_at: schemas.Instant,
      country_code: schemas.CountryCode,
      party_id: schemas.PartyId,
      data: { anyOf: [{ $ref: `#/$defs/${event.data}` }, { type: 'null' }] },
      data_url: webhookEvent?.properties.data_url,
    },
    $defs: Object.fromEntries(definitions),
  };
};

const listing = (document: Document): string => `# Events

<!-- Made by \`npm run gen\` from openapi/voltgate.yaml. -->

Everything that changes is told as an event: in the log (\`GET /api/v1/events\`, oldest first unless
\`order=newest_first\` asks otherwise), in its stream (\`GET /api/v1/events/stream\`,
server-sent events), in GraphQL (\`events\`, \`event\`), and by webhooks ([webhooks.md](webhooks.md)). An event is stored with the change that it tells of, so none is
lost and none is invented; it comes at least once, in order for each object. It carries the object as it was right after:
order by \`version\`, and drop what is older than what you have.

Whoever reads events (\`events:read\`; for webhooks \`webhooks:manage\`) is told of what it may read otherwise, and of
nothing more: what lies in its grants, and of that what its scopes open, as the table says. Other events are left out of
lists, totals and streams, and are not there by their id (404). A type that is asked for by its name and that the scopes
do not open is 403 \`insufficient_scope\`, as is one in the filter of a webhook endpoint when it is made or changed: ask
for a token with that scope, or leave the type out. What a client or a token loses ends its streams and subscriptions
within ten seconds; what it may resume with are the events that it may still read. An endpoint whose client has lost a
scope is sent the rest, and names what it is not sent in \`withheld_types\`.

| type | when | scope | data |
|---|---|---|---|
${EVENT_TYPES.map((type) => {
  const event = document['x-event-data'][type];
  return `| \`${type}\` | ${event?.summary} | ${scopesInWords(type)} | [schema](../webhooks/${type}.schema.json), [example](../webhooks/${type}.example.json) |`;
}).join('\n')}
`;

export const events: Generator = async () => {
  const document: Document = parse(await readFile(new URL('openapi/voltgate.yaml', root), 'utf8'));
  return new Map([
    ...EVENT_TYPES.flatMap((type) => [
      [`webhooks/${type}.schema.json`, json(schemaOf(document, type))] as const,
      [`webhooks/${type}.example.json`, json(fromEvent(exampleEvents[type], exampleParties))] as const,
    ]),
    ['docs/events.md', listing(document)] as const,
  ]);
};
