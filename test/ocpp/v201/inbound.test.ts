import { describe, expect, it } from 'vitest';
import { v21 } from '../../../src/ocpp/v21/index.ts';
import { v201 } from '../../../src/ocpp/v201/index.ts';
import { AUTHORIZED, createRecordingInbox, NOW } from '../support/recording-inbox.ts';

const AT = '2026-03-01T11:59:00.250Z';
const CARD = { idToken: '04A1B2', type: 'ISO14443' };
const EVENT = {
  eventType: 'Started',
  timestamp: AT,
  triggerReason: 'Authorized',
  seqNo: 0,
  transactionInfo: { transactionId: 'TX-1' },
};

describe.each([v201, v21])('messages of OCPP $version with a meaning', (protocol) => {
  it('boots', async () => {
    const { say, told } = createRecordingInbox();
    const answer = await say(protocol, 'BootNotification', {
      reason: 'PowerUp',
      chargingStation: { vendorName: 'ACME', model: 'Two', serialNumber: 'SN', firmwareVersion: '2.0' },
    });
    expect(answer).toEqual({ status: 'Accepted', currentTime: NOW.toISOString(), interval: 300 });
    expect(told.boots).toMatchObject([
      { protocol: protocol.version, vendor: 'ACME', model: 'Two', serialNumber: 'SN', reason: 'PowerUp' },
    ]);
    expect(told.registrations).toMatchObject([{ registration: 'accepted', product: { vendor: 'ACME' } }]);
  });

  it('tells a connector status', async () => {
    const { say, told } = createRecordingInbox();
    const status = { timestamp: AT, connectorStatus: 'Occupied', evseId: 2, connectorId: 1 };
    expect(await say(protocol, 'StatusNotification', status)).toEqual({});
    expect(told.statuses).toMatchObject([{ evseId: 2, connectorId: 1, status: 'OCCUPIED', at: new Date(AT) }]);
    expect(told.clocks).toEqual([new Date(AT)]);
  });

  it('answers an authorization with group and expiry', async () => {
    const { say, told } = createRecordingInbox();
    expect(await say(protocol, 'Authorize', { idToken: CARD })).toEqual({
      idTokenInfo: {
        status: 'Accepted',
        cacheExpiryDateTime: '2027-01-01T00:00:00.000Z',
        groupIdToken: { idToken: 'GROUP-1', type: 'Central' },
      },
    });
    expect(told.tokens).toEqual([{ uid: '04A1B2', kind: 'ISO14443' }]);
  });

  it.each([
    ['ACCEPTED', 'Accepted'],
    ['BLOCKED', 'Blocked'],
    ['EXPIRED', 'Expired'],
    ['CONCURRENT_TX', 'ConcurrentTx'],
    ['NO_CREDIT', 'NoCredit'],
    ['INVALID', 'Unknown'],
  ] as const)('tells %s of a token as %s', async (status, word) => {
    const { say } = createRecordingInbox({ authorization: { ...AUTHORIZED, status } });
    expect(await say(protocol, 'Authorize', { idToken: CARD })).toMatchObject({ idTokenInfo: { status: word } });
  });

  it('does not let a contract certificate through that nobody can prove', async () => {
    const { say } = createRecordingInbox();
    expect(await say(protocol, 'Authorize', { idToken: CARD, certificate: 'PEM' })).toEqual({
      idTokenInfo: { status: 'Invalid' },
      certificateStatus: 'NoCertificateAvailable',
    });
  });

  it('reports all that an event says', async () => {
    const { say, told } = createRecordingInbox();
    const answer = await say(protocol, 'TransactionEvent', {
      ...EVENT,
      seqNo: 3,
      transactionInfo: { transactionId: 'TX-1', chargingState: 'SuspendedEV', remoteStartId: 815 },
      evse: { id: 2, connectorId: 1 },
      idToken: CARD,
      meterValue: [{ timestamp: AT, sampledValue: [{ value: 1.5, unitOfMeasure: { unit: 'kWh' } }] }],
    });
    expect(answer).toMatchObject({ idTokenInfo: { status: 'Accepted' } });
    expect(told.transactions).toMatchObject([
      {
        protocol: protocol.version,
        kind: 'started',
        transactionId: 'TX-1',
        startKey: null,
        seqNo: 3,
        at: new Date(AT),
        offline: false,
        evseId: 2,
        connectorId: 1,
        token: { uid: '04A1B2', kind: 'ISO14443' },
        stopToken: null,
        remoteStartId: 815,
        chargingState: 'SUSPENDED_EV',
        stopReason: null,
        readings: [{ sampledAt: new Date(AT), values: [{ value: 1500, unit: 'Wh' }] }],
      },
    ]);
    expect(told.clocks).toEqual([new Date(AT)]);
  });

  it.each([
    ['no token', {}],
    ['NoAuthorization', { idToken: { idToken: '', type: 'NoAuthorization' } }],
    ['an empty token', { idToken: { idToken: '', type: 'Central' } }],
  ])('answers an event with %s without idTokenInfo', async (_name, more) => {
    const { say, told } = createRecordingInbox();
    expect(await say(protocol, 'TransactionEvent', { ...EVENT, ...more })).toEqual({});
    expect(told.transactions).toMatchObject([{ token: null, stopToken: null }]);
  });

  it.each([
    ['Ended', 'StopAuthorized'],
    ['Updated', 'StopAuthorized'],
    ['Ended', 'EVDeparted'],
  ])('takes the token of %s by %s for the one that stopped', async (eventType, triggerReason) => {
    const { say, told } = createRecordingInbox();
    const answer = await say(protocol, 'TransactionEvent', { ...EVENT, eventType, triggerReason, idToken: CARD });
    expect(answer).toHaveProperty('idTokenInfo');
    expect(told.transactions).toMatchObject([{ token: null, stopToken: { uid: '04A1B2', kind: 'ISO14443' } }]);
  });

  it.each([
    [{ transactionId: 'TX-1' }, 'Local'],
    [{ transactionId: 'TX-1', stoppedReason: 'EVDisconnected' }, 'EVDisconnected'],
  ])('reads the stop reason of %j as %s', async (transactionInfo, reason) => {
    const { say, told } = createRecordingInbox();
    await say(protocol, 'TransactionEvent', { ...EVENT, eventType: 'Ended', transactionInfo });
    expect(told.transactions).toMatchObject([{ kind: 'ended', stopReason: reason }]);
  });

  it('does not take the old time of an offline event for the station clock', async () => {
    const { say, told } = createRecordingInbox();
    await say(protocol, 'TransactionEvent', { ...EVENT, offline: true, timestamp: '2026-02-01T00:00:00Z' });
    expect(told.transactions).toMatchObject([{ offline: true, at: new Date('2026-02-01T00:00:00Z') }]);
    expect(told.clocks).toEqual([]);
  });

  it.each([{ transactionInfo: {} }, { transactionInfo: undefined }, { eventType: 'Exploded' }])(
    'quarantines an event with %j, and answers it',
    async (wrong) => {
      const { say, told } = createRecordingInbox();
      expect(await say(protocol, 'TransactionEvent', { ...EVENT, ...wrong })).toEqual({});
      expect(told.transactions).toEqual([]);
      expect(told.quarantined).toMatchObject([{ action: 'TransactionEvent' }]);
    },
  );

  it.each([
    [0, null],
    [2, 2],
  ])('reports meter values of EVSE %s as %s', async (evseId, reported) => {
    const { say, told } = createRecordingInbox();
    await say(protocol, 'MeterValues', {
      evseId,
      meterValue: [{ timestamp: AT, sampledValue: [{ value: 1 }] }],
    });
    expect(told.meterValues).toMatchObject([
      { evseId: reported, transactionId: null, protocol: protocol.version, readings: [{ values: [{ value: 1 }] }] },
    ]);
  });

  it('tells firmware status and security events', async () => {
    const { say, told } = createRecordingInbox();
    await say(protocol, 'FirmwareStatusNotification', { status: 'Installed', requestId: 4 });
    await say(protocol, 'SecurityEventNotification', { type: 'SettingSystemTime', timestamp: AT, techInfo: 'ntp' });
    expect(told.firmware).toEqual([{ status: 'Installed', requestId: 4 }]);
    expect(told.security).toEqual([{ type: 'SettingSystemTime', techInfo: 'ntp' }]);
  });

  it.each([
    ['SignCertificate', { status: 'Rejected' }],
    ['Get15118EVCertificate', { status: 'Failed', exiResponse: '' }],
    ['GetCertificateStatus', { status: 'Failed' }],
    ['DataTransfer', { status: 'UnknownVendorId' }],
    ['NotifyEVChargingNeeds', { status: protocol.version === '2.1' ? 'NoChargingProfile' : 'Rejected' }],
    ['NotifyEVChargingSchedule', { status: 'Accepted' }],
    ['NotifyReport', {}],
  ])('answers %s', async (action, answer) => {
    expect(await createRecordingInbox().say(protocol, action, {})).toEqual(answer);
  });
});
