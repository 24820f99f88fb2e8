/** What is made of the energy of simulated hardware, sound and broken. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../src/domain/session.ts';
import { applyReport, type SessionReport } from '../../src/domain/session-rules.ts';
import { at, context, message, reading, register, value } from './transaction-messages.ts';

/** A meter that the hardware turns: when it is read, what it then shows and what was delivered till then. */
type Shown = { readonly seconds: number; readonly registerWh: number; readonly deliveredWh: number };

const turn = fc.record({ seconds: fc.integer({ min: 5, max: 900 }), powerW: fc.integer({ min: 0, max: 350_000 }) });

/** resetsAt: before which reading the register goes back to 0; what flows between it and the reading is on it. */
const hardware = (
  beginWh: number,
  turns: readonly { readonly seconds: number; readonly powerW: number }[],
  resetsAt: number | null,
): readonly Shown[] => {
  let [seconds, registerWh, deliveredWh] = [0, beginWh, 0];
  return turns.map((one, index) => {
    const energyWh = Math.round((one.powerW * one.seconds) / 3600);
    seconds += one.seconds;
    deliveredWh += energyWh;
    registerWh = index === resetsAt ? energyWh : registerWh + energyWh;
    return { seconds, registerWh, deliveredWh };
  });
};

const transaction = (beginWh: number, shown: readonly Shown[], stopWh: number | null): readonly SessionReport[] => {
  const last = shown.at(-1)?.seconds ?? 0;
  return [
    message({ kind: 'started', seqNo: 0, at: at(0), readings: [register(0, beginWh, 'Transaction.Begin')] }),
    ...shown.map(({ seconds, registerWh }, index) =>
      message({ kind: 'updated', seqNo: index + 1, at: at(seconds), readings: [register(seconds, registerWh)] }),
    ),
    message({
      kind: 'ended',
      seqNo: shown.length + 1,
      at: at(last + 1),
      readings: stopWh === null ? [] : [register(last + 1, stopWh, 'Transaction.End')],
    }),
  ];
};

/** The session after each message. */
const course = (reports: readonly SessionReport[], maxPowerW: number | null = null): readonly Session[] => {
  const sessions: Session[] = [];
  for (const report of reports) sessions.push(applyReport(sessions.at(-1) ?? null, report, context({ maxPowerW })));
  return sessions;
};

const endOf = (reports: readonly SessionReport[], maxPowerW: number | null = null): Session => {
  const end = course(reports, maxPowerW).at(-1);
  if (end === undefined) throw new Error('There must be a message.');
  return end;
};

const turns = fc.array(turn, { minLength: 1, maxLength: 60 });
const begin = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 50_000_000 }));
const onOrder = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: all.length });

describe('the energy of a session', () => {
  it('is what was delivered, at each message, of a meter that counts a lifetime or from 0', () => {
    fc.assert(
      fc.property(begin, turns, (beginWh, all) => {
        const shown = hardware(beginWh, all, null);
        const reports = transaction(beginWh, shown, shown.at(-1)?.registerWh ?? beginWh);
        const sessions = course(reports);
        expect(sessions.slice(1, -1).map(({ energyWh }) => energyWh)).toEqual(shown.map((one) => one.deliveredWh));
        expect(sessions.at(-1)).toMatchObject({ energyWh: shown.at(-1)?.deliveredWh, flags: [] });
      }),
    );
  });

  it('never falls while it runs, nor does it count more than the EVSE can give, whatever the meter says', () => {
    const WHEN: Readonly<Record<string, number>> = { 'Transaction.Begin': 0, 'Transaction.End': 3000 };
    const chaos = fc.array(
      fc.record({
        seconds: fc.integer({ min: 0, max: 3000 }),
        registerWh: fc.oneof(
          fc.integer({ min: -10, max: 3000 }),
          fc.integer({ min: 0, max: 2e7 }),
          fc.constantFrom(0, 1e300),
        ),
        context: fc.constantFrom('Sample.Periodic', 'Sample.Periodic', 'Transaction.Begin', 'Transaction.End'),
      }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(chaos, (all) => {
        const sessions = course(
          all.map(({ seconds, registerWh, context: marked }, index) =>
            message({
              kind: 'updated',
              seqNo: index,
              at: at(seconds),
              readings: [register(WHEN[marked] ?? seconds, registerWh, marked)],
            }),
          ),
          22_000,
        );
        const energies = sessions.map(({ energyWh }) => energyWh);
        expect(energies).toEqual([...energies].sort((a, b) => a - b));
        // 22 kW and a quarter for 50 minutes, and the margins of each step.
        expect(energies.at(-1)).toBeLessThan((27_500 * 3000) / 3600 + all.length * (1000 + 27_500 / 60));
        expect(energies.every((energyWh) => Number.isInteger(energyWh) && energyWh >= 0)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('is the same at the end in whatever order the messages come, of meters that are reset', () => {
    fc.assert(
      fc.property(
        fc
          .tuple(begin, turns, fc.nat({ max: 59 }))
          .map(([beginWh, all, resetsAt]) => {
            const shown = hardware(beginWh, all, resetsAt);
            return transaction(beginWh, shown, shown.at(-1)?.registerWh ?? beginWh);
          })
          .chain((reports) => fc.tuple(fc.constant(reports), onOrder([...reports, ...reports.slice(0, 5)]))),
        ([reports, told]) => {
          const [plain, other] = [endOf(reports), endOf(told)];
          expect(other.energyWh).toBe(plain.energyWh);
          expect(other.transaction.registers).toEqual(plain.transaction.registers);
          expect(other.toldEnergyWh).toBe(plain.toldEnergyWh);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('misses no more of a meter that is reset than what flowed around the reset, while it lies below the begin', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20_000_000, max: 50_000_000 }),
        fc.array(turn, { minLength: 4, maxLength: 300 }),
        fc.nat({ max: 299 }),
        (beginWh, all, index) => {
          const resetsAt = index % all.length;
          const shown = hardware(beginWh, all, resetsAt);
          const end = endOf(transaction(beginWh, shown, shown.at(-1)?.registerWh ?? 0));
          const deliveredWh = shown.at(-1)?.deliveredWh ?? 0;
          const aroundWh = shown[resetsAt]?.registerWh ?? 0;
          expect(end.energyWh).toBe(deliveredWh - aroundWh);
          expect(end.flags).toContain('meter_jumped_back');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is not moved by one reading that stands out, up or down', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10_000_000, max: 50_000_000 }),
        turns,
        fc.nat({ max: 60 }),
        fc.constantFrom(0, 1, 900_000_000),
        (beginWh, all, index, outWh) => {
          const shown = hardware(beginWh, all, null);
          const outAt = index % shown.length;
          const told = shown.map((one, other) => (other === outAt ? { ...one, registerWh: outWh } : one));
          const sessions = course(transaction(beginWh, told, shown.at(-1)?.registerWh ?? 0));
          expect(sessions.at(-1)?.energyWh).toBe(shown.at(-1)?.deliveredWh);
          const energies = sessions.map(({ energyWh }) => energyWh);
          expect(energies).toEqual([...energies].sort((a, b) => a - b));
          expect(sessions.at(-1)?.flags).toContain('meter_jumped_back');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is that of the registers at begin and end where the readings between count from 0', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000_000, max: 50_000_000 }), turns, (beginWh, all) => {
        const shown = hardware(0, all, null);
        const deliveredWh = shown.at(-1)?.deliveredWh ?? 0;
        const sessions = course(transaction(beginWh, shown, beginWh + deliveredWh));
        const firstWh = shown[0]?.registerWh ?? 0;
        expect(sessions.at(-2)?.energyWh).toBe(deliveredWh - firstWh);
        expect(sessions.at(-1)).toMatchObject({ energyWh: deliveredWh, toldEnergyWh: deliveredWh });
      }),
      { numRuns: 300 },
    );
  });

  it('leaves out the intervals that the EVSE cannot have delivered', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ powerW: fc.integer({ min: 0, max: 22_000 }), isBroken: fc.boolean() }), {
          minLength: 1,
          maxLength: 400,
        }),
        (all) => {
          const told = all.map(({ powerW, isBroken }, index) => ({
            seconds: (index + 1) * 900,
            energyWh: isBroken ? 1e6 : Math.round(powerW / 4),
          }));
          const reports = told.map(({ seconds, energyWh }, index) =>
            message({
              kind: index === 0 ? 'started' : 'updated',
              seqNo: index,
              at: at(index === 0 ? 0 : seconds),
              readings: [reading(seconds, value(energyWh, { measurand: 'Energy.Active.Import.Interval' }))],
            }),
          );
          const believedWh = told.reduce((sum, { energyWh }) => sum + (energyWh === 1e6 ? 0 : energyWh), 0);
          const session = endOf(reports, 22_000);
          expect(session).toMatchObject({ energyWh: believedWh, toldEnergyWh: null });
          expect(session.flags.includes('energy_step_not_believed')).toBe(all.some(({ isBroken }) => isBroken));
        },
      ),
      { numRuns: 40 },
    );
  });
});
