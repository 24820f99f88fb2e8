/** What the versions share in reading meters: units are made base units, everything else is kept as said. */
import type { MeterReading, SampledValue } from '../domain/meter.ts';

export const ENERGY_REGISTER = 'Energy.Active.Import.Register';
export const DEFAULT_CONTEXT = 'Sample.Periodic';

type BaseUnit = { readonly unit: string; readonly factor: number };

/** By the unit's name in lower case and without spaces and signs; stations write it in any way. */
const BASE_UNITS: Readonly<Record<string, BaseUnit>> = {
  wh: { unit: 'Wh', factor: 1 },
  kwh: { unit: 'Wh', factor: 1000 },
  mwh: { unit: 'Wh', factor: 1e6 },
  varh: { unit: 'varh', factor: 1 },
  kvarh: { unit: 'varh', factor: 1000 },
  vah: { unit: 'VAh', factor: 1 },
  kvah: { unit: 'VAh', factor: 1000 },
  w: { unit: 'W', factor: 1 },
  kw: { unit: 'W', factor: 1000 },
  mw: { unit: 'W', factor: 1e6 },
  va: { unit: 'VA', factor: 1 },
  kva: { unit: 'VA', factor: 1000 },
  var: { unit: 'var', factor: 1 },
  kvar: { unit: 'var', factor: 1000 },
  a: { unit: 'A', factor: 1 },
  v: { unit: 'V', factor: 1 },
  percent: { unit: 'Percent', factor: 1 },
  '%': { unit: 'Percent', factor: 1 },
  // OCPP 1.6 first spelt it so; its JSON schema allows both.
  celcius: { unit: 'Celsius', factor: 1 },
  celsius: { unit: 'Celsius', factor: 1 },
};

/** The unit of a value that names none: Wh for energy (SampledValue of 1.6, UnitOfMeasureType of 2.x), else not known. */
const defaultUnit = (measurand: string): string | null => (measurand.startsWith('Energy.') ? 'Wh' : null);

/**
 * Binary fractions leave dust behind a product, such as 0.07 × 1000; 15 digits are what a double holds for sure.
 * null: beyond what a number can be, as a multiplier of 400 makes it.
 */
const withoutDust = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(15)) : null);

const named = (told: string): BaseUnit | undefined => {
  const name = told.toLowerCase();
  // A milli is no mega, and "mwh" may be either.
  return Object.hasOwn(BASE_UNITS, name) && !told.startsWith('m') ? BASE_UNITS[name] : undefined;
};

/** Also of "kWh ", "k Wh", "kW.h". */
const baseUnit = (told: string): BaseUnit | undefined => named(told) ?? named(told.replace(/[\s.·*-]/g, ''));

/** A value in its base unit; a unit we do not know is left alone with its value. */
export const normalise = (
  value: number | null,
  unit: string | null,
  measurand: string,
): { readonly value: number | null; readonly unit: string | null } => {
  const told = unit ?? defaultUnit(measurand);
  if (told === null) return { value, unit: null };
  const base = baseUnit(told);
  if (base === undefined) return { value, unit: told };
  if (value === null || base.factor === 1) return { value, unit: base.unit };
  return { value: withoutDust(value * base.factor), unit: base.unit };
};

/** value × 10^multiplier (OCPP 2.x UnitOfMeasureType). */
export const scaled = (value: number | null, multiplier: number): number | null =>
  value === null || multiplier === 0 ? value : withoutDust(value * 10 ** multiplier);

/** The energy register of the meter in Wh, as StartTransaction and StopTransaction of 1.6 tell it. */
export const registerReading = (
  meterWh: number,
  sampledAt: Date,
  context: 'Transaction.Begin' | 'Transaction.End',
): MeterReading => {
  const value: SampledValue = {
    value: meterWh,
    raw: meterWh,
    measurand: ENERGY_REGISTER,
    unit: 'Wh',
    context,
    phase: null,
    location: null,
    signedData: null,
  };
  return { sampledAt, values: [value] };
};
