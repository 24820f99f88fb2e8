/** What readings say of energy, power and state of charge. */
import type { MeterReading, SampledValue } from './meter.ts';

/** An energy register as one reading shows it. */
export type RegisterSample = {
  readonly energyWh: number;
  readonly sampledAt: Date;
  readonly begin: boolean;
  readonly end: boolean;
};

/** A quantity at an instant. */
export type Sample = { readonly value: number; readonly sampledAt: Date };

export type MeteringNews = {
  readonly registers: readonly RegisterSample[];
  /** Some register was below zero; such a one is not in `registers`. */
  readonly negative: boolean;
  /** Some energy or power had a unit that is not known, or is none of energy or power; such a value counts nowhere. */
  readonly unitUnknown: boolean;
  /** Energy.Active.Import.Interval, in Wh. */
  readonly intervals: readonly Sample[];
  readonly power: readonly Sample[];
  readonly stateOfCharge: readonly Sample[];
};

type Numbered = SampledValue & { readonly value: number };

const NONE: readonly never[] = [];

const REGISTER = 'Energy.Active.Import.Register';
const INTERVAL = 'Energy.Active.Import.Interval';
const POWER = 'Power.Active.Import';

/** By which units a measurand is understood. Stations that name one unit for all say Wh of power, too. */
const UNITS: ReadonlyMap<string, readonly (string | null)[]> = new Map([
  [REGISTER, ['Wh']],
  [INTERVAL, ['Wh']],
  [POWER, ['W', 'Wh', null]],
]);

const hasUnit = ({ measurand, unit }: SampledValue): boolean => UNITS.get(measurand)?.includes(unit) ?? true;

/** Where it is measured, best first: what leaves the outlet is what the driver pays. OCPP's default is Outlet. */
const LOCATIONS = ['Outlet', 'Cable', 'EV', 'Body', 'Upstream', 'Inlet'];
const locationRank = (value: SampledValue): number => {
  const rank = LOCATIONS.indexOf(value.location ?? 'Outlet');
  return rank === -1 ? LOCATIONS.length : rank;
};

const bestLocation = (values: readonly Numbered[]): readonly Numbered[] => {
  if (values.length < 2) return values;
  const best = Math.min(...values.map(locationRank));
  return values.filter((value) => locationRank(value) === best);
};

/** Phases that add up to the whole, each family for itself. */
const PHASE_FAMILIES = [
  ['L1', 'L2', 'L3'],
  ['L1-N', 'L2-N', 'L3-N'],
];

/** The values that make up the whole: the total, or else its phases; empty when neither is there. */
const partsOf = (values: readonly Numbered[]): readonly Numbered[] => {
  if (values.length === 0) return NONE;
  const here = bestLocation(values);
  const total = here.find((value) => value.phase === null);
  if (total !== undefined) return [total];
  const families = PHASE_FAMILIES.map((family) =>
    family.flatMap((phase) => here.find((value) => value.phase === phase) ?? []),
  );
  return families.find((found) => found.length > 0) ?? [];
};

const sumOf = (parts: readonly Numbered[]): number => parts.reduce((sum, value) => sum + value.value, 0);

const isNumbered = (value: SampledValue): value is Numbered => value.value !== null && Number.isFinite(value.value);

const numbersOf = (reading: MeterReading, measurand: string): readonly Numbered[] => {
  // Most messages say nothing of most measurands, and each is looked for in every message.
  let found: Numbered[] | null = null;
  for (const value of reading.values) {
    if (value.measurand !== measurand || !isNumbered(value) || !hasUnit(value)) continue;
    found ??= [];
    found.push(value);
  }
  return found ?? NONE;
};

type Registers = { readonly registers: readonly RegisterSample[]; readonly negative: boolean };

const NO_REGISTERS: Registers = { registers: NONE, negative: false };

/** Registers are kept to the mWh: the dust of binary fractions is none of the meter's. */
const toMilli = (energyWh: number): number =>
  energyWh < Number.MAX_SAFE_INTEGER / 1000 ? Math.round(energyWh * 1000) / 1000 : energyWh;

const groupsOf = (values: readonly Numbered[]): readonly (readonly [string, readonly Numbered[]])[] => [
  ...Map.groupBy(values, ({ context }) => context),
];

/** One reading can hold the register at the begin, at the end and between: each context speaks for itself. */
const registersOf = (reading: MeterReading): Registers => {
  const values = numbersOf(reading, REGISTER);
  if (values.length === 0) return NO_REGISTERS;
  const byContext = values.length === 1 ? values.map((value) => [value.context, values] as const) : groupsOf(values);
  const registers = byContext.flatMap(([context, group]) => {
    const parts = partsOf(group);
    if (parts.length === 0 || parts.some((part) => part.value < 0)) return [];
    return [
      {
        energyWh: toMilli(sumOf(parts)),
        sampledAt: reading.sampledAt,
        begin: context === 'Transaction.Begin',
        end: context === 'Transaction.End',
      },
    ];
  });
  return { registers, negative: values.some((value) => value.value < 0) };
};

const sampleOf = (reading: MeterReading, measurand: string): readonly Sample[] => {
  const parts = partsOf(numbersOf(reading, measurand));
  return parts.length === 0 ? NONE : [{ value: sumOf(parts), sampledAt: reading.sampledAt }];
};

/** What no readings at all say. */
export const NO_NEWS: MeteringNews = {
  registers: NONE,
  negative: false,
  unitUnknown: false,
  intervals: NONE,
  power: NONE,
  stateOfCharge: NONE,
};

/**
 * Reads what counts out of readings; everything else in them is kept raw and says nothing here.
 *
 * Units are Wh, W and per cent already, as far as they were understood. A total wins over phases, L1 + L2 + L3 stand for a missing total, and the outlet
 * wins over the inlet. A register that is negative, or has a negative phase, is told of and not counted; so is a value in
 * a unit that makes no sense.
 */
export const meteringNews = (readings: readonly MeterReading[]): MeteringNews => {
  if (readings.length === 0) return NO_NEWS;
  const found = readings.map(registersOf);
  return {
    registers: found.flatMap((one) => one.registers),
    negative: found.some((one) => one.negative),
    unitUnknown: readings.some(({ values }) => values.some((value) => !hasUnit(value))),
    intervals: readings.flatMap((reading) => sampleOf(reading, INTERVAL)).filter((sample) => sample.value >= 0),
    power: readings.flatMap((reading) => sampleOf(reading, POWER)),
    stateOfCharge: readings.flatMap((reading) => sampleOf(reading, 'SoC')),
  };
};
