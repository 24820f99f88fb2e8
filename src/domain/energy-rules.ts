/**
 * How a transaction's energy grows from readings: each step is a join, so order and repetition make no difference, and
 * the energy is a function of what was joined.
 */
import { deliverableWh, growsSoundly, type Steps, stepsOf } from './energy-steps.ts';
import type { RegisterSample, Sample } from './metering.ts';
import { type KeptRegister, NO_REGISTERS, registersOf, withRegisters } from './register-log.ts';
import type { EnergyInterval, Register, Transaction } from './session.ts';

export type EnergyState = Pick<Transaction, 'first' | 'last' | 'registers' | 'intervals' | 'foldedIntervals'>;

/** What bounds the energy: the EVSE's rating, null when it is not known, and when the session began. */
export type EnergyBounds = { readonly maxPowerW: number | null; readonly startedAt: Date };

/** More intervals than this are folded into a sum. */
const INTERVALS_KEPT = 256;

/** The one marked Transaction.Begin, else the earliest; of one instant the lower. */
const earlier = (known: Register | null, found: Register): Register => {
  if (known === null) return found;
  if (known.boundary !== found.boundary) return known.boundary ? known : found;
  const apartMs = found.sampledAt.getTime() - known.sampledAt.getTime();
  return apartMs < 0 || (apartMs === 0 && found.energyWh < known.energyWh) ? found : known;
};

/** The one marked Transaction.End, else the latest; of one instant the higher. */
const later = (known: Register | null, found: Register): Register => {
  if (known === null) return found;
  if (known.boundary !== found.boundary) return known.boundary ? known : found;
  const apartMs = found.sampledAt.getTime() - known.sampledAt.getTime();
  return apartMs > 0 || (apartMs === 0 && found.energyWh > known.energyWh) ? found : known;
};

/** The intervals that the hardware can have delivered since the one before. */
const deliverable = (
  { intervals, foldedIntervals }: Pick<EnergyState, 'intervals' | 'foldedIntervals'>,
  { maxPowerW, startedAt }: EnergyBounds,
): readonly EnergyInterval[] => {
  let sinceMs = (foldedIntervals?.sampledAt ?? startedAt).getTime();
  return intervals.filter(({ energyWh, sampledAt }) => {
    const durationMs = Math.max(0, sampledAt.getTime() - sinceMs);
    sinceMs = sampledAt.getTime();
    return energyWh <= deliverableWh(durationMs, maxPowerW);
  });
};

const sumOf = (intervals: readonly EnergyInterval[]): number =>
  intervals.reduce((sum, { energyWh }) => sum + energyWh, 0);

const fold = (intervals: readonly EnergyInterval[], folded: EnergyInterval | null, bounds: EnergyBounds) => {
  const surplus = intervals.slice(0, Math.max(0, intervals.length - INTERVALS_KEPT));
  const newest = surplus.at(-1);
  if (newest === undefined) return { intervals, foldedIntervals: folded };
  const believed = sumOf(deliverable({ intervals: surplus, foldedIntervals: folded }, bounds));
  return {
    intervals: intervals.slice(surplus.length),
    foldedIntervals: { energyWh: (folded?.energyWh ?? 0) + believed, sampledAt: newest.sampledAt },
  };
};

/** One interval for each instant, the higher where two differ; what was folded already is not counted again. */
const withIntervals = (
  state: EnergyState,
  found: readonly Sample[],
  bounds: EnergyBounds,
): Pick<EnergyState, 'intervals' | 'foldedIntervals'> => {
  const foldedUntilMs = state.foldedIntervals?.sampledAt.getTime() ?? Number.NEGATIVE_INFINITY;
  const fresh = found.filter((sample) => sample.sampledAt.getTime() > foldedUntilMs);
  if (fresh.length === 0) return { intervals: state.intervals, foldedIntervals: state.foldedIntervals };
  const byInstant = new Map(state.intervals.map((interval) => [interval.sampledAt.getTime(), interval]));
  for (const { value, sampledAt } of fresh) {
    const known = byInstant.get(sampledAt.getTime());
    const energyWh = Math.max(known?.energyWh ?? 0, value);
    byInstant.set(sampledAt.getTime(), { energyWh, sampledAt });
  }
  const sorted = [...byInstant.values()].sort((a, b) => a.sampledAt.getTime() - b.sampledAt.getTime());
  return fold(sorted, state.foldedIntervals, bounds);
};

/** The state with what readings say of energy. */
export const withEnergy = (
  state: EnergyState,
  news: { readonly registers: readonly RegisterSample[]; readonly intervals: readonly Sample[] },
  bounds: EnergyBounds,
): EnergyState => {
  let { first, last } = state;
  const samples: KeptRegister[] = [];
  for (const { energyWh, sampledAt, begin, end } of news.registers) {
    first = earlier(first, { energyWh, sampledAt, boundary: begin });
    last = later(last, { energyWh, sampledAt, boundary: end });
    // Some stations repeat the register of the begin in each message, with the instant of that.
    if (!begin && !end) samples.push([sampledAt.getTime(), energyWh]);
  }
  const registers = withRegisters(state.registers, samples);
  return { first, last, registers, ...withIntervals(state, news.intervals, bounds) };
};

const keptOf = ({ sampledAt, energyWh }: Register): KeptRegister => [sampledAt.getTime(), energyWh];

const isSame = (a: KeptRegister | undefined, b: KeptRegister): boolean =>
  a !== undefined && a[0] === b[0] && a[1] === b[1];

/** From the first register to the last. What lies outside of marked ones was sampled before the begin or after the end. */
const samplesOf = (first: Register, last: Register, registers: readonly KeptRegister[]): readonly KeptRegister[] => {
  const [begin, end] = [keptOf(first), keptOf(last)];
  const within =
    first.boundary || last.boundary
      ? registers.filter(([atMs]) => (!first.boundary || atMs >= begin[0]) && (!last.boundary || atMs <= end[0]))
      : registers;
  const from = isSame(within[0], begin) ? within : [begin, ...within];
  return isSame(from.at(-1), end) ? from : [...from, end];
};

/** What the APIs can tell as a 32 bit integer. No session takes 2 GWh: such a sum is a broken meter's, which its readings show. */
const MAX_ENERGY_WH = 2 ** 31 - 1;

/** As an integer; 0 for -0, which is no number of the APIs. */
const tellable = (energyWh: number): number =>
  Math.min(Math.max(-MAX_ENERGY_WH, Math.round(energyWh)), MAX_ENERGY_WH) + 0;

/** What the station's own registers say, its last less its first, believed or not; null: it told none. */
export const toldBetween = (first: Register | null, last: Register | null): number | null =>
  first === null || last === null ? null : tellable(last.energyWh - first.energyWh);

export type Energy = Steps & { readonly toldWh: number | null };

const ofIntervals = (state: EnergyState, bounds: EnergyBounds): Energy => {
  const believed = deliverable(state, bounds);
  return {
    energyWh: tellable(sumOf(believed) + (state.foldedIntervals?.energyWh ?? 0)),
    toldWh: null,
    fell: false,
    leapt: believed.length < state.intervals.length,
    leaptFromBegin: false,
  };
};

/** Whether no register but that of the begin was told yet, or all are 0: 1.6 has one at begin and end, whatever is metered. */
const saysNothing = (first: Register, last: Register): boolean =>
  first.energyWh === last.energyWh && (first.energyWh === 0 || first.sampledAt.getTime() === last.sampledAt.getTime());

/** Integer Wh, never negative: what the steps of the register add up to; without one that says anything the sum of the intervals. */
export const energyOf = (state: EnergyState, bounds: EnergyBounds): Energy => {
  const { first, last, registers } = state;
  if (first === null || last === null) return ofIntervals(state, bounds);
  const { maxPowerW } = bounds;
  const toldWh = toldBetween(first, last);
  if (state.intervals.length > 0 && saysNothing(first, last)) return { ...ofIntervals(state, bounds), toldWh };
  if (growsSoundly(keptOf(first), registers, keptOf(last), maxPowerW)) {
    return { energyWh: toldWh ?? 0, toldWh, fell: false, leapt: false, leaptFromBegin: false };
  }
  const steps = stepsOf(samplesOf(first, last, registersOf(registers)), maxPowerW);
  return { ...steps, energyWh: Math.max(0, tellable(steps.energyWh)), toldWh };
};

/** The register log of a transaction of which only the first and the last register are known. */
export const registersBetween = (first: Register | null, last: Register | null): Transaction['registers'] =>
  withRegisters(
    NO_REGISTERS,
    [first, last].flatMap((register) => (register === null || register.boundary ? [] : [keptOf(register)])),
  );
