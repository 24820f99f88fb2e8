/** Commands for stations that are not there. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callsAt, MINUTE, openStage, START_ACTIONS, type Stage, VERSIONS } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe.each(VERSIONS)('a station on OCPP %s that is away', (version) => {
  it('gets what waited for it when it comes back: each once, in order', async () => {
    const station = await stage.online(version, { plugInAfterRemoteStartMs: 0 });
    const token = await stage.token();
    await station.disconnect();
    await stage.until(
      () => stage.stationRecord(station),
      ({ online }) => !online,
    );
    const unlock = await stage.command('UNLOCK_CONNECTOR', { station_id: station.id, evse_id: 1 });
    const trigger = await stage.command('TRIGGER_MESSAGE', { station_id: station.id, message: 'StatusNotification' });
    const start = await stage.start(station, token);
    await stage.clock.advance(30_000);
    station.plugIn(1);
    await station.connect();

    const ended = await Promise.all([unlock, trigger, start].map(({ id }) => stage.commandIn(id, 'CONFIRMED')));
    const sentAt = ended.map(({ sent_at }) => Date.parse(sent_at));
    expect(sentAt).toEqual([...sentAt].sort((a, b) => a - b));
    const calls = station.log.filter(({ direction, kind }) => direction === 'in' && kind === 'call');
    expect(calls.map(({ action }) => action)).toEqual([
      'UnlockConnector',
      'TriggerMessage',
      START_ACTIONS[version === '1.6' ? 0 : 1],
    ]);
    for (const { id } of [unlock, trigger]) expect(await stage.statesOf(id)).toEqual(['QUEUED', 'SENT', 'CONFIRMED']);
    expect(await stage.statesOf(start.id)).toEqual(['QUEUED', 'SENT', 'ACCEPTED', 'CONFIRMED']);
  });

  it('gets what waited for it although it does not boot again', async () => {
    const station = await stage.online(version);
    await station.disconnect();
    const { id } = await stage.command('UNLOCK_CONNECTOR', { station_id: station.id, evse_id: 1 });
    await station.connect();
    await stage.commandIn(id, 'CONFIRMED');
    expect(station.log.filter(({ action }) => action === 'BootNotification')).toHaveLength(1);
  });

  it('never gets a command that has expired, and that is told', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    await station.disconnect();
    const { id, expires_at } = await stage.start(station, token, { expires_in_s: 45 });
    expect(Date.parse(expires_at) - stage.clock.now().getTime()).toBe(45_000);
    await stage.clock.advance(44_000);
    expect((await stage.gateway().get(`/api/v1/commands/${id}`)).status).toBe('QUEUED');
    await stage.clock.advance(1_000);
    const expired = await stage.commandIn(id, 'EXPIRED');
    expect(expired).toMatchObject({ error: { code: 'expired' }, sent_at: null, session_id: null, late_outcome: null });
    const told = await stage.events.first(
      ({ type, data }) => type === 'command.updated' && data.command.id === id && data.command.status === 'EXPIRED',
    );
    // Who asked is in no event.
    const { requested_by: _, ...shown } = expired;
    expect(told.data.command).toEqual(shown);

    station.plugIn(1);
    await station.connect();
    // What is asked for now goes out behind whatever waited.
    const probe = await stage.command('TRIGGER_MESSAGE', { station_id: station.id, message: 'Heartbeat' });
    await stage.commandIn(probe.id, 'CONFIRMED');
    expect(callsAt(station, ...START_ACTIONS)).toEqual([]);
    expect(await stage.statesOf(id)).toEqual(['QUEUED', 'EXPIRED']);
    expect(await stage.sessionsOf(station)).toEqual([]);
  });

  it('gets a start only when its first boot is accepted, not when its socket opens', async () => {
    const station = await stage.station(version);
    const token = await stage.token();
    const { id } = await stage.start(station, token);
    station.plugIn(1);
    // The station is connected, tells its status, and does not boot before it is asked to.
    station.faults.skipBoot = true;
    await station.connect();
    await stage.until(
      () => stage.stationRecord(station),
      ({ online }) => online,
    );
    await stage.commandIn(id, 'CONFIRMED');
    expect(await stage.statesOf(id)).toEqual(['QUEUED', 'SENT', 'ACCEPTED', 'CONFIRMED']);
    const calls = station.log.filter(({ kind }) => kind === 'call').map(({ action }) => action);
    const start = START_ACTIONS[version === '1.6' ? 0 : 1];
    expect(calls.filter((action) => action === start || action === 'BootNotification')).toEqual([
      'BootNotification',
      start,
    ]);
  });

  it('is said to be online and offline once for each time that it comes and goes', async () => {
    const station = await stage.online(version);
    await station.disconnect();
    await stage.until(
      () => stage.stationRecord(station),
      ({ online }) => !online,
    );
    await stage.clock.advance(10 * MINUTE);
    await station.connect();
    await stage.until(
      () => stage.stationRecord(station),
      ({ online }) => online,
    );
    const comings = await stage.eventsOf(station, 'station.online', 'station.offline');
    expect(comings.map(({ type }) => type)).toEqual(['station.online', 'station.offline', 'station.online']);
  });
});
