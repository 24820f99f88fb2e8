import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/json.ts';
import { correctPayload, QUIRKS, type Quirk, type TransformName, withQuirks } from '../../src/ocpp/quirks.ts';
import { v16 } from '../../src/ocpp/v16/index.ts';
import { createRecordingInbox } from './support/recording-inbox.ts';

const quirk = (transforms: readonly TransformName[]): Quirk => ({
  vendor: /^acme$/i,
  model: /^One/,
  firmware: /^1\./,
  transforms,
});
const acme = { vendor: 'ACME', model: 'One-22', firmwareVersion: '1.7.2' };

describe('vendor quirks', () => {
  it.each<[TransformName, string, JsonObject, JsonObject]>([
    ['connector_zero_is_one', 'StartTransaction', { connectorId: 0, idTag: 'A' }, { connectorId: 1, idTag: 'A' }],
    ['connector_zero_is_one', 'MeterValues', { connectorId: 0 }, { connectorId: 1 }],
    ['connector_zero_is_one', 'StatusNotification', { connectorId: 0 }, { connectorId: 0 }],
    ['tag_suffix_after_semicolon', 'Authorize', { idTag: '04A1;x;y' }, { idTag: '04A1' }],
    [
      'tag_suffix_after_semicolon',
      'Authorize',
      { idToken: { idToken: '04A1;x', type: 'ISO14443' } },
      { idToken: { idToken: '04A1', type: 'ISO14443' } },
    ],
    [
      'enum_spelling',
      'StatusNotification',
      { status: 'suspended_ev', errorCode: 'noError' },
      { status: 'SuspendedEV', errorCode: 'NoError' },
    ],
    ['enum_spelling', 'StatusNotification', { status: 'Exploded' }, { status: 'Exploded' }],
  ])('%s in %s', (name, action, payload, corrected) => {
    expect(correctPayload([quirk([name])], acme, action, payload)).toEqual(corrected);
  });

  it.each([
    ['another vendor', { ...acme, vendor: 'Other' }],
    ['another model', { ...acme, model: 'Two' }],
    ['another firmware', { ...acme, firmwareVersion: '2.0' }],
    ['an unknown firmware', { ...acme, firmwareVersion: null }],
    ['an unknown product', null],
  ])('leave %s alone', (_name, product) => {
    const payload = { connectorId: 0 };
    expect(correctPayload([quirk(['connector_zero_is_one'])], product, 'StartTransaction', payload)).toBe(payload);
  });

  it('do nothing more the second time, and never change the payload given', () => {
    const names: readonly TransformName[] = ['connector_zero_is_one', 'tag_suffix_after_semicolon', 'enum_spelling'];
    const values = fc.oneof(fc.constantFrom(0, 1, '04;5', 'charging', 'SUSPENDED-EV'), fc.jsonValue());
    const payloads = fc.record(
      { connectorId: values, idTag: values, idToken: fc.record({ idToken: values }), status: values },
      { requiredKeys: [] },
    );
    const actions = fc.constantFrom('StartTransaction', 'StatusNotification', 'Authorize');
    fc.assert(
      fc.property(actions, payloads, (action, payload) => {
        const before = JSON.stringify(payload);
        const once = correctPayload([quirk(names)], acme, action, payload as JsonObject);
        expect(correctPayload([quirk(names)], acme, action, once)).toEqual(once);
        expect(JSON.stringify(payload)).toBe(before);
      }),
    );
  });

  it('are applied before a handler sees the message', async () => {
    const table = withQuirks([quirk(['connector_zero_is_one'])], Object.fromEntries(v16.inbound));
    const { say, told } = createRecordingInbox();
    const start = { connectorId: 0, idTag: 'TAG', timestamp: '2026-03-01T10:00:00Z', meterStart: 0 };
    await say({ ...v16, inbound: table }, 'StartTransaction', start, acme);
    await say({ ...v16, inbound: table }, 'StartTransaction', start, null);
    expect(told.transactions.map((report) => report.evseId)).toEqual([1, null]);
  });

  it('put the spelling of a status right for every product', async () => {
    expect(correctPayload(QUIRKS, null, 'StatusNotification', { status: 'CHARGING' })).toEqual({ status: 'Charging' });
    const { say, told } = createRecordingInbox();
    await say(v16, 'StatusNotification', { connectorId: 2, errorCode: 'NoError', status: 'suspendedEVSE' });
    expect(told.statuses).toMatchObject([{ evseId: 2, connectorId: 1, status: 'SUSPENDED_EVSE' }]);
  });
});
