/** Limits and profiles: the power follows, and the meter shows it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { VirtualStation } from '../../src/simulator/station.ts';
import type { Json } from '../support/gateway.ts';
import { deliveredWh, latestOf, MINUTE, openStage, type Stage, untilAcknowledged, VERSIONS } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

describe.each(VERSIONS)('on OCPP %s', (version) => {
  const charging = async (): Promise<{ station: VirtualStation; id: string }> => {
    const station = await stage.online(version);
    const token = await stage.token();
    station.plugIn(1);
    const start = await stage.start(station, token);
    const { session_id } = await stage.commandIn(start.id, 'CONFIRMED');
    await station.until(() => latestOf(station).startAcknowledged);
    await stage.advance(6 * MINUTE);
    await powerIs(session_id, 11_000);
    return { station, id: session_id };
  };

  const powerIs = (id: string, powerW: number): Promise<Json> =>
    stage.until(
      () => stage.session(id),
      ({ power_w }) => power_w === powerW,
    );

  const done = async (type: string, body: object): Promise<Json> => {
    const { id } = await stage.command(type, body);
    return stage.commandIn(id, 'CONFIRMED', 'REJECTED', 'FAILED');
  };

  it.each(['session', 'station'])('a limit of a %s lowers the power until it is cleared', async (target) => {
    const { station, id } = await charging();
    const which = target === 'session' ? { session_id: id } : { station_id: station.id };
    const limited = await done('SET_CHARGING_LIMIT', { ...which, limit_w: 4000 });
    expect(limited).toMatchObject({ status: 'CONFIRMED', result: { confirmed: true } });
    expect(limited.session_id).toBe(target === 'session' ? id : null);
    expect(station.read(1).powerW).toBe(4000);
    await stage.advance(6 * MINUTE);
    expect((await powerIs(id, 4000)).energy_wh).toBe(1100 + 400);

    const lower = await done('SET_CHARGING_LIMIT', { ...which, limit_w: 2000 });
    expect(lower).toMatchObject({ status: 'CONFIRMED', result: { confirmed: true } });
    await stage.advance(6 * MINUTE);
    expect((await powerIs(id, 2000)).energy_wh).toBe(1100 + 400 + 200);

    expect((await done('CLEAR_CHARGING_LIMIT', which)).status).toBe('CONFIRMED');
    await stage.advance(6 * MINUTE);
    expect((await powerIs(id, 11_000)).energy_wh).toBe(1100 + 400 + 200 + 1100);

    const { id: stop } = await stage.stop(id);
    await stage.commandIn(stop, 'CONFIRMED');
    await untilAcknowledged(station);
    expect(deliveredWh(latestOf(station))).toBe(2800);
    expect((await stage.session(id)).energy_wh).toBe(2800);
  });

  it('a limit in A holds for each phase', async () => {
    const { station, id } = await charging();
    expect(await done('SET_CHARGING_LIMIT', { session_id: id, limit_a: 6 })).toMatchObject({ status: 'CONFIRMED' });
    expect(station.read(1)).toMatchObject({ currentA: 6, powerW: 3 * 6 * 230 });
    await stage.advance(2 * MINUTE);
    await powerIs(id, 3 * 6 * 230);
  });

  it('a limit ends by itself at its time', async () => {
    const { station, id } = await charging();
    const until = new Date(stage.clock.now().getTime() + 6 * MINUTE).toISOString();
    expect(await done('SET_CHARGING_LIMIT', { session_id: id, limit_w: 3000, until })).toMatchObject({
      status: 'CONFIRMED',
    });
    expect(station.read(1).powerW).toBe(3000);
    await stage.advance(8 * MINUTE);
    expect(station.read(1).powerW).toBe(11_000);
    await powerIs(id, 11_000);
  });

  it('a limit of nothing pauses the session, and does not end it', async () => {
    const { station, id } = await charging();
    expect(await done('SET_CHARGING_LIMIT', { session_id: id, limit_w: 0 })).toMatchObject({ status: 'CONFIRMED' });
    await stage.advance(6 * MINUTE);
    const paused = await powerIs(id, 0);
    expect(paused).toMatchObject({ status: 'ACTIVE', energy_wh: 1100 });
    expect((await done('CLEAR_CHARGING_LIMIT', { session_id: id })).status).toBe('CONFIRMED');
    expect(station.read(1).powerW).toBe(11_000);
  });

  it('a limit for a session that has ended is refused', async () => {
    const { station, id } = await charging();
    station.unplug(1);
    await untilAcknowledged(station);
    const answer = await stage.post('SET_CHARGING_LIMIT', { session_id: id, limit_w: 4000 });
    expect(answer).toMatchObject({ status: 409, body: { code: 'session_ended' } });
  });

  it('a whole profile rules, shows in the composite schedule, and is cleared', async () => {
    const { station, id } = await charging();
    const set = await done('SET_CHARGING_PROFILE', {
      session_id: id,
      profile: {
        id: 7,
        stack_level: 1,
        purpose: 'TX',
        kind: 'RELATIVE',
        schedule: {
          charging_rate_unit: 'W',
          charging_profile_period: [
            { start_period: 0, limit: 5000 },
            { start_period: 12 * 60, limit: 3000 },
          ],
        },
      },
    });
    expect(set).toMatchObject({ status: 'CONFIRMED', session_id: id });
    expect(station.read(1).powerW).toBe(5000);
    const composite = await done('GET_COMPOSITE_SCHEDULE', {
      station_id: station.id,
      evse_id: 1,
      duration_s: 3600,
      unit: 'W',
    });
    expect(composite.status).toBe('CONFIRMED');
    expect(JSON.stringify(composite.result)).toContain('5000');
    expect(JSON.stringify(composite.result)).toContain('3000');
    await stage.advance(8 * MINUTE);
    await powerIs(id, 3000);
    expect((await done('CLEAR_CHARGING_PROFILE', { station_id: station.id, profile_id: 7 })).status).toBe('CONFIRMED');
    expect(station.read(1).powerW).toBe(11_000);
  });
});
