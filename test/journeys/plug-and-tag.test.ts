/** Who comes first, the cable or the driver: the same session in the end. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  callsAt,
  deliveredWh,
  latestOf,
  MINUTE,
  openStage,
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
  it('runs a session plug first, then tag', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    station.plugIn(1);
    expect(await station.presentTag(token, 1)).toBe('Accepted');
    await station.until(() => station.sessions[0]?.startAcknowledged === true);
    await stage.advance(12 * MINUTE);
    await station.presentTag(token, 1);
    await untilAcknowledged(station);
    station.unplug(1);

    const [session, ...others] = await stage.sessionsOf(station);
    expect(others).toEqual([]);
    expect(session).toMatchObject({
      status: 'COMPLETED',
      stop_reason: 'Local',
      energy_wh: 2200,
      evse_id: 1,
      connector_id: 1,
      authorization: 'ACCEPTED',
      command_id: null,
      token: { uid: token, type: 'RFID' },
      flags: [],
    });
    expect(deliveredWh(latestOf(station))).toBe(2200);
  });

  it('runs a session tag first, then plug', async () => {
    const station = await stage.online(version, { connectors: 2 });
    const token = await stage.token();
    expect(await station.presentTag(token, 2)).toBe('Accepted');
    expect(await stage.sessionsOf(station)).toEqual([]);
    station.plugIn(2);
    await station.until(() => station.sessions[0]?.startAcknowledged === true);
    await stage.advance(6 * MINUTE);
    station.unplug(2);
    await untilAcknowledged(station);
    const [session] = await stage.sessionsOf(station);
    expect(session).toMatchObject({
      status: 'COMPLETED',
      evse_id: 2,
      stop_reason: 'EVDisconnected',
      energy_wh: 1100,
      flags: [],
    });
  });

  it('runs a session plug first, then started from afar', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    station.plugIn(1);
    const { id } = await stage.start(station, token);
    const { session_id } = await stage.commandIn(id, 'CONFIRMED');
    expect(await stage.session(session_id)).toMatchObject({ status: 'ACTIVE', command_id: id, token: { uid: token } });
    expect(callsAt(station, ...START_ACTIONS)).toHaveLength(1);
  });

  it('runs a session started from afar, and confirms the command only when the cable is in', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    const { id } = await stage.start(station, token);
    await stage.commandIn(id, 'ACCEPTED');
    await stage.advance(45_000);
    expect((await stage.commandIn(id, 'ACCEPTED')).session_id).toBeNull();
    station.plugIn(1);
    const { session_id } = await stage.commandIn(id, 'CONFIRMED');
    expect(await stage.session(session_id)).toMatchObject({ status: 'ACTIVE', command_id: id });
  });

  it('shows what a driver does at the connector', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    const statusIs = (wanted: string) =>
      stage.until(
        () => stage.stationRecord(station),
        ({ evses }) => evses[0].status === wanted,
      );
    await statusIs('AVAILABLE');
    station.plugIn(1);
    await station.presentTag(token, 1);
    await statusIs('CHARGING');
    station.unplug(1);
    await statusIs('AVAILABLE');
  });
});

describe.each(['2.0.1', '2.1'] as const)('on OCPP %s with transactions that begin with the cable', (version) => {
  it('shows a pending session, which a tag makes active', async () => {
    const station = await stage.online(version, { txStartPoint: 'EVConnected' });
    const token = await stage.token();
    station.plugIn(1);
    await station.until(() => station.sessions[0]?.startAcknowledged === true);
    const [pending] = await stage.sessionsOf(station);
    expect(pending).toMatchObject({ status: 'PENDING', token: null, energy_wh: 0 });
    await station.presentTag(token, 1);
    const active = await stage.until(
      () => stage.session(pending.id),
      ({ status }) => status === 'ACTIVE',
    );
    expect(active.token.uid).toBe(token);
  });

  it('joins a start from afar to the transaction that runs already', async () => {
    const station = await stage.online(version, { txStartPoint: 'EVConnected' });
    const token = await stage.token();
    station.plugIn(1);
    await station.until(() => station.sessions[0]?.startAcknowledged === true);
    const [pending] = await stage.sessionsOf(station);
    const { id } = await stage.start(station, token);
    expect((await stage.commandIn(id, 'CONFIRMED')).session_id).toBe(pending.id);
    const active = await stage.until(
      () => stage.session(pending.id),
      ({ status, command_id }) => status === 'ACTIVE' && command_id !== null,
    );
    expect(active).toMatchObject({ command_id: id, token: { uid: token } });
    expect(await stage.sessionsOf(station)).toHaveLength(1);
  });
});
