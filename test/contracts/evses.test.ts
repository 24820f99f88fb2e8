/** EVSE ids and replaced hardware as both faces say them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';
import { enter } from './support/raw-station.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway?.close());

/** One station with two EVSEs for each test. */
let station: string;
let uids: readonly string[];
let number = 0;

const tell = async (id: string, status = 'Available'): Promise<void> => {
  const socket = await enter(`${gateway.stationsUrl}/${id}`, ['ocpp1.6']);
  await socket.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' });
  for (const connectorId of [1, 2])
    await socket.call('StatusNotification', { connectorId, errorCode: 'NoError', status });
  await socket.close();
  // Its going, too, changes the tags of its EVSEs.
  await until(async () => (await gateway.get(`/api/v1/stations/${id}`)).online === false);
};
const make = async (id: string): Promise<void> => {
  const { status } = await gateway.request('PUT', `/api/v1/stations/${id}`, { body: { security_profile: 0 } });
  expect(status).toBe(201);
};
const uidsOf = async (id: string): Promise<readonly string[]> =>
  (await gateway.get(`/api/v1/stations/${id}`)).evses.map(({ uid }: Json) => uid);

beforeEach(async () => {
  number += 1;
  station = `ST-${number}`;
  await make(station);
  await tell(station);
  uids = await uidsOf(station);
});

const patch = (name: string, evse_id: string | null, headers: Record<string, string> = {}): Promise<Answer<Json>> =>
  gateway.request('PATCH', `/api/v1/evses/${name}`, { body: { evse_id }, headers });
const anId = () => `NL*VGT*E${number}*1`;

describe('an EVSE id on REST', () => {
  it('is taken by the lists of outages and keys for the uid', async () => {
    const [uid = ''] = uids;
    await tell(station, 'Faulted');
    expect(await patch(uid, anId())).toMatchObject({ status: 200 });
    const outages = await gateway.get(`/api/v1/outages?evse_uid=${uid}`);
    expect(outages).toMatchObject([{ evse_uid: uid, cause: 'FAULTED' }]);
    expect(await gateway.get(`/api/v1/outages?evse_uid=${anId().toLowerCase()}`)).toEqual(outages);
    expect(await gateway.get(`/api/v1/meter_public_keys?evse_uid=${anId()}`)).toEqual([]);
    const query = `{ outages(evseUid: "${anId()}") { totalCount } }`;
    expect(await gateway.graphql(query)).toEqual({ data: { outages: { totalCount: 1 } } });
  });

  it('is set under the tag of what was read, which changes with the status', async () => {
    const [uid = ''] = uids;
    const path = `/api/v1/evses/${uid}`;
    const read = await gateway.request('GET', path);
    const tag = read.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"1\.\d+"$/);
    expect((await gateway.request('GET', path, { headers: { 'if-none-match': tag } })).status).toBe(304);
    await tell(station, 'Faulted');
    const again = await gateway.request('GET', path, { headers: { 'if-none-match': tag } });
    expect(again).toMatchObject({ status: 200, body: { version: 1, evse_id: null } });
    expect(await patch(uid, anId(), { 'if-match': tag })).toMatchObject({ status: 412 });
    const set = await patch(uid, anId(), { 'if-match': again.headers.get('etag') ?? '' });
    expect(set).toMatchObject({ status: 200, body: { uid, version: 2, evse_id: anId() } });
    expect(await patch(uid, null, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
    // Its version alone will do, whatever its status is.
    expect(await patch(uid, null, { 'if-match': '"2"' })).toMatchObject({ status: 200, body: { evse_id: null } });
    expect(await gateway.request('PATCH', path, { body: {} })).toMatchObject({ status: 200, body: { version: 3 } });
  });

  it('is refused where it is none, or another has it', async () => {
    const [one = '', other = ''] = uids;
    expect(await patch(one, 'NL-VGT-E1')).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ pointer: '/evse_id' }] },
    });
    await patch(one, anId());
    expect(await patch(other, anId().toLowerCase().replaceAll('*', ''))).toMatchObject({
      status: 409,
      body: { code: 'conflict', errors: [{ pointer: '/evse_id' }] },
    });
    expect(await patch('NONE', anId())).toMatchObject({ status: 404 });
  });

  it('finds, lists and commands its EVSE', async () => {
    const [uid = ''] = uids;
    await patch(uid, anId());
    expect(await gateway.get(`/api/v1/evses/${anId().toLowerCase()}`)).toMatchObject({ uid });
    expect(await gateway.get(`/api/v1/evses?evse_id=${anId()}`)).toMatchObject([{ uid, station_id: station }]);
    expect(await gateway.get(`/api/v1/evses?evse_id=${anId()}&station_id=ANOTHER`)).toEqual([]);
    const all = await gateway.request('GET', `/api/v1/evses?station_id=${station}&limit=1`);
    expect(all.headers.get('x-total-count')).toBe('2');
    expect(all.headers.get('link')).toContain('cursor=');
    const body = { evse_uid: anId() };
    const asked = await gateway.request('POST', '/api/v1/commands/UNLOCK_CONNECTOR', { body });
    expect(asked).toMatchObject({ status: 202, body: { station_id: station, evse_id: 1, evse_uid: uid } });
    expect(await gateway.get(`/api/v1/commands?evse_uid=${anId()}`)).toMatchObject([{ id: asked.body.id }]);
  });
});

describe('on GraphQL', () => {
  const UPDATE = 'mutation ($input: UpdateEvseInput!) { updateEvse(input: $input) { uid evseId stationId } }';
  const REPLACE = `mutation ($input: ReplaceStationInput!) {
    replaceStation(input: $input) { station { id replacedBy evses { uid } } replacement { id replacedBy evses { id uid evseId } } }
  }`;

  it('an EVSE id is set, shown and refused alike', async () => {
    const [uid, other] = uids;
    expect(await gateway.graphql(UPDATE, { input: { uid, evseId: anId() } })).toMatchObject({
      data: { updateEvse: { uid, evseId: anId(), stationId: station } },
    });
    const shown = await gateway.graphql(
      `{ evse(uid: "${anId()}") { uid evseId } station(id: "${station}") { evses { evseId } } }`,
    );
    expect(shown.data).toEqual({
      evse: { uid, evseId: anId() },
      station: { evses: [{ evseId: anId() }, { evseId: null }] },
    });
    expect((await gateway.graphql(UPDATE, { input: { uid: other, evseId: anId() } })).errors).toMatchObject([
      { extensions: { code: 'conflict', faults: [{ pointer: '/input/evseId' }] } },
    ]);
  });

  it('a station is replaced by hardware that it makes, with its EVSEs in other places', async () => {
    const [first, second] = uids;
    const replacement = `${station}-B`;
    const input = {
      stationId: station,
      replacement,
      station: { securityProfile: 1, password: 'open-sesame-0123456789' },
      evses: [{ evse: 1, replacementEvse: 4 }, { evse: 2 }],
    };
    const expected = {
      station: { id: station, replacedBy: replacement, evses: [] },
      replacement: { id: replacement, replacedBy: null, evses: [{ id: 4, uid: first, evseId: null }] },
    };
    expect(await gateway.graphql(REPLACE, { input })).toEqual({ data: { replaceStation: expected } });
    expect(await gateway.graphql(REPLACE, { input })).toEqual({ data: { replaceStation: expected } });
    expect(await gateway.graphql(`{ evse(uid: "${second}") { uid } }`)).toEqual({ data: { evse: null } });
    expect(await gateway.get(`/api/v1/evses/${second}`)).toMatchObject({ station_id: null, id: 2 });
    const told = await gateway.graphql(`{ events(types: ["station.replaced"], stationId: "${station}") {
      edges { node { objectId station { replacedBy } details } } } }`);
    expect(told.data.events.edges).toEqual([
      {
        node: {
          objectId: station,
          station: { replacedBy: replacement },
          details: {
            evses: [
              { uid: first, evseId: 1, replacementEvseId: 4 },
              { uid: second, evseId: 2, replacementEvseId: null },
            ],
          },
        },
      },
    ]);
    const refused = await gateway.graphql(REPLACE, { input: { ...input, replacement: 'ANOTHER' } });
    expect(refused.errors).toMatchObject([
      { message: `The station was replaced by ${replacement}.`, extensions: { code: 'station_replaced' } },
    ]);
    const again = `mutation { upsertStation(input: { id: "${station}", securityProfile: 0, inUseAgain: true }) { replacedBy } }`;
    expect(await gateway.graphql(again)).toEqual({ data: { upsertStation: { replacedBy: null } } });
  });
});

describe('a replacement on REST', () => {
  it('is refused with pointers into what was sent', async () => {
    const ask = (body: object) => gateway.request('POST', `/api/v1/stations/${station}/replace`, { body });
    const at = (pointer: string) => ({ status: 400, body: { code: 'invalid_request', errors: [{ pointer }] } });
    expect(await ask({ replacement: 'NONE' })).toMatchObject(at('/replacement'));
    expect(await ask({ replacement: 'NEW', station: {} })).toMatchObject(at('/station/password'));
    const moves = [
      { evse: 1, replacement_evse: 1 },
      { evse: 9, replacement_evse: 9 },
      { evse: 2, replacement_evse: null },
    ];
    const station0 = { security_profile: 0 };
    expect(await ask({ replacement: 'NEW', station: station0, evses: moves })).toMatchObject(at('/evses/1/evse'));
    await make(`${station}-B`);
    await tell(`${station}-B`);
    const elsewhere = [
      { evse: 1, replacement_evse: 7 },
      { evse: 2, replacement_evse: null },
    ];
    expect(await ask({ replacement: `${station}-B`, evses: elsewhere })).toMatchObject(at('/evses/0/replacement_evse'));
    expect(await gateway.get(`/api/v1/stations/${station}`)).toMatchObject({ replaced_by: null });
  });

  it('of a station that is to be put in use again leaves no other value', async () => {
    const body = { replaced_by: 'ANOTHER' };
    const set = await gateway.request('PATCH', `/api/v1/stations/${station}`, { body });
    expect(set).toMatchObject({ status: 400, body: { errors: [{ pointer: '/replaced_by' }] } });
  });
});
