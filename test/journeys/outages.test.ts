/** Outages over real sockets: one record for each, with its reason and its times, the same at REST and GraphQL. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { VirtualStation } from '../../src/simulator/station.ts';
import type { Json } from '../support/gateway.ts';
import { MINUTE, openStage, SECOND, type Stage, VERSIONS } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const FIELDS = 'id evseId evseUid cause disconnectReason errorCode startedAt endedAt';

/** What a row says at either face. */
const plain = (row: Json) => ({
  id: row.id,
  evseId: row.evse_id ?? row.evseId ?? null,
  evseUid: row.evse_uid ?? row.evseUid ?? null,
  cause: row.cause,
  reason: (row.disconnect_reason ?? row.disconnectReason ?? '').toLowerCase() || null,
  errorCode: row.error_code ?? row.errorCode ?? null,
  startedAt: row.started_at ?? row.startedAt,
  endedAt: row.ended_at ?? row.endedAt ?? null,
});

const rowsOf = async ({ id }: Pick<VirtualStation, 'id'>): Promise<readonly Json[]> =>
  (await stage.gateway().get(`/api/v1/stations/${id}/outages`)).map(plain);

/** A station's outages, oldest first, after a look whether all faces tell the same. While nothing changes. */
const outagesOf = async ({ id }: Pick<VirtualStation, 'id'>): Promise<readonly Json[]> => {
  const gateway = stage.gateway();
  const all = await rowsOf({ id });
  const { data, errors } = await gateway.graphql(
    `query ($id: ID!) {
      outages(stationId: $id) { totalCount edges { node { ${FIELDS} } } }
      station(id: $id) {
        outages(newestFirst: false) { edges { node { ${FIELDS} } } }
        evses { uid outages(newestFirst: false) { edges { node { ${FIELDS} } } } }
      }
    }`,
    { id },
  );
  expect(errors).toBe(undefined);
  const nodes = (page: Json) => page.edges.map(({ node }: Json) => plain(node));
  expect((await gateway.get(`/api/v1/outages?station_id=${id}`)).map(plain)).toEqual(all);
  expect(nodes(data.outages)).toEqual(all);
  expect(data.outages.totalCount).toBe(all.length);
  expect(nodes(data.station.outages)).toEqual(all);
  for (const evse of data.station.evses) {
    const own = all.filter(({ evseUid }: Json) => evseUid === evse.uid);
    expect(nodes(evse.outages)).toEqual(own);
    expect((await gateway.get(`/api/v1/outages?evse_uid=${evse.uid}`)).map(plain)).toEqual(own);
  }
  return all;
};

const until = async (station: Pick<VirtualStation, 'id'>, match: (rows: readonly Json[]) => boolean) => {
  await stage.until(() => rowsOf(station), match);
  return outagesOf(station);
};
const isOver = (rows: readonly Json[]) => rows.length > 0 && rows.every(({ endedAt }) => endedAt !== null);
const lasts = (rows: readonly Json[]) => rows.some(({ endedAt }) => endedAt === null);

const now = () => stage.clock.now().toISOString();

describe.each(VERSIONS)('a station on OCPP %s', (version) => {
  it('that closes its connection and comes back had one outage', async () => {
    const station = await stage.online(version);
    expect(await outagesOf(station)).toEqual([]);
    const startedAt = now();
    await station.disconnect();
    const [begun] = await until(station, lasts);
    expect(begun).toMatchObject({ cause: 'UNREACHABLE', reason: 'closed_by_station', startedAt, endedAt: null });
    expect(await stage.gateway().get(`/api/v1/stations/${station.id}/outages?open=false`)).toEqual([]);
    await stage.clock.advance(6 * MINUTE);
    await station.connect();
    expect(await until(station, isOver)).toEqual([{ ...begun, endedAt: now() }]);
    expect(await stage.gateway().get(`/api/v1/stations/${station.id}/outages?open=true`)).toEqual([]);
  });

  it('whose line is cut had one outage', async () => {
    const station = await stage.online(version, { reconnect: false });
    const startedAt = now();
    station.drop();
    await until(station, lasts);
    await stage.clock.advance(3 * MINUTE);
    await station.connect();
    expect(await until(station, isOver)).toMatchObject([
      { cause: 'UNREACHABLE', reason: 'connection_lost', evseId: null, startedAt, endedAt: now() },
    ]);
  });

  it('whose place a second connection takes had none until that one goes', async () => {
    const older = await stage.online(version, { reconnect: false });
    const replaced = older.waitFor('disconnected');
    const newer = stage.twin(older, { reconnect: false });
    await newer.connect();
    await newer.ready();
    await replaced;
    expect(await outagesOf(newer)).toEqual([]);
    await newer.disconnect();
    expect(await until(newer, lasts)).toMatchObject([{ reason: 'closed_by_station', endedAt: null }]);
  });

  it('had one outage of an EVSE whose connector was faulted, however often it said so', async () => {
    const station = await stage.online(version, { connectors: 2 });
    const [, second] = (await stage.stationRecord(station)).evses;
    const startedAt = now();
    station.fault(2, 'GroundFailure');
    await until(station, lasts);
    const [{ error }] = await stage.gateway().get(`/api/v1/stations/${station.id}/outages`);
    // 2.x has no words beside its status.
    if (version === '1.6')
      expect(error).toMatchObject({ code: 'GroundFailure', info: 'simulated fault: GroundFailure' });
    else expect(error).toBe(null);
    await stage.advance(2 * MINUTE);
    station.fault(2, 'GroundFailure');
    await stage.advance(2 * MINUTE);
    station.fault(2, null);
    const endedAt = now();
    expect(await until(station, isOver)).toMatchObject([
      {
        cause: 'FAULTED',
        reason: null,
        errorCode: version === '1.6' ? 'GroundFailure' : null,
        evseId: 2,
        evseUid: second.uid,
        startedAt,
        endedAt,
      },
    ]);
  });

  it('that was away while the gateway was restarted had one outage over both', async () => {
    const station = await stage.online(version);
    const startedAt = now();
    await station.disconnect();
    const [begun] = await until(station, lasts);
    await stage.restart(() => stage.clock.advance(5 * MINUTE));
    expect(await outagesOf(station)).toEqual([begun]);
    await station.connect();
    expect(await until(station, isOver)).toEqual([{ ...begun, startedAt, endedAt: now() }]);
  });

  it('that the gateway closed when it stopped had one outage until it was back', async () => {
    const station = await stage.online(version);
    const startedAt = now();
    const back = station.waitFor('connected');
    await stage.restart(() => stage.clock.advance(5 * MINUTE));
    await back;
    expect(await until(station, isOver)).toMatchObject([
      { cause: 'UNREACHABLE', reason: 'closed_by_gateway', startedAt, endedAt: now() },
    ]);
  });

  it('that falls silent had an outage from when that was noticed', async () => {
    const { id } = await stage.station(version);
    const socket = new WebSocket(`${stage.gateway().stationsUrl}/${id}`, [`ocpp${version}`], { autoPong: false });
    await stage.until(
      () => stage.gateway().get(`/api/v1/stations/${id}`),
      ({ online }) => online,
    );
    const startedAt = stage.clock.now().getTime();
    const gone = new Promise((resolve) => socket.once('close', resolve));
    await stage.clock.advance(90 * SECOND);
    await gone;
    const [outage] = await until({ id }, lasts);
    expect(outage).toMatchObject({ cause: 'UNREACHABLE', reason: 'connection_lost' });
    const noticedMs = Date.parse(outage.startedAt) - startedAt;
    expect(noticedMs).toBeGreaterThanOrEqual(30 * SECOND);
    expect(noticedMs).toBeLessThanOrEqual(90 * SECOND);
  });
});

it('a station of OCPP 1.6 that is faulted as a whole has one outage, with its own error code', async () => {
  const station = await stage.online('1.6', { connectors: 2 });
  const tell = (status: string, errorCode: string) =>
    station.call('StatusNotification', { connectorId: 0, status, errorCode });
  const startedAt = now();
  await tell('Faulted', 'PowerMeterFailure');
  await stage.advance(MINUTE);
  await tell('Available', 'NoError');
  expect(await until(station, isOver)).toMatchObject([
    { cause: 'FAULTED', errorCode: 'PowerMeterFailure', evseId: null, evseUid: null, startedAt, endedAt: now() },
  ]);
});

describe('a list of outages', () => {
  it('is read in pages, by cause and by when they changed', async () => {
    const station = await stage.online('1.6', { connectors: 3 });
    for (const connector of [1, 2, 3]) {
      station.fault(connector, 'GroundFailure');
      await until(station, (rows) => rows.length === connector);
      await stage.advance(MINUTE);
    }
    const path = `/api/v1/outages?station_id=${station.id}&limit=2`;
    const first = await stage.gateway().request('GET', path);
    expect(first.headers.get('x-total-count')).toBe('3');
    const [, next = ''] = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '') ?? [];
    const second = await stage.gateway().get(next);
    expect([...first.body, ...second].map(({ evse_id }) => evse_id)).toEqual([1, 2, 3]);
    expect(await stage.gateway().get(`${path}&cause=UNREACHABLE`)).toEqual([]);
    const { started_at } = second[0];
    expect(await stage.gateway().get(`${path}&date_from=${encodeURIComponent(started_at)}`)).toEqual(second);
    const wrong = await stage.gateway().request('GET', `${path}&cause=WEATHER`);
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ pointer: '/query/cause' }] } });
  });
});
