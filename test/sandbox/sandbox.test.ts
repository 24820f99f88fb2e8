/** A sandbox over the whole gateway: what its client can do, and that nothing real is in its reach. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';

let gateway: TestGateway;
let made: Json;
let token: string;
/** The 2.0.1 one. */
let station: string;

const post = (path: string, body: unknown = {}, as = token) =>
  gateway.request('POST', `/api/v1${path}`, { body, token: as });
const act = async (action: string, body: object = {}, id = station): Promise<Json> => {
  const answer = await post(`/sandbox/stations/${id}/actions/${action}`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};
const get = (path: string, as = token) => gateway.get(`/api/v1${path}`, as);
const untilStation = async (fits: (found: Json) => boolean, id = station): Promise<Json> => {
  let found: Json;
  await until(async () => {
    found = await get(`/stations/${id}`);
    return fits(found);
  });
  return found;
};
const settled = async (command: Json, wait = 20): Promise<Json> => get(`/commands/${command.id}?wait=${wait}`);
const start = (id = station) =>
  post('/commands/START_SESSION', {
    station_id: id,
    evse_id: 1,
    token: { uid: `${made.id}-CARD`, type: 'RFID' },
    expires_in_s: 5,
  });

beforeAll(async () => {
  gateway = await startTestGateway();
  const admin = await gateway.token();
  const put = (path: string, body: object) => gateway.request('PUT', `/api/v1/${path}`, { body });
  await put('stations/REAL-1', { registration: 'accepted', security_profile: 0 });
  await put('tokens/REAL-CARD', { type: 'RFID', contract_id: 'C', status: 'ACCEPTED' });
  made = (await post('/sandboxes', { name: 'Acme' }, admin)).body;
  token = await gateway.token(made.client_id, made.client_secret);
  station = made.stations.find(({ protocol }: Json) => protocol === '2.0.1').id;
  await untilStation(({ online, evses }) => online && evses.length > 0);
});
afterAll(() => gateway.close());

describe('a sandbox', () => {
  it('has a station of each version, online, a place and cards', async () => {
    expect(made).toMatchObject({ id: expect.stringMatching(/^XS-[A-Z0-9]{3}$/), name: 'Acme' });
    for (const { id } of made.stations) await untilStation(({ online }) => online, id);
    expect((await get('/stations')).map(({ protocol }: Json) => protocol).sort()).toEqual(['1.6', '2.0.1', '2.1']);
    expect((await get('/locations')).map(({ id }: Json) => id)).toEqual([made.id]);
    expect((await get('/tokens')).map(({ uid }: Json) => uid)).toEqual([`${made.id}-CARD`, `${made.id}-BLOCKED`]);
  });

  it('charges: plugged in, started, stopped by unplugging', async () => {
    await act('PLUG_IN', { max_power_w: 7000 });
    const command = await settled((await start()).body);
    expect(command).toMatchObject({ status: 'CONFIRMED', session_id: expect.any(String) });
    const plugged = await post(`/sandbox/stations/${station}/actions/PLUG_IN`);
    expect(plugged).toMatchObject({ status: 409, body: { code: 'conflict' } });
    await act('UNPLUG');
    await until(async () => (await get(`/sessions/${command.session_id}`)).status === 'COMPLETED');
  });

  it('does not start where nothing is plugged in', async () => {
    const command = await settled((await start(made.stations[0].id)).body, 1);
    expect(command.status).not.toBe('CONFIRMED');
  });

  it('answers cards, and says what the station was told', async () => {
    const shown = async (uid: string) => {
      const { card } = await act('PRESENT_TOKEN', { token_uid: uid });
      let outcome: string | null = null;
      await until(async () => {
        const mine = (await get('/sandbox/stations')).find(({ id }: Json) => id === station);
        outcome = mine.card.number === card.number ? mine.card.outcome : null;
        return outcome !== null;
      });
      return outcome;
    };
    expect(await shown(`${made.id}-BLOCKED`)).toBe('Blocked');
    // A real card is nobody's here.
    expect(await shown('REAL-CARD')).toMatch(/Invalid|Unknown/);
  });

  it('goes offline and comes back, and breaks and is well again', async () => {
    await act('GO_OFFLINE');
    await untilStation(({ online }) => !online);
    await act('COME_ONLINE');
    await untilStation(({ online }) => online);
    await act('FAULT', { connector_id: 2, error_code: 'GroundFailure' });
    await untilStation(({ evses }) =>
      evses.some(({ status }: Json) => status === 'OUTOFORDER' || status === 'INOPERATIVE'),
    );
    await act('CLEAR_FAULT', { connector_id: 2 });
    await untilStation(({ evses }) => evses.every(({ status }: Json) => status === 'AVAILABLE'));
  });

  it('refuses commands when told to, and takes them again', async () => {
    await act('REJECT_COMMANDS');
    const reset = () => post('/commands/RESET_STATION', { station_id: station, mode: 'ON_IDLE', evse_id: 1 });
    await until(async () => (await settled((await reset()).body)).status === 'REJECTED');
    await act('BEHAVE');
    await until(async () => (await settled((await reset()).body)).status === 'CONFIRMED');
  });

  it('marks its events, and no others', async () => {
    const events = await get('/events?limit=50');
    expect(events.length).toBeGreaterThan(5);
    for (const event of events) expect(event).toMatchObject({ sandbox: true, country_code: 'XS' });
    const all = await gateway.get('/api/v1/events?limit=1000');
    expect(
      all.filter(({ country_code }: Json) => country_code !== 'XS').every((event: Json) => !('sandbox' in event)),
    ).toBe(true);
  });

  it('says what an action takes', async () => {
    const wrong = await post(`/sandbox/stations/${station}/actions/UNPLUG`, { token_uid: 'X' });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ pointer: '/token_uid' }] } });
    expect(await post(`/sandbox/stations/${station}/actions/PRESENT_TOKEN`)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/token_uid' }] },
    });
    expect((await post(`/sandbox/stations/${station}/actions/PLUG_IN`, { connector_id: 4 })).status).toBe(400);
    expect((await post(`/sandbox/stations/${station}/actions/EXPLODE`)).status).toBe(400);
    expect((await post('/sandbox/stations/NONE/actions/UNPLUG')).status).toBe(404);
  });

  it('takes up to ten stations', async () => {
    // All at once: each has an id and a password of its own, by which it gets in.
    const more = await Promise.all(Array.from({ length: 7 }, () => post('/sandbox/stations', { protocol: '1.6' })));
    expect(more.map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 201));
    const ids = more.map(({ body }) => body.id);
    expect(new Set(ids).size).toBe(7);
    for (const id of ids) await untilStation(({ online }) => online, id);
    expect(await post('/sandbox/stations', { protocol: '1.6' })).toMatchObject({ status: 409 });
  });

  it('is the same over GraphQL', async () => {
    const done = await gateway.graphql(
      'mutation ($input: ActInSandboxInput!) { actInSandbox(input: $input) { id connectors { id pluggedIn } } }',
      { input: { stationId: station, action: 'PLUG_IN', connectorId: 2 } },
      token,
    );
    expect(done.data.actInSandbox.connectors[1]).toEqual({ id: 2, pluggedIn: true });
    const { data } = await gateway.graphql(
      '{ sandboxStations { id } events(first: 1) { edges { node { sandbox } } } }',
      {},
      token,
    );
    expect(data.sandboxStations).toHaveLength(10);
    expect(data.events.edges[0].node.sandbox).toBe(true);
  });
});

describe('nothing real', () => {
  it('is seen or moved by its client', async () => {
    expect((await gateway.request('GET', '/api/v1/stations/REAL-1', { token })).status).toBe(404);
    expect((await post('/commands/RESET_STATION', { station_id: 'REAL-1' })).status).toBe(404);
    const foreign = { station_id: station, evse_id: 1, token: { uid: 'REAL-CARD', type: 'RFID' } };
    expect(await post('/commands/START_SESSION', foreign)).toMatchObject({
      status: 422,
      body: { code: 'token_not_valid' },
    });
    const put = await gateway.request('PUT', '/api/v1/stations/MINE', { body: { registration: 'accepted' }, token });
    expect(put.status).toBe(403);
  });

  it('has simulated stations: those who are no sandbox are refused', async () => {
    expect(await gateway.get('/api/v1/sandbox/stations')).toEqual([]);
    const answer = await gateway.request('POST', '/api/v1/sandbox/stations', { body: { protocol: '1.6' } });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  it('lets no party of a sandbox be made by hand', async () => {
    const answer = await gateway.request('PUT', '/api/v1/parties/XS-AAA', { body: { name: 'A', roles: ['CPO'] } });
    expect(answer.status).toBe(400);
  });
});

describe('sandboxes', () => {
  it('are made by who is bound in nothing, and are nobody else’s to see', async () => {
    const grants = { locationIds: ['REAL-LOCATION'] };
    const bound = await gateway.client({ id: 'bound-manager', scopes: ['clients:manage'], ...grants });
    expect((await post('/sandboxes', { name: 'Mine' }, bound)).status).toBe(403);
    expect(await get('/sandboxes', bound)).toEqual([]);
    for (const method of ['GET', 'DELETE']) {
      const { status } = await gateway.request(method, `/api/v1/sandboxes/${made.id}`, { token: bound });
      expect(status).toBe(method === 'GET' ? 404 : 403);
    }
    expect((await gateway.request('GET', `/api/v1/sandboxes/${made.id}`, { token })).status).toBe(403);
  });

  it('have who wrote what in the audit log, without a password', async () => {
    const entries = await gateway.get('/api/v1/audit_log?object=sandbox&outcome=DONE&limit=1000');
    expect(new Set(entries.map(({ operation }: Json) => operation))).toEqual(
      new Set(['sandbox.create', 'sandbox.act', 'sandbox.add_station']),
    );
    expect(entries.at(-1)).toMatchObject({ client_id: 'admin', operation: 'sandbox.create' });
    expect(entries[0]).toMatchObject({ client_id: made.client_id });
    expect(JSON.stringify(entries)).not.toMatch(/[0-9a-f]{32}/);
  });

  it('come back after a restart as they were left', async () => {
    await act('GO_OFFLINE', {}, made.stations[0].id);
    await untilStation(({ online }) => !online, made.stations[0].id);
    gateway = await gateway.restart();
    await untilStation(({ online }) => online);
    expect((await get(`/stations/${made.stations[0].id}`)).online).toBe(false);
    await act('UNPLUG', { connector_id: 2 });
  });

  it('are apart from each other, and go with all that opens them', async () => {
    const admin = await gateway.token();
    const { body: other } = await post('/sandboxes', { name: 'Other' }, admin);
    const theirs = await gateway.token(other.client_id, other.client_secret);
    expect((await post(`/sandbox/stations/${station}/actions/UNPLUG`, {}, theirs)).status).toBe(404);
    expect((await gateway.request('GET', `/api/v1/stations/${station}`, { token: theirs })).status).toBe(404);
    expect((await gateway.get('/api/v1/sandboxes')).map(({ name }: Json) => name)).toEqual(['Acme', 'Other']);

    expect((await gateway.request('DELETE', `/api/v1/sandboxes/${made.id}`)).status).toBe(204);
    expect((await gateway.request('GET', `/api/v1/sandboxes/${made.id}`)).status).toBe(404);
    await until(async () => !(await gateway.get(`/api/v1/stations/${station}`)).online);
    await expect(gateway.token(made.client_id, made.client_secret)).rejects.toThrow(/invalid_client/);
  });
});
