/** What stands for a property that a station leaves out, cannot say, or says in a word that nobody knows. */
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/domain/json.ts';
import { PROTOCOLS, requestSchema, VERSIONS } from '../fuzz/ocpp-schemas.ts';
import { NOW } from '../ocpp/support/recording-inbox.ts';
import { GONE, rightPayload, withValue } from './support/right-payload.ts';
import { createRpcStation, ONLY_EVSE, type RpcStation } from './support/rpc-station.ts';

type Told = RpcStation['told'];
type Row = readonly [
  action: string,
  path: readonly (string | number)[],
  value: JsonValue | typeof GONE,
  heard: (told: Told) => unknown,
  stands: unknown,
];

const transaction = ({ transactions: [first] }: Told) => first;
const status = ({ statuses: [first] }: Told) => first;
const meter = ({ meterValues: [first] }: Told) => first;
const boot = ({ boots: [first] }: Told) => first;
const kept = ({ quarantined: [first] }: Told) => first;

const NO_WORD = 'NoSuchWord';

const OLD: readonly Row[] = [
  ['StartTransaction', ['connectorId'], GONE, transaction, { evseId: ONLY_EVSE, connectorId: 1 }],
  ['StartTransaction', ['idTag'], GONE, transaction, { kind: 'started', token: null }],
  ['StartTransaction', ['timestamp'], GONE, transaction, { at: NOW, clock: 'ours' }],
  ['StartTransaction', ['timestamp'], 'yesterday', transaction, { at: NOW, clock: 'ours' }],
  ['StartTransaction', ['meterStart'], GONE, transaction, { readings: [] }],
  ['StartTransaction', ['meterStart'], 6.75, transaction, { readings: [{ values: [{ value: 6.75 }] }] }],
  ['StopTransaction', ['timestamp'], GONE, transaction, { at: NOW, clock: 'ours' }],
  ['StopTransaction', ['reason'], GONE, transaction, { stopReason: 'Local' }],
  ['StopTransaction', ['reason'], '', transaction, { stopReason: 'Local' }],
  ['StopTransaction', ['reason'], NO_WORD, transaction, { kind: 'ended', stopReason: NO_WORD }],
  ['StopTransaction', ['idTag'], GONE, transaction, { stopToken: null }],
  ['StopTransaction', ['transactionId'], GONE, transaction, { kind: 'ended', transactionId: '0' }],
  ['StopTransaction', ['transactionId'], 'none', transaction, { kind: 'ended', transactionId: '0' }],
  ['StatusNotification', ['connectorId'], GONE, status, { evseId: ONLY_EVSE, connectorId: 1 }],
  ['StatusNotification', ['timestamp'], GONE, status, { at: null }],
  ['StatusNotification', ['errorCode'], GONE, status, { status: 'AVAILABLE' }],
  ['StatusNotification', ['errorCode'], NO_WORD, status, { error: { code: NO_WORD } }],
  ['StatusNotification', ['status'], 'Suspended_EVSE', status, { status: 'SUSPENDED_EVSE' }],
  ['MeterValues', ['connectorId'], GONE, meter, { evseId: ONLY_EVSE }],
  ['MeterValues', ['transactionId'], 'none', meter, { transactionId: null }],
  ['MeterValues', ['meterValue', 0, 'timestamp'], GONE, meter, { readings: [{ sampledAt: NOW }] }],
  [
    'MeterValues',
    ['meterValue', 0, 'sampledValue', 0, 'context'],
    NO_WORD,
    meter,
    {
      readings: [{ values: [{ context: NO_WORD }] }],
    },
  ],
  ['BootNotification', ['chargePointVendor'], GONE, boot, { vendor: '', model: 'chargePointModel' }],
  ['FirmwareStatusNotification', ['status'], NO_WORD, ({ firmware: [first] }) => first, { status: NO_WORD }],
];

const NEW: readonly Row[] = [
  ['TransactionEvent', ['evse'], GONE, transaction, { evseId: ONLY_EVSE, connectorId: null }],
  ['TransactionEvent', ['idToken'], GONE, transaction, { kind: 'ended', stopToken: null }],
  ['TransactionEvent', ['timestamp'], GONE, transaction, { at: NOW, clock: 'ours' }],
  ['TransactionEvent', ['triggerReason'], GONE, transaction, { transactionId: 'transactionId' }],
  ['TransactionEvent', ['triggerReason'], NO_WORD, transaction, { transactionId: 'transactionId' }],
  ['TransactionEvent', ['seqNo'], GONE, transaction, { seqNo: null }],
  ['TransactionEvent', ['transactionInfo', 'chargingState'], 'EVDetected', transaction, { chargingState: null }],
  ['TransactionEvent', ['transactionInfo', 'stoppedReason'], 'EVFull', transaction, { stopReason: 'EVFull' }],
  ['TransactionEvent', ['transactionInfo', 'transactionId'], 17, transaction, { transactionId: '17' }],
  ['TransactionEvent', ['transactionInfo'], GONE, kept, { action: 'TransactionEvent' }],
  ['TransactionEvent', ['eventType'], NO_WORD, kept, { action: 'TransactionEvent' }],
  ['StatusNotification', ['evseId'], GONE, status, { evseId: ONLY_EVSE }],
  ['StatusNotification', ['timestamp'], GONE, status, { at: null }],
  ['StatusNotification', ['connectorStatus'], 'OCCUPIED', status, { status: 'OCCUPIED' }],
  ['MeterValues', ['evseId'], GONE, meter, { evseId: ONLY_EVSE }],
  ['MeterValues', ['meterValue', 0, 'timestamp'], GONE, meter, { readings: [{ sampledAt: NOW }] }],
  ['BootNotification', ['reason'], GONE, boot, { reason: null, vendor: 'vendorName' }],
  ['BootNotification', ['chargingStation'], GONE, boot, { vendor: '', model: '' }],
];

const rowsOf = (rows: readonly Row[]) =>
  rows.map(([action, path, value, ...row]) => {
    const said = value === GONE ? 'absent' : JSON.stringify(value);
    return [`${action} with ${path.join('.')} ${said}`, action, path, value, ...row] as const;
  });

describe.each(VERSIONS)('on OCPP %s', (version) => {
  it.each(rowsOf(version === '1.6' ? OLD : NEW))('%s is heard', async (_name, action, path, value, heard, stands) => {
    const schema = requestSchema(version, action);
    if (schema === null) throw new Error(`there is no ${action}`);
    // Only the first event must name its EVSE.
    const first = path[0] === 'evse' ? { eventType: 'Started' } : {};
    const station = createRpcStation(PROTOCOLS[version], 'lenient');
    const said = withValue({ ...rightPayload(schema), ...first }, path, value) as JsonObject;
    const { frame } = await station.say(action, said);
    expect(frame?.[0]).toBe(3);
    expect(heard(station.told)).toMatchObject(stands as object);
  });
});
