/** Two programs with one identity: the newer connection is the station. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callsAt, openStage, type Stage, VERSIONS } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe.each(VERSIONS)('two sockets with one identity on OCPP %s', (version) => {
  const pair = async () => {
    const older = await stage.online(version, { reconnect: false });
    const replaced = older.waitFor('disconnected');
    const newer = stage.twin(older, { reconnect: false });
    await newer.connect();
    await newer.ready();
    const { code } = await replaced;
    return { older, newer, code };
  };

  it('close the older one, and commands go to the newer', async () => {
    const { older, newer, code } = await pair();
    expect(code).toBe(1008);
    const { id } = await stage.command('UNLOCK_CONNECTOR', { station_id: newer.id, evse_id: 1 });
    await stage.commandIn(id, 'CONFIRMED');
    expect(callsAt(newer, 'UnlockConnector')).toHaveLength(1);
    expect(callsAt(older, 'UnlockConnector')).toEqual([]);
    expect(await stage.stationRecord(newer)).toMatchObject({ online: true });
  });

  it('are one station that came once and goes once', async () => {
    const { newer } = await pair();
    const comings = async () =>
      (await stage.eventsOf(newer, 'station.online', 'station.offline')).map(({ type }) => type);
    expect(await comings()).toEqual(['station.online']);
    await newer.disconnect();
    await stage.until(
      () => stage.stationRecord(newer),
      ({ online }) => !online,
    );
    expect(await comings()).toEqual(['station.online', 'station.offline']);
  });

  it('leave a session on the newer one alone', async () => {
    const { newer } = await pair();
    const token = await stage.token();
    newer.plugIn(1);
    const start = await stage.start(newer, token);
    const { session_id } = await stage.commandIn(start.id, 'CONFIRMED');
    // A third takes the second's place, in the middle of the session.
    const replaced = newer.waitFor('disconnected');
    const third = stage.twin(newer, { reconnect: false });
    await third.connect();
    await third.ready();
    await replaced;
    expect(await stage.session(session_id)).toMatchObject({ status: 'ACTIVE', stale: false });
    const updates = await stage.eventsOf(newer, 'session.updated', 'session.started');
    expect(updates.filter(({ data }) => data.session.stale)).toEqual([]);
  });

  it('let the older one come back as the newer', async () => {
    const { older, newer } = await pair();
    const replaced = newer.waitFor('disconnected');
    await older.connect();
    await replaced;
    const { id } = await stage.command('UNLOCK_CONNECTOR', { station_id: older.id, evse_id: 1 });
    await stage.commandIn(id, 'CONFIRMED');
    expect(callsAt(older, 'UnlockConnector')).toHaveLength(1);
    expect(callsAt(newer, 'UnlockConnector')).toEqual([]);
  });
});
