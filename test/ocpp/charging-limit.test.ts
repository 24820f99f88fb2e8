import { describe, expect, it } from 'vitest';
import type { CommandParameters } from '../../src/domain/commands/commands.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import { LIMIT_STACK_LEVEL, limitProfileId } from '../../src/ocpp/charging-limit.ts';
import { v16 } from '../../src/ocpp/v16/index.ts';
import { v21 } from '../../src/ocpp/v21/index.ts';
import { v201 } from '../../src/ocpp/v201/index.ts';
import { CREATED_AT, aLimit as limit, type Reply, send } from './support/orders.ts';

const versions = [v16, v201, v21] as const;
const SESSION = { transactionId: '4711', sessionEvseId: 2 };
const OK = { status: 'Accepted' };
const AT_12_30 = new Date('2026-03-01T12:30:00Z');
const AT_13 = new Date('2026-03-01T13:00:00Z');

/** A composite schedule as each version answers it: [start in s, limit] pairs. */
const composite = (version: string, unit: string, periods: readonly (readonly [number, number])[]): JsonObject => {
  const chargingSchedulePeriod = periods.map(([startPeriod, value]) => ({ startPeriod, limit: value }));
  const scheduleStart = CREATED_AT.toISOString();
  return version === '1.6'
    ? {
        status: 'Accepted',
        connectorId: 2,
        scheduleStart,
        chargingSchedule: { duration: 60, chargingRateUnit: unit, chargingSchedulePeriod },
      }
    : {
        status: 'Accepted',
        schedule: { evseId: 2, duration: 60, scheduleStart, chargingRateUnit: unit, chargingSchedulePeriod },
      };
};

describe.each(versions)('a charging limit in OCPP $version', (protocol) => {
  const set = (parameters: CommandParameters['SET_CHARGING_LIMIT'], replies: readonly Reply[]) =>
    send(protocol, 'SET_CHARGING_LIMIT', parameters, replies, SESSION);
  const profileIn = (payload: JsonObject | undefined) => payload?.csChargingProfiles ?? payload?.chargingProfile;

  it('of a session is a TxProfile on its transaction', async () => {
    const { calls } = await set(limit({ sessionId: 'S', limitA: 10.57 }), [OK, OK]);
    expect(calls[0]?.action).toBe('SetChargingProfile');
    expect(calls[0]?.payload).toMatchObject(protocol.version === '1.6' ? { connectorId: 2 } : { evseId: 2 });
    expect(profileIn(calls[0]?.payload)).toMatchObject({
      transactionId: protocol.version === '1.6' ? 4711 : '4711',
      stackLevel: LIMIT_STACK_LEVEL,
      chargingProfilePurpose: 'TxProfile',
      chargingProfileKind: 'Absolute',
    });
    expect(JSON.stringify(calls[0]?.payload)).toContain('"limit":10.5');
  });

  it('of the station is its maximum, in force at once also where the clock is late', async () => {
    const { calls } = await set(limit({ limitW: 11_000 }), [OK, OK]);
    expect(calls[0]?.payload).toMatchObject(protocol.version === '1.6' ? { connectorId: 0 } : { evseId: 0 });
    const profile = profileIn(calls[0]?.payload) as JsonObject;
    expect(profile).toMatchObject({
      chargingProfilePurpose: expect.stringMatching(/MaxProfile$/),
      chargingProfileKind: 'Absolute',
    });
    expect(profile).not.toHaveProperty('validFrom');
    expect(profile).not.toHaveProperty('validTo');
    expect(JSON.stringify(profile)).toContain('"startSchedule":"2026-03-01T11:00:00.000Z"');
  });

  it('has an id of its target, so that a later one replaces it and clearing finds it', async () => {
    const idOf = (payload: JsonObject | undefined) => {
      const profile = profileIn(payload) as JsonObject | undefined;
      return profile?.chargingProfileId ?? profile?.id;
    };
    const first = await set(limit({ sessionId: 'S', limitA: 10 }), [OK, OK]);
    const second = await set(limit({ sessionId: 'S', limitA: 6 }), [OK, OK]);
    const station = await set(limit({ limitA: 6 }), [OK, OK]);
    expect(idOf(second.calls[0]?.payload)).toBe(idOf(first.calls[0]?.payload));
    expect([idOf(first.calls[0]?.payload), idOf(station.calls[0]?.payload)]).toEqual([
      limitProfileId(2),
      limitProfileId(0),
    ]);
    const cleared = await send(protocol, 'CLEAR_CHARGING_LIMIT', { sessionId: 'S' }, [OK], SESSION);
    expect(Object.values(cleared.calls[0]?.payload ?? {})).toEqual([limitProfileId(2)]);
    expect(cleared.answer).toMatchObject({ kind: 'accepted', done: true });
  });

  it('that ends says so by validTo and by the duration', async () => {
    const { calls } = await set(limit({ limitA: 6, fromAt: AT_12_30, untilAt: AT_13 }), [OK, OK]);
    const text = JSON.stringify(calls[0]?.payload);
    expect(text).toContain('"validFrom":"2026-03-01T12:30:00.000Z"');
    expect(text).toContain('"validTo":"2026-03-01T13:00:00.000Z"');
    expect(text).toContain('"startSchedule":"2026-03-01T12:30:00.000Z"');
    expect(text).toContain('"duration":1800');
  });

  it.each([
    ['the same', [[0, 10]], true],
    ['lower, by another profile', [[0, 6]], true],
    ['higher', [[0, 16]], false],
    ['none at all', [], false],
    [
      'higher at first, lower later',
      [
        [0, 16],
        [30, 10],
      ],
      false,
    ],
  ] as const)('reads back %s', async (_name, periods, confirmed) => {
    const { answer, calls } = await set(limit({ sessionId: 'S', limitA: 10 }), [
      OK,
      composite(protocol.version, 'A', periods),
    ]);
    expect(calls.map((call) => call.action)).toEqual(['SetChargingProfile', 'GetCompositeSchedule']);
    expect(calls[1]?.payload).toMatchObject({ duration: 60, chargingRateUnit: 'A' });
    expect(answer).toMatchObject({
      kind: 'accepted',
      done: true,
      result: { status: 'Accepted', confirmed, readBack: { unit: 'A', evseId: 2 } },
    });
  });

  it('that begins later is looked at where it begins', async () => {
    const parameters = limit({ sessionId: 'S', limitA: 10, fromAt: AT_12_30 });
    const rules = [
      [0, 16],
      [1800, 10],
    ] as const;
    const { answer, calls } = await set(parameters, [OK, composite(protocol.version, 'A', rules)]);
    expect(calls[1]?.payload).toMatchObject({ duration: 1860 });
    expect(answer).toMatchObject({ result: { confirmed: true } });
    const early = await set(parameters, [OK, composite(protocol.version, 'A', [[0, 16]])]);
    expect(early.answer).toMatchObject({ result: { confirmed: false } });
  });

  it.each<[string, Reply]>([
    ['not_supported', { errorCode: 'NotImplemented' }],
    ['error', { errorCode: 'InternalError' }],
    ['timeout', 'timeout'],
    ['timeout', 'offline'],
    ['Rejected', { status: 'Rejected' }],
  ])('is done though it cannot be read back (%s)', async (readBackFault, reply) => {
    const { answer } = await set(limit({ sessionId: 'S', limitA: 10 }), [OK, reply]);
    expect(answer).toEqual({
      kind: 'accepted',
      done: true,
      result: {
        status: 'Accepted',
        profileId: limitProfileId(2),
        confirmed: null,
        readBack: null,
        readBackFault,
      },
    });
  });

  it('is not compared with an answer in another unit', async () => {
    const { answer } = await set(limit({ sessionId: 'S', limitA: 10 }), [
      OK,
      composite(protocol.version, 'W', [[0, 2000]]),
    ]);
    expect(answer).toMatchObject({ result: { confirmed: null, readBackFault: 'other_unit', readBack: { unit: 'W' } } });
  });

  it('that begins in more than a day is not read back', async () => {
    const { answer, calls } = await set(limit({ limitA: 10, fromAt: new Date('2026-03-05T00:00:00Z') }), [OK]);
    expect(calls).toHaveLength(1);
    expect(answer).toMatchObject({ kind: 'accepted', result: { confirmed: null, readBackFault: 'begins_later' } });
  });

  it('that is refused is not read back', async () => {
    const { answer, calls } = await set(limit({ sessionId: 'S', limitA: 10 }), [{ status: 'Rejected' }]);
    expect(calls).toHaveLength(1);
    expect(answer).toMatchObject({ kind: 'rejected', detail: 'Rejected' });
  });

  it.each([
    ['the transaction', { transactionId: null, sessionEvseId: 2 }],
    ['the EVSE', { transactionId: '4711', sessionEvseId: null }],
  ])('of a session without %s is not sent', async (_name, extra) => {
    const { answer, calls } = await send(
      protocol,
      'SET_CHARGING_LIMIT',
      limit({ sessionId: 'S', limitA: 6 }),
      [],
      extra,
    );
    expect(answer.kind).toBe('rejected');
    expect(calls).toEqual([]);
  });
});
