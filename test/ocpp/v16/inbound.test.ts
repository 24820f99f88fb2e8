import { describe, expect, it } from 'vitest';
import type { Authorization, AuthorizationStatus } from '../../../src/domain/token.ts';
import { v16 } from '../../../src/ocpp/v16/index.ts';
import { AUTHORIZED, createRecordingInbox, NOW } from '../support/recording-inbox.ts';

const START = { connectorId: 2, idTag: 'TAG-1', timestamp: '2026-03-01T11:59:30Z', meterStart: 1500 };
const STOP = { transactionId: 4711, meterStop: 9000, timestamp: '2026-03-01T13:00:00Z' };

describe('1.6 boot, heartbeat, status', () => {
  it.each([
    ['accepted', 'Accepted'],
    ['pending', 'Pending'],
    ['rejected', 'Rejected'],
  ] as const)('answers a station that is %s with %s', async (registration, status) => {
    const { say, told } = createRecordingInbox({ registration });
    const answer = await say(v16, 'BootNotification', {
      chargePointVendor: 'ACME',
      chargePointModel: 'One',
      chargeBoxSerialNumber: 'SN-1',
      firmwareVersion: '1.0',
    });
    expect(answer).toEqual({ status, currentTime: NOW.toISOString(), interval: 300 });
    expect(told.boots).toMatchObject([{ protocol: '1.6', vendor: 'ACME', serialNumber: 'SN-1', reason: null }]);
    const product = { vendor: 'ACME', model: 'One', firmwareVersion: '1.0' };
    expect(told.registrations).toEqual([{ registration, product }]);
  });

  it('tells the time in a heartbeat', async () => {
    const { say } = createRecordingInbox();
    expect(await say(v16, 'Heartbeat', {})).toEqual({ currentTime: NOW.toISOString() });
  });

  it('takes connector 0 for the station and connector N for EVSE N', async () => {
    const { say, told } = createRecordingInbox();
    await say(v16, 'StatusNotification', { connectorId: 0, errorCode: 'NoError', status: 'Available' });
    await say(v16, 'StatusNotification', {
      connectorId: 3,
      errorCode: 'OtherError',
      vendorErrorCode: 'E-42',
      status: 'Faulted',
      timestamp: '2026-03-01T11:59:00Z',
    });
    expect(told.statuses).toMatchObject([
      { evseId: null, connectorId: null, status: 'AVAILABLE', errorCode: null, at: null },
      { evseId: 3, connectorId: 1, status: 'FAULTED', errorCode: 'E-42', at: new Date('2026-03-01T11:59:00Z') },
    ]);
    expect(told.clocks).toEqual([new Date('2026-03-01T11:59:00Z')]);
  });

  it('takes a connector beyond 32 bits for none: the APIs tell such numbers as integers', async () => {
    const { say, told } = createRecordingInbox();
    await say(v16, 'StatusNotification', { connectorId: 2 ** 31 - 1, errorCode: 'NoError', status: 'Available' });
    await say(v16, 'StatusNotification', { connectorId: 2 ** 31, errorCode: 'NoError', status: 'Available' });
    expect(told.statuses.map(({ evseId }) => evseId)).toEqual([2 ** 31 - 1, null]);
  });

  it('does not guess at a status that it does not know', async () => {
    const { say, told } = createRecordingInbox();
    await say(v16, 'StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Exploded' });
    expect(told.statuses).toMatchObject([{ status: 'UNKNOWN' }]);
  });
});

describe('1.6 authorization', () => {
  const answerTo = async (authorization: Authorization) =>
    createRecordingInbox({ authorization }).say(v16, 'Authorize', { idTag: 'TAG-1' });

  it.each<[AuthorizationStatus, string]>([
    ['ACCEPTED', 'Accepted'],
    ['BLOCKED', 'Blocked'],
    ['EXPIRED', 'Expired'],
    ['INVALID', 'Invalid'],
    ['CONCURRENT_TX', 'ConcurrentTx'],
    ['NO_CREDIT', 'Blocked'],
  ])('%s is %s', async (status, word) => {
    expect(await answerTo({ status, expiresAt: null, groupId: null, token: null })).toEqual({
      idTagInfo: { status: word },
    });
  });

  it('tells expiry and group', async () => {
    expect(await answerTo(AUTHORIZED)).toEqual({
      idTagInfo: { status: 'Accepted', expiryDate: '2027-01-01T00:00:00.000Z', parentIdTag: 'GROUP-1' },
    });
  });

  it('leaves out a group that 1.6 cannot say', async () => {
    const answer = await answerTo({ ...AUTHORIZED, expiresAt: null, groupId: 'G'.repeat(21) });
    expect(answer).toEqual({ idTagInfo: { status: 'Accepted' } });
  });
});

describe('1.6 transactions', () => {
  it('reports a start with its meter register and answers a numeric id', async () => {
    const { say, told } = createRecordingInbox();
    const answer = await say(v16, 'StartTransaction', START);
    expect(answer).toMatchObject({ transactionId: 4711, idTagInfo: { status: 'Accepted' } });
    expect(told.transactions).toMatchObject([
      {
        kind: 'started',
        protocol: '1.6',
        transactionId: null,
        at: new Date(START.timestamp),
        evseId: 2,
        connectorId: 1,
        token: { uid: 'TAG-1', kind: 'idTag' },
        stopToken: null,
        readings: [
          {
            sampledAt: new Date(START.timestamp),
            values: [
              { value: 1500, unit: 'Wh', context: 'Transaction.Begin', measurand: 'Energy.Active.Import.Register' },
            ],
          },
        ],
      },
    ]);
  });

  it('gives a retried start the same key, and another start another', async () => {
    const { say, told } = createRecordingInbox();
    await say(v16, 'StartTransaction', START);
    await say(v16, 'StartTransaction', { ...START });
    await say(v16, 'StartTransaction', { ...START, meterStart: 1501 });
    await say(v16, 'StartTransaction', { ...START, connectorId: 1 });
    await say(v16, 'StartTransaction', { ...START, idTag: 'TAG-2' });
    await say(v16, 'StartTransaction', { ...START, timestamp: '2026-03-01T11:59:31Z' });
    await say(v16, 'StartTransaction', { ...START, reservationId: 7 });
    const keys = told.transactions.map((report) => report.startKey);
    expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(new Set(keys).size).toBe(6);
  });

  it('gives a start whose values are no values a key all the same', async () => {
    const { say, told } = createRecordingInbox();
    const odd = {
      ...START,
      idTag: { toString: 1, valueOf: null },
      meterStart: { toString: null },
      timestamp: { toString: 1 },
    };
    await say(v16, 'StartTransaction', odd);
    await say(v16, 'StartTransaction', odd);
    await say(v16, 'StartTransaction', { ...odd, meterStart: { toString: 'other' } });
    const [first, again, other] = told.transactions.map(({ startKey }) => startKey);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('reports a start without a tag as one by button', async () => {
    const { say, told } = createRecordingInbox();
    const answer = await say(v16, 'StartTransaction', { ...START, idTag: '' });
    expect(told.transactions).toMatchObject([{ token: null }]);
    expect(answer).toMatchObject({ transactionId: 4711, idTagInfo: { status: 'Accepted' } });
  });

  it('takes the time of receipt for a time that cannot be read, and tells of it', async () => {
    const { say, told } = createRecordingInbox();
    await say(v16, 'StartTransaction', { ...START, timestamp: '01.03.2026 12:00' });
    expect(told.transactions).toMatchObject([{ at: NOW }]);
    expect(told.problems).toMatchObject([{ kind: 'clock_absent', action: 'StartTransaction', property: '/timestamp' }]);
  });

  it('reports a stop with transactionData before meterStop, and the reason Local when none is told', async () => {
    const { say, told } = createRecordingInbox();
    const answer = await say(v16, 'StopTransaction', {
      ...STOP,
      transactionData: [{ timestamp: '2026-03-01T12:30:00Z', sampledValue: [{ value: '5', unit: 'kWh' }] }],
    });
    expect(answer).toEqual({});
    expect(told.transactions).toMatchObject([
      { kind: 'ended', transactionId: '4711', stopReason: 'Local', token: null, stopToken: null },
    ]);
    const values = told.transactions[0]?.readings.map(({ values: [value] }) => [value?.value, value?.context]);
    expect(values).toEqual([
      [5000, 'Sample.Periodic'],
      [9000, 'Transaction.End'],
    ]);
  });

  it('answers the tag that stopped, apart from the one that began', async () => {
    const { say, told } = createRecordingInbox();
    const answer = await say(v16, 'StopTransaction', { ...STOP, idTag: 'TAG-2', reason: 'Remote' });
    expect(answer).toMatchObject({ idTagInfo: { status: 'Accepted' } });
    expect(told.transactions).toMatchObject([
      { token: null, stopToken: { uid: 'TAG-2', kind: 'idTag' }, stopReason: 'Remote' },
    ]);
  });

  it.each([undefined, null, 'none', -1, 0])('reports a stop with the id %s as one without', async (transactionId) => {
    const { say, told } = createRecordingInbox();
    expect(await say(v16, 'StopTransaction', { ...STOP, transactionId })).toEqual({});
    expect(told.transactions).toMatchObject([{ kind: 'ended', transactionId: transactionId === -1 ? '-1' : '0' }]);
  });

  it.each([
    [undefined, null],
    [0, null],
    [4711, '4711'],
  ])('reports meter values of transaction %s as %s', async (transactionId, reported) => {
    const { say, told } = createRecordingInbox();
    const meterValue = [{ timestamp: START.timestamp, sampledValue: [{ value: '1' }] }];
    const named = transactionId === undefined ? {} : { transactionId };
    expect(await say(v16, 'MeterValues', { connectorId: 1, ...named, meterValue })).toEqual({});
    expect(told.meterValues).toMatchObject([{ transactionId: reported, evseId: 1, protocol: '1.6' }]);
  });
});

describe('1.6 firmware, security and the rest', () => {
  it('tells firmware status with and without a request', async () => {
    const { say, told } = createRecordingInbox();
    await say(v16, 'FirmwareStatusNotification', { status: 'Installed' });
    await say(v16, 'SignedFirmwareStatusNotification', { status: 'SignatureVerified', requestId: 9 });
    expect(told.firmware).toEqual([
      { status: 'Installed', requestId: null },
      { status: 'SignatureVerified', requestId: 9 },
    ]);
  });

  it('tells security events', async () => {
    const { say, told } = createRecordingInbox();
    await say(v16, 'SecurityEventNotification', { type: 'TamperDetectionActivated', timestamp: START.timestamp });
    expect(told.security).toEqual([{ type: 'TamperDetectionActivated', techInfo: null }]);
  });

  it.each([
    ['DataTransfer', { vendorId: 'x' }, { status: 'UnknownVendorId' }],
    ['SignCertificate', { csr: 'x' }, { status: 'Rejected' }],
    ['LogStatusNotification', { status: 'Idle' }, {}],
    ['DiagnosticsStatusNotification', { status: 'Idle' }, {}],
  ])('passes %s on', async (action, payload, answer) => {
    const { say, told } = createRecordingInbox();
    expect(await say(v16, action, payload)).toEqual(answer);
    expect(told.messages).toEqual([{ action, payload }]);
  });
});
