/** The demo's clients can do what their names say, and no more. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endLeftSessions, seed } from '../../src/demo/seed.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
let tokens: ReadonlyMap<string, string>;

beforeAll(async () => {
  gateway = await startTestGateway();
  const { services, offeredScopes } = gateway.gateway;
  const clients = await seed(services, offeredScopes);
  await endLeftSessions(services);
  tokens = new Map(
    await Promise.all(clients.map(async ({ id, secret }) => [id, await gateway.token(id, secret)] as const)),
  );
});
afterAll(() => gateway.close());

const as = (id: string, method: string, path: string, body?: unknown) =>
  gateway.request(method, `/api/v1${path}`, { body, token: tokens.get(id) ?? '' });

describe('demo-fleet', () => {
  it('limits its depot as a whole and each station there, and none elsewhere', async () => {
    const limit = { limit_w: 11_000 };
    const depot = await as('demo-fleet', 'POST', '/commands/bulk/SET_CHARGING_LIMIT', {
      location_id: 'depot-utrecht',
      ...limit,
    });
    expect(depot).toMatchObject({ status: 202, body: { requested: 7, refused: 0 } });
    const one = { station_id: 'DEMO-001', ...limit };
    expect(await as('demo-fleet', 'POST', '/commands/SET_CHARGING_LIMIT', one)).toMatchObject({ status: 202 });
    const other = { station_id: 'DEMO-002', ...limit };
    expect(await as('demo-fleet', 'POST', '/commands/SET_CHARGING_LIMIT', other)).toMatchObject({ status: 404 });
  });

  it('reads no cards of others', async () => {
    expect(await as('demo-fleet', 'GET', '/tokens')).toMatchObject({ status: 403 });
  });
});

describe('demo-partner', () => {
  it('sees stations, and touches no card of others', async () => {
    expect((await as('demo-partner', 'GET', '/stations')).body).toHaveLength(20);
    expect((await as('demo-partner', 'GET', '/tokens')).body).toMatchObject([{ uid: 'DEMO-PARTNER-1' }]);
    const card = { type: 'RFID', contract_id: 'NL-PAR-C00000002' };
    expect(await as('demo-partner', 'PUT', '/tokens/DEMO-CARD-1', card)).toMatchObject({ status: 403 });
  });
});
