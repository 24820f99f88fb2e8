/** How a transaction's energy grows from readings: each step is a join, so order and repetition make no difference. */
import type { RegisterSample, Sample } from './metering.ts';
import type { EnergyInterval, Register, Transaction } from './session.ts';

export type EnergyState = Pick<Transaction, 'first' | 'last' | 'intervals' | 'foldedIntervals'>;

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

const fold = (intervals: readonly EnergyInterval[], folded: EnergyInterval | null) => {
  const surplus = intervals.slice(0, Math.max(0, intervals.length - INTERVALS_KEPT));
  const newest = surplus.at(-1);
  if (newest === undefined) return { intervals, foldedIntervals: folded };
  const sum = surplus.reduce((total, interval) => total + interval.energyWh, folded?.energyWh ?? 0);
  return {
    intervals: intervals.slice(surplus.length),
    foldedIntervals: { energyWh: sum, sampledAt: newest.sampledAt },
  };
};

/** One interval for each instant, the higher where two differ; what was folded already is not counted again. */
const withIntervals = (
  state: EnergyState,
  found: readonly Sample[],
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
  return fold(sorted, state.foldedIntervals);
};

/** Whether a register contradicts one of the two that are kept: later and lower, or earlier and higher. */
const contradicts = (known: Register | null, found: RegisterSample): boolean => {
  if (known === null) return false;
  const apartMs = found.sampledAt.getTime() - known.sampledAt.getTime();
  return apartMs > 0 ? found.energyWh < known.energyWh : apartMs < 0 && found.energyWh > known.energyWh;
};

/**
 * The state with what readings say of energy.
 *
 * jumpedBack: a register lay below an earlier one, as far as the two kept ones can tell. Registers that only grow never
 * raise it, in whatever order they come.
 */
export const withEnergy = (
  state: EnergyState,
  news: { readonly registers: readonly RegisterSample[]; readonly intervals: readonly Sample[] },
): { readonly state: EnergyState; readonly jumpedBack: boolean } => {
  let { first, last } = state;
  let jumpedBack = false;
  for (const { energyWh, sampledAt, begin, end } of news.registers) {
    const sample = { energyWh, sampledAt, begin, end };
    jumpedBack ||= contradicts(first, sample) || contradicts(last, sample);
    first = earlier(first, { energyWh, sampledAt, boundary: begin });
    last = later(last, { energyWh, sampledAt, boundary: end });
  }
  return { state: { first, last, ...withIntervals(state, news.intervals) }, jumpedBack };
};

/** What the APIs can tell as a 32 bit integer. No session takes 2 GWh: such a sum is a broken meter's, which its readings show. */
const MAX_ENERGY_WH = 2 ** 31 - 1;

const energySum = (state: EnergyState): number => {
  if (state.first !== null && state.last !== null) return state.last.energyWh - state.first.energyWh;
  const kept = state.intervals.reduce((sum, interval) => sum + interval.energyWh, 0);
  return Math.round(kept + (state.foldedIntervals?.energyWh ?? 0));
};

/** Integer Wh, never negative: last register minus first; without any register the sum of the intervals. */
export const energyOf = (state: EnergyState): number => Math.min(Math.max(0, energySum(state)), MAX_ENERGY_WH);
