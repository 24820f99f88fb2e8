import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChargingState, Session, SessionFlag } from '../../src/domain/session.ts';
import { at, message, reading, register, sessionAfter, shown, type Told, value } from './transaction-messages.ts';

const STATES: readonly ChargingState[] = ['IDLE', 'EV_CONNECTED', 'CHARGING', 'SUSPENDED_EV', 'SUSPENDED_EVSE'];

/** Seconds between messages; 0 is common, since many stations tell whole seconds. */
const step = fc.record({
  seconds: fc.integer({ min: 0, max: 90 }),
  wh: fc.integer({ min: 0, max: 5000 }),
  powerW: fc.option(fc.integer({ min: 0, max: 50_000 })),
  state: fc.option(fc.constantFrom(...STATES)),
  withEnergy: fc.boolean(),
});

const steps = fc.array(step, { minLength: 0, maxLength: 12 });

type Steps = typeof steps extends fc.Arbitrary<infer T> ? T : never;

/** A transaction of OCPP 2.x as a sound station tells it. */
const transaction2 = (all: Steps, tokenAt: number, ends: boolean): readonly Told[] => {
  let seconds = 0;
  let energyWh = 1000;
  const told: Told[] = [
    {
      report: message({ kind: 'started', seqNo: 0, at: at(0), readings: [register(0, energyWh, 'Transaction.Begin')] }),
      token: tokenAt === 0 ? shown() : null,
    },
  ];
  for (const [index, one] of all.entries()) {
    seconds += one.seconds;
    energyWh += one.wh;
    const power = one.powerW === null ? [] : [value(one.powerW, { measurand: 'Power.Active.Import', unit: 'W' })];
    const energy = one.withEnergy ? [value(energyWh)] : [];
    told.push({
      report: message({
        kind: 'updated',
        seqNo: index + 1,
        at: at(seconds),
        chargingState: one.state,
        readings: [reading(seconds, ...energy, ...power)],
      }),
      token: tokenAt === index + 1 ? shown() : null,
    });
  }
  if (!ends) return told;
  const last = message({
    kind: 'ended',
    seqNo: all.length + 1,
    at: at(seconds + 5),
    stopReason: 'Local',
    readings: [register(seconds + 5, energyWh + 7, 'Transaction.End')],
  });
  return [...told, { report: last }];
};

/** A transaction of OCPP 1.6: all but the start carry the id that the start was given, so the start is always first. */
const transaction16 = (all: Steps, ends: boolean): readonly Told[] =>
  transaction2(all, 0, ends).map(({ report, token }) => ({
    report: {
      ...report,
      protocol: '1.6',
      seqNo: null,
      chargingState: null,
      startKey: report.kind === 'started' ? 'key' : null,
    },
    token: token ?? null,
  }));

/** What a broken meter showed meanwhile depends on what came when. */
const OF_THE_WAY: readonly SessionFlag[] = ['late_messages', 'meter_jumped_back', 'energy_below_shown'];

/** All that does not speak of the order of coming. */
const essence = ({ flags, ...session }: Session) => ({
  ...session,
  flags: flags.filter((flag) => flag !== 'late_messages'),
});

/** Another order, with some messages told twice or more. */
const disturbed = <T>(messages: readonly T[]): fc.Arbitrary<readonly T[]> =>
  fc.array(fc.nat({ max: messages.length - 1 }), { maxLength: 6 }).chain((again) => {
    const copies = again.flatMap((index) => messages.slice(index, index + 1));
    const all = [...messages, ...copies];
    return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
  });

describe('any order and repetition of the messages', () => {
  it('makes the same session of an OCPP 2.x transaction', () => {
    fc.assert(
      fc.property(
        fc.tuple(steps, fc.nat({ max: 6 }), fc.boolean()).chain(([all, tokenAt, ends]) => {
          const messages = transaction2(all, tokenAt, ends);
          return fc.tuple(fc.constant(messages), disturbed(messages));
        }),
        ([messages, told]) => {
          expect(essence(sessionAfter(...told))).toEqual(essence(sessionAfter(...messages)));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('makes the same session of an OCPP 1.6 transaction', () => {
    fc.assert(
      fc.property(
        fc.tuple(steps, fc.boolean()).chain(([all, ends]) => {
          const [start, ...rest] = transaction16(all, ends);
          if (start === undefined) throw new Error('A transaction starts.');
          const others = rest.length === 0 ? fc.constant<readonly Told[]>([]) : disturbed(rest);
          return fc.tuple(
            fc.constant([start, ...rest]),
            others.map((told) => [start, ...told, start]),
          );
        }),
        ([messages, told]) => {
          expect(essence(sessionAfter(...told))).toEqual(essence(sessionAfter(...messages)));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('makes the same session of broken meters at the end, but for the flags that tell of the way there', () => {
    const broken = fc.array(
      fc.record({
        seconds: fc.integer({ min: 0, max: 20 }),
        wh: fc.integer({ min: -50, max: 3000 }),
        context: fc.constantFrom('Sample.Periodic', 'Transaction.Begin', 'Transaction.End'),
        measurand: fc.constantFrom('Energy.Active.Import.Register', 'Energy.Active.Import.Interval', 'SoC'),
      }),
      { minLength: 1, maxLength: 10 },
    );
    fc.assert(
      fc.property(
        broken
          .map((all) =>
            all.map(({ seconds, wh, context, measurand }, seqNo) =>
              message({
                kind: 'updated',
                seqNo,
                at: at(seconds),
                readings: [reading(seconds, value(wh, { context, measurand }))],
              }),
            ),
          )
          .map((messages) => [...messages, message({ kind: 'ended', seqNo: messages.length, at: at(30) })])
          .chain((messages) => fc.tuple(fc.constant(messages), disturbed(messages))),
        ([messages, told]) => {
          const [plain, other] = [sessionAfter(...messages), sessionAfter(...told)].map((session) => ({
            ...essence(session),
            flags: session.flags.filter((flag) => !OF_THE_WAY.includes(flag)),
          }));
          expect(other).toEqual(plain);
          expect(other?.energyWh).toBeGreaterThanOrEqual(0);
          expect(Number.isInteger(other?.energyWh)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});
