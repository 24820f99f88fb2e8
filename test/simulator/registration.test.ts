import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StationOptions } from '../../src/simulator/options.ts';
import type { VirtualStation } from '../../src/simulator/station.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { latestSession, stationFor, untilSettled } from './support/live-station.ts';
import { type PlainGateway, startPlainGateway } from './support/plain-gateway.ts';

const MINUTE = 60_000;

describe('a station that registers', () => {
  let gateway: PlainGateway;
  let clock: ManualClock;
  let station: VirtualStation;

  const make = (options: Partial<StationOptions> = {}) => {
    station = stationFor(gateway.url, clock, { version: '2.0.1', ...options });
    return station;
  };

  beforeEach(async () => {
    clock = createManualClock();
    gateway = await startPlainGateway();
  });

  afterEach(async () => {
    await station.close();
    await gateway.close();
  });

  it.each(['Pending', 'Rejected'])(
    'says nothing but BootNotification while it is %s, and tries again',
    async (status) => {
      let before = 2;
      gateway.answers.set('BootNotification', () => {
        before -= 1;
        if (before === 0) gateway.answers.delete('BootNotification');
        return { status, interval: 30, currentTime: clock.now().toISOString() };
      });
      make({ networkClock: clock });
      const registered = station.waitFor('registered');
      await station.connect();
      expect((await registered).intervalS).toBe(30);
      station.plugIn(1);
      await station.presentTag('TAG-1', 1);
      expect(station.queued()).toBeGreaterThan(0);
      await clock.advance(29_000);
      expect(gateway.heard.map(({ action }) => action)).toEqual(['BootNotification']);
      const again = station.waitFor('registered');
      await clock.advance(1000);
      expect((await again).status).toBe(status);
      const accepted = station.waitFor('registered');
      await clock.advance(30_000);
      expect((await accepted).status).toBe('Accepted');
      await station.until(() => latestSession(station).startAcknowledged);
    },
  );

  it('sends heartbeats at the interval that the gateway asks for', async () => {
    gateway.answers.set('BootNotification', () => ({
      status: 'Accepted',
      interval: 10,
      currentTime: clock.now().toISOString(),
    }));
    make();
    await station.connect();
    await station.ready();
    await clock.advance(10_000);
    await station.waitFor('frame', ({ direction, text }) => direction === 'in' && text.includes('currentTime'));
    expect(gateway.of('Heartbeat')).toHaveLength(1);
  });

  it('shows its password, and says why it was not let in', async () => {
    gateway.refuseWith = 401;
    make({ password: 'open sesame', reconnect: false });
    await expect(station.connect()).rejects.toMatchObject({ name: 'HandshakeRefused', status: 401 });
    const expected = `Basic ${Buffer.from('SIM-001:open sesame').toString('base64')}`;
    expect(gateway.handshakes[0]?.authorization).toBe(expected);
  });

  it('knocks again until it is let in', async () => {
    gateway.refuseWith = 503;
    make();
    const connected = station.connect();
    await station.waitFor('refused', ({ status }) => status === 503);
    gateway.refuseWith = null;
    await connected;
    await station.ready();
  });

  it('starts with the cable alone where the start point says so, and tells the tag later', async () => {
    make({ txStartPoint: 'EVConnected', txStopPoint: 'EVConnected' });
    await station.connect();
    await station.ready();
    station.plugIn(1);
    await station.until(() => latestSession(station).startAcknowledged);
    expect(latestSession(station)).toMatchObject({ idTag: null, authorized: false });
    await clock.advance(10 * MINUTE);
    expect(station.read(1).energyWh).toBe(0);
    await station.presentTag('TAG-1', 1);
    await clock.advance(60 * MINUTE);
    expect(station.read(1).energyWh).toBe(11_000);
    await station.presentTag('TAG-1', 1);
    expect(latestSession(station).endedAt).toBeNull();
    station.unplug(1);
    await untilSettled(station);
    const events = gateway.of('TransactionEvent').map(({ params }) => params);
    expect(events[0]).toMatchObject({ eventType: 'Started', triggerReason: 'CablePluggedIn' });
    expect(events[0]).not.toHaveProperty('idToken');
    expect(events).toContainEqual(
      expect.objectContaining({ triggerReason: 'Authorized', idToken: { idToken: 'TAG-1', type: 'Local' } }),
    );
    expect(events.at(-1)).toMatchObject({ eventType: 'Ended' });
  });

  it('ends a transaction that began with a tag when nobody plugs in', async () => {
    make({ txStartPoint: 'Authorized', connectionTimeoutS: 20 });
    await station.connect();
    await station.ready();
    await station.presentTag('TAG-1', 1);
    await clock.advance(20_000);
    await untilSettled(station);
    expect(latestSession(station).stopReason).toBe('Timeout');
  });

  it('waits for its transaction to end before a restart on idle, and goes on after ImmediateAndResume', async () => {
    make({ version: '2.1' });
    await station.connect();
    await station.ready();
    station.plugIn(1);
    await station.presentTag('TAG-1', 1);
    await station.until(() => latestSession(station).startAcknowledged);
    let again = station.waitFor('registered');
    gateway.send(JSON.stringify([2, 'x', 'Reset', { type: 'ImmediateAndResume' }]));
    await again;
    await station.until(() =>
      gateway.of('TransactionEvent').some(({ params }) => params.triggerReason === 'TxResumed'),
    );
    expect(latestSession(station).endedAt).toBeNull();
    again = station.waitFor('registered');
    const answered = station.waitFor('command');
    gateway.send(JSON.stringify([2, 'y', 'Reset', { type: 'OnIdle' }]));
    expect((await answered).response).toEqual({ status: 'Scheduled' });
    station.unplug(1);
    await again;
    expect(gateway.of('BootNotification')).toHaveLength(3);
    await untilSettled(station);
  });
});
