/** Stations that lose their line, or their power, in the middle of a session. */
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

const BOOT = {
  '1.6': { chargePointVendor: 'Voltgate', chargePointModel: 'Virtual' },
  '2.0.1': { reason: 'PowerUp', chargingStation: { vendorName: 'Voltgate', model: 'Virtual' } },
  '2.1': { reason: 'PowerUp', chargingStation: { vendorName: 'Voltgate', model: 'Virtual' } },
} as const;

describe.each(VERSIONS)('a station on OCPP %s', (version) => {
  const charging = async (): Promise<{ station: VirtualStation; id: string }> => {
    const station = await stage.online(version);
    const token = await stage.token();
    station.plugIn(1);
    const start = await stage.start(station, token);
    const { session_id } = await stage.commandIn(start.id, 'CONFIRMED');
    await station.until(() => latestOf(station).startAcknowledged);
    await stage.advance(12 * MINUTE);
    return { station, id: session_id };
  };

  const staleIs = (id: string, stale: boolean): Promise<Json> =>
    stage.until(
      () => stage.session(id),
      (session) => session.stale === stale,
    );

  const finish = async (station: VirtualStation, id: string, energyWh: number) => {
    await stage.until(
      () => stage.session(id),
      ({ energy_wh }) => energy_wh > 0,
    );
    const stop = await stage.stop(id);
    await stage.commandIn(stop.id, 'CONFIRMED');
    await untilAcknowledged(station);
    expect(deliveredWh(latestOf(station))).toBe(energyWh);
    expect(await stage.session(id)).toMatchObject({
      status: 'COMPLETED',
      energy_wh: energyWh,
      stale: false,
      flags: [],
    });
    expect(await stage.sessionsOf(station)).toHaveLength(1);
    expect(await stage.eventsOf(station, 'session.started')).toHaveLength(1);
    expect(await stage.eventsOf(station, 'session.ended')).toHaveLength(1);
  };

  it('goes on with its session after a reconnect without BootNotification', async () => {
    const { station, id } = await charging();
    await station.disconnect();
    expect(await staleIs(id, true)).toMatchObject({ status: 'ACTIVE' });
    await stage.clock.advance(12 * MINUTE);
    await station.connect();
    expect(await staleIs(id, false)).toMatchObject({ status: 'ACTIVE' });
    await stage.advance(6 * MINUTE);
    await finish(station, id, 5500);
    expect(station.log.filter(({ action }) => action === 'BootNotification')).toHaveLength(1);
    const staleness = (await stage.eventsOf(station, 'session.updated', 'session.ended'))
      .map(({ data }) => data.session.stale)
      .filter((stale, index, all) => stale !== all[index - 1]);
    expect(staleness).toEqual([false, true, false]);
  });

  it('goes on with its session when it boots again and keeps the transaction', async () => {
    const { station, id } = await charging();
    await station.disconnect();
    await staleIs(id, true);
    await stage.clock.advance(6 * MINUTE);
    await station.connect();
    expect(await station.call('BootNotification', BOOT[version])).toMatchObject({
      kind: 'result',
      payload: { status: 'Accepted' },
    });
    await staleIs(id, false);
    await stage.advance(12 * MINUTE);
    await finish(station, id, 5500);
  });

  it('goes on after its socket was cut, and reconnects by itself', async () => {
    const { station, id } = await charging();
    const back = station.waitFor('connected');
    station.drop();
    await back;
    await stage.until(
      async () => stage.events.events,
      (events) =>
        events.filter(({ type, data }) => type === 'station.online' && data.station.id === station.id).length === 2,
    );
    await stage.advance(18 * MINUTE);
    await finish(station, id, 5500);
  });

  it('loses nothing when the line breaks before the answer to a transaction message', async () => {
    const { station, id } = await charging();
    station.faults.dropAfter = version === '1.6' ? 'MeterValues' : 'TransactionEvent';
    const back = station.waitFor('connected');
    await stage.clock.advance(1 * MINUTE);
    await back;
    await station.until(() => station.queued() === 0);
    await stage.advance(17 * MINUTE);
    await finish(station, id, 5500);
  });

  it('ends its session with what it had delivered when its power is cut', async () => {
    const { station, id } = await charging();
    const again = station.waitFor('registered');
    station.powerCycle();
    await again;
    await untilAcknowledged(station);
    const session = await stage.until(
      () => stage.session(id),
      ({ status }) => status === 'COMPLETED',
    );
    expect(session).toMatchObject({ stop_reason: 'PowerLoss', energy_wh: 2200, stale: false });
    expect(deliveredWh(latestOf(station))).toBe(2200);
  });
});
