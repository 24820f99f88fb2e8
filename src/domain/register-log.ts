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

const logOf = (slotBits: number, registers: readonly KeptRegister[]): RegisterLog => {
  const fromMs = registers[0]?.[0] ?? 0;
  const samples: number[] = [];
  for (const [atMs, energyWh] of registers) samples.push(atMs - fromMs, energyWh);
  return { slotBits, fromMs, samples };
};

const compare = (a: KeptRegister, b: KeptRegister): number => a[0] - b[0] || a[1] - b[1];

const slotsHeld = (registers: readonly KeptRegister[], slotBits: number): number => {
  const widthMs = 2 ** slotBits;
  let held = 0;
  let slot = Number.NaN;
  for (const [atMs] of registers) {
    const own = Math.floor(atMs / widthMs);
    if (own === slot) continue;
    slot = own;
    held += 1;
  }
  return held;
};

/** The first two and the last two are kept beside what slots keep: steps at the begin and at the end are judged exactly. */
const chosen = (registers: readonly KeptRegister[], slotBits: number): readonly KeptRegister[] => {
  if (slotBits === 0) return registers;
  const widthMs = 2 ** slotBits;
  const kept: KeptRegister[] = [];
  let begin = 0;
  while (begin < registers.length) {
    const slot = Math.floor((registers[begin]?.[0] ?? 0) / widthMs);
    let end = begin;
    let lowest = begin;
    let highest = begin;
    for (; end < registers.length; end += 1) {
      const [atMs, energyWh] = registers[end] ?? [0, 0];
      if (Math.floor(atMs / widthMs) !== slot) break;
      if (energyWh < (registers[lowest]?.[1] ?? 0)) lowest = end;
      if (energyWh > (registers[highest]?.[1] ?? 0)) highest = end;
    }
    for (let index = begin; index < end; index += 1) {
      const register = registers[index];
      const isEdge = index === begin || index === end - 1 || index < 2 || index >= registers.length - 2;
      if (register !== undefined && (isEdge || index === lowest || index === highest)) kept.push(register);
    }
    begin = end;
  }
  return kept;
};

/** Most come one at a time and later than all before; null: this one does not, or there is no room for it. */
const appended = ({ slotBits, fromMs, samples }: RegisterLog, found: readonly KeptRegister[]): RegisterLog | null => {
  const [only] = found;
  if (only === undefined || found.length > 1 || slotBits > 0 || samples.length >= SLOTS * 2) return null;
  const [atMs, energyWh] = only;
  if (samples.length === 0) return { slotBits, fromMs: atMs, samples: [0, energyWh] };
  const afterMs = atMs - fromMs;
  return afterMs > (samples.at(-2) ?? 0) ? { slotBits, fromMs, samples: [...samples, afterMs, energyWh] } : null;
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
  let { slotBits } = log;
  if (all.length > SLOTS) while (slotsHeld(all, slotBits) > SLOTS) slotBits += 1;
  return logOf(slotBits, chosen(all, slotBits));
};
