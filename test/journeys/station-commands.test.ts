/** What an operator tells a station, from request to effect. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VirtualStation } from '../../src/simulator/station.ts';
import type { Json } from '../support/gateway.ts';
import { callsAt, latestOf, MINUTE, openStage, type Stage, untilAcknowledged, VERSIONS } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const ENDS = ['CONFIRMED', 'REJECTED', 'FAILED', 'TIMED_OUT', 'EXPIRED'];

const done = async (type: string, body: object): Promise<Json> => {
  const { id } = await stage.command(type, body);
  return stage.commandIn(id, ...ENDS);
};

const connectorIs = (station: VirtualStation, status: string): Promise<Json> =>
  stage.until(
    () => stage.stationRecord(station),
    ({ evses }) => evses[0].connectors[0].status === status,
  );

describe.each(VERSIONS)('on OCPP %s', (version) => {
  const charging = async (station: VirtualStation): Promise<string> => {
    const token = await stage.token();
    station.plugIn(1);
    const start = await stage.start(station, token);
    const { session_id } = await stage.commandIn(start.id, 'CONFIRMED');
    await station.until(() => latestOf(station).startAcknowledged);
    return session_id;
  };

  it('unlocks a connector', async () => {
    const station = await stage.online(version);
    const unlocked = await done('UNLOCK_CONNECTOR', { station_id: station.id, evse_id: 1 });
    expect(unlocked).toMatchObject({ status: 'CONFIRMED', result: { status: 'Unlocked' } });
    expect(await stage.statesOf(unlocked.id)).toEqual(['SENT', 'CONFIRMED']);
  });

  it('unlocks a connector in a session as its version has it', async () => {
    const station = await stage.online(version);
    const id = await charging(station);
    const unlocked = await done('UNLOCK_CONNECTOR', { station_id: station.id, evse_id: 1 });
    if (version === '1.6') {
      expect(unlocked.status).toBe('CONFIRMED');
      await untilAcknowledged(station);
      expect(await stage.session(id)).toMatchObject({ status: 'COMPLETED', stop_reason: 'UnlockCommand' });
    } else {
      expect(unlocked).toMatchObject({ status: 'REJECTED', result: { status: 'OngoingAuthorizedTransaction' } });
      expect((await stage.session(id)).status).toBe('ACTIVE');
    }
  });

  it('refuses an EVSE that the station does not have', async () => {
    const station = await stage.online(version);
    const answer = await stage.post('UNLOCK_CONNECTOR', { station_id: station.id, evse_id: 9 });
    expect(answer).toMatchObject({ status: 409, body: { code: 'connector_unavailable' } });
  });

  it('resets a station, confirmed by its boot', async () => {
    const station = await stage.online(version);
    const before = await stage.stationRecord(station);
    await stage.clock.advance(5000);
    const reset = await done('RESET_STATION', { station_id: station.id });
    expect(reset.status).toBe('CONFIRMED');
    expect(await stage.statesOf(reset.id)).toEqual(['SENT', 'ACCEPTED', 'CONFIRMED']);
    await station.ready();
    const after = await stage.stationRecord(station);
    expect(after.online).toBe(true);
    expect(Date.parse(after.booted_at)).toBeGreaterThan(Date.parse(before.booted_at));
    expect(station.log.filter(({ action }) => action === 'BootNotification')).toHaveLength(2);
  });

  it('resets a station at once, which ends its session', async () => {
    const station = await stage.online(version);
    const id = await charging(station);
    await stage.advance(6 * MINUTE);
    const reset = await done('RESET_STATION', { station_id: station.id, mode: 'IMMEDIATE' });
    expect(reset.status).toBe('CONFIRMED');
    await untilAcknowledged(station);
    expect(await stage.session(id)).toMatchObject({
      status: 'COMPLETED',
      stop_reason: version === '1.6' ? 'HardReset' : 'ImmediateReset',
      energy_wh: 1100,
    });
  });

  it('takes a station out of service and back in, confirmed by its status', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    const out = await done('CHANGE_AVAILABILITY', { station_id: station.id, operative: false, evse_id: 1 });
    expect(out.status).toBe('CONFIRMED');
    await connectorIs(station, 'UNAVAILABLE');
    const refused = await stage.post('START_SESSION', {
      station_id: station.id,
      evse_id: 1,
      token: { uid: token, type: 'RFID' },
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'connector_unavailable' } });
    const back = await done('CHANGE_AVAILABILITY', { station_id: station.id, operative: true, evse_id: 1 });
    expect(back.status).toBe('CONFIRMED');
    await connectorIs(station, 'AVAILABLE');
  });

  it('waits with the end of service for the end of the session', async () => {
    const station = await stage.online(version);
    const id = await charging(station);
    const { id: out } = await stage.command('CHANGE_AVAILABILITY', { station_id: station.id, operative: false });
    await stage.commandIn(out, 'ACCEPTED');
    await stage.advance(6 * MINUTE);
    expect((await stage.commandIn(out, 'ACCEPTED')).result).toEqual({ status: 'Scheduled' });
    const stop = await stage.stop(id);
    await stage.commandIn(stop.id, 'CONFIRMED');
    station.unplug(1);
    await stage.commandIn(out, 'CONFIRMED');
    await connectorIs(station, 'UNAVAILABLE');
  });

  it('triggers a status, a heartbeat, and the meter', async () => {
    const station = await stage.online(version);
    for (const message of ['StatusNotification', 'Heartbeat', 'MeterValues']) {
      const sent = station.waitFor('frame', ({ direction, action }) => direction === 'out' && action === message);
      const triggered = await done('TRIGGER_MESSAGE', { station_id: station.id, message, evse_id: 1 });
      expect(triggered).toMatchObject({ status: 'CONFIRMED', result: { status: 'Accepted' } });
      await sent;
    }
    const unknown = await stage.post('TRIGGER_MESSAGE', { station_id: station.id, message: 'Nonsense' });
    expect(unknown).toMatchObject({ status: 422, body: { code: 'not_supported' } });
  });

  it('reads the composite schedule of a station', async () => {
    const station = await stage.online(version);
    const set = await done('SET_CHARGING_LIMIT', { station_id: station.id, limit_w: 9000 });
    expect(set).toMatchObject({ status: 'CONFIRMED', result: { confirmed: true } });
    const read = await done('GET_COMPOSITE_SCHEDULE', { station_id: station.id, duration_s: 600, unit: 'W' });
    expect(read.status).toBe('CONFIRMED');
    expect(JSON.stringify(read.result)).toContain('9000');
  });

  it('says what went wrong when the station answers with an error', async () => {
    const station = await stage.online(version, { faults: { fail: new Map([['UnlockConnector', 'InternalError']]) } });
    const failed = await done('UNLOCK_CONNECTOR', { station_id: station.id, evse_id: 1 });
    expect(failed).toMatchObject({ status: 'FAILED', error: { code: 'station_error' } });
  });

  it('gives up on a station that does not answer, and the next command goes out', async () => {
    const station = await stage.online(version, { faults: { answer: new Map([['UnlockConnector', 'never']]) } });
    const { id } = await stage.command('UNLOCK_CONNECTOR', { station_id: station.id, evse_id: 1 });
    const next = await stage.command('TRIGGER_MESSAGE', { station_id: station.id, message: 'Heartbeat' });
    await station.until(() => callsAt(station, 'UnlockConnector').length === 1);
    await stage.advance(31_000);
    expect(await stage.commandIn(id, 'TIMED_OUT')).toMatchObject({ error: { code: 'station_timeout' } });
    await stage.commandIn(next.id, 'CONFIRMED');
  });
});

describe('on OCPP 1.6', () => {
  it('sets and reads configuration keys', async () => {
    const station = await stage.online('1.6');
    const key = 'MeterValueSampleInterval';
    const set = await done('SET_CONFIGURATION', { station_id: station.id, key, value: '30' });
    expect(set).toMatchObject({
      status: 'CONFIRMED',
      result: { status: 'Accepted', read_back: '30', confirmed: true },
    });
    const read = await done('GET_CONFIGURATION', { station_id: station.id, keys: [key, 'Nonsense'] });
    expect(read).toMatchObject({
      status: 'CONFIRMED',
      result: { configuration: [{ key, value: '30', readonly: false }], unknown_keys: ['Nonsense'] },
    });
    const all = await done('GET_CONFIGURATION', { station_id: station.id });
    expect(all.result.configuration.length).toBeGreaterThan(20);
  });

  it('says that a key is not known, or may not be set', async () => {
    const station = await stage.online('1.6');
    expect(await done('SET_CONFIGURATION', { station_id: station.id, key: 'Nonsense', value: '1' })).toMatchObject({
      status: 'FAILED',
      error: { code: 'not_supported' },
    });
    expect(
      await done('SET_CONFIGURATION', { station_id: station.id, key: 'NumberOfConnectors', value: '9' }),
    ).toMatchObject({ status: 'REJECTED', result: { status: 'Rejected' } });
  });

  it('knows no variables and resets no single EVSE', async () => {
    const station = await stage.online('1.6');
    const variables = [{ component: 'EVSE', variable: 'Power' }];
    expect(await stage.post('GET_VARIABLES', { station_id: station.id, variables })).toMatchObject({
      status: 422,
      body: { code: 'not_supported' },
    });
    expect(await done('RESET_STATION', { station_id: station.id, evse_id: 1 })).toMatchObject({
      status: 'FAILED',
      error: { code: 'not_supported' },
    });
  });
});

describe.each(['2.0.1', '2.1'] as const)('on OCPP %s', (version) => {
  it('sets and reads variables', async () => {
    const station = await stage.online(version);
    const place = { component: 'SampledDataCtrlr', variable: 'TxUpdatedInterval' };
    const set = await done('SET_VARIABLES', {
      station_id: station.id,
      variables: [
        { ...place, value: '30' },
        { component: 'Nonsense', variable: 'Interval', value: '1' },
      ],
    });
    expect(set).toMatchObject({
      status: 'CONFIRMED',
      result: { variables: [{ status: 'Accepted' }, { status: 'UnknownComponent' }] },
    });
    const read = await done('GET_VARIABLES', { station_id: station.id, variables: [place] });
    expect(read).toMatchObject({ status: 'CONFIRMED', result: { variables: [{ status: 'Accepted', value: '30' }] } });
  });

  it('knows no configuration keys', async () => {
    const station = await stage.online(version);
    expect(await stage.post('GET_CONFIGURATION', { station_id: station.id })).toMatchObject({
      status: 422,
      body: { code: 'not_supported' },
    });
  });

  it('waits with a reset on idle for the end of the session', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    station.plugIn(1);
    const start = await stage.start(station, token);
    const { session_id } = await stage.commandIn(start.id, 'CONFIRMED');
    const { id } = await stage.command('RESET_STATION', { station_id: station.id, mode: 'ON_IDLE' });
    expect((await stage.commandIn(id, 'ACCEPTED')).result).toMatchObject({ status: 'Scheduled' });
    await stage.advance(6 * MINUTE);
    const stop = await stage.stop(session_id);
    await stage.commandIn(stop.id, 'CONFIRMED');
    await stage.commandIn(id, 'CONFIRMED');
    expect(await stage.session(session_id)).toMatchObject({ status: 'COMPLETED', energy_wh: 1100 });
  });

  it('resets one EVSE, confirmed by the answer', async () => {
    const station = await stage.online(version, { connectors: 2 });
    expect(await done('RESET_STATION', { station_id: station.id, evse_id: 2 })).toMatchObject({ status: 'CONFIRMED' });
    expect(station.log.filter(({ action }) => action === 'BootNotification')).toHaveLength(1);
  });
});
