import { describe, expect, it } from 'vitest';
import { v16 } from '../../../src/ocpp/v16/index.ts';
import { type Reply, send } from '../support/orders.ts';

describe('1.6 commands', () => {
  it('start by tag and connector', async () => {
    const token = { uid: 'TAG', type: 'RFID' } as const;
    const { calls } = await send(v16, 'START_SESSION', { evseId: 2, connectorId: 1, token }, [{ status: 'Accepted' }]);
    expect(calls).toEqual([{ action: 'RemoteStartTransaction', payload: { idTag: 'TAG', connectorId: 2 } }]);
  });

  it('stop by the numeric transaction', async () => {
    const { calls } = await send(v16, 'STOP_SESSION', { sessionId: 'S' }, [{ status: 'Accepted' }], {
      transactionId: '4711',
    });
    expect(calls).toEqual([{ action: 'RemoteStopTransaction', payload: { transactionId: 4711 } }]);
  });

  it('cannot unlock where the station says NotSupported', async () => {
    const { answer } = await send(v16, 'UNLOCK_CONNECTOR', { evseId: 1, connectorId: 1 }, [{ status: 'NotSupported' }]);
    expect(answer.kind).toBe('not_supported');
  });

  it.each([
    ['IMMEDIATE', 'Hard'],
    ['ON_IDLE', 'Soft'],
  ] as const)('reset %s as %s', async (mode, type) => {
    const { calls } = await send(v16, 'RESET_STATION', { mode, evseId: null }, [{ status: 'Accepted' }]);
    expect(calls).toEqual([{ action: 'Reset', payload: { type } }]);
  });

  it('never reset the whole station for one EVSE', async () => {
    const { answer, calls } = await send(v16, 'RESET_STATION', { mode: 'IMMEDIATE', evseId: 1 }, []);
    expect(answer.kind).toBe('not_supported');
    expect(calls).toEqual([]);
  });

  it.each([
    ['Heartbeat', 'TriggerMessage'],
    ['DiagnosticsStatusNotification', 'TriggerMessage'],
    ['LogStatusNotification', 'ExtendedTriggerMessage'],
    ['SignChargePointCertificate', 'ExtendedTriggerMessage'],
  ])('trigger %s by %s', async (message, action) => {
    const parameters = { message, evseId: null, connectorId: null };
    const { calls } = await send(v16, 'TRIGGER_MESSAGE', parameters, [{ status: 'Accepted' }]);
    expect(calls).toEqual([{ action, payload: { requestedMessage: message } }]);
  });

  it('tell configuration in our shape', async () => {
    const { answer } = await send(v16, 'GET_CONFIGURATION', { keys: ['A', 'B'] }, [
      { configurationKey: [{ key: 'A', readonly: true, value: '' }], unknownKey: ['B'] },
    ]);
    expect(answer).toEqual({
      kind: 'accepted',
      done: true,
      result: { configuration: [{ key: 'A', readonly: true, value: '' }], unknownKeys: ['B'] },
    });
  });

  it('tell a composite schedule in our shape', async () => {
    const { answer } = await send(v16, 'GET_COMPOSITE_SCHEDULE', { evseId: 1, durationS: 60, unit: 'A' }, [
      {
        status: 'Accepted',
        connectorId: 1,
        scheduleStart: '2026-03-01T12:00:00Z',
        chargingSchedule: {
          duration: 60,
          chargingRateUnit: 'A',
          chargingSchedulePeriod: [{ startPeriod: 0, limit: 16, numberPhases: 3 }],
        },
      },
    ]);
    expect(answer).toMatchObject({
      result: {
        evseId: 1,
        startAt: '2026-03-01T12:00:00Z',
        durationS: 60,
        unit: 'A',
        periods: [{ startS: 0, limit: 16, phases: 3 }],
      },
    });
  });
});

describe('1.6 changed configuration', () => {
  const set = (value: string, replies: readonly Reply[]) =>
    send(v16, 'SET_CONFIGURATION', { key: 'Key', value }, replies);
  const read = (value: string, key = 'Key') => ({ configurationKey: [{ key, readonly: false, value }] });

  it.each([
    ['60', read('60'), true, true],
    ['true', read('True', 'KEY'), true, true],
    ['A,B', read('A, B'), true, true],
    ['60', read('30'), false, false],
    ['secret', { unknownKey: ['Key'] }, true, null],
    ['60', { errorCode: 'InternalError' }, true, null],
    ['60', 'timeout', true, null],
    ['60', 'offline', true, null],
  ] as const)('to %j, read back as %j: done %s, confirmed %s', async (value, reply, done, confirmed) => {
    const { answer, calls } = await set(value, [{ status: 'Accepted' }, reply]);
    expect(calls.map((call) => call.action)).toEqual(['ChangeConfiguration', 'GetConfiguration']);
    expect(answer).toMatchObject({ kind: 'accepted', done, result: { status: 'Accepted', confirmed } });
  });

  it('that needs a reboot is not read back', async () => {
    const { answer, calls } = await set('1', [{ status: 'RebootRequired' }]);
    expect(calls).toHaveLength(1);
    expect(answer).toEqual({
      kind: 'accepted',
      done: true,
      result: { status: 'RebootRequired', rebootRequired: true },
    });
  });

  it.each([
    ['Rejected', 'rejected'],
    ['NotSupported', 'not_supported'],
  ])('answered %s is %s', async (status, kind) => {
    expect((await set('1', [{ status }])).answer.kind).toBe(kind);
  });
});
