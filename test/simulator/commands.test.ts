import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VirtualStation } from '../../src/simulator/station.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { latestSession, stationFor } from './support/live-station.ts';
import { type StrictGateway, startStrictGateway } from './support/strict-gateway.ts';

/** Both sides are judged: the strict server refuses to send what its schemas forbid, and notes what it may not receive. */
describe.each(['1.6', '2.0.1', '2.1'] as const)('orders to a station on OCPP %s', (version) => {
  let gateway: StrictGateway;
  let clock: ManualClock;
  let station: VirtualStation;

  beforeEach(async () => {
    clock = createManualClock();
    gateway = await startStrictGateway();
    station = stationFor(gateway.url, clock, { version });
    await station.connect();
    await station.ready();
  });

  afterEach(async () => {
    await station.close();
    await gateway.close();
    expect(gateway.violations).toEqual([]);
  });

  const charge = async () => {
    station.plugIn(1);
    await station.presentTag('TAG-1', 1);
    await station.until(() => latestSession(station).startAcknowledged);
  };

  if (version === '1.6') {
    it('tells and changes its configuration', async () => {
      const all = await gateway.call('GetConfiguration', {});
      expect((all.configurationKey as unknown[]).length).toBeGreaterThan(25);
      expect(await gateway.call('GetConfiguration', { key: ['NumberOfConnectors', 'Nonsense'] })).toEqual({
        configurationKey: [{ key: 'NumberOfConnectors', readonly: true, value: '2' }],
        unknownKey: ['Nonsense'],
      });
      const change = (key: string, value: string) => gateway.call('ChangeConfiguration', { key, value });
      expect(await change('MeterValueSampleInterval', '10')).toEqual({ status: 'Accepted' });
      expect(await change('MeterValueSampleInterval', 'often')).toEqual({ status: 'Rejected' });
      expect(await change('NumberOfConnectors', '3')).toEqual({ status: 'Rejected' });
      expect(await change('Nonsense', '3')).toEqual({ status: 'NotSupported' });
      await charge();
      await clock.advance(60_000);
      await station.until(() => station.queued() === 0);
      expect(gateway.of('MeterValues')).toHaveLength(6);
    });

    it('unlocks a connector and stops what charged there', async () => {
      await charge();
      const ended = station.waitFor('transactionAcknowledged');
      expect(await gateway.call('UnlockConnector', { connectorId: 1 })).toEqual({ status: 'Unlocked' });
      expect((await ended).stopReason).toBe('UnlockCommand');
      expect(await gateway.call('UnlockConnector', { connectorId: 9 })).toEqual({ status: 'NotSupported' });
    });

    it('answers the rest as its schema asks', async () => {
      const expiryDate = new Date(clock.now().getTime() + 60_000).toISOString();
      const reservation = { connectorId: 1, expiryDate, idTag: 'A', reservationId: 1 };
      expect(await gateway.call('ReserveNow', reservation)).toEqual({ status: 'Accepted' });
      expect(station.connectors[0]?.reservation?.uid).toBe('A');
      expect(await gateway.call('CancelReservation', { reservationId: 1 })).toEqual({ status: 'Accepted' });
      expect(await gateway.call('CancelReservation', { reservationId: 1 })).toEqual({ status: 'Rejected' });
      await gateway.call('ClearCache', {});
      await gateway.call('GetLocalListVersion', {});
      await gateway.call('SendLocalList', { listVersion: 1, updateType: 'Full' });
      await gateway.call('DataTransfer', { vendorId: 'x' });
      await gateway.call('GetDiagnostics', { location: 'ftp://h/x' });
      await station.until(() => gateway.of('DiagnosticsStatusNotification').length === 2);
    });
  } else {
    const ref = (component: string, variable: string, instance?: string) => ({
      component: { name: component },
      variable: { name: variable, ...(instance === undefined ? {} : { instance }) },
    });

    it('tells and changes its variables', async () => {
      const got = await gateway.call('GetVariables', {
        getVariableData: [
          ref('TxCtrlr', 'EVConnectionTimeOut'),
          ref('TxCtrlr', 'Nonsense'),
          ref('Nonsense', 'Nonsense'),
          { ...ref('TxCtrlr', 'EVConnectionTimeOut'), attributeType: 'Target' },
        ],
      });
      const statuses = (got.getVariableResult as { attributeStatus: string }[]).map((each) => each.attributeStatus);
      expect(statuses).toEqual(['Accepted', 'UnknownVariable', 'UnknownComponent', 'NotSupportedAttributeType']);
      const set = await gateway.call('SetVariables', {
        setVariableData: [
          { ...ref('SampledDataCtrlr', 'TxUpdatedInterval'), attributeValue: '10' },
          { ...ref('SampledDataCtrlr', 'TxUpdatedInterval'), attributeValue: 'often' },
          { ...ref('SmartChargingCtrlr', 'ProfileStackLevel'), attributeValue: '3' },
        ],
      });
      const results = (set.setVariableResult as { attributeStatus: string }[]).map((each) => each.attributeStatus);
      expect(results).toEqual(['Accepted', 'Rejected', 'Rejected']);
      await charge();
      await clock.advance(60_000);
      await station.until(() => station.queued() === 0);
      const periodic = gateway.of('TransactionEvent').filter((each) => each.triggerReason === 'MeterValuePeriodic');
      expect(periodic).toHaveLength(6);
    });

    it('reports its whole device model', async () => {
      await gateway.call('GetBaseReport', { requestId: 5, reportBase: 'FullInventory' });
      await station.until(() => gateway.of('NotifyReport').some((each) => each.tbc === false));
      const parts = gateway.of('NotifyReport');
      expect(parts.map((each) => each.seqNo)).toEqual(parts.map((_, index) => index));
    });

    it('reports its charging profiles, and refuses a second one on the same level', async () => {
      const set = (id: number) =>
        gateway.call('SetChargingProfile', {
          evseId: 1,
          chargingProfile: {
            id,
            stackLevel: 1,
            chargingProfilePurpose: 'TxDefaultProfile',
            chargingProfileKind: 'Relative',
            chargingSchedule: [
              { id: 1, chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 10 }] },
            ],
          },
        });
      expect(await set(1)).toMatchObject({ status: 'Accepted' });
      expect(await set(1)).toMatchObject({ status: 'Accepted' });
      expect(await set(2)).toMatchObject({ status: 'Rejected', statusInfo: { reasonCode: 'DuplicateProfile' } });
      const ask = { requestId: 3, chargingProfile: { chargingProfilePurpose: 'TxDefaultProfile' } };
      expect(await gateway.call('GetChargingProfiles', ask)).toMatchObject({ status: 'Accepted' });
      await station.until(() => gateway.of('ReportChargingProfiles').length === 1);
      await charge();
      expect(station.read(1)).toMatchObject({ powerW: 6900, currentA: 10 });
    });

    it('does not unlock where somebody charges', async () => {
      const unlock = (evseId: number) => gateway.call('UnlockConnector', { evseId, connectorId: 1 });
      expect(await unlock(1)).toEqual({ status: 'Unlocked' });
      await charge();
      expect(await unlock(1)).toEqual({ status: 'OngoingAuthorizedTransaction' });
      expect(await unlock(9)).toEqual({ status: 'UnknownConnector' });
    });

    it('answers the rest as its schema asks', async () => {
      const idToken = { idToken: 'A', type: 'Central' };
      const expiryDateTime = new Date(clock.now().getTime() + 60_000).toISOString();
      expect(await gateway.call('ReserveNow', { id: 1, expiryDateTime, idToken, evseId: 1 })).toMatchObject({
        status: 'Accepted',
      });
      expect(await gateway.call('CancelReservation', { reservationId: 1 })).toMatchObject({ status: 'Accepted' });
      await gateway.call('ClearCache', {});
      await gateway.call('GetLocalListVersion', {});
      await gateway.call('SendLocalList', { versionNumber: 1, updateType: 'Full' });
      await gateway.call('DataTransfer', { vendorId: 'x' });
      await charge();
      const { transactionId } = latestSession(station);
      await station.until(() => station.queued() === 0);
      expect(await gateway.call('GetTransactionStatus', { transactionId })).toEqual({
        messagesInQueue: false,
        ongoingIndicator: true,
      });
      await expect(gateway.call('SetMonitoringLevel', { severity: 1 })).rejects.toMatchObject({
        rpcErrorCode: 'NotSupported',
      });
    });
  }

  it('shows in the composite schedule the amperes that were set, whatever car is there', async () => {
    station.plugIn(1, { phases: 1, maxPowerW: 7400 });
    const period = { startPeriod: 0, limit: 16 };
    const schedule = { chargingRateUnit: 'A', chargingSchedulePeriod: [period] };
    const common = { stackLevel: 0, chargingProfileKind: 'Relative', chargingProfilePurpose: 'TxDefaultProfile' };
    await gateway.call(
      'SetChargingProfile',
      version === '1.6'
        ? { connectorId: 1, csChargingProfiles: { ...common, chargingProfileId: 1, chargingSchedule: schedule } }
        : { evseId: 1, chargingProfile: { ...common, id: 1, chargingSchedule: [{ ...schedule, id: 1 }] } },
    );
    await station.presentTag('TAG-1', 1);
    expect(station.read(1)).toMatchObject({ powerW: 3680, currentA: 16 });
    const ask = { duration: 600, chargingRateUnit: 'A' };
    const answer = await gateway.call('GetCompositeSchedule', {
      ...ask,
      ...(version === '1.6' ? { connectorId: 1 } : { evseId: 1 }),
    });
    const told = (answer.chargingSchedule ?? answer.schedule) as { chargingSchedulePeriod: unknown[] };
    expect(told.chargingSchedulePeriod).toEqual([period]);
  });

  it('shares the limit of the station among those that charge', async () => {
    await charge();
    const limit = 8000;
    const schedule = { chargingRateUnit: 'W', chargingSchedulePeriod: [{ startPeriod: 0, limit }] };
    const common = { stackLevel: 0, chargingProfileKind: 'Absolute' };
    const startSchedule = clock.now().toISOString();
    await gateway.call(
      'SetChargingProfile',
      version === '1.6'
        ? {
            connectorId: 0,
            csChargingProfiles: {
              ...common,
              chargingProfileId: 1,
              chargingProfilePurpose: 'ChargePointMaxProfile',
              chargingSchedule: { ...schedule, startSchedule },
            },
          }
        : {
            evseId: 0,
            chargingProfile: {
              ...common,
              id: 1,
              chargingProfilePurpose: 'ChargingStationMaxProfile',
              chargingSchedule: [{ ...schedule, id: 1, startSchedule }],
            },
          },
    );
    expect(station.read(1).powerW).toBe(8000);
    station.plugIn(2);
    await station.presentTag('TAG-2', 2);
    expect([station.read(1).powerW, station.read(2).powerW]).toEqual([4000, 4000]);
    await clock.advance(3_600_000);
    expect(station.read(1).energyWh + station.read(2).energyWh).toBe(8000);
  });
});
