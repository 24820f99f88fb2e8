/**
 * A kind of document, a type of event, a command, a subscriber and a message are added as docs/recipes say, in one copy of
 * the tree: what has to change is counted, compiled and run.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../store/sqlite/temporary-store.ts';
import { describeWithMongo, mongoUrl } from '../support/services.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COPIED = ['src', 'scripts', 'openapi', 'webhooks', 'docs', 'schema.graphql', 'package.json', 'tsconfig.json'];
const SLOWEST_MS = 300_000;

const own = (name: string) => fileURLToPath(new URL(`added/${name}.ts.txt`, import.meta.url));
const modules = (path: string) => join(ROOT, 'node_modules', path);

let tree = '';

const run = async (env: Readonly<Record<string, string>>, ...args: readonly string[]) => {
  const child = spawn(process.execPath, args, { cwd: tree, env: { ...process.env, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const [code] = await once(child, 'close');
  return { code, said };
};

const compile = () => run({}, modules('typescript/bin/tsc'), '--noEmit', '-p', tree);

/** Puts `line` before or behind the first line that holds `beside`. */
const edit = async (path: string, where: 'before' | 'behind', beside: string, line: string): Promise<void> => {
  const file = join(tree, path);
  const lines = (await readFile(file, 'utf8')).split('\n');
  const at = lines.findIndex((each) => each.includes(beside));
  if (at === -1) throw new Error(`${path} has no line with "${beside}".`);
  lines.splice(where === 'before' ? at : at + 1, 0, line);
  await writeFile(file, lines.join('\n'));
};

const remove = async (path: string, start: string): Promise<void> => {
  const file = join(tree, path);
  const lines = (await readFile(file, 'utf8')).split('\n');
  const left = lines.filter((line) => !line.startsWith(start));
  if (left.length !== lines.length - 1) throw new Error(`${path} has not one line that starts with "${start}".`);
  await writeFile(file, left.join('\n'));
};

const add = (name: string, path: string) => cp(own(name), join(tree, path));

/** What the copy has otherwise than the tree, but for contracts, docs and what is generated from them. */
const changed = async (): Promise<readonly string[]> => {
  const files = (await readdir(join(tree, 'src'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(tree.length + 1));
  const differs = await Promise.all(
    files.map(async (path) => {
      const before = await readFile(join(ROOT, path), 'utf8').catch(() => null);
      return before !== (await readFile(join(tree, path), 'utf8'));
    }),
  );
  return files.filter((path, index) => differs[index] === true && !path.endsWith('.gen.ts')).sort();
};

const addKind = async (): Promise<void> => {
  await add('tariff', 'src/domain/kinds/tariff.ts');
  await edit('src/domain/kinds/kinds.ts', 'behind', 'export { stations }', "export { tariffs } from './tariff.ts';");
};

const addEvent = async (): Promise<void> => {
  const data = "  'station.moved': { readonly fromLocationId: string | null };";
  await edit('src/domain/event.ts', 'behind', 'export type EventData = {', data);
  const entry =
    "  'station.moved': { object: 'station', audience: 'place', isChange: true, schema: 'StationMovedEventData' },";
  await edit('src/domain/event.ts', 'behind', 'export const EVENTS = {', entry);
  const mapped = "  'station.moved': ({ data }) => ({ from_location_id: data.fromLocationId }),";
  await edit('src/rest/event.ts', 'before', "  'location.updated': (", mapped);
};

const addEventContract = async (): Promise<void> => {
  const yaml = 'openapi/voltgate.yaml';
  await edit(yaml, 'behind', '        - location.updated', '        - station.moved');
  const summary = '  station.moved: { summary: A station stands elsewhere now., data: StationMovedEventData }';
  await edit(yaml, 'behind', 'x-event-data:', summary);
  const schema = `    StationMovedEventData:
      type: object
      required: [from_location_id]
      properties:
        from_location_id: { $ref: '#/components/schemas/TextOrNull' }`;
  await edit(yaml, 'before', '    EventType:', schema);
  const example = `  'station.moved': { fromLocationId: 'depot-utrecht' },`;
  await edit('scripts/gen/example-events.ts', 'before', "  'station.faulted': {", example);
};

const addCommand = async (): Promise<void> => {
  await add('reserve-now', 'src/domain/commands/reserve-now.ts');
  const table = 'src/domain/commands/commands.ts';
  const imported = (path: string) => `import { reserveNow } from '${path}reserve-now.ts';`;
  await edit(table, 'before', "from './reset-station.ts'", imported('./'));
  await edit(table, 'before', '  RESET_STATION: ', '  RESERVE_NOW: reserveNow,');
  for (const version of ['v16', 'v201']) {
    await add(`reserve-now-${version}`, `src/ocpp/${version}/outbound/reserve-now.ts`);
    await edit(`src/ocpp/${version}/index.ts`, 'before', "from './outbound/reset.ts'", imported('./outbound/'));
    await edit(`src/ocpp/${version}/index.ts`, 'before', '    RESET_STATION: ', '    RESERVE_NOW: reserveNow,');
  }
};

const addMessage = async (): Promise<void> => {
  await add('log-status-notification', 'src/ocpp/v201/inbound/log-status-notification.ts');
  const index = 'src/ocpp/v201/index.ts';
  const imported = "import { logStatusNotification } from './inbound/log-status-notification.ts';";
  await edit(index, 'before', "from './inbound/meter-values.ts'", imported);
  await edit(index, 'behind', '  Heartbeat: heartbeat,', '  LogStatusNotification: logStatusNotification,');
  await remove('src/ocpp/v201/inbound/passed-on.ts', '  LogStatusNotification: {}');
};

const addSubscriber = async (): Promise<void> => {
  await add('seen-events', 'src/services/deliveries/seen-events.ts');
  const parts = 'src/parts/subscribers.ts';
  const imported = "import { seenEvents } from '../services/deliveries/seen-events.ts';";
  await edit(parts, 'before', 'import type { Subscriber }', imported);
  await remove(parts, 'export const subscribers');
  await edit(
    parts,
    'behind',
    'import type { Subscriber }',
    'export const subscribers = (): readonly Subscriber[] => [seenEvents];',
  );
};

const addCommandContract = async (): Promise<void> => {
  const yaml = 'openapi/voltgate.yaml';
  await edit(yaml, 'before', '        - RESET_STATION', '        - RESERVE_NOW');
  const path = `  /commands/RESERVE_NOW:
    post:
      operationId: reserveNow
      tags: [Commands]
      summary: Keep an EVSE free for a token
      security: [{ oauth: ['sessions:control'] }]
      parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }]
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/ReserveNow' } } }
      responses: *commandResponses`;
  await edit(yaml, 'before', '  /commands/RESET_STATION:', path);
  const body = `    ReserveNow:
      type: object
      additionalProperties: false
      required: [station_id, token]
      properties:
        station_id: { $ref: '#/components/schemas/StationIdInput' }
        evse_id: { $ref: '#/components/schemas/EvseIdOrNullInput' }
        token: { $ref: '#/components/schemas/TokenRef' }
        expiry: { $ref: '#/components/schemas/InstantOrNull' }
        expires_in_s: { $ref: '#/components/schemas/ExpiresInS' }`;
  await edit(yaml, 'before', '    ResetStation:', body);
  await edit('schema.graphql', 'before', '  RESET_STATION', '  RESERVE_NOW');
  const mutation = `  "Keeps an EVSE free for a token. Needs \`sessions:control\`."
  reserveNow(input: ReserveNowInput!): Command!`;
  await edit('schema.graphql', 'behind', '  unlockConnector(input: UnlockConnectorInput!)', mutation);
  const input = `"Keeps an EVSE free for a token."
input ReserveNowInput {
  stationId: ID!
  evseId: Int
  token: TokenRefInput!
  expiry: DateTime
  expiresInS: Int
  idempotencyKey: String
}
`;
  await edit('schema.graphql', 'before', '"Opens a connector\'s lock."', input);
};

describeWithMongo('a recipe', () => {
  beforeAll(async () => {
    tree = await temporaryFolder();
    for (const name of COPIED) await cp(join(ROOT, name), join(tree, name), { recursive: true });
    await symlink(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
    await mkdir(join(tree, 'test'));
  });
  afterAll(() => rm(tree, { recursive: true }));

  it('counts as many files as it says: a kind 2, an event 2, a command 6, a subscriber 2, a message 3', async () => {
    await addKind();
    const kind = await changed();
    expect(kind).toEqual(['src/domain/kinds/kinds.ts', 'src/domain/kinds/tariff.ts']);
    await addEvent();
    const event = (await changed()).filter((path) => !kind.includes(path));
    expect(event).toEqual(['src/domain/event.ts', 'src/rest/event.ts']);
    await addCommand();
    const command = (await changed()).filter((path) => !kind.includes(path) && !event.includes(path));
    expect(command).toHaveLength(6);
    const before = await changed();
    await addSubscriber();
    const subscriber = (await changed()).filter((path) => !before.includes(path));
    expect(subscriber).toEqual(['src/parts/subscribers.ts', 'src/services/deliveries/seen-events.ts']);
    await addMessage();
    const message = (await changed()).filter((path) => !before.includes(path) && !subscriber.includes(path));
    // The version's table has changed for the command already.
    expect(message).toEqual(['src/ocpp/v201/inbound/log-status-notification.ts', 'src/ocpp/v201/inbound/passed-on.ts']);
  });

  it(
    'does not compile before the contracts know what it adds',
    async () => {
      const { code, said } = await compile();
      expect(code, said).not.toBe(0);
      expect(said).toContain('StationMovedEventData');
      expect(said).toContain('reserveNow');
    },
    SLOWEST_MS,
  );

  it(
    'compiles with the contracts, and what it adds works',
    async () => {
      await addEventContract();
      await addCommandContract();
      const generated = await run({}, 'scripts/gen.ts');
      expect(generated, generated.said).toMatchObject({ code: 0 });
      await cp(own('kind-proof'), join(tree, 'test/kind-proof.ts'));
      await cp(own('command-proof'), join(tree, 'test/command-proof.ts'));
      const compiled = await compile();
      expect(compiled.said).toBe('');
      const kind = await run({ PROOF_MONGO: mongoUrl(), PROOF_COPY: mongoUrl() }, 'test/kind-proof.ts');
      expect(kind, kind.said).toMatchObject({ code: 0 });
      expect(kind.said).toContain('proven: sqlite mongo copy');
      const command = await run({}, 'test/command-proof.ts');
      expect(command, command.said).toMatchObject({ code: 0 });
      expect(command.said).toContain('proven: command event message subscriber');
    },
    SLOWEST_MS,
  );
});
