/** Stations that nobody registered, and stations that are not let in yet. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VirtualStation } from '../../src/simulator/station.ts';
import { callsAt, openStage, START_ACTIONS, type Stage, VERSIONS } from './support/stage.ts';

const adopt = (stage: Stage, station: VirtualStation, registration: string) =>
  stage.gateway().request('PUT', `/api/v1/stations/${station.id}`, { body: { security_profile: 0, registration } });

describe('where unknown stations are refused', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  describe.each(VERSIONS)('on OCPP %s', (version) => {
    it('an unknown one gets 404 and leaves no record', async () => {
      const stranger = stage.stranger(version, { reconnect: false });
      await expect(stranger.connect()).rejects.toMatchObject({ status: 404 });
      expect((await stage.gateway().request('GET', `/api/v1/stations/${stranger.id}`)).status).toBe(404);
    });

    it('one with a wrong password gets 401, and comes in with the right one', async () => {
      const password = 'open-sesame-0123456789';
      const station = await stage.station(version, { reconnect: false, password: 'wrong-sesame-012345678' });
      const { status } = await stage
        .gateway()
        .request('PUT', `/api/v1/stations/${station.id}`, { body: { security_profile: 1, password } });
      expect(status).toBe(200);
      await expect(station.connect()).rejects.toMatchObject({ status: 401 });
      const right = stage.twin(station, { password });
      await right.connect();
      await right.ready();
    });

    it('a registered one that is pending is held until it is adopted, then works', async () => {
      const station = await stage.station(version);
      await adopt(stage, station, 'pending');
      const token = await stage.token();
      const held = station.waitFor('registered');
      await station.connect();
      expect((await held).status).toBe('Pending');
      const { id } = await stage.start(station, token, { expires_in_s: 3600 });
      await adopt(stage, station, 'accepted');
      station.plugIn(1);
      // A station asks again after its interval; an operator need not wait for that.
      const trigger = await stage.command('TRIGGER_MESSAGE', { station_id: station.id, message: 'BootNotification' });
      await stage.commandIn(trigger.id, 'CONFIRMED');
      await station.ready();
      const { session_id } = await stage.commandIn(id, 'CONFIRMED');
      expect((await stage.session(session_id)).status).toBe('ACTIVE');
      expect(callsAt(station, ...START_ACTIONS)).toHaveLength(1);
    });

    it('a rejected one is told so, and nothing is sent to it', async () => {
      const station = await stage.station(version);
      await adopt(stage, station, 'rejected');
      const token = await stage.token();
      const told = station.waitFor('registered');
      await station.connect();
      expect((await told).status).toBe('Rejected');
      const { id } = await stage.start(station, token, { expires_in_s: 30 });
      const trigger = await stage.command('TRIGGER_MESSAGE', {
        station_id: station.id,
        message: 'Heartbeat',
        expires_in_s: 30,
      });
      await stage.clock.advance(30_000);
      await stage.commandIn(id, 'EXPIRED');
      await stage.commandIn(trigger.id, 'EXPIRED');
      expect(station.log.filter(({ direction, kind }) => direction === 'in' && kind === 'call')).toEqual([]);
    });
  });
});

describe('where unknown stations go to the waiting room', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ OCPP_UNKNOWN_STATIONS: 'pending' });
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  it.each(VERSIONS)('one on OCPP %s waits there, is adopted, and works', async (version) => {
    const station = stage.stranger(version);
    const held = station.waitFor('registered');
    await station.connect();
    expect((await held).status).toBe('Pending');
    const seen = await stage.until(
      () => stage.stationRecord(station),
      ({ vendor }) => vendor !== null,
    );
    expect(seen).toMatchObject({ registration: 'pending', online: true, protocol: version, vendor: 'Voltgate' });
    // Nothing that it says counts yet.
    expect(
      await station.call(
        'Authorize',
        version === '1.6' ? { idTag: 'X' } : { idToken: { idToken: 'X', type: 'Central' } },
      ),
    ).toMatchObject({
      kind: 'error',
    });
    await adopt(stage, station, 'accepted');
    const trigger = await stage.command('TRIGGER_MESSAGE', { station_id: station.id, message: 'BootNotification' });
    await stage.commandIn(trigger.id, 'CONFIRMED');
    await station.ready();
    expect((await stage.stationRecord(station)).registration).toBe('accepted');
    const token = await stage.token();
    station.plugIn(1);
    const start = await stage.start(station, token);
    await stage.commandIn(start.id, 'CONFIRMED');
  });
});

describe('where unknown stations are taken', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ OCPP_UNKNOWN_STATIONS: 'accept' });
  });
  afterEach(() => stage.clear());
  afterAll(() => stage.close());

  it.each(VERSIONS)('one on OCPP %s works at once', async (version) => {
    const station = stage.stranger(version);
    await station.connect();
    await station.ready();
    const token = await stage.token();
    station.plugIn(1);
    expect(await station.presentTag(token, 1)).toBe('Accepted');
    await station.until(() => station.sessions[0]?.startAcknowledged === true);
    expect(await stage.stationRecord(station)).toMatchObject({ registration: 'accepted', online: true });
    expect(await stage.sessionsOf(station)).toMatchObject([{ status: 'ACTIVE' }]);
  });
});
