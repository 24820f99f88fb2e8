import { describe, expect, it } from 'vitest';
import type { StationAnswer } from '../../../src/domain/command.ts';
import type { VariableRef } from '../../../src/domain/commands/variable-ref.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import { v21 } from '../../../src/ocpp/v21/index.ts';
import { v201 } from '../../../src/ocpp/v201/index.ts';
import { send } from '../support/orders.ts';

const variable = (name: string): VariableRef => ({
  component: 'Ctrlr',
  componentInstance: null,
  evseId: null,
  connectorId: null,
  variable: name,
  variableInstance: null,
  attribute: null,
});
const told = (name: string, attributeStatus: string, more: JsonObject = {}): JsonObject => ({
  attributeStatus,
  component: { name: 'ctrlr' },
  variable: { name },
  ...more,
});
const statuses = (answer: StationAnswer) => {
  if (answer.kind !== 'accepted' && answer.kind !== 'rejected') throw new Error(answer.kind);
  const { variables } = answer.result as { variables: { variable: string; status: string; value?: string }[] };
  return variables.map((entry) => [entry.variable, entry.status, entry.value]);
};

describe.each([v201, v21])('commands in OCPP $version', (protocol) => {
  it.each([
    ['RFID', '04A1B2C3', 'ISO14443'],
    ['RFID', '04a1b2c3d4e5f6', 'ISO14443'],
    ['RFID', '04A1B2C3D4E5F6A7B8C9', 'ISO14443'],
    ['RFID', 'E00401001234ABCD', 'ISO15693'],
    // No card has such a UID.
    ['RFID', 'DEMO-CARD-1', 'Central'],
    ['RFID', '04A1B2C', 'Central'],
    ['APP_USER', '04A1B2C3', 'Central'],
    ['AD_HOC_USER', 'T', 'Central'],
    ['OTHER', 'T', 'Central'],
  ] as const)('start with a token of type %s, %s, as %s and the number of the command', async (type, uid, kind) => {
    const parameters = { evseId: 2, connectorId: 1, token: { uid, type } };
    const { calls } = await send(protocol, 'START_SESSION', parameters, [{ status: 'Accepted' }]);
    expect(calls).toEqual([
      {
        action: 'RequestStartTransaction',
        payload: { idToken: { idToken: uid, type: kind }, remoteStartId: 815, evseId: 2 },
      },
    ]);
  });

  it('tell why the station refused', async () => {
    const statusInfo = { reasonCode: 'Occupied', additionalInfo: 'cable locked' };
    const parameters = { evseId: null, connectorId: null, token: { uid: 'T', type: 'RFID' as const } };
    const { answer } = await send(protocol, 'START_SESSION', parameters, [{ status: 'Rejected', statusInfo }]);
    expect(answer).toEqual({
      kind: 'rejected',
      detail: 'Rejected: Occupied (cable locked)',
      result: { status: 'Rejected', reason: 'Occupied', additionalInfo: 'cable locked' },
    });
  });

  it.each([
    ['IMMEDIATE', 'Immediate', null],
    ['ON_IDLE', 'OnIdle', 2],
  ] as const)('reset %s as %s', async (mode, type, evseId) => {
    const { calls, answer } = await send(protocol, 'RESET_STATION', { mode, evseId }, [{ status: 'Scheduled' }]);
    expect(calls).toEqual([{ action: 'Reset', payload: { type, ...(evseId === null ? {} : { evseId }) } }]);
    expect(answer).toMatchObject({ kind: 'accepted', done: false });
  });

  it('get variables, each with its own status', async () => {
    const { answer } = await send(protocol, 'GET_VARIABLES', { variables: ['A', 'B', 'C'].map(variable) }, [
      {
        getVariableResult: [
          told('B', 'UnknownVariable', { attributeStatusInfo: { reasonCode: 'NotFound' } }),
          told('A', 'Accepted', { attributeValue: '60' }),
        ],
      },
    ]);
    expect(statuses(answer)).toEqual([
      ['A', 'Accepted', '60'],
      ['B', 'UnknownVariable', undefined],
      ['C', 'Unanswered', undefined],
    ]);
    expect(answer).toMatchObject({ kind: 'accepted', done: true });
  });

  it('ask for many variables in messages of ten, and keep what came before one failed', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `V${index}`);
    const page = (from: number) => ({
      getVariableResult: names.slice(from, from + 10).map((name) => told(name, 'Accepted', { attributeValue: 'x' })),
    });
    const all = await send(protocol, 'GET_VARIABLES', { variables: names.map(variable) }, [
      page(0),
      page(10),
      page(20),
    ]);
    expect(all.calls).toHaveLength(3);
    expect(statuses(all.answer).every(([, status]) => status === 'Accepted')).toBe(true);
    const some = await send(protocol, 'GET_VARIABLES', { variables: names.map(variable) }, [page(0), 'offline']);
    expect(statuses(some.answer).map(([, status]) => status)).toEqual([
      ...Array(10).fill('Accepted'),
      ...Array(15).fill('Unanswered'),
    ]);
  });

  it.each([
    [['Accepted', 'Rejected'], 'accepted', false],
    [['RebootRequired', 'Accepted'], 'accepted', true],
    [['Rejected', 'UnknownVariable'], 'rejected', false],
  ] as const)('set variables answered %j: %s', async (answers, kind, rebootRequired) => {
    const variables = ['A', 'B'].map((name) => ({ ...variable(name), value: '1' }));
    const { answer } = await send(protocol, 'SET_VARIABLES', { variables }, [
      { setVariableResult: answers.map((status, index) => told(['A', 'B'][index] ?? '', status)) },
    ]);
    expect(answer).toMatchObject({ kind, result: { rebootRequired } });
    expect(statuses(answer).map(([, status]) => status)).toEqual(answers);
  });

  it('clear a profile by its id alone', async () => {
    const parameters = { profileId: 5, evseId: 1, purpose: 'TX' as const, stackLevel: 1 };
    const { calls } = await send(protocol, 'CLEAR_CHARGING_PROFILE', parameters, [{ status: 'Accepted' }]);
    expect(calls).toEqual([{ action: 'ClearChargingProfile', payload: { chargingProfileId: 5 } }]);
  });

  it('trigger what the version has', async () => {
    const parameters = { message: 'SignV2G20Certificate', evseId: null, connectorId: null };
    const { answer } = await send(protocol, 'TRIGGER_MESSAGE', parameters, [{ status: 'Accepted' }]);
    expect(answer.kind).toBe(protocol.version === '2.1' ? 'accepted' : 'not_supported');
  });
});
