/**
 * Which steps of a meter's register are energy: those that the hardware can have made. A step that nothing can deliver,
 * a register that falls, a single reading that stands out add nothing; where two readings of the same figures are
 * possible, the smaller energy is taken.
 */
import type { KeptRegister, RegisterLog } from './register-log.ts';

/** No charging station gives more: the largest give some 1,400 kW to one vehicle. */
const MAX_POWER_W = 1_500_000;
/** What an EVSE gives above its rating, and how far its meter is off. */
const RATING_MARGIN = 1.25;
/** Stations round instants to the minute, sample late, and set their clocks. */
const TIME_MARGIN_MS = 60_000;
/** Registers that count whole kWh step by one. */
const STEP_MARGIN_WH = 1000;
/** Stations round some of their registers, and others not: less than that is no fall. */
const ROUNDING_WH = 1;
/**
 * The most from a register of 0 to the next reading: no vehicle takes more. Power × time is no bound over the hours that
 * a station was offline, and 0 is what stations tell that cannot read their meter yet; then comes that of a lifetime.
 */
const MAX_AFTER_ZERO_WH = 400_000;
const MS_PER_HOUR = 3_600_000;

/** The most that can flow in a time, with all margins; maxPowerW: the EVSE's rating, or null. Time going back is none. */
export const deliverableWh = (durationMs: number, maxPowerW: number | null): number => {
  if (durationMs < 0) return MAX_AFTER_ZERO_WH;
  const powerW = maxPowerW === null ? MAX_POWER_W : maxPowerW * RATING_MARGIN;
  return (powerW * (durationMs + TIME_MARGIN_MS)) / MS_PER_HOUR + STEP_MARGIN_WH;
};

export type Steps = {
  readonly energyWh: number;
  /** The register lay below an earlier one. */
  readonly fell: boolean;
  /** It rose by more than the hardware can deliver, and did not come back. */
  readonly leapt: boolean;
  /** So it did right after the begin: the register of the begin is not believed. */
  readonly leaptFromBegin: boolean;
};

/** How often as fast as before a register may go on that was reset, and still be the one that was reset. */
const STEADY = 2;

const risesWh = ([, from]: KeptRegister, [, to]: KeptRegister): number => to - from;
const ratePerMs = (from: KeptRegister, to: KeptRegister): number => risesWh(from, to) / Math.max(1000, to[0] - from[0]);

/** What a walk over the samples has counted so far. */
type Walk = {
  /** Counted on registers that were left behind. */
  readonly before: number;
  /** Indexes: where the present count began, the sample before the newest that counts, and that. */
  readonly origin: number;
  readonly previous: number;
  readonly newest: number;
};

type Samples = readonly KeptRegister[];

const at = (samples: Samples, index: number): KeptRegister => samples[index] ?? [0, 0];

/** Whether a register at one time lies below another of an earlier time, by more than rounding. */
export const hasFallen = (fromWh: number, toWh: number): boolean => toWh - fromWh <= -ROUNDING_WH;

/** Whether a register can rise so from one value to the next. */
const canRise = (fromWh: number, toWh: number, durationMs: number, maxPowerW: number | null): boolean => {
  const riseWh = toWh - fromWh;
  if (hasFallen(fromWh, toWh) || riseWh > deliverableWh(durationMs, maxPowerW)) return false;
  return fromWh >= 1 || riseWh <= MAX_AFTER_ZERO_WH;
};

const isDeliverable = (samples: Samples, from: number, to: number, maxPowerW: number | null): boolean => {
  const [fromMs, fromWh] = at(samples, from);
  const [toMs, toWh] = at(samples, to);
  return canRise(fromWh, toWh, toMs - fromMs, maxPowerW);
};

/**
 * Whether a register that fell and grew past where it was has grown so all the way: it was reset, and went on. Else it
 * was another register for a while, or a fault.
 */
const grewSteadily = (samples: Samples, from: number, to: number, maxPowerW: number | null): boolean => {
  if (to - from < 3) return false;
  let fastest = 0;
  for (let index = from + 1; index < to; index += 1) {
    if (!isDeliverable(samples, index - 1, index, maxPowerW)) return false;
    fastest = Math.max(fastest, ratePerMs(at(samples, index - 1), at(samples, index)));
  }
  return ratePerMs(at(samples, to - 1), at(samples, to)) <= STEADY * fastest;
};

/** Where the register is back from a fall or a leap that began at `next`; -1: it is not. */
const returnOf = (samples: Samples, newest: number, next: number, maxPowerW: number | null): number => {
  const leapt = risesWh(at(samples, newest), at(samples, next)) > 0;
  for (let index = next + 1; index < samples.length; index += 1) {
    // What leapt may only be back by falling: over a long time any register could be reached.
    if (leapt && risesWh(at(samples, next), at(samples, index)) >= 0) continue;
    if (!isDeliverable(samples, newest, index, maxPowerW)) continue;
    // The begin's register and the readings' may differ all through; the end's then speaks for the begin's.
    return !leapt && newest > 0 && grewSteadily(samples, next, index, maxPowerW) ? -1 : index;
  }
  return -1;
};

const growsAfter = (samples: Samples, index: number): boolean => {
  const next = samples.findIndex((sample, other) => other > index && sample[1] !== at(samples, index)[1]);
  return next !== -1 && at(samples, next)[1] > at(samples, index)[1];
};

const countedWh = (samples: Samples, { before, origin, newest }: Walk): number =>
  before + risesWh(at(samples, origin), at(samples, newest));

const anew = (samples: Samples, walk: Walk, index: number): Walk => ({
  before: countedWh(samples, walk),
  origin: index,
  previous: index,
  newest: index,
});

/**
 * The register fell to `next` and does not come back: it was reset, or the one before it stood out. A last one of 0 is
 * what stations tell that cannot read their meter any more.
 */
const afterFall = (samples: Samples, walk: Walk, next: number): Walk => {
  const { origin, previous, newest } = walk;
  const leftWh = risesWh(at(samples, origin), at(samples, next));
  if (leftWh < 0 || at(samples, next)[1] < 1) return anew(samples, walk, next);
  const stoodOut = previous > origin && risesWh(at(samples, previous), at(samples, next)) > 0;
  const slightly = leftWh * 2 >= risesWh(at(samples, origin), at(samples, newest));
  if (!stoodOut && !slightly && growsAfter(samples, next)) return anew(samples, walk, next);
  return { ...walk, previous: stoodOut ? previous : origin, newest: next };
};

/** What samples, by time, say of the energy; maxPowerW: the EVSE's rating, or null. */
export const stepsOf = (samples: Samples, maxPowerW: number | null): Steps => {
  let walk: Walk = { before: 0, origin: 0, previous: 0, newest: 0 };
  let fell = false;
  let leapt = false;
  let leaptFromBegin = false;
  for (let next = 1; next < samples.length; next += 1) {
    const { newest } = walk;
    fell ||= hasFallen(at(samples, next - 1)[1], at(samples, next)[1]);
    if (isDeliverable(samples, newest, next, maxPowerW)) {
      walk = { ...walk, previous: newest, newest: next };
      continue;
    }
    const back = returnOf(samples, newest, next, maxPowerW);
    if (back !== -1) {
      fell = true;
      walk = { ...walk, previous: newest, newest: back };
      next = back;
    } else if (risesWh(at(samples, newest), at(samples, next)) < 0) {
      walk = afterFall(samples, walk, next);
    } else {
      leapt = true;
      leaptFromBegin ||= walk.origin === 0 && countedWh(samples, walk) === 0;
      walk = anew(samples, walk, next);
    }
  }
  return { energyWh: countedWh(samples, walk), fell, leapt, leaptFromBegin };
};

/**
 * Whether a register only grew, as it can, from the first sample over those between, as far as they lie there, to the
 * last. Nearly every meter's does, and is looked at with each message.
 */
export const growsSoundly = (
  first: KeptRegister,
  { fromMs, samples }: RegisterLog,
  last: KeptRegister,
  maxPowerW: number | null,
): boolean => {
  let [beforeMs, beforeWh] = first;
  for (let index = 0; index < samples.length; index += 2) {
    const atMs = fromMs + (samples[index] ?? 0);
    if (atMs < first[0] || atMs > last[0]) continue;
    const energyWh = samples[index + 1] ?? 0;
    if (!canRise(beforeWh, energyWh, atMs - beforeMs, maxPowerW)) return false;
    [beforeMs, beforeWh] = [atMs, energyWh];
  }
  return canRise(beforeWh, last[1], last[0] - beforeMs, maxPowerW);
};
