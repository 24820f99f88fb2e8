/** Charging limits that are made to fit what their station can do, and what becomes of those that it refuses. */
import { describe, expect, it } from 'vitest';
import { type Abilities, NOTHING_KNOWN, type StationKnowledge } from '../../src/domain/abilities.ts';
import type { CommandParameters } from '../../src/domain/commands/commands.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import { LIMIT_STACK_LEVEL, limitProfileId } from '../../src/ocpp/charging-limit.ts';
import { shareProfileId } from '../../src/ocpp/send-limit.ts';
import { v16 } from '../../src/ocpp/v16/index.ts';
import { v21 } from '../../src/ocpp/v21/index.ts';
import { v201 } from '../../src/ocpp/v201/index.ts';
import { abilitiesTold } from '../support/abilities.ts';
import { createJudge } from './support/judge.ts';
import { aLimit as limit, type Reply, send } from './support/orders.ts';

const versions = [v16, v201, v21] as const;
const OK = { status: 'Accepted' };
const NO = { status: 'Rejected' };
const SESSION = { transactionId: '4711', sessionEvseId: 2 };

const knowing = (told: Partial<Abilities>, more: Partial<StationKnowledge> = {}): StationKnowledge => ({
  ...NOTHING_KNOWN,
  ...more,
  abilities: abilitiesTold(told),
});

describe.each(versions)('a charging limit in OCPP $version', (protocol) => {
  const is16 = protocol.version === '1.6';
  const judge = createJudge(protocol.version);

  const set = async (
    parameters: CommandParameters['SET_CHARGING_LIMIT'],
    known: StationKnowledge,
    replies: readonly Reply[],
  ) => {
    const sent = await send(protocol, 'SET_CHARGING_LIMIT', parameters, replies, { ...SESSION, known });
    for (const { action, payload } of sent.calls) expect(judge.request(action, payload)).toBeNull();
    return sent;
  };

  /** What a SetChargingProfile says, in one form for all versions. */
  const said = (call: { readonly payload: JsonObject } | undefined) => {
    const payload = call?.payload ?? {};
    const profile = (payload.csChargingProfiles ?? payload.chargingProfile) as JsonObject;
    const schedules = profile.chargingSchedule;
    const schedule = (Array.isArray(schedules) ? schedules[0] : schedules) as JsonObject;
    const [period] = schedule.chargingSchedulePeriod as readonly JsonObject[];
    return {
      at: payload.connectorId ?? payload.evseId,
      id: profile.chargingProfileId ?? profile.id,
      level: profile.stackLevel,
      purpose: String(profile.chargingProfilePurpose)
        .replace('ChargePoint', 'Station')
        .replace('ChargingStation', 'Station'),
      transaction: profile.transactionId === undefined ? null : String(profile.transactionId),
      unit: schedule.chargingRateUnit,
      limit: period?.limit,
    };
  };

  it.each<[string, Partial<Abilities>, object, object | undefined]>([
    ['nothing is known of', {}, { level: LIMIT_STACK_LEVEL, unit: 'W', limit: 11_000 }, undefined],
    ['takes more levels', { maxStackLevel: 8 }, { level: LIMIT_STACK_LEVEL }, undefined],
    ['takes levels up to 1', { maxStackLevel: 1 }, { level: 1, unit: 'W' }, { stackLevel: 1 }],
    ['takes level 0 only', { maxStackLevel: 0 }, { level: 0 }, { stackLevel: 0 }],
    ['takes both units', { rateUnits: ['A', 'W'] }, { unit: 'W', limit: 11_000 }, undefined],
    [
      'takes currents only, on three phases',
      { rateUnits: ['A'], phases: 3 },
      { unit: 'A', limit: 15.9 },
      { unit: 'A', limit: 15.9, voltageV: 230, phases: 3, phasesTold: true, asked: { unit: 'W', limit: 11_000 } },
    ],
    ['takes currents only, on one phase', { rateUnits: ['A'], phases: 1 }, { unit: 'A', limit: 47.8 }, { phases: 1 }],
    [
      'takes currents only, at its voltage',
      { rateUnits: ['A'], phases: 3, voltageV: 240 },
      { limit: 15.2 },
      { voltageV: 240 },
    ],
    [
      'takes currents only, and tells no phases: three keep the limit',
      { rateUnits: ['A'] },
      { unit: 'A', limit: 15.9 },
      { phases: 3, phasesTold: false },
    ],
  ])('in W to a station that %s', async (_name, told, expected, adjusted) => {
    const { calls, answer } = await set(limit({ sessionId: 'S', limitW: 11_000 }), knowing(told), [OK, NO]);
    expect(said(calls[0])).toMatchObject({ purpose: 'TxProfile', id: limitProfileId(2), ...expected });
    const { adjusted: result } = (answer as { result: JsonObject }).result;
    if (adjusted === undefined) expect(result).toBe(undefined);
    else expect(result).toMatchObject(adjusted);
    const unit = said(calls[0]).unit;
    expect(calls[1]?.payload).toMatchObject({ chargingRateUnit: unit });
  });

  it.each<[string, Partial<Abilities>, object]>([
    ['three phases', { phases: 3 }, { unit: 'W', limit: 11_040 }],
    ['one phase', { phases: 1 }, { unit: 'W', limit: 3680 }],
    ['no word of phases: one keeps the limit', {}, { unit: 'W', limit: 3680 }],
  ])('in A to a station that takes power only, with %s', async (_name, told, expected) => {
    const { calls } = await set(limit({ sessionId: 'S', limitA: 16 }), knowing({ rateUnits: ['W'], ...told }), [
      OK,
      NO,
    ]);
    expect(said(calls[0])).toMatchObject(expected);
  });

  it('in W to a station of direct current that takes currents only is not sent', async () => {
    const { calls, answer } = await set(limit({ limitW: 11_000 }), knowing({ rateUnits: ['A'], phases: 0 }), []);
    expect(calls).toEqual([]);
    expect(answer).toMatchObject({ kind: 'rejected', detail: expect.stringContaining('give the limit in A') });
  });

  it('that the station does not take as its maximum goes to new transactions and to what runs', async () => {
    const known = knowing(
      { maxStackLevel: 6, connectors: 1 },
      { evseIds: [1], running: [{ transactionId: '99', evseId: 1 }] },
    );
    const { calls, answer, lessons } = await set(limit({ limitA: 10 }), known, [NO, OK, OK, NO]);
    expect(calls.map(({ action }) => action)).toEqual([
      'SetChargingProfile',
      'SetChargingProfile',
      'SetChargingProfile',
      'GetCompositeSchedule',
    ]);
    expect(said(calls[0])).toMatchObject({ at: 0, id: limitProfileId(0), purpose: 'StationMaxProfile', limit: 10 });
    expect(said(calls[1])).toMatchObject({ at: 0, id: limitProfileId(0), purpose: 'TxDefaultProfile', limit: 10 });
    expect(said(calls[2])).toMatchObject({
      at: 1,
      id: shareProfileId(1),
      purpose: 'TxProfile',
      transaction: '99',
      limit: 10,
      level: 6,
    });
    expect(calls[3]?.payload).toMatchObject(is16 ? { connectorId: 1 } : { evseId: 1 });
    expect(answer).toMatchObject({
      kind: 'accepted',
      done: true,
      result: {
        status: 'Accepted',
        profileId: limitProfileId(0),
        confirmed: null,
        fallback: {
          purpose: 'TX_DEFAULT',
          refused: 'Rejected',
          limit: 10,
          unit: 'A',
          evses: 1,
          transactions: [{ evseId: 1, transactionId: '99', status: 'Accepted' }],
        },
      },
    });
    expect(lessons).toEqual([{ kind: 'purpose_refused', purpose: 'STATION_MAX' }]);
  });

  it('of a station is shared among its EVSEs when it goes to them, so that together they keep it', async () => {
    const known = knowing({}, { evseIds: [1, 2, 3] });
    const { calls, answer } = await set(limit({ limitW: 22_000 }), known, [NO, OK, NO]);
    expect(said(calls[0])).toMatchObject({ limit: 22_000 });
    expect(said(calls[1])).toMatchObject({ purpose: 'TxDefaultProfile', limit: 7333.3 });
    expect(answer).toMatchObject({ result: { fallback: { evses: 3, limit: 7333.3, transactions: [] } } });
  });

  it('is read back where it went', async () => {
    const known = knowing({}, { evseIds: [1, 2] });
    const schedule = { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 5 }] };
    const composite = is16
      ? { ...OK, connectorId: 1, chargingSchedule: schedule }
      : { ...OK, schedule: { ...schedule, evseId: 1, duration: 60 } };
    const { answer } = await set(limit({ limitA: 10 }), known, [NO, OK, composite as JsonObject]);
    expect(answer).toMatchObject({ result: { confirmed: true } });
  });

  it('goes there at once when the station is known to refuse its maximum', async () => {
    const known = knowing({ refusedPurposes: ['STATION_MAX'] }, { evseIds: [1] });
    const first = await set(limit({ limitA: 10 }), known, [OK, NO]);
    expect(said(first.calls[0])).toMatchObject({ purpose: 'TxDefaultProfile' });
    expect(first.answer).toMatchObject({ result: { fallback: { refused: null } } });
    const changed = await set(limit({ limitA: 10 }), known, [NO, OK, NO]);
    expect(said(changed.calls[1])).toMatchObject({ purpose: 'StationMaxProfile' });
    expect(changed.answer).toMatchObject({ kind: 'accepted' });
    expect(changed.lessons).toEqual([]);
  });

  it('that the station takes in no way is refused with what it says that it takes', async () => {
    const known = knowing({ maxStackLevel: 8, rateUnits: ['A'], maxProfiles: 1 });
    const { answer, lessons } = await set(limit({ limitA: 10 }), known, [NO, NO]);
    expect(answer).toMatchObject({
      kind: 'rejected',
      detail:
        'Rejected; as the default of new transactions: Rejected; it says that it takes stack levels up to 8, limits in A, 1 profile in all',
    });
    expect(lessons).toEqual([]);
    const ofSession = await set(limit({ sessionId: 'S', limitA: 10 }), known, [NO]);
    expect(ofSession.calls).toHaveLength(1);
    expect(ofSession.answer).toMatchObject({ detail: expect.stringContaining('limits in A') });
  });

  it('is not sent in another way after an error or silence', async () => {
    const silent = await set(limit({ limitA: 10 }), NOTHING_KNOWN, ['timeout']);
    expect(silent.answer).toEqual({ kind: 'timeout' });
    const failed = await set(limit({ limitA: 10 }), NOTHING_KNOWN, [{ errorCode: 'InternalError' }]);
    expect(failed.answer).toMatchObject({ kind: 'error' });
    const half = await set(limit({ limitA: 10 }), NOTHING_KNOWN, [NO, 'timeout']);
    expect(half.answer).toMatchObject({ kind: 'rejected', detail: expect.stringContaining('no answer') });
  });

  it('is cleared with what stands in for it', async () => {
    const known = knowing({ refusedPurposes: ['STATION_MAX'] }, { running: [{ transactionId: '99', evseId: 3 }] });
    const { calls, answer } = await send(protocol, 'CLEAR_CHARGING_LIMIT', { sessionId: null }, [OK, OK], { known });
    expect(calls.flatMap(({ payload }) => Object.values(payload))).toEqual([limitProfileId(0), shareProfileId(3)]);
    expect(answer).toMatchObject({ kind: 'accepted', result: { transactions: [{ evseId: 3, status: 'Accepted' }] } });
    const plain = await send(protocol, 'CLEAR_CHARGING_LIMIT', { sessionId: null }, [OK], { known: NOTHING_KNOWN });
    expect(plain.calls).toHaveLength(1);
  });
});
