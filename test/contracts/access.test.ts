/** Every operation of every face, called without its scope. One table for all faces: a new operation must be in it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCOPES, type Scope } from '../../src/domain/access.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { operationsOf, readDescription } from '../../src/rest/description.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

/** null: a valid token is enough, what is seen follows from its other scopes and grants. */
type Case = { readonly scope: Scope | null; readonly body?: object };
type RootCase = { readonly scope: Scope | null; readonly query: string };

const station = { station_id: 'S' };
const location = {
  address: 'a',
  city: 'c',
  country: 'BEL',
  coordinates: { latitude: 51, longitude: 3 },
  time_zone: 'Europe/Brussels',
};
const profile = {
  id: 1,
  purpose: 'TX_DEFAULT',
  schedule: { charging_rate_unit: 'W', charging_profile_period: [{ start_period: 0, limit: 1 }] },
};

const REST: Readonly<Record<string, Case>> = {
  getMe: { scope: null },
  listLocations: { scope: 'locations:read' },
  getLocation: { scope: 'locations:read' },
  putLocation: { scope: 'stations:write', body: location },
  patchLocation: { scope: 'locations:read', body: { name: 'n' } },
  listStations: { scope: 'stations:read' },
  getStation: { scope: 'stations:read' },
  putStation: { scope: 'stations:write', body: { security_profile: 0 } },
  patchStation: { scope: 'stations:read', body: { name: 'n' } },
  listSessions: { scope: 'sessions:read' },
  getSession: { scope: 'sessions:read' },
  listReadings: { scope: 'sessions:read' },
  closeSession: { scope: 'sessions:control' },
  listTokens: { scope: 'tokens:read' },
  getToken: { scope: 'tokens:read' },
  putToken: { scope: 'tokens:write', body: { contract_id: 'c' } },
  patchToken: { scope: 'tokens:read', body: { issuer: 'i' } },
  listCommands: { scope: null },
  getCommand: { scope: null },
  cancelCommand: { scope: null },
  startSession: { scope: 'sessions:control', body: { ...station, token: { uid: 'T', type: 'RFID' } } },
  stopSession: { scope: 'sessions:control', body: { session_id: 's' } },
  unlockConnector: { scope: 'stations:control', body: { ...station, evse_id: 1 } },
  resetStation: { scope: 'stations:control', body: station },
  changeAvailability: { scope: 'stations:control', body: { ...station, operative: true } },
  triggerMessage: { scope: 'stations:control', body: { ...station, message: 'Heartbeat' } },
  getConfiguration: { scope: 'stations:control', body: station },
  setConfiguration: { scope: 'stations:control', body: { ...station, key: 'k', value: 'v' } },
  getVariables: { scope: 'stations:control', body: { ...station, variables: [{ component: 'c', variable: 'v' }] } },
  setVariables: {
    scope: 'stations:control',
    body: { ...station, variables: [{ component: 'c', variable: 'v', value: '1' }] },
  },
  setChargingProfile: { scope: 'charging:control', body: { ...station, profile } },
  clearChargingProfile: { scope: 'charging:control', body: station },
  getCompositeSchedule: { scope: 'charging:control', body: { ...station, duration_s: 60 } },
  setChargingLimit: { scope: 'charging:control', body: { ...station, limit_w: 1 } },
  clearChargingLimit: { scope: 'charging:control', body: station },
  listEvents: { scope: 'events:read' },
  streamEvents: { scope: 'events:read' },
  listClients: { scope: 'clients:manage' },
  getClient: { scope: 'clients:manage' },
  putClient: { scope: 'clients:manage', body: { name: 'n', scopes: [] } },
};

const GRAPHQL: Readonly<Record<string, RootCase>> = {
  'Query.me': { scope: null, query: '{ me { clientId } }' },
  'Query.location': { scope: 'locations:read', query: '{ location(id: "L") { id } }' },
  'Query.locations': { scope: 'locations:read', query: '{ locations { totalCount } }' },
  'Query.station': { scope: 'stations:read', query: '{ station(id: "S") { id } }' },
  'Query.stations': { scope: 'stations:read', query: '{ stations { totalCount } }' },
  'Query.evse': { scope: 'stations:read', query: '{ evse(stationId: "S", id: 1) { id } }' },
  'Query.session': { scope: 'sessions:read', query: '{ session(id: "s") { id } }' },
  'Query.sessions': { scope: 'sessions:read', query: '{ sessions { totalCount } }' },
  'Query.command': { scope: null, query: '{ command(id: "c") { id } }' },
  'Query.commands': { scope: null, query: '{ commands { totalCount } }' },
  'Query.token': { scope: 'tokens:read', query: '{ token(uid: "T") { uid } }' },
  'Query.tokens': { scope: 'tokens:read', query: '{ tokens { totalCount } }' },
  'Query.events': { scope: 'events:read', query: '{ events { totalCount } }' },
  'Mutation.startSession': {
    scope: 'sessions:control',
    query: 'mutation { startSession(input: { stationId: "S", token: { uid: "T" } }) { id } }',
  },
  'Mutation.stopSession': {
    scope: 'sessions:control',
    query: 'mutation { stopSession(input: { sessionId: "s" }) { id } }',
  },
  'Mutation.unlockConnector': {
    scope: 'stations:control',
    query: 'mutation { unlockConnector(input: { stationId: "S", evseId: 1 }) { id } }',
  },
  'Mutation.resetStation': {
    scope: 'stations:control',
    query: 'mutation { resetStation(input: { stationId: "S" }) { id } }',
  },
  'Mutation.changeAvailability': {
    scope: 'stations:control',
    query: 'mutation { changeAvailability(input: { stationId: "S", operative: true }) { id } }',
  },
  'Mutation.triggerMessage': {
    scope: 'stations:control',
    query: 'mutation { triggerMessage(input: { stationId: "S", message: "Heartbeat" }) { id } }',
  },
  'Mutation.setConfiguration': {
    scope: 'stations:control',
    query: 'mutation { setConfiguration(input: { stationId: "S", key: "k", value: "v" }) { id } }',
  },
  'Mutation.getConfiguration': {
    scope: 'stations:control',
    query: 'mutation { getConfiguration(input: { stationId: "S" }) { id } }',
  },
  'Mutation.setVariables': {
    scope: 'stations:control',
    query:
      'mutation { setVariables(input: { stationId: "S", variables: [{ component: "c", variable: "v", value: "1" }] }) { id } }',
  },
  'Mutation.getVariables': {
    scope: 'stations:control',
    query:
      'mutation { getVariables(input: { stationId: "S", variables: [{ component: "c", variable: "v" }] }) { id } }',
  },
  'Mutation.setChargingLimit': {
    scope: 'charging:control',
    query: 'mutation { setChargingLimit(input: { stationId: "S", limitW: 1 }) { id } }',
  },
  'Mutation.clearChargingLimit': {
    scope: 'charging:control',
    query: 'mutation { clearChargingLimit(input: { stationId: "S" }) { id } }',
  },
  'Mutation.setChargingProfile': {
    scope: 'charging:control',
    query:
      'mutation { setChargingProfile(input: { stationId: "S", profile: { id: 1, purpose: TX_DEFAULT, schedule: { chargingRateUnit: W, chargingProfilePeriod: [{ startPeriod: 0, limit: 1 }] } } }) { id } }',
  },
  'Mutation.clearChargingProfile': {
    scope: 'charging:control',
    query: 'mutation { clearChargingProfile(input: { stationId: "S" }) { id } }',
  },
  'Mutation.getCompositeSchedule': {
    scope: 'charging:control',
    query: 'mutation { getCompositeSchedule(input: { stationId: "S", durationS: 60 }) { id } }',
  },
  'Mutation.cancelCommand': { scope: null, query: 'mutation { cancelCommand(input: { id: "c" }) { id } }' },
  'Mutation.upsertLocation': {
    scope: 'stations:write',
    query:
      'mutation { upsertLocation(input: { id: "L", address: "a", city: "c", country: "BEL", timeZone: "Europe/Brussels", coordinates: { latitude: 51, longitude: 3 } }) { id } }',
  },
  'Mutation.upsertStation': {
    scope: 'stations:write',
    query: 'mutation { upsertStation(input: { id: "S", securityProfile: 0 }) { id } }',
  },
  'Mutation.upsertToken': {
    scope: 'tokens:write',
    query: 'mutation { upsertToken(input: { uid: "T", contractId: "c" }) { uid } }',
  },
  'Subscription.commandUpdated': { scope: null, query: 'subscription { commandUpdated(id: "c") { id } }' },
  'Subscription.sessionUpdated': { scope: 'sessions:read', query: 'subscription { sessionUpdated { id } }' },
  'Subscription.stationUpdated': { scope: 'stations:read', query: 'subscription { stationUpdated { id } }' },
  'Subscription.event': { scope: 'events:read', query: 'subscription { event { id } }' },
};

const operations = operationsOf(readDescription());
const schema = createSchema();

let gateway: TestGateway;
const tokens = new Map<Scope, string>();
beforeAll(async () => {
  gateway = await startTestGateway();
  const needed = new Set([...Object.values(REST), ...Object.values(GRAPHQL)].flatMap(({ scope }) => scope ?? []));
  for (const scope of needed) {
    const id = `without-${scope.replace(':', '-')}`;
    tokens.set(scope, await gateway.client({ id, scopes: SCOPES.filter((other) => other !== scope) }));
  }
});
afterAll(() => gateway.close());

describe('access', () => {
  it('has every operation of every face in its table', () => {
    expect(Object.keys(REST).sort()).toEqual(operations.map(({ operationId }) => operationId).sort());
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name}.${field}`),
    );
    expect(Object.keys(GRAPHQL).sort()).toEqual(roots.sort());
  });

  it.each(operations.filter(({ operationId }) => REST[operationId]?.scope))(
    'REST $operationId needs its scope',
    async ({ operationId, method, path }) => {
      const { scope, body } = REST[operationId] ?? { scope: null };
      const token = tokens.get(scope ?? 'audit:read') ?? '';
      const answer = await gateway.request(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, 'x'), {
        token,
        ...(body === undefined ? {} : { body }),
      });
      expect(answer).toMatchObject({ status: 403, body: { code: 'insufficient_scope' } });
      expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    },
  );

  const run = async (query: string, headers: Record<string, string>): Promise<string> => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: query.startsWith('subscription') ? 'text/event-stream' : 'application/graphql-response+json',
        ...headers,
      },
      body: JSON.stringify({ query }),
    });
    return response.text();
  };

  it.each(Object.entries(GRAPHQL).filter(([, { scope }]) => scope !== null))(
    'GraphQL %s needs its scope',
    async (_name, { scope, query }) => {
      const token = tokens.get(scope ?? 'audit:read') ?? '';
      expect(await run(query, { authorization: `Bearer ${token}` })).toContain('"code":"insufficient_scope"');
    },
  );

  it.each(Object.entries(GRAPHQL))('GraphQL %s needs a token', async (_name, { query }) => {
    expect(await run(query, {})).toContain('"code":"unauthorized"');
  });

  it.each(operations)('REST $operationId needs a token', async ({ method, path }) => {
    const response = await fetch(`${gateway.url}${path.replaceAll(/\{\w+\}/g, 'x')}`, { method: method.toUpperCase() });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    await response.body?.cancel();
  });
});
