/**
 * The register samples of a transaction that are kept to judge its energy by: all of a short one's, a bounded choice of
 * a long one's.
 *
 * What is kept is a function of the set of samples alone, whatever the order in which they came and however often: time
 * is cut into slots of 2^slotBits ms, and a slot keeps its earliest, latest, lowest and highest sample. The slots are as
 * narrow as lets no more than SLOTS of them hold samples, so they only ever grow wider, and wider slots choose from what
 * narrower ones kept what they would have chosen from all.
 */

/** An energy register at an instant, in short. */
export type KeptRegister = readonly [atMs: number, energyWh: number];

/** Written with each message of a session, so small numbers in one flat list. */
export type RegisterLog = {
  readonly slotBits: number;
  /** Instant of the earliest; 0 while there is none. */
  readonly fromMs: number;
  /** Distinct pairs of ms after `fromMs` and Wh: by time, those of one instant by energy. */
  readonly samples: readonly number[];
};

/** One or two samples of each are kept of a sound meter: a few hundred bytes in a session's document. */
const SLOTS = 16;

export const NO_REGISTERS: RegisterLog = { slotBits: 0, fromMs: 0, samples: [] };

export const registersOf = ({ fromMs, samples }: RegisterLog): readonly KeptRegister[] =>
  Array.from({ length: samples.length / 2 }, (_, index) => [
    fromMs + (samples[index * 2] ?? 0),
    samples[index * 2 + 1] ?? 0,
  ]);

const compare = (a: KeptRegister, b: KeptRegister): number => a[0] - b[0] || a[1] - b[1];

const slotsHeld = ({ slotBits, fromMs, samples }: RegisterLog): number => {
  const widthMs = 2 ** slotBits;
  let held = 0;
  let slot = Number.NaN;
  for (let index = 0; index < samples.length; index += 2) {
    const own = Math.floor((fromMs + (samples[index] ?? 0)) / widthMs);
    if (own === slot) continue;
    slot = own;
    held += 1;
  }
  return held;
};

/**
 * Adds to `kept` what is kept of the samples from one place in the list on.
 *
 * The first two and the last two of all are kept beside what slots keep: steps at the begin and at the end are judged
 * exactly.
 */
const keepFrom = (start: number, { slotBits, fromMs, samples }: RegisterLog, kept: number[]): void => {
  const widthMs = 2 ** slotBits;
  const { length } = samples;
  const msOf = (index: number): number => samples[index] ?? 0;
  const whOf = (index: number): number => samples[index + 1] ?? 0;
  let begin = start;
  while (begin < length) {
    const endMs = (Math.floor((fromMs + msOf(begin)) / widthMs) + 1) * widthMs - fromMs;
    let end = begin;
    let lowest = begin;
    let highest = begin;
    for (; end < length && msOf(end) < endMs; end += 2) {
      if (whOf(end) < whOf(lowest)) lowest = end;
      if (whOf(end) > whOf(highest)) highest = end;
    }
    for (let index = begin; index < end; index += 2) {
      const isEdge = index === begin || index === end - 2 || index < 4 || index >= length - 4;
      if (isEdge || index === lowest || index === highest) kept.push(msOf(index), whOf(index));
    }
    begin = end;
  }
};

const chosen = (log: RegisterLog): RegisterLog => {
  if (log.slotBits === 0) return log;
  const samples: number[] = [];
  keepFrom(0, log, samples);
  return { ...log, samples };
};

/** Most come one at a time and later than all before, in the newest slot or while there is room; null: this one does not. */
const appended = (log: RegisterLog, found: readonly KeptRegister[]): RegisterLog | null => {
  const { slotBits, fromMs, samples } = log;
  const [only] = found;
  if (only === undefined || found.length > 1) return null;
  const [atMs, energyWh] = only;
  if (samples.length === 0) return { slotBits, fromMs: atMs, samples: [0, energyWh] };
  const afterMs = atMs - fromMs;
  if (afterMs <= (samples.at(-2) ?? 0)) return null;
  const all = { slotBits, fromMs, samples: [...samples, afterMs, energyWh] };
  if (slotBits === 0) return samples.length < SLOTS * 2 ? all : null;
  const widthMs = 2 ** slotBits;
  const slotMs = Math.floor(atMs / widthMs) * widthMs - fromMs;
  let begin = samples.length;
  while (begin > 0 && (samples[begin - 2] ?? 0) >= slotMs) begin -= 2;
  if (begin === samples.length) return null;
  const kept = samples.slice(0, begin);
  keepFrom(begin, all, kept);
  return { slotBits, fromMs, samples: kept };
};

/** The log with more samples; the same one when none is new to it. */
export const withRegisters = (log: RegisterLog, found: readonly KeptRegister[]): RegisterLog => {
  if (found.length === 0) return log;
  const simple = appended(log, found);
  if (simple !== null) return simple;
  const all = [...registersOf(log), ...found]
    .sort(compare)
    .filter((register, index, sorted) => index === 0 || compare(sorted[index - 1] ?? register, register) !== 0);
  if (all.length * 2 === log.samples.length) return log;
  const fromMs = all[0]?.[0] ?? 0;
  let joined = {
    slotBits: log.slotBits,
    fromMs,
    samples: all.flatMap(([atMs, energyWh]) => [atMs - fromMs, energyWh]),
  };
  while (slotsHeld(joined) > SLOTS) joined = { ...joined, slotBits: joined.slotBits + 1 };
  return chosen(joined);
};
