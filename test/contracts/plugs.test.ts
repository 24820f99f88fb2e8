/** Finding plugs, and what is known of them, as both faces say it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';
import { enter, type RawStation } from './support/raw-station.ts';

let gateway: TestGateway;
let socket: RawStation;
const tell = (connectorId: number, status: string) =>
  socket.call('StatusNotification', { connectorId, errorCode: 'NoError', status });

beforeAll(async () => {
  gateway = await startTestGateway();
  const put = async (path: string, body: object) => {
    const { status } = await gateway.request('PUT', `/api/v1/${path}`, { body });
    expect(status).toBe(201);
  };
  const place = { address: 'Street 1', city: 'Utrecht', country: 'NLD', time_zone: 'Europe/Amsterdam' };
  await put('locations/NEAR', { ...place, coordinates: { latitude: '52.05', longitude: '5.10' } });
  await put('locations/FAR', { ...place, coordinates: { latitude: '52.20', longitude: '5.10' } });
  await put('stations/PLUGS', { location_id: 'NEAR', security_profile: 0 });
  await put('tokens/T1', { type: 'RFID', contract_id: 'C', status: 'ACCEPTED' });
  socket = await enter(`${gateway.stationsUrl}/PLUGS`, ['ocpp1.6']);
  await socket.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
  await tell(1, 'Available');
  await tell(2, 'Charging');
});
afterAll(async () => {
  await socket?.close();
  await gateway?.close();
});

const evses = (query: string): Promise<Json> => gateway.get(`/api/v1/evses?near=52.051,5.1&${query}`);
const uidOf = async (id: number): Promise<string> =>
  (await gateway.get('/api/v1/stations/PLUGS')).evses.find((evse: Json) => evse.id === id).uid;

describe('a plug', () => {
  it('has what is set of it on both faces, each value with who says it', async () => {
    const uid = await uidOf(1);
    const connectors = [
      {
        id: 1,
        standard: 'IEC_62196_T2',
        format: 'SOCKET',
        power_type: 'AC_3_PHASE',
        max_voltage: 230,
        max_amperage: 32,
      },
    ];
    const patched = await gateway.request('PATCH', `/api/v1/evses/${uid}`, {
      body: { connectors, start_order: 'PLUG_FIRST' },
    });
    expect(patched).toMatchObject({
      status: 200,
      body: {
        start_order: 'PLUG_FIRST',
        start_order_source: 'SET',
        connectors: [
          {
            ...connectors[0],
            max_electric_power: 22_080,
            cable_length_m: null,
            sources: { standard: 'SET', max_electric_power: 'DERIVED' },
          },
        ],
      },
    });
    const asked = await gateway.graphql(
      `mutation { updateEvse(input: { uid: "${uid}", startOrder: EITHER }) { startOrder connectors { format maxVoltage maxElectricPower } } }`,
    );
    expect(asked).toEqual({
      data: {
        updateEvse: {
          startOrder: 'EITHER',
          connectors: [{ format: 'SOCKET', maxVoltage: 230, maxElectricPower: 22_080 }],
        },
      },
    });
    const wrong = await gateway.request('PATCH', `/api/v1/evses/${uid}`, { body: { connectors: [{ id: 7 }] } });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ pointer: '/connectors/0/id' }] } });
  });

  it('has what the template of its model says where nobody set it, on both faces', async () => {
    const ofModel = { vendor: 'V', model: 'M' };
    const evses = [
      { connectors: [{ id: 1, format: 'CABLE', cable_length_m: 4 }] },
      {
        evse_id: 2,
        start_order: 'START_FIRST',
        connectors: [{ id: 1, standard: 'CHADEMO', max_electric_power: 50000 }],
      },
    ];
    const made = await gateway.request('POST', '/api/v1/station_templates', { body: { ...ofModel, evses } });
    expect(made).toMatchObject({ status: 201, body: { ...ofModel, version: 1, evses: [{ evse_id: null }, evses[1]] } });
    const path = `/api/v1/station_templates/${made.body.id}`;
    expect(made.headers.get('location')).toBe(`${gateway.url}${path}`);
    const [first, second] = [await uidOf(1), await uidOf(2)];
    const of = (uid: string) => gateway.get(`/api/v1/evses/${uid}`);
    await until(async () => (await of(second)).start_order_source === 'TEMPLATE');
    expect(await of(first)).toMatchObject({
      start_order_source: 'SET',
      connectors: [
        {
          format: 'SOCKET',
          cable_length_m: 4,
          sources: { format: 'SET', cable_length_m: 'TEMPLATE', standard: 'SET' },
        },
      ],
    });
    const fast = () => gateway.get('/api/v1/evses?near=52.051,5.1&standard=CHADEMO&min_power_w=50000');
    expect(await fast()).toMatchObject([{ uid: second, start_order: 'START_FIRST' }]);
    const input = `{ id: "${made.body.id}", ifVersion: 1, evses: [{ evseId: 2, connectors: [{ id: 1, standard: GBT_DC }] }] }`;
    const changed = await gateway.graphql(
      `mutation { updateStationTemplate(input: ${input}) { version vendor partyId evses { evseId startOrder connectors { id standard maxElectricPower } } } }`,
    );
    expect(changed.data.updateStationTemplate).toMatchObject({
      version: 2,
      evses: [{ evseId: 2, startOrder: null, connectors: [{ id: 1, standard: 'GBT_DC', maxElectricPower: null }] }],
    });
    await until(async () => (await fast()).length === 0);
    const stale = await gateway.request('DELETE', path, { headers: { 'if-match': made.headers.get('etag') ?? '' } });
    expect(stale).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
    expect((await gateway.request('DELETE', path)).status).toBe(204);
    expect((await gateway.request('GET', path)).status).toBe(404);
    await until(async () => (await of(second)).connectors[0].standard === null);
    expect(await of(first)).toMatchObject({ start_order: 'EITHER', connectors: [{ cable_length_m: null }] });
  });

  it('is found by where it is, whether it is free, and what it can', async () => {
    const uid = await uidOf(1);
    const found = await evses('status=AVAILABLE&standard=IEC_62196_T2,CHADEMO&min_power_w=22000&power_type=AC_3_PHASE');
    expect(found).toMatchObject([{ uid, status: 'AVAILABLE', station_id: 'PLUGS' }]);
    expect(found[0].distance_m).toBeCloseTo(111.195, 1);
    expect(await evses('status=AVAILABLE&min_power_w=22081')).toEqual([]);
    expect(await evses('radius_m=100')).toEqual([]);
    const query = `{
      findEvses(near: { latitude: 52.051, longitude: 5.1 }, status: CHARGING) { edges { distance location { id } node { id } } }
      findLocations(box: { west: 5, south: 52, east: 5.2, north: 52.3 }) {
        edges { distance node { id plugs { total available inUse } evses { id status } } }
      }
    }`;
    const both = await gateway.graphql(query);
    expect(both.data.findEvses.edges).toMatchObject([{ location: { id: 'NEAR' }, node: { id: 2 } }]);
    expect(both.data.findLocations.edges).toEqual([
      {
        distance: null,
        node: {
          id: 'NEAR',
          plugs: { total: 2, available: 1, inUse: 1 },
          evses: [
            { id: 1, status: 'AVAILABLE' },
            { id: 2, status: 'CHARGING' },
          ],
        },
      },
      { distance: null, node: { id: 'FAR', plugs: { total: 0, available: 0, inUse: 0 }, evses: [] } },
    ]);
  });

  it('shows a location with its EVSEs and how many are free, under a tag that follows them', async () => {
    const path = '/api/v1/locations?box=5,52,5.2,52.3&include=plugs,evses&limit=1';
    const page = await gateway.request('GET', path);
    expect(page.body).toMatchObject([
      {
        id: 'NEAR',
        plugs: { total: 2, available: 1, in_use: 1 },
        evses: [{ station_id: 'PLUGS' }, {}],
        distance_m: null,
      },
    ]);
    const next = /<([^>]*)>/.exec(page.headers.get('link') ?? '')?.[1] ?? '';
    const { pathname, search } = new URL(next);
    expect(await gateway.get(`${pathname}${search}`)).toMatchObject([{ id: 'FAR' }]);
    const one = await gateway.request('GET', '/api/v1/locations/NEAR?include=plugs');
    expect(one.body.plugs).toMatchObject({ available: 1 });
    const tag = one.headers.get('etag') ?? '';
    const again = () =>
      gateway.request('GET', '/api/v1/locations/NEAR?include=plugs', { headers: { 'if-none-match': tag } });
    expect((await again()).status).toBe(304);
    await tell(1, 'Preparing');
    expect(await again()).toMatchObject({ status: 200, body: { plugs: { available: 0, in_use: 2 } } });
    await tell(1, 'Available');
  });

  it.each([
    ['near=91,5', '/query/near'],
    ['near=1,2&box=1,2,3,4', '/query/box'],
    ['status=AVAILABLE', '/query/status'],
    ['box=1,2,3,4&radius_m=5', '/query/radius_m'],
    ['near=1,2&date_from=2026-01-01T00:00:00Z', '/query/date_from'],
    ['near=1,2&cursor=nonsense', '/query/cursor'],
    ['near=1,2&wanted=1', '/query/wanted'],
  ])('is not looked for by %s', async (query, pointer) => {
    const { status, body } = await gateway.request('GET', `/api/v1/evses?${query}`);
    expect(status).toBe(400);
    expect(body.errors.map((fault: Json) => fault.pointer)).toContain(pointer);
  });

  it('gives its session a charging state on OCPP 1.6, and its station a status', async () => {
    expect(await gateway.get('/api/v1/stations/PLUGS')).toMatchObject({ status: 'AVAILABLE' });
    const timestamp = new Date().toISOString();
    await tell(1, 'Preparing');
    await socket.call('StartTransaction', { connectorId: 1, idTag: 'T1', meterStart: 0, timestamp });
    const state = async () => (await gateway.get('/api/v1/sessions?status=ACTIVE'))[0]?.charging_state;
    await until(async () => (await state()) === 'EV_CONNECTED');
    for (const [told, expected] of [
      ['Charging', 'CHARGING'],
      ['SuspendedEV', 'SUSPENDED_EV'],
      ['SuspendedEVSE', 'SUSPENDED_EVSE'],
      ['Finishing', 'EV_CONNECTED'],
    ] as const) {
      await tell(1, told);
      expect(await state()).toBe(expected);
    }
  });
});
