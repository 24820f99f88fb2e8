/** Public keys of meters in what stations tell of their configuration. */
import { describe, expect, it } from 'vitest';
import { v16 } from '../../src/ocpp/v16/index.ts';
import { v21 } from '../../src/ocpp/v21/index.ts';
import { v201 } from '../../src/ocpp/v201/index.ts';
import { createRecordingInbox } from './support/recording-inbox.ts';

describe('an answer to GetConfiguration of 1.6', () => {
  const keysIn = (...configurationKey: readonly unknown[]) =>
    v16.keysTold.get('GetConfiguration')?.({ configurationKey } as never);

  it.each([
    ['MeterPublicKey1', 1],
    ['MeterPublicKey[2]', 2],
    ['meterpublickey12', 12],
    ['MeterPublicKey', null],
    ['MeterPublicKey0', null],
    ['MeterPublicKey[0]', null],
  ])('tells by %s the key of EVSE %s', (key, evseId) => {
    expect(keysIn({ key, readonly: true, value: 'KEY' })).toEqual([{ evseId, connectorId: null, publicKey: 'KEY' }]);
  });

  it.each([
    'PublicKeyWithSignedMeterValue',
    'MeterPublicKeys',
    'MeterPublicKey[x]',
    'MeterPublicKey1]',
    'MyMeterPublicKey1',
  ])('tells none by %s', (key) => {
    expect(keysIn({ key, readonly: true, value: 'KEY' })).toEqual([]);
  });

  it('tells none where there is no value, or nothing fits its shape', () => {
    expect(keysIn({ key: 'MeterPublicKey1', readonly: true }, { key: 'MeterPublicKey2', value: '' }, null, 5)).toEqual(
      [],
    );
    expect(v16.keysTold.get('GetConfiguration')?.({ configurationKey: 'x' })).toEqual([]);
    expect(v16.keysTold.get('GetConfiguration')?.({})).toEqual([]);
  });
});

describe.each([
  ['2.0.1', v201],
  ['2.1', v21],
] as const)('a station of %s', (_version, protocol) => {
  const at = (evse: object | undefined, more: object = {}) => ({
    component: { name: 'FiscalMetering', ...(evse === undefined ? {} : { evse }) },
    variable: { name: 'PublicKey' },
    ...more,
  });
  const keysIn = (action: string, payload: object) => protocol.keysTold.get(action)?.(payload as never);

  it('tells its keys in the answer to GetVariables', () => {
    const results = [
      at({ id: 1 }, { attributeStatus: 'Accepted', attributeValue: 'ONE' }),
      at({ id: 2, connectorId: 3 }, { attributeStatus: 'Accepted', attributeType: 'Actual', attributeValue: 'TWO' }),
      at(undefined, { attributeStatus: 'Accepted', attributeValue: 'ALL' }),
      at({ id: 4 }, { attributeStatus: 'UnknownVariable' }),
      at({ id: 5 }, { attributeStatus: 'Accepted', attributeType: 'Target', attributeValue: 'NOT' }),
      { ...at({ id: 6 }), variable: { name: 'SigningMethod' }, attributeValue: 'NOT' },
      { ...at({ id: 7 }), component: { name: 'EVSE' }, attributeValue: 'NOT' },
    ];
    expect(keysIn('GetVariables', { getVariableResult: results })).toEqual([
      { evseId: 1, connectorId: null, publicKey: 'ONE' },
      { evseId: 2, connectorId: 3, publicKey: 'TWO' },
      { evseId: null, connectorId: null, publicKey: 'ALL' },
    ]);
  });

  it('tells them in its reports, which are passed on all the same', async () => {
    const { told, say } = createRecordingInbox();
    const report = {
      requestId: 1,
      seqNo: 0,
      generatedAt: '2026-03-01T12:00:00Z',
      reportData: [
        at({ id: 1 }, { variableAttribute: [{ type: 'Target', value: 'NOT' }, { value: 'ONE' }] }),
        at({ id: 2 }, { variableAttribute: [{ type: 'Actual', value: 'TWO' }] }),
      ],
    };
    expect(await say(protocol, 'NotifyReport', report)).toEqual({});
    expect(told.meterKeys).toEqual([
      { evseId: 1, connectorId: null, publicKey: 'ONE' },
      { evseId: 2, connectorId: null, publicKey: 'TWO' },
    ]);
    expect(told.messages).toMatchObject([{ action: 'NotifyReport' }]);
  });

  it('tells them when a monitor sees a new one', async () => {
    const { told, say } = createRecordingInbox();
    const event = at({ id: 1 }, { eventId: 1, actualValue: 'NEW' });
    const payload = { generatedAt: '2026-03-01T12:00:00Z', seqNo: 0, eventData: [event] };
    await say(protocol, 'NotifyEvent', payload);
    expect(told.meterKeys).toEqual([{ evseId: 1, connectorId: null, publicKey: 'NEW' }]);
  });

  it('tells none in what says something else', async () => {
    const { told, say } = createRecordingInbox();
    await say(protocol, 'NotifyReport', { reportData: [{ component: 5 }, null] });
    await say(protocol, 'Heartbeat', {});
    expect(told.meterKeys).toEqual([]);
  });
});
