/** What docs/recipes tell to write, done to a copy of the tree: new files from files/, and lines in those that are there. */
import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { edit, type Line } from './tree.ts';

const own = (name: string) => fileURLToPath(new URL(`files/${name}`, import.meta.url));

export type Recipe = {
  /** Of its document, and of the folder of its new files. */
  readonly name: string;
  /** Those that the recipe makes and those that it changes; contracts, and what is made of them, apart. */
  readonly added: readonly string[];
  readonly lines: Readonly<Record<string, readonly Line[]>>;
  readonly contracts?: Readonly<Record<string, readonly Line[]>>;
};

const importing = (text: string): Line => [/^import /m, (found) => `${text}\n${found}`];
const after = (what: string | RegExp, text: string): Line => [what, (found) => `${found}${text}\n`];
const before = (what: string | RegExp, text: string): Line => [what, (found) => `${text}\n${found}`];

const RESERVE_NOW_OUTBOUND: readonly Line[] = [
  importing("import { reserveNow } from './outbound/reserve-now.ts';"),
  after('  outbound: {\n', '    RESERVE_NOW: reserveNow,'),
];
const PUBLISHED = 'publishFirmwareStatusNotification';

export const RECIPES = {
  kind: {
    name: 'kind',
    added: ['src/domain/kinds/tariff.ts'],
    lines: { 'src/domain/kinds/kinds.ts': [[/$(?![\s\S])/, () => "export { tariffs } from './tariff.ts';\n"]] },
  },
  apiWrite: {
    name: 'api-write',
    added: ['src/services/put-tariff.ts'],
    lines: { 'src/services/audit/operations.ts': [['OTHER_OPERATIONS = [', (found) => `${found}'tariff.put', `]] },
  },
  command: {
    name: 'command',
    added: [
      'src/domain/commands/reserve-now.ts',
      'src/ocpp/v16/outbound/reserve-now.ts',
      'src/ocpp/v201/outbound/reserve-now.ts',
    ],
    lines: {
      'src/domain/commands/commands.ts': [
        importing("import { reserveNow } from './reserve-now.ts';"),
        after('const TABLE = {\n', '  RESERVE_NOW: reserveNow,'),
      ],
      'src/ocpp/v16/index.ts': RESERVE_NOW_OUTBOUND,
      'src/ocpp/v201/index.ts': RESERVE_NOW_OUTBOUND,
    },
    contracts: {
      'openapi/voltgate.yaml': [
        before(
          '  /commands/UNLOCK_CONNECTOR:\n',
          `  /commands/RESERVE_NOW:
    post:
      operationId: reserveNow
      tags: [Commands]
      summary: Keep an EVSE free for a token
      security: [{ oauth: ['stations:control'] }]
      parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }]
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/ReserveNow' } } }
      responses: *commandResponses`,
        ),
        before('        - UNLOCK_CONNECTOR\n', '        - RESERVE_NOW'),
        before(
          '    UnlockConnector:\n',
          `    ReserveNow:
      type: object
      additionalProperties: false
      required: [token]
      properties:
        station_id: { $ref: '#/components/schemas/StationIdInput' }
        evse_id: { $ref: '#/components/schemas/EvseIdInput' }
        evse_uid: { $ref: '#/components/schemas/EvseUidInput' }
        token: { $ref: '#/components/schemas/TokenRef' }
        until: { type: [string, 'null'], format: date-time, description: 'null: for an hour.' }
        expires_in_s: { $ref: '#/components/schemas/ExpiresInS' }`,
        ),
      ],
      'schema.graphql': [
        after(
          'type Mutation {\n',
          `  "Keeps an EVSE free for a token. Needs \`stations:control\`."
  reserveNow(input: ReserveNowInput!): Command!`,
        ),
        after('enum CommandType {\n', '  RESERVE_NOW'),
        before(
          '"Opens a connector\'s lock."\ninput',
          `"Keeps an EVSE free for a token."
input ReserveNowInput {
  stationId: ID
  evseId: Int
  evseUid: ID
  token: TokenRefInput!
  until: DateTime
  expiresInS: Int
  idempotencyKey: String
}
`,
        ),
      ],
    },
  },
  eventType: {
    name: 'event-type',
    added: [],
    lines: {
      'src/domain/event.ts': [
        after('export type EventData = {\n', "  'station.reserved': { readonly station: Station };"),
        after(
          'export const EVENTS = {\n',
          "  'station.reserved': { object: 'station', readBy: [['stations:read']], audience: 'raw', isChange: true, schema: 'StationEventData' },",
        ),
      ],
      'src/rest/event.ts': [after(/^const DATA: .* = \{\n/m, "  'station.reserved': station,")],
    },
    contracts: {
      'openapi/voltgate.yaml': [
        before('        - station.online\n', '        - station.reserved'),
        after(
          'x-event-data:\n',
          '  station.reserved: { summary: An EVSE of a station is kept free., data: StationEventData }',
        ),
      ],
    },
  },
  message: {
    name: 'message',
    added: ['src/ocpp/v201/inbound/publish-firmware-status-notification.ts'],
    lines: {
      'src/ocpp/v201/index.ts': [
        importing(`import { ${PUBLISHED} } from './inbound/publish-firmware-status-notification.ts';`),
        after('const inbound = {\n', `  PublishFirmwareStatusNotification: ${PUBLISHED},`),
      ],
      'src/ocpp/v201/inbound/passed-on.ts': [[/^ *PublishFirmwareStatusNotification: .*\n/m, () => '']],
    },
  },
  quirk: {
    name: 'quirk',
    added: ['src/ocpp/quirks/products/acme.ts', 'test/field/quirks/acme.json'],
    lines: {
      'src/ocpp/quirks.ts': [
        importing("import { acme } from './quirks/products/acme.ts';"),
        ['readonly Quirk[] = [', (found) => `${found}acme, `],
      ],
    },
  },
  subscriber: {
    name: 'subscriber',
    added: ['src/services/deliveries/seen-events.ts'],
    lines: {
      'src/parts/subscribers.ts': [
        importing("import { seenEvents } from '../services/deliveries/seen-events.ts';"),
        ['=> [', () => '=> [seenEvents, '],
      ],
    },
  },
  traceSource: {
    name: 'trace-source',
    added: ['src/services/trace/places.ts'],
    lines: {
      'src/services/trace/traces.ts': [
        importing("import { places } from './places.ts';"),
        after('readonly TraceSource[] => [\n', '  places(),'),
      ],
    },
  },
} as const satisfies Readonly<Record<string, Recipe>>;

/** Follows one recipe. */
export const follow = async (tree: string, recipe: Recipe): Promise<void> => {
  for (const path of recipe.added) await cp(own(`${recipe.name}/${path}.txt`), `${tree}/${path}`);
  for (const [path, lines] of Object.entries(recipe.lines)) await edit(tree, path, lines);
  for (const [path, lines] of Object.entries(recipe.contracts ?? {})) await edit(tree, path, lines);
};
