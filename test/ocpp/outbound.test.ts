import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChargingProfile } from '../../src/domain/charging-profile.ts';
import { COMMAND_TYPES, type CommandParameters, type CommandType } from '../../src/domain/commands/commands.ts';
import { v16 } from '../../src/ocpp/v16/index.ts';
import { v21 } from '../../src/ocpp/v21/index.ts';
import { v201 } from '../../src/ocpp/v201/index.ts';
import { createJudge } from './support/judge.ts';
import { type Reply, send } from './support/orders.ts';

const PROFILE: ChargingProfile = {
  id: 12,
  stackLevel: 1,
  purpose: 'TX_DEFAULT',
  kind: 'RECURRING',
  recurrency: 'DAILY',
  validFromAt: new Date('2026-03-01T00:00:00Z'),
  validToAt: new Date('2026-04-01T00:00:00Z'),
  schedule: {
    startAt: new Date('2026-03-01T00:00:00Z'),
    durationS: 86_400,
    unit: 'A',
    minRate: 6,
    periods: [
      { startS: 0, limit: 16, phases: 3 },
      { startS: 3600, limit: 7.77, phases: null },
    ],
  },
};
const VARIABLE = {
  component: 'OCPPCommCtrlr',
  componentInstance: null,
  evseId: null,
  connectorId: null,
  variable: 'HeartbeatInterval',
  variableInstance: null,
  attribute: null,
} as const;
const NO_LIMIT = { limitW: null, limitA: null, fromAt: null, untilAt: null };

type Sample = { [T in CommandType]: readonly CommandParameters[T][] };
/** Least and fullest forms of each command. */
const SAMPLES: Sample = {
  START_SESSION: [
    { evseId: null, connectorId: null, token: { uid: 'TAG', type: 'RFID' } },
    { evseId: 2, connectorId: 1, token: { uid: 'APP-1', type: 'APP_USER' } },
  ],
  STOP_SESSION: [{ sessionId: 'S' }],
  UNLOCK_CONNECTOR: [{ evseId: 2, connectorId: 1 }],
  RESET_STATION: [
    { mode: 'IMMEDIATE', evseId: null },
    { mode: 'ON_IDLE', evseId: null },
  ],
  CHANGE_AVAILABILITY: [
    { operative: true, evseId: null, connectorId: null },
    { operative: false, evseId: 2, connectorId: 1 },
    { operative: false, evseId: 2, connectorId: null },
  ],
  TRIGGER_MESSAGE: [
    { message: 'StatusNotification', evseId: 1, connectorId: 1 },
    { message: 'Heartbeat', evseId: null, connectorId: null },
    { message: 'LogStatusNotification', evseId: null, connectorId: null },
  ],
  GET_CONFIGURATION: [{ keys: [] }, { keys: ['HeartbeatInterval'] }],
  SET_CONFIGURATION: [{ key: 'HeartbeatInterval', value: '60' }],
  GET_VARIABLES: [{ variables: [VARIABLE] }],
  SET_VARIABLES: [
    {
      variables: [{ ...VARIABLE, evseId: 1, connectorId: 1, attribute: 'Target', componentInstance: 'a', value: '1' }],
    },
  ],
  SET_CHARGING_PROFILE: [
    { evseId: null, sessionId: null, profile: PROFILE },
    { evseId: 2, sessionId: null, profile: { ...PROFILE, purpose: 'TX_DEFAULT' } },
    { evseId: null, sessionId: 'S', profile: { ...PROFILE, purpose: 'TX', kind: 'RELATIVE', recurrency: null } },
  ],
  CLEAR_CHARGING_PROFILE: [
    { profileId: 12, evseId: null, purpose: null, stackLevel: null },
    { profileId: null, evseId: 1, purpose: 'TX_DEFAULT', stackLevel: 1 },
    { profileId: null, evseId: null, purpose: null, stackLevel: null },
  ],
  GET_COMPOSITE_SCHEDULE: [
    { evseId: null, durationS: 60, unit: null },
    { evseId: 2, durationS: 60, unit: 'W' },
  ],
  SET_CHARGING_LIMIT: [
    { ...NO_LIMIT, sessionId: null, limitW: 11_000.19 },
    { ...NO_LIMIT, sessionId: 'S', limitA: 10.5, untilAt: new Date('2026-03-01T13:00:00Z') },
    { ...NO_LIMIT, sessionId: null, limitA: 6, fromAt: new Date('2026-03-01T12:30:00Z') },
  ],
  CLEAR_CHARGING_LIMIT: [{ sessionId: null }, { sessionId: 'S' }],
};
const SESSION = { transactionId: '4711', sessionEvseId: 2 };
const versions = [v16, v201, v21] as const;

describe.each(versions)('every command to a station of OCPP $version', (protocol) => {
  const judge = createJudge(protocol.version);
  const rows = COMMAND_TYPES.filter((type) => protocol.outbound[type] !== undefined).flatMap((type) =>
    SAMPLES[type].map((parameters, index) => [type, index, parameters] as const),
  );

  it.each(rows)('%s (%i) is a request that both schemas accept', async (type, _index, parameters) => {
    const accepted = { status: 'Accepted' };
    const { calls } = await send(protocol, type, parameters, [accepted, accepted, accepted], SESSION);
    expect(calls.length).toBeGreaterThan(0);
    for (const { action, payload } of calls) {
      expect(protocol.actions.has(action)).toBe(true);
      expect(protocol.requestCheck(action)?.(payload)).toEqual([]);
      expect(judge.request(action, payload)).toBeNull();
    }
  });

  it.each(rows)('%s (%i) that is not known to the station is not supported', async (type, _index, parameters) => {
    for (const errorCode of ['NotImplemented', 'NotSupported']) {
      const { answer } = await send(protocol, type, parameters, [{ errorCode }], SESSION);
      expect(answer.kind).toBe('not_supported');
    }
  });

  it.each(rows)('%s (%i) tells errors and time-outs as they are', async (type, _index, parameters) => {
    const failed = await send(protocol, type, parameters, [{ errorCode: 'InternalError' }], SESSION);
    expect(failed.answer).toMatchObject({ kind: 'error', errorCode: 'InternalError' });
    const late = await send(protocol, type, parameters, ['timeout'], SESSION);
    expect(late.answer).toEqual({ kind: 'timeout' });
    await expect(send(protocol, type, parameters, ['offline'], SESSION)).rejects.toMatchObject({
      code: 'station_offline',
    });
  });

  it.each(rows)('%s (%i) survives an answer that makes no sense', async (type, _index, parameters) => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), async (more, status) => {
        const reply = { ...more, status, schedule: status, chargingSchedule: status, configurationKey: [status] };
        const { answer } = await send(protocol, type, parameters, Array(3).fill(reply as Reply), SESSION);
        expect(['accepted', 'rejected', 'not_supported', 'error']).toContain(answer.kind);
      }),
      { numRuns: 20 },
    );
  });
});

describe.each(versions)('what an answer means in OCPP $version', (protocol) => {
  const start = SAMPLES.START_SESSION[0] as CommandParameters['START_SESSION'];
  const unlock = SAMPLES.UNLOCK_CONNECTOR[0] as CommandParameters['UNLOCK_CONNECTOR'];
  const availability = SAMPLES.CHANGE_AVAILABILITY[0] as CommandParameters['CHANGE_AVAILABILITY'];
  const trigger = SAMPLES.TRIGGER_MESSAGE[0] as CommandParameters['TRIGGER_MESSAGE'];
  const reset = SAMPLES.RESET_STATION[0] as CommandParameters['RESET_STATION'];
  const composite = SAMPLES.GET_COMPOSITE_SCHEDULE[0] as CommandParameters['GET_COMPOSITE_SCHEDULE'];

  it.each([
    ['START_SESSION', start, 'Accepted', { kind: 'accepted', done: false }],
    ['START_SESSION', start, 'Rejected', { kind: 'rejected' }],
    ['STOP_SESSION', { sessionId: 'S' }, 'Accepted', { kind: 'accepted', done: false }],
    ['STOP_SESSION', { sessionId: 'S' }, 'Rejected', { kind: 'rejected' }],
    ['UNLOCK_CONNECTOR', unlock, 'Unlocked', { kind: 'accepted', done: true }],
    ['UNLOCK_CONNECTOR', unlock, 'UnlockFailed', { kind: 'rejected', detail: 'UnlockFailed' }],
    ['RESET_STATION', reset, 'Accepted', { kind: 'accepted', done: false }],
    ['RESET_STATION', reset, 'Rejected', { kind: 'rejected' }],
    ['CHANGE_AVAILABILITY', availability, 'Accepted', { kind: 'accepted', done: false }],
    ['CHANGE_AVAILABILITY', availability, 'Scheduled', { kind: 'accepted', done: false }],
    ['CHANGE_AVAILABILITY', availability, 'Rejected', { kind: 'rejected' }],
    ['TRIGGER_MESSAGE', trigger, 'Accepted', { kind: 'accepted', done: true }],
    ['TRIGGER_MESSAGE', trigger, 'NotImplemented', { kind: 'not_supported' }],
    ['CLEAR_CHARGING_LIMIT', { sessionId: null }, 'Unknown', { kind: 'accepted', done: true }],
    ['GET_COMPOSITE_SCHEDULE', composite, 'Rejected', { kind: 'rejected' }],
  ] as const)('%s %j answered %s', async (type, parameters, status, answer) => {
    expect((await send(protocol, type, parameters, [{ status }], SESSION)).answer).toMatchObject(answer);
  });

  it('a session without a transaction cannot be stopped, and nothing is sent', async () => {
    const { answer, calls } = await send(protocol, 'STOP_SESSION', { sessionId: 'S' }, []);
    expect(answer.kind).toBe('rejected');
    expect(calls).toEqual([]);
  });

  it('a message that the version does not have cannot be triggered', async () => {
    const parameters = { message: 'Nonsense', evseId: null, connectorId: null };
    const { answer, calls } = await send(protocol, 'TRIGGER_MESSAGE', parameters, []);
    expect(answer.kind).toBe('not_supported');
    expect(calls).toEqual([]);
  });

  it('a token that the version cannot say is not sent', async () => {
    const parameters = { ...start, token: { uid: 'X'.repeat(256), type: 'RFID' as const } };
    const { answer, calls } = await send(protocol, 'START_SESSION', parameters, []);
    expect(answer.kind).toBe('rejected');
    expect(calls).toEqual([]);
  });

  it('rates have one digit behind the point, rounded down', async () => {
    const parameters = { evseId: 1, sessionId: null, profile: PROFILE };
    const { calls } = await send(protocol, 'SET_CHARGING_PROFILE', parameters, [{ status: 'Accepted' }]);
    expect(JSON.stringify(calls[0]?.payload)).toContain('"limit":7.7');
  });

  it('a profile for a session needs its transaction', async () => {
    const parameters = { evseId: 1, sessionId: 'S', profile: { ...PROFILE, purpose: 'TX' as const } };
    const { answer, calls } = await send(protocol, 'SET_CHARGING_PROFILE', parameters, []);
    expect(answer.kind).toBe('rejected');
    expect(calls).toEqual([]);
  });
});

describe('commands that only some versions have', () => {
  it('are configuration in 1.6 and variables in 2.x', () => {
    const has = (type: CommandType) => versions.map((protocol) => protocol.outbound[type] !== undefined);
    expect(has('GET_CONFIGURATION')).toEqual([true, false, false]);
    expect(has('SET_CONFIGURATION')).toEqual([true, false, false]);
    expect(has('GET_VARIABLES')).toEqual([false, true, true]);
    expect(has('SET_VARIABLES')).toEqual([false, true, true]);
    for (const type of COMMAND_TYPES.filter((name) => !/_(CONFIGURATION|VARIABLES)$/.test(name))) {
      expect(has(type), type).toEqual([true, true, true]);
    }
  });
});
