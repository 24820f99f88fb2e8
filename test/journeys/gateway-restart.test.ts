/** A gateway that is closed and started again: stations come back by themselves, and everything goes on. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  callsAt,
  deliveredWh,
  latestOf,
  MINUTE,
  openStage,
  SECOND,
  START_ACTIONS,
  type Stage,
  untilAcknowledged,
  VERSIONS,
} from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe.each(VERSIONS)('on OCPP %s', (version) => {
  it('a session goes on over a restart of the gateway', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    station.plugIn(1);
    const start = await stage.start(station, token);
    const { session_id: id } = await stage.commandIn(start.id, 'CONFIRMED');
    await station.until(() => latestOf(station).startAcknowledged);
    await stage.advance(12 * MINUTE);

    const away = station.waitFor('disconnected');
    const back = station.waitFor('connected');
    await stage.restart(async () => {
      expect((await away).code).toBe(1001);
      await stage.clock.advance(6 * MINUTE);
    });
    await back;
    await stage.until(
      () => stage.session(id),
      ({ stale }) => !stale,
    );
    await stage.advance(12 * MINUTE);
    const stop = await stage.stop(id);
    await stage.commandIn(stop.id, 'CONFIRMED');
    await untilAcknowledged(station);
    expect(deliveredWh(latestOf(station))).toBe(5500);
    expect(await stage.session(id)).toMatchObject({ status: 'COMPLETED', energy_wh: 5500, stale: false, flags: [] });
    expect(await stage.sessionsOf(station)).toHaveLength(1);
    expect(station.log.filter(({ action }) => action === 'BootNotification')).toHaveLength(1);
  });

  it('a command that waits for its station is sent by the next gateway, once', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    await station.disconnect();
    const { id } = await stage.start(station, token, { expires_in_s: 600 });
    await stage.restart();
    expect((await stage.commandIn(id, 'QUEUED')).version).toBe(1);
    station.plugIn(1);
    await station.connect();
    await stage.commandIn(id, 'CONFIRMED');
    expect(await stage.statesOf(id)).toEqual(['QUEUED', 'SENT', 'ACCEPTED', 'CONFIRMED']);
    expect(callsAt(station, ...START_ACTIONS)).toHaveLength(1);
  });

  it('a command that is at its station when the gateway closes has its answer; the one behind it goes out later', async () => {
    const station = await stage.online(version, { faults: { answer: new Map([['UnlockConnector', 300]]) } });
    const unlock = () => stage.command('UNLOCK_CONNECTOR', { station_id: station.id, evse_id: 1, expires_in_s: 600 });
    const first = await unlock();
    await station.until(() => callsAt(station, 'UnlockConnector').length === 1);
    const second = await unlock();
    await stage.restart();
    expect(await stage.statesOf(first.id)).toEqual(['SENT', 'CONFIRMED']);
    await stage.commandIn(second.id, 'CONFIRMED');
    expect(callsAt(station, 'UnlockConnector')).toHaveLength(2);
  });

  it('a command that expires while the gateway is down is told when it is up, and never sent', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    await station.disconnect();
    const { id } = await stage.start(station, token, { expires_in_s: 60 });
    await stage.restart(() => stage.clock.advance(61 * SECOND));
    await stage.commandIn(id, 'EXPIRED');
    station.plugIn(1);
    await station.connect();
    const probe = await stage.command('TRIGGER_MESSAGE', { station_id: station.id, message: 'Heartbeat' });
    await stage.commandIn(probe.id, 'CONFIRMED');
    expect(callsAt(station, ...START_ACTIONS)).toEqual([]);
  });

  it('a start that was accepted before and begins while the gateway is down is confirmed', async () => {
    const station = await stage.online(version, { faults: { remoteStart: { afterMs: 30 * SECOND } } });
    const token = await stage.token();
    station.plugIn(1);
    const { id } = await stage.start(station, token);
    await stage.commandIn(id, 'ACCEPTED');
    await stage.restart(() => stage.clock.advance(40 * SECOND));
    const { session_id } = await stage.commandIn(id, 'CONFIRMED');
    expect(await stage.session(session_id)).toMatchObject({ status: 'ACTIVE', command_id: id, flags: [] });
    expect(callsAt(station, ...START_ACTIONS)).toHaveLength(1);
  });

  it('a start whose effect does not come while the gateway is down times out when it is up', async () => {
    const station = await stage.online(version, { faults: { remoteStart: 'never' } });
    const token = await stage.token();
    station.plugIn(1);
    const { id } = await stage.start(station, token);
    await stage.commandIn(id, 'ACCEPTED');
    await stage.restart(() => stage.clock.advance(2 * MINUTE));
    expect(await stage.commandIn(id, 'TIMED_OUT')).toMatchObject({ error: { code: 'effect_timeout' } });
  });
});
