/** What stations say otherwise than their version has it, and what it is read as. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../support/gateway.ts';
import { type Field, type FieldStation, MINUTE, startField } from '../support/field.ts';
import { eventPayload, meterPayload, startPayload, statusPayload, stopPayload } from '../support/messages.ts';

const CARD = 'CARD';
let field: Field;
beforeAll(async () => {
  field = await startField();
  await field.token(CARD);
});
afterAll(() => field.close());

/** The operator sees it on the station: it is stored behind the answer. */
const isTold = async (station: FieldStation, action: string, property: string): Promise<void> => {
  await field.until(
    () => field.stationRecord(station.id),
    ({ problems }) =>
      problems.some(
        (problem: Json) =>
          problem.kind === 'read_leniently' && problem.action === action && problem.property === property,
      ),
  );
};

const withAvailable = async (version: FieldStation['version'], connectors = [1]): Promise<FieldStation> => {
  const station = await field.station(version);
  for (const id of connectors)
    await station.call('StatusNotification', statusPayload(version, id, 'Available', field.now()));
  return station;
};

const sessionOf = async (station: FieldStation): Promise<Json> => {
  const sessions = await field.sessionsOf(station.id);
  expect(sessions).toHaveLength(1);
  return sessions[0];
};

/** Starts, charges 2,500 Wh and stops; the answers to both. */
const charges = async (station: FieldStation, start: object, stop: object = {}): Promise<[Json, Json]> => {
  const started = await station.call('StartTransaction', startPayload(CARD, 1000, field.now(), { ...start }));
  await field.advance(20 * MINUTE);
  const { transactionId } = started;
  const stopped = await station.call('StopTransaction', stopPayload(transactionId, 3500, field.now(), { ...stop }));
  return [started, stopped];
};

describe('lbbrhzn 1803: an idTag of 20 characters and one stray byte', () => {
  const uid = '0123456789ABCDEF0123';

  it.each(['\u0000', ' ', 'X'])('is compared by its first 20 (%j)', async (stray) => {
    await field.token(uid);
    const station = await withAvailable('1.6');
    const idTag = `${uid}${stray}`;
    expect(await station.call('Authorize', { idTag })).toMatchObject({ idTagInfo: { status: 'Accepted' } });
    const [started, stopped] = await charges(station, { idTag }, { idTag });
    expect(started.idTagInfo.status).toBe('Accepted');
    expect(stopped.idTagInfo.status).toBe('Accepted');
    expect(await sessionOf(station)).toMatchObject({ token: { uid }, energy_wh: 2500, status: 'COMPLETED' });
    await isTold(station, 'StartTransaction', '/idTag');
  });
});

it('shiv3 83: registers with fractions, told as texts, keep them until the session has its energy', async () => {
  const uid = await field.token('SHIV3');
  const station = await withAvailable('1.6');
  const start = startPayload(uid, 0, field.now(), { meterStart: '1000.5' });
  const { transactionId } = await station.call('StartTransaction', start);
  await field.advance(120 * MINUTE);
  await station.call('StopTransaction', stopPayload(transactionId, 0, field.now(), { meterStop: ' 26008,333 ' }));
  expect(await sessionOf(station)).toMatchObject({ energy_wh: 25_008, status: 'COMPLETED' });
  await isTold(station, 'StopTransaction', '/meterStop');
});

describe('ocpp-go 277: StartTransaction without idTag', () => {
  it.each([
    ['absent', undefined],
    ['null', null],
  ])('is a start by button (%s)', async (_name, idTag) => {
    const station = await withAvailable('1.6');
    const [started] = await charges(station, { idTag });
    expect(started.idTagInfo).toEqual({ status: 'Accepted' });
    expect(await sessionOf(station)).toMatchObject({ token: null, energy_wh: 2500, status: 'COMPLETED' });
    await isTold(station, 'StartTransaction', '/idTag');
  });

  it('has the tag of a number as a text', async () => {
    const uid = await field.token('4711');
    const station = await withAvailable('1.6');
    await charges(station, { idTag: 4711 });
    expect(await sessionOf(station)).toMatchObject({ token: { uid }, energy_wh: 2500 });
  });
});

describe('citrineos 166: without timestamp', () => {
  it('1.6: StartTransaction and StopTransaction are of when they came', async () => {
    const station = await withAvailable('1.6');
    const from = field.now();
    const [started] = await charges(station, { timestamp: undefined }, { timestamp: null });
    expect(started.transactionId).toBeGreaterThan(0);
    expect(await sessionOf(station)).toMatchObject({
      start_date_time: from.toISOString(),
      end_date_time: field.now().toISOString(),
      energy_wh: 2500,
    });
    await isTold(station, 'StartTransaction', '/timestamp');
    await isTold(station, 'StopTransaction', '/timestamp');
  });

  it.each(['2.0.1', '2.1'] as const)('%s: TransactionEvents are of when they came', async (version) => {
    const station = await withAvailable(version);
    const from = field.now();
    const timeless = { timestamp: undefined };
    await station.call('TransactionEvent', eventPayload('Started', 'T', 0, 100, from, timeless));
    await field.advance(20 * MINUTE);
    await station.call('TransactionEvent', eventPayload('Ended', 'T', 1, 2600, field.now(), timeless));
    expect(await sessionOf(station)).toMatchObject({
      start_date_time: from.toISOString(),
      end_date_time: field.now().toISOString(),
      energy_wh: 2500,
    });
    await isTold(station, 'TransactionEvent', '/timestamp');
  });
});

describe('"30+ chargers": the reason of a StopTransaction', () => {
  it.each([
    ['StoppedByEV', 'StoppedByEV'],
    ['Stopped by EV.', 'Stopped by EV.'],
    ['evdisconnected', 'EVDisconnected'],
    ['EV_DISCONNECTED', 'EVDisconnected'],
    [' Remote ', 'Remote'],
    ['LOCAL', 'Local'],
    // Absent means Local (OCPP 1.6, StopTransaction.req).
    ['', 'Local'],
    [null, 'Local'],
    [7, '7'],
  ])('%j ends the session, and is kept as %s', async (reason, kept) => {
    const station = await withAvailable('1.6');
    await charges(station, {}, { reason });
    expect(await sessionOf(station)).toMatchObject({ status: 'COMPLETED', energy_wh: 2500, stop_reason: kept });
    await isTold(station, 'StopTransaction', '/reason');
  });
});

describe('MicroOcpp 405: words and gaps of 2.x transactions', () => {
  it.each(['2.0.1', '2.1'] as const)('%s: the session runs and ends', async (version) => {
    const uid = await field.token('MICRO405');
    const station = await withAvailable(version);
    const tell = (kind: 'Started' | 'Updated' | 'Ended', seqNo: number, energyWh: number, info: object) =>
      station.call(
        'TransactionEvent',
        eventPayload(kind, 'T', seqNo, energyWh, field.now(), {
          triggerReason: undefined,
          transactionInfo: { transactionId: 'T', ...info },
          ...(kind === 'Started' ? { idToken: { idToken: uid, type: 'ISO14443' } } : {}),
        }),
      );
    const { idTokenInfo } = await tell('Started', 0, 100, { chargingState: 'EVDetected' });
    expect(idTokenInfo.status).toBe('Accepted');
    await field.advance(10 * MINUTE);
    await tell('Updated', 1, 1100, { chargingState: 'charging' });
    expect(await sessionOf(station)).toMatchObject({ status: 'ACTIVE', charging_state: 'CHARGING', energy_wh: 1000 });
    await field.advance(10 * MINUTE);
    await tell('Ended', 2, 2600, { chargingState: 'EVDetected', stoppedReason: 'EVFull' });
    expect(await sessionOf(station)).toMatchObject({ status: 'COMPLETED', energy_wh: 2500, stop_reason: 'EVFull' });
    await isTold(station, 'TransactionEvent', '/triggerReason');
    await isTold(station, 'TransactionEvent', '/transactionInfo/chargingState');
    await isTold(station, 'TransactionEvent', '/transactionInfo/stoppedReason');
  });
});

describe('citrineos 131: null where nothing is known', () => {
  it('1.6: status and boot are taken', async () => {
    const boot = { iccid: null, imsi: null, chargePointSerialNumber: null, firmwareVersion: '1.2' };
    const station = await field.station('1.6', { boot });
    const nulls = { info: null, vendorId: null, vendorErrorCode: null };
    await station.call('StatusNotification', statusPayload('1.6', 1, 'Available', field.now(), nulls));
    expect(await field.stationRecord(station.id)).toMatchObject({
      firmware_version: '1.2',
      serial_number: null,
      evses: [{ connectors: [{ status: 'AVAILABLE', error: null }] }],
    });
    await isTold(station, 'BootNotification', '/iccid');
    await isTold(station, 'StatusNotification', '/info');
  });

  it.each(['2.0.1', '2.1'] as const)('%s: status and boot are taken', async (version) => {
    const chargingStation = { vendorName: 'Vendor', model: 'Model', serialNumber: null, modem: null };
    const station = await field.station(version, { boot: { chargingStation, reason: null } });
    const nulls = { customData: null };
    await station.call('StatusNotification', statusPayload(version, 1, 'Available', field.now(), nulls));
    expect(await field.stationRecord(station.id)).toMatchObject({
      vendor: 'Vendor',
      evses: [{ connectors: [{ status: 'AVAILABLE' }] }],
    });
    await isTold(station, 'BootNotification', '/chargingStation/modem');
    await isTold(station, 'StatusNotification', '/customData');
  });
});

/** The result of a command that the station answers so. */
const resultOf = async (station: FieldStation, type: string, body: object, action: string, answer: object) => {
  station.answer(action, () => answer);
  const { id } = await field.command(type, { station_id: station.id, ...body });
  const command = await field.commandIn(id, 'CONFIRMED', 'ACCEPTED', 'FAILED', 'REJECTED');
  return { status: command.status, result: command.result };
};

it('lbbrhzn 1499: GetConfiguration answers value: 1, readonly: 1', async () => {
  const station = await field.station('1.6');
  const answer = {
    configurationKey: [
      { key: 'MeterValueSampleInterval', value: 1, readonly: 1 },
      { key: 'LocalPreAuthorize', value: true, readonly: 'false' },
      { key: 'SupportedFeatureProfiles', value: null, readonly: 'True' },
    ],
    unknownKey: 'Odd',
  };
  const body = { keys: [] };
  expect(await resultOf(station, 'GET_CONFIGURATION', body, 'GetConfiguration', answer)).toEqual({
    status: 'CONFIRMED',
    result: {
      configuration: [
        { key: 'MeterValueSampleInterval', value: '1', readonly: true },
        { key: 'LocalPreAuthorize', value: 'true', readonly: false },
        { key: 'SupportedFeatureProfiles', value: null, readonly: true },
      ],
      unknown_keys: ['Odd'],
    },
  });
  await isTold(station, 'GetConfiguration', '/configurationKey/*/value');
  await isTold(station, 'GetConfiguration', '/configurationKey/*/readonly');
});

describe.each(['2.0.1', '2.1'] as const)('%s: answers about variables with numbers', (version) => {
  const component = { name: 'OCPPCommCtrlr' };
  const variable = { name: 'HeartbeatInterval' };
  const named = { component: component.name, variable: variable.name };

  it('GetVariables', async () => {
    const station = await field.station(version);
    const one = { attributeStatus: 'Accepted', attributeValue: 300, component, variable };
    for (const getVariableResult of [[one], one]) {
      const body = { variables: [named] };
      expect(await resultOf(station, 'GET_VARIABLES', body, 'GetVariables', { getVariableResult })).toMatchObject({
        status: 'CONFIRMED',
        result: { variables: [{ ...named, status: 'Accepted', value: '300' }] },
      });
    }
    await isTold(station, 'GetVariables', '/getVariableResult/*/attributeValue');
    await isTold(station, 'GetVariables', '/getVariableResult');
  });

  it('SetVariables', async () => {
    const station = await field.station(version);
    const setVariableResult = [
      { attributeStatus: 'accepted', attributeStatusInfo: { reasonCode: 0, additionalInfo: 12 }, component, variable },
    ];
    const body = { variables: [{ ...named, value: '300' }] };
    expect(await resultOf(station, 'SET_VARIABLES', body, 'SetVariables', { setVariableResult })).toMatchObject({
      status: 'CONFIRMED',
      result: { variables: [{ ...named, status: 'Accepted', detail: '12' }] },
    });
    await isTold(station, 'SetVariables', '/setVariableResult/*/attributeStatus');
    await isTold(station, 'SetVariables', '/setVariableResult/*/attributeStatusInfo/reasonCode');
  });
});

it('readings count whose numbers are texts, and that come without their list', async () => {
  const station = await withAvailable('2.0.1');
  await station.call('TransactionEvent', eventPayload('Started', 'T', 0, 100, field.now()));
  await field.advance(10 * MINUTE);
  const meterValue = {
    timestamp: field.now().toISOString(),
    sampledValue: { value: '1.1', unitOfMeasure: { unit: 'kWh', multiplier: '0' } },
  };
  await station.call(
    'TransactionEvent',
    eventPayload('Updated', 'T', 1, null, field.now(), { seqNo: '1', meterValue }),
  );
  expect(await sessionOf(station)).toMatchObject({ energy_wh: 1000 });

  const old = await withAvailable('1.6');
  const { transactionId } = await old.call('StartTransaction', startPayload(CARD, 100, field.now()));
  await field.advance(10 * MINUTE);
  const sampledValue = { value: 1100, unit: 'wh', context: 'sample.periodic' };
  const readings = { timestamp: ` ${field.now().toISOString()} `, sampledValue };
  await old.call(
    'MeterValues',
    meterPayload(1, 0, field.now(), { transactionId: String(transactionId), meterValue: readings }),
  );
  expect(await sessionOf(old)).toMatchObject({ energy_wh: 1000, status: 'ACTIVE' });
});
