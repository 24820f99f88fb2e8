import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/simulator/clock.ts';
import type { StationOptions } from '../../src/simulator/options.ts';
import { createStation, type VirtualStation } from '../../src/simulator/station.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { type StrictGateway, startStrictGateway, VERSIONS } from './support/strict-gateway.ts';

const MINUTE = 60_000;

describe.each(VERSIONS)('a virtual station on OCPP %s', (version) => {
  let gateway: StrictGateway;
  let clock: ManualClock;
  let station: VirtualStation;
  const mistakes: unknown[] = [];

  const start = async (options: Partial<StationOptions> = {}) => {
    station = createStation({
      id: 'SIM-001',
      url: gateway.url,
      version,
      connectors: 2,
      clock,
      networkClock: systemClock,
      reconnect: { initialMs: 1, maxMs: 5 },
      rebootMs: 1,
      transactionRetryS: 0,
      ...options,
    });
    station.on('error', ({ error }) => mistakes.push(error));
    await station.connect();
    await station.ready();
  };

  beforeEach(async () => {
    clock = createManualClock();
    gateway = await startStrictGateway();
    mistakes.length = 0;
  });

  afterEach(async () => {
    await station.close();
    await gateway.close();
    expect(gateway.violations).toEqual([]);
    expect(mistakes).toEqual([]);
  });

  const session = () => {
    const latest = station.sessions.at(-1);
    if (latest === undefined) throw new Error('no session');
    return latest;
  };
  const settled = () => station.until(() => station.sessions.length > 0 && session().acknowledged);

  it('boots, tells its connectors, and runs a whole session tag first', async () => {
    await start();
    await station.presentTag('TAG-1', 1);
    station.plugIn(1);
    await station.until(() => session().startAcknowledged);
    await clock.advance(30 * MINUTE);
    expect(station.read(1)).toMatchObject({ energyWh: 5500, powerW: 11_000 });
    await station.presentTag('TAG-1', 1);
    station.unplug(1);
    await settled();
    expect(session()).toMatchObject({ meterStartWh: 0, meterStopWh: 5500, stopReason: 'Local', idTag: 'TAG-1' });
    expect(gateway.of('BootNotification')).toHaveLength(1);
    const updates =
      version === '1.6'
        ? gateway.of('MeterValues')
        : gateway.of('TransactionEvent').filter(({ triggerReason }) => triggerReason === 'MeterValuePeriodic');
    expect(updates).toHaveLength(30);
  });

  it('says of begin and end what it noted itself, however far the meter has run on meanwhile', async () => {
    let creptMs = 0;
    const creeping = { now: () => new Date(clock.now().getTime() + creptMs++), after: clock.after };
    await start({ clock: creeping, speed: 10_000 });
    await station.presentTag('TAG-1', 1);
    station.plugIn(1);
    await station.until(() => session().startAcknowledged);
    await station.presentTag('TAG-1', 1);
    await settled();
    const { meterStartWh, meterStopWh } = session();
    const shown = (eventType: string): unknown => {
      const event = gateway.of('TransactionEvent').find((told) => told.eventType === eventType);
      const { meterValue } = event as {
        readonly meterValue: readonly { readonly sampledValue: readonly { readonly value: number }[] }[];
      };
      return meterValue[0]?.sampledValue[0]?.value;
    };
    if (version === '1.6') {
      expect(gateway.of('StartTransaction')[0]).toMatchObject({ meterStart: meterStartWh });
      expect(gateway.of('StopTransaction')[0]).toMatchObject({ meterStop: meterStopWh });
    } else {
      expect(shown('Started')).toBe(meterStartWh);
      expect(shown('Ended')).toBe(meterStopWh);
    }
  });

  it('runs a session plug first', async () => {
    await start();
    station.plugIn(2);
    await station.presentTag('TAG-1');
    await station.until(() => session().startAcknowledged);
    expect(session().connectorId).toBe(2);
    station.unplug(2);
    await settled();
    expect(session().stopReason).toBe('EVDisconnected');
  });

  it('does not start for a tag that the gateway refuses', async () => {
    await start();
    station.plugIn(1);
    expect(await station.presentTag('BLOCKED', 1)).toBe('Blocked');
    expect(station.sessions).toEqual([]);
  });

  it('stops a transaction that it started offline with a tag that turns out to be blocked', async () => {
    await start();
    await station.disconnect();
    station.plugIn(1);
    await station.presentTag('BLOCKED', 1);
    await clock.advance(5 * MINUTE);
    await station.connect();
    await settled();
    expect(session()).toMatchObject({ idTagStatus: 'Blocked', stopReason: 'DeAuthorized' });
  });

  it('replays an offline session later, in order and with its own times', async () => {
    await start();
    await station.disconnect();
    station.plugIn(1);
    await station.presentTag('TAG-1', 1);
    await clock.advance(3 * MINUTE);
    const endedAt = clock.now();
    await station.presentTag('TAG-1', 1);
    await clock.advance(60 * MINUTE);
    expect(station.queued()).toBeGreaterThan(0);
    await station.connect();
    await settled();
    expect(station.queued()).toBe(0);
    expect(session().endedAt).toEqual(endedAt);
    if (version === '1.6') {
      const [stop] = gateway.of('StopTransaction');
      expect(stop).toMatchObject({ timestamp: endedAt.toISOString(), transactionId: Number(session().transactionId) });
      expect(gateway.of('MeterValues')).toHaveLength(3);
    } else {
      const events = gateway.of('TransactionEvent');
      expect(events.map(({ seqNo }) => seqNo)).toEqual(events.map((_, index) => index));
      expect(events.every(({ offline }) => offline === true)).toBe(true);
      expect(events.at(-1)).toMatchObject({ eventType: 'Ended', timestamp: endedAt.toISOString() });
    }
  });

  const remoteStart = (connectorId: number | null = 1, uid = 'TAG-9', id = 77) =>
    version === '1.6'
      ? gateway.call('RemoteStartTransaction', { idTag: uid, ...(connectorId === null ? {} : { connectorId }) })
      : gateway.call('RequestStartTransaction', {
          idToken: { idToken: uid, type: 'Central' },
          remoteStartId: id,
          ...(connectorId === null ? {} : { evseId: connectorId }),
        });
  const remoteStop = () =>
    version === '1.6'
      ? gateway.call('RemoteStopTransaction', { transactionId: Number(session().transactionId) })
      : gateway.call('RequestStopTransaction', { transactionId: session().transactionId });

  it('starts and stops on order', async () => {
    await start();
    expect(await remoteStart()).toMatchObject({ status: 'Accepted' });
    station.plugIn(1);
    await station.until(() => session().startAcknowledged);
    if (version !== '1.6') {
      expect(gateway.of('TransactionEvent')[0]).toMatchObject({ transactionInfo: { remoteStartId: 77 } });
    }
    expect(await remoteStart()).toMatchObject({ status: 'Rejected' });
    expect(await remoteStop()).toMatchObject({ status: 'Accepted' });
    await settled();
    expect(session()).toMatchObject({ idTag: 'TAG-9', stopReason: 'Remote' });
  });

  it('gives up a start on order when nobody plugs in before the connection time-out', async () => {
    await start({ connectionTimeoutS: 30 });
    await remoteStart();
    const timedOut = station.waitFor('connectionTimedOut');
    await clock.advance(31_000);
    expect(await timedOut).toEqual({ connectorId: 1, uid: 'TAG-9' });
    station.plugIn(1);
    expect(station.sessions).toEqual([]);
  });

  it('plugs in by itself after a start on order when it is told to', async () => {
    await start({ plugInAfterRemoteStartMs: 2000 });
    await remoteStart(null);
    await clock.advance(2000);
    await station.until(() => session().startAcknowledged);
    expect(session().connectorId).toBe(1);
  });

  it('accepts and never starts, or starts late, when such a fault is set', async () => {
    await start();
    station.plugIn(1);
    station.faults.remoteStart = 'never';
    expect(await remoteStart()).toMatchObject({ status: 'Accepted' });
    await clock.advance(10 * MINUTE);
    expect(station.sessions).toEqual([]);
    station.faults.remoteStart = { afterMs: 5 * MINUTE };
    await remoteStart();
    await clock.advance(4 * MINUTE);
    expect(station.sessions).toEqual([]);
    await clock.advance(2 * MINUTE);
    await station.until(() => session().startAcknowledged);
  });

  const setProfile = (connectorId: number, purpose: string, limit: number, id: number, extra: object = {}) => {
    const schedule = { chargingRateUnit: 'W', chargingSchedulePeriod: [{ startPeriod: 0, limit }] };
    const common = { stackLevel: 0, chargingProfileKind: 'Absolute' };
    return version === '1.6'
      ? gateway.call('SetChargingProfile', {
          connectorId,
          csChargingProfiles: {
            ...common,
            chargingProfileId: id,
            chargingProfilePurpose: purpose === 'StationMax' ? 'ChargePointMaxProfile' : purpose,
            chargingSchedule: { ...schedule, startSchedule: clock.now().toISOString() },
            ...extra,
          },
        })
      : gateway.call('SetChargingProfile', {
          evseId: connectorId,
          chargingProfile: {
            ...common,
            id,
            chargingProfilePurpose: purpose === 'StationMax' ? 'ChargingStationMaxProfile' : purpose,
            chargingSchedule: [{ ...schedule, id: 1, startSchedule: clock.now().toISOString() }],
            ...extra,
          },
        });
  };

  it('follows the charging profile in force', async () => {
    await start();
    station.plugIn(1);
    await station.presentTag('TAG-1', 1);
    await station.until(() => session().startAcknowledged);
    const transactionId = version === '1.6' ? Number(session().transactionId) : session().transactionId;
    await clock.advance(60 * MINUTE);
    expect(await setProfile(1, 'TxProfile', 4000, 1, { transactionId })).toEqual({ status: 'Accepted' });
    await clock.advance(60 * MINUTE);
    expect(station.read(1)).toMatchObject({ energyWh: 15_000, powerW: 4000 });
    expect(await setProfile(0, 'StationMax', 1000, 2)).toEqual({ status: 'Accepted' });
    await clock.advance(60 * MINUTE);
    expect(station.read(1)).toMatchObject({ energyWh: 16_000, powerW: 1000 });
    const composite = await gateway.call('GetCompositeSchedule', {
      duration: 3600,
      chargingRateUnit: 'W',
      ...(version === '1.6' ? { connectorId: 1 } : { evseId: 1 }),
    });
    expect(JSON.stringify(composite)).toContain('"limit":1000');
    const criteria = version === '1.6' ? { id: 2 } : { chargingProfileId: 2 };
    expect(await gateway.call('ClearChargingProfile', criteria)).toEqual({ status: 'Accepted' });
    expect(await gateway.call('ClearChargingProfile', criteria)).toEqual({ status: 'Unknown' });
    expect(station.read(1).powerW).toBe(4000);
    station.unplug(1);
    await settled();
    // The TxProfile went with its transaction.
    const gone = version === '1.6' ? { id: 1 } : { chargingProfileId: 1 };
    expect(await gateway.call('ClearChargingProfile', gone)).toEqual({ status: 'Unknown' });
  });

  it('refuses a profile for a transaction that does not run', async () => {
    await start();
    const transactionId = version === '1.6' ? 4711 : 'nobody';
    expect(await setProfile(1, 'TxProfile', 4000, 1, { transactionId })).toMatchObject({ status: 'Rejected' });
  });

  it('restarts on order, ends what ran, and boots again', async () => {
    await start();
    station.plugIn(1);
    await station.presentTag('TAG-1', 1);
    await station.until(() => session().startAcknowledged);
    const again = station.waitFor('registered');
    expect(await gateway.call('Reset', { type: version === '1.6' ? 'Soft' : 'Immediate' })).toEqual({
      status: 'Accepted',
    });
    await again;
    await settled();
    expect(gateway.of('BootNotification')).toHaveLength(2);
    expect(session().endedAt).not.toBeNull();
  });

  it('puts a connector out of order at once, or after its session', async () => {
    await start();
    const change = (connectorId: number, type: string) =>
      version === '1.6'
        ? gateway.call('ChangeAvailability', { connectorId, type })
        : gateway.call('ChangeAvailability', { operationalStatus: type, evse: { id: connectorId } });
    station.plugIn(1);
    await station.presentTag('TAG-1', 1);
    await station.until(() => session().startAcknowledged);
    const second = station.waitFor('statusReported', ({ connectorId }) => connectorId === 2);
    expect(await change(2, 'Inoperative')).toEqual({ status: 'Accepted' });
    expect((await second).status).toBe('Unavailable');
    expect(await change(1, 'Inoperative')).toEqual({ status: 'Scheduled' });
    expect(station.connectors[0]?.operative).toBe(true);
    const first = station.waitFor('statusReported', ({ status }) => status === 'Unavailable');
    station.unplug(1);
    expect((await first).connectorId).toBe(1);
    expect(await remoteStart(1)).toMatchObject({ status: 'Rejected' });
  });

  it('says what it is asked to say', async () => {
    await start();
    for (const requestedMessage of ['Heartbeat', 'StatusNotification', 'MeterValues', 'BootNotification']) {
      const before = gateway.of(requestedMessage).length;
      expect(await gateway.call('TriggerMessage', { requestedMessage })).toEqual({ status: 'Accepted' });
      await station.until(() => gateway.of(requestedMessage).length > before);
    }
  });
});
