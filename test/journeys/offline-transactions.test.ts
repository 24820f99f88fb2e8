/** What stations tell later of what they did alone: with the times of the station, and with nothing lost. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  deliveredWh,
  HOUR,
  latestOf,
  MINUTE,
  openStage,
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

describe.each(VERSIONS)('a station on OCPP %s', (version) => {
  it('tells of a session that began and ended while it was away', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    await station.disconnect();
    const startedAt = stage.clock.now();
    station.plugIn(1);
    expect(await station.presentTag(token, 1)).toBe('Accepted');
    await stage.clock.advance(30 * MINUTE);
    const endedAt = stage.clock.now();
    await station.presentTag(token, 1);
    station.unplug(1);
    await stage.clock.advance(3 * HOUR);
    expect(await stage.sessionsOf(station)).toEqual([]);

    await station.connect();
    await untilAcknowledged(station);
    const [session, ...others] = await stage.sessionsOf(station);
    expect(others).toEqual([]);
    expect(session).toMatchObject({
      status: 'COMPLETED',
      start_date_time: startedAt.toISOString(),
      end_date_time: endedAt.toISOString(),
      created_at: stage.clock.now().toISOString(),
      energy_wh: 5500,
      stop_reason: 'Local',
      token: { uid: token },
      flags: [],
      stale: false,
    });
    expect(deliveredWh(latestOf(station))).toBe(5500);
    const sampled = (await stage.readings(session.id)).map(({ sampled_at }) => Date.parse(sampled_at));
    expect(sampled).toEqual([...sampled].sort((a, b) => a - b));
    expect(Math.min(...sampled)).toBeGreaterThanOrEqual(startedAt.getTime());
    expect(Math.max(...sampled)).toBeLessThanOrEqual(endedAt.getTime());
    expect(sampled.length).toBeGreaterThanOrEqual(29);
    const told = await stage.eventsOf(station, 'session.started', 'session.ended');
    expect(told.map(({ type }) => type)).toEqual(['session.started', 'session.ended']);
  });

  it('tells of the end of a session that began before it went away', async () => {
    const station = await stage.online(version);
    const token = await stage.token();
    station.plugIn(1);
    const start = await stage.start(station, token);
    const { session_id: id } = await stage.commandIn(start.id, 'CONFIRMED');
    await station.until(() => latestOf(station).startAcknowledged);
    await stage.advance(6 * MINUTE);
    await station.disconnect();
    await stage.until(
      () => stage.session(id),
      ({ stale }) => stale,
    );
    await stage.clock.advance(12 * MINUTE);
    const endedAt = stage.clock.now();
    station.unplug(1);
    await stage.clock.advance(2 * HOUR);
    expect(await stage.session(id)).toMatchObject({ status: 'ACTIVE', stale: true, energy_wh: 1100 });

    await station.connect();
    await untilAcknowledged(station);
    expect(await stage.session(id)).toMatchObject({
      status: 'COMPLETED',
      stop_reason: 'EVDisconnected',
      end_date_time: endedAt.toISOString(),
      energy_wh: 3300,
      command_id: start.id,
      stale: false,
      flags: [],
    });
    expect(deliveredWh(latestOf(station))).toBe(3300);
    expect(await stage.sessionsOf(station)).toHaveLength(1);
  });

  it('tells of several sessions in the order in which they were', async () => {
    const station = await stage.online(version);
    const tokens = [await stage.token(), await stage.token()];
    await station.disconnect();
    for (const token of tokens) {
      station.plugIn(1);
      await station.presentTag(token, 1);
      await stage.clock.advance(6 * MINUTE);
      await station.presentTag(token, 1);
      station.unplug(1);
      await stage.clock.advance(1 * MINUTE);
    }
    await station.connect();
    await untilAcknowledged(station);
    const sessions = await stage.sessionsOf(station);
    expect(sessions.map(({ token }) => token.uid)).toEqual(tokens);
    expect(sessions.map(({ energy_wh }) => energy_wh)).toEqual([1100, 1100]);
    expect(sessions.map(({ status }) => status)).toEqual(['COMPLETED', 'COMPLETED']);
  });

  it('keeps the record of a session that a blocked token began while it was away', async () => {
    const station = await stage.online(version);
    const token = await stage.token({ status: 'BLOCKED' });
    await station.disconnect();
    station.plugIn(1);
    await station.presentTag(token, 1);
    await stage.clock.advance(6 * MINUTE);
    await station.connect();
    await untilAcknowledged(station);
    const [session] = await stage.sessionsOf(station);
    expect(session).toMatchObject({
      status: 'INVALID',
      authorization: 'BLOCKED',
      stop_reason: 'DeAuthorized',
      energy_wh: 1100,
    });
  });
});
