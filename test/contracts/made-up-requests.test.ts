/**
 * Requests of GraphQL and of the agents' tools that nobody thought of: made from the schemas, with arguments that are
 * right, at the edges of their types, or of others. None of them fails inside. REST's are in test/outside.
 */
import { isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from '../../src/graphql/schema.ts';
import { TOOLS } from '../../src/mcp/tools/tools.ts';
import { createStation, type VirtualStation } from '../../src/simulator/station.ts';
import { graphqlFault } from '../fuzz/api-verdict.ts';
import { isPlace } from '../fuzz/graphql-pointers.ts';
import { graphqlRequestOf, type RootField } from '../fuzz/graphql-requests.ts';
import { jsonValueOf, type ValueSchema } from '../fuzz/json-values.ts';
import { mutatePayload } from '../fuzz/payload-mutations.ts';
import { randomFor } from '../fuzz/random.ts';
import type { RawJson } from '../fuzz/raw-json.ts';
import { makeTwisted, TWISTS, type Twist } from '../fuzz/twist.ts';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { silentLog } from '../support/silent-log.ts';
import { type KnownObjects, knownObjects } from './support/known-objects.ts';
import { restOperations } from './support/operations.ts';
import { createOwnerWorld } from './support/owner-world.ts';

const SEED = Number(process.env.MADE_UP_SEED ?? 1);
/** Of each field and tool. `npm run test:outside` makes more; by hand `MADE_UP_EACH=500 MADE_UP_SEED=7 npx vitest run …`. */
const EACH = Number(process.env.MADE_UP_EACH ?? 3);

/** They would take from the others what these ask for. */
const TAKES_AWAY = /^(delete|remove|retire|revoke|replace)/;

const schema = createSchema();
const rootsOf = (operation: RootField['operation']): readonly RootField[] => {
  const type = operation === 'query' ? schema.getQueryType() : schema.getMutationType();
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  return fields.map((field) => ({ operation, field }));
};
const ROOTS = [...rootsOf('query'), ...rootsOf('mutation')].sort(
  (a, b) => Number(TAKES_AWAY.test(a.field.name)) - Number(TAKES_AWAY.test(b.field.name)),
);

let gateway: TestGateway;
let stations: readonly VirtualStation[];
let known: KnownObjects;
let callers: readonly { readonly name: string; readonly token: string }[];
const logged: unknown[] = [];

beforeAll(async () => {
  gateway = await startTestGateway({
    environment: { OUTBOUND_ALLOW: '127.0.0.1' },
    log: { ...silentLog, error: (fields, message) => logged.push([message, fields.err, fields.path]) },
  });
  const world = await createOwnerWorld(gateway, 'NL-FUZ');
  known = await knownObjects(gateway, world);
  stations = known.stations.map((id, at) =>
    createStation({ id, url: gateway.stationsUrl, version: at === 0 ? '1.6' : '2.0.1' }),
  );
  await Promise.all(stations.map((station) => station.connect()));
  callers = [
    { name: 'the administration', token: await gateway.token() },
    { name: 'an operator', token: world.clientToken },
    { name: 'a sandbox', token: known.sandboxToken },
  ];
}, 120_000);
afterAll(async () => {
  await Promise.all((stations ?? []).map((station) => station.close()));
  await gateway?.close();
});

const send = async (path: string, body: string, token: string) => {
  const response = await fetch(`${gateway.url}${path}`, {
    method: 'POST',
    body,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
  });
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    body: await response.text(),
  };
};

/** The administration asks most of it: it is refused least. But simulated stations are their sandbox's alone. */
const callerOf = (name: string, index: number) => {
  const turns = /SandboxStation|InSandbox/.test(name) ? [2, 2, 0] : [0, 0, 1, 0, 2];
  return callers[turns[index % turns.length] ?? 0] ?? { name: '', token: '' };
};
const twistOf = (index: number): Twist => TWISTS[index % TWISTS.length] ?? 'right';
const shortened = (text: string): string => (text.length > 1_500 ? `${text.slice(0, 1_500)}…` : text);
/** Where its faults lie, as it says. */
const pointersIn = (body: string): readonly string[] =>
  ((JSON.parse(body) as Json).errors ?? []).flatMap(({ extensions }: Json) =>
    (extensions?.faults ?? []).map(({ pointer }: Json) => pointer),
  );
const rounds = Array.from({ length: EACH }, (_, round) => round);
/** By its name: what comes new changes the requests of no other. */
const indexOf = (name: string, round: number): number =>
  [...name].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0, 0) * 4_096 + round;

it('nothing of GraphQL fails inside, whatever its arguments', async () => {
  const faults: string[] = [];
  const answered = new Set<string>();
  for (const root of ROOTS) {
    for (const round of rounds) {
      const at = { seed: SEED, index: indexOf(root.field.name, round), twist: twistOf(round) };
      const { body } = graphqlRequestOf(root, at, known.ofGraphql);
      const caller = callerOf(root.field.name, Math.floor(round / TWISTS.length));
      const answer = await send('/graphql', body, caller.token);
      const fault = graphqlFault(answer);
      const told = `${root.field.name} by ${caller.name}: ${shortened(body)}\n${shortened(answer.body)}`;
      if (fault !== null || answer.status >= 500) faults.push(`${answer.status}, ${fault}: ${told}`);
      for (const pointer of pointersIn(answer.body)) {
        if (!isPlace(root.field, pointer)) faults.push(`${pointer} is no place of ${told}`);
      }
      if (!answer.body.includes('"errors":')) answered.add(root.field.name);
    }
  }
  expect({ faults, logged }).toEqual({ faults: [], logged: [] });
  // What is always refused at its door shows little of what is behind.
  const refused = ROOTS.map(({ field }) => field.name).filter((name) => !answered.has(name));
  expect(refused.length, String(refused)).toBeLessThan(ROOTS.length / 3);
}, 300_000);

/** What commands take lies in no tool's schema: they are REST's, spoilt where they shall be. */
const commandOf = (index: number, twist: Twist, raw: RawJson) => {
  const random = randomFor(SEED, index, 1);
  const operations = Object.values(restOperations(known.theirs)).filter(({ path }) =>
    (twist === 'right' ? /^\/commands\/RESET_STATION$/ : /^\/commands\/[A-Z_]+$/).test(path),
  );
  const operation = random.pickOf(operations);
  const input = structuredClone(operation?.body ?? {}) as Record<string, unknown>;
  if (twist !== 'right') mutatePayload(random, input, raw);
  return { type: operation?.path.slice('/commands/'.length), input };
};

const toolRequestOf = ({ name, inputSchema }: (typeof TOOLS)[number], round: number, confirmation: string): string => {
  const index = indexOf(name, round);
  const twist = twistOf(round);
  const ofProperty = (property: string) =>
    property === 'confirmation_id' ? [confirmation] : known.ofTool(name, property);
  const { made, raw } = makeTwisted({ seed: SEED, index, twist }, (making) =>
    jsonValueOf(inputSchema as ValueSchema, { name: '', known: ofProperty }, making),
  );
  // Of three times three a third is made of the tool's own schema.
  const isCommand = name === 'prepare_command' && Math.floor(round / TWISTS.length) % 3 !== 1;
  const params = { name, arguments: isCommand ? commandOf(index, twist, raw) : made };
  return raw.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
};

it('no tool of the agents fails inside, whatever its arguments', async () => {
  const faults: string[] = [];
  const done = new Set<string>();
  let confirmation = 'none';
  for (const tool of TOOLS) {
    for (const round of rounds) {
      const body = toolRequestOf(tool, round, confirmation);
      const caller = callerOf(tool.name, Math.floor(round / TWISTS.length));
      const answer = await send('/mcp?access=write', body, caller.token);
      const { result, error } = JSON.parse(answer.body) as Json;
      const code = result?.structuredContent?.code;
      const told = `${tool.name} by ${caller.name}: ${shortened(body)}\n${shortened(answer.body)}`;
      // Arguments that are no object are none of the protocol.
      const isRefused = error?.code === -32602;
      if (answer.status >= 500 || code === 'internal' || (result === undefined && !isRefused)) faults.push(told);
      confirmation = result?.structuredContent?.confirmation_id ?? confirmation;
      if (result !== undefined && result.isError !== true) done.add(tool.name);
    }
  }
  expect({ faults, logged }).toEqual({ faults: [], logged: [] });
  expect(done.size, String([...done])).toBeGreaterThan(TOOLS.length / 2);
}, 300_000);

describe('the requests', () => {
  it('are the same for the same seed, and others for another', () => {
    const root = ROOTS.find(({ field }) => field.name === 'setChargingProfile') ?? {
      operation: 'query',
      field: ROOTS[0]?.field,
    };
    const made = (seed: number) =>
      TWISTS.map((twist) => graphqlRequestOf(root as RootField, { seed, index: 3, twist }, () => null));
    expect(made(5)).toEqual(made(5));
    expect(made(5)).not.toEqual(made(6));
  });
});
