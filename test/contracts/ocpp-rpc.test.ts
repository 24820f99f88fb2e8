/** Whole sessions of a station program that nobody here wrote, strict about every schema in both directions. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v16 } from '../../src/ocpp/v16/index.ts';
import { v21 } from '../../src/ocpp/v21/index.ts';
import { v201 } from '../../src/ocpp/v201/index.ts';
import { createJudge } from '../ocpp/support/judge.ts';
import { type Json, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { STATION_PROGRAMS } from './support/station-programs.ts';
import { connectStrictStation, type StrictStation } from './support/strict-station.ts';

const UID = '04A2B3C4';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
  await gateway.request('PUT', '/api/v1/locations/depot', {
    body: {
      address: 'Laagraven 1',
      city: 'Utrecht',
      country: 'NLD',
      coordinates: { latitude: '52.05', longitude: '5.10' },
      time_zone: 'Europe/Amsterdam',
    },
  });
  await gateway.request('PUT', `/api/v1/tokens/${UID}`, {
    body: { type: 'RFID', contract_id: 'NL-VGT-C1', status: 'ACCEPTED' },
  });
});
afterAll(() => gateway?.close());

const register = async (id: string): Promise<void> => {
  const { status } = await gateway.request('PUT', `/api/v1/stations/${id}`, {
    body: { location_id: 'depot', registration: 'accepted', security_profile: 0, validation: 'strict' },
  });
  expect(status).toBe(201);
};

const ask = async (type: string, body: object): Promise<Json> => {
  const answer = await gateway.request('POST', `/api/v1/commands/${type}`, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return answer.body;
};

const settled = (id: string): Promise<Json> => gateway.get(`/api/v1/commands/${id}?wait=20`);

/** Asks, and waits for the command's end. */
const done = async (type: string, body: object): Promise<Json> => settled((await ask(type, body)).id);

const secondsAgo = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();

describe.each(STATION_PROGRAMS)('a strict station of OCPP $version', (program) => {
  const id = `RPC-${program.version}`;
  let station: StrictStation;

  beforeAll(async () => {
    await register(id);
    station = await connectStrictStation({
      url: gateway.stationsUrl,
      id,
      version: program.version,
      answers: program.answers,
    });
    const boot = await program.boot(station);
    expect(boot).toMatchObject({ status: 'Accepted' });
    await program.status(station, 'Available', secondsAgo(60));
  });
  afterAll(() => station?.close());

  it('boots, beats and has its tokens judged', async () => {
    const { currentTime } = await station.call('Heartbeat', {});
    expect(Math.abs(Date.parse(String(currentTime)) - Date.now())).toBeLessThan(60_000);
    expect(await program.authorize(station, UID)).toBe('Accepted');
    expect(await program.authorize(station, 'NOBODY')).toMatch(/^(Invalid|Unknown)$/);
    expect(await gateway.get(`/api/v1/stations/${id}`)).toMatchObject({
      online: true,
      vendor: 'Outside',
      model: 'RPC',
      protocol: program.version,
    });
    expect(station.faults).toEqual([]);
  });

  it('charges by remote start and stop, and its session is stored with its energy', async () => {
    const start = await ask('START_SESSION', { station_id: id, evse_id: 1, token: { uid: UID, type: 'RFID' } });
    const remoteStart = await station.answered(program.actions.start);
    const transactionId = await program.begin(station, { uid: UID, remoteStart, at: secondsAgo(40), energyWh: 1000 });
    const started = await settled(start.id);
    expect(started).toMatchObject({ status: 'CONFIRMED', error: null });
    const sessionId = started.session_id;
    await program.status(station, 'Occupied', secondsAgo(39));
    await program.meter(station, transactionId, { at: secondsAgo(30), energyWh: 2500 });
    expect(await gateway.get(`/api/v1/sessions/${sessionId}`)).toMatchObject({ status: 'ACTIVE', energy_wh: 1500 });

    const limited = await done('SET_CHARGING_LIMIT', { session_id: sessionId, limit_w: 7000 });
    expect(limited).toMatchObject({ status: 'CONFIRMED', result: { confirmed: true } });
    expect(await done('CLEAR_CHARGING_LIMIT', { session_id: sessionId })).toMatchObject({ status: 'CONFIRMED' });

    const stop = await ask('STOP_SESSION', { session_id: sessionId });
    await station.answered(program.actions.stop);
    await program.end(station, transactionId, { uid: UID, at: secondsAgo(5), energyWh: 5000 });
    expect(await settled(stop.id)).toMatchObject({ status: 'CONFIRMED', session_id: sessionId });
    await program.status(station, 'Available', secondsAgo(4));

    const stored = await gateway.get(`/api/v1/sessions/${sessionId}`);
    expect(stored).toMatchObject({
      status: 'COMPLETED',
      energy_wh: 4000,
      kwh: 4,
      station_id: id,
      location_id: 'depot',
      evse_id: 1,
      connector_id: 1,
      token: { uid: UID, type: 'RFID' },
      authorization: 'ACCEPTED',
      command_id: start.id,
      flags: [],
      transaction: { id: transactionId, protocol: program.version },
    });
    const { data, errors } = await gateway.graphql(
      'query ($id: ID!) { session(id: $id) { status energyWh kwh stationId commandId token { uid } readings { edges { node { sampledAt } } } } }',
      { id: sessionId },
    );
    expect(errors).toBeUndefined();
    expect(data.session).toMatchObject({
      status: 'COMPLETED',
      energyWh: 4000,
      kwh: 4,
      stationId: id,
      commandId: start.id,
      token: { uid: UID },
    });
    expect(data.session.readings.edges.length).toBeGreaterThanOrEqual(1);
    expect(station.faults).toEqual([]);
  });

  it('is limited as a whole, and free again', async () => {
    const limit = { station_id: id, limit_a: 10, until: new Date(Date.now() + 3_600_000).toISOString() };
    expect(await done('SET_CHARGING_LIMIT', limit)).toMatchObject({ status: 'CONFIRMED', result: { confirmed: true } });
    expect(await done('CLEAR_CHARGING_LIMIT', { station_id: id })).toMatchObject({ status: 'CONFIRMED' });
    expect(station.faults).toEqual([]);
  });

  it('takes a charging profile, shows its composite schedule and drops the profile', async () => {
    const profile = {
      id: 7,
      stack_level: 1,
      purpose: 'TX_DEFAULT',
      kind: 'RECURRING',
      recurrency: 'DAILY',
      schedule: {
        start_date_time: '2026-03-01T00:00:00Z',
        duration: 86_400,
        charging_rate_unit: 'A',
        min_charging_rate: 6,
        charging_profile_period: [
          { start_period: 0, limit: 16, number_phases: 3 },
          { start_period: 3600, limit: 7.77 },
        ],
      },
    };
    expect(await done('SET_CHARGING_PROFILE', { station_id: id, evse_id: 1, profile })).toMatchObject({
      status: 'CONFIRMED',
    });
    expect(
      await done('GET_COMPOSITE_SCHEDULE', { station_id: id, evse_id: 1, duration_s: 3600, unit: 'W' }),
    ).toMatchObject({ status: 'CONFIRMED', result: { unit: 'W', periods: [{ limit: 7000 }] } });
    expect(await done('CLEAR_CHARGING_PROFILE', { station_id: id, profile_id: 7 })).toMatchObject({
      status: 'CONFIRMED',
    });
    expect(station.faults).toEqual([]);
  });

  it('has its settings read and written', async () => {
    for (const { type, body, result } of program.settings) {
      const command = await done(type, { station_id: id, ...body });
      expect(command, JSON.stringify(command)).toMatchObject({ status: 'CONFIRMED' });
      if (result !== null) expect(command.result).toMatchObject(result);
    }
    await station.answered(program.actions.readSettings);
    await station.answered(program.actions.writeSettings);
    expect(station.faults).toEqual([]);
  });

  it('is unlocked, triggered, taken out of service and back in, and restarted', async () => {
    expect(await done('UNLOCK_CONNECTOR', { station_id: id, evse_id: 1, connector_id: 1 })).toMatchObject({
      status: 'CONFIRMED',
    });
    await station.answered(program.actions.unlock);

    expect(await done('TRIGGER_MESSAGE', { station_id: id, message: 'Heartbeat' })).toMatchObject({
      status: 'CONFIRMED',
    });
    expect(await station.answered('TriggerMessage')).toMatchObject({ requestedMessage: 'Heartbeat' });

    for (const operative of [false, true]) {
      const change = await ask('CHANGE_AVAILABILITY', { station_id: id, operative, evse_id: 1, connector_id: 1 });
      await station.answered('ChangeAvailability');
      await program.status(station, operative ? 'Available' : 'Unavailable', new Date().toISOString());
      expect(await settled(change.id)).toMatchObject({ status: 'CONFIRMED' });
    }

    const reset = await ask('RESET_STATION', { station_id: id, mode: 'IMMEDIATE' });
    await station.answered('Reset');
    await program.boot(station);
    expect(await settled(reset.id)).toMatchObject({ status: 'CONFIRMED' });
    expect(station.faults).toEqual([]);
  });
});

describe.each([v16, v201, v21])('every message of OCPP $version to the gateway', ({ version, inbound }) => {
  const id = `ALL-${version}`;
  const judge = createJudge(version);
  let station: StrictStation;

  beforeAll(async () => {
    await register(id);
    station = await connectStrictStation({ url: gateway.stationsUrl, id, version });
    await station.call('BootNotification', judge.example('BootNotification', 'least'));
  });
  afterAll(() => station?.close());

  it.each([...inbound.keys()])('%s is answered as its schema says', async (action) => {
    if (action === 'NotifyPeriodicEventStream') {
      // OCPP 2.1 part 4, 4.2.5: a SEND has no answer; the next call shows that the gateway lives on.
      station.send(JSON.stringify([6, 'stream-1', action, judge.example(action, 'least')]));
      await station.call('Heartbeat', {});
    } else {
      await station.call(action, judge.example(action, 'least'));
    }
    expect(station.faults).toEqual([]);
  });
});
