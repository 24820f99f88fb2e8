/** What the versions share in reading values of a station's configuration. */
import { integerOf, numberOf } from './payload.ts';

/** `true`, `True`, `1`, `yes`; null: it says neither. */
export const flagOf = (value: string | null): boolean | null => {
  const plain = value?.trim().toLowerCase() ?? '';
  if (['true', '1', 'yes', 'on'].includes(plain)) return true;
  return ['false', '0', 'no', 'off'].includes(plain) ? false : null;
};

/** OCPP's integers, and those of the APIs. */
const MAX_INT_32 = 2 ** 31 - 1;

/** A whole number of at least 0. */
export const countOf = (value: string | null): number | null => {
  const count = integerOf(value);
  return count !== null && count >= 0 && count <= MAX_INT_32 ? count : null;
};

/** More connectors than a station is shown with: a limit is not shared out to what cannot be. */
const MOST_CONNECTORS = 256;

export const connectorsOf = (value: string | null): number | null => {
  const count = countOf(value);
  return count !== null && count > 0 && count <= MOST_CONNECTORS ? count : null;
};

/** No mains has less, none of low voltage more; a power is divided by it. */
const [LEAST_V, MOST_V] = [50, 1500];

export const voltageOf = (value: string | null): number | null => {
  const number = numberOf(value);
  return number !== null && number >= LEAST_V && number <= MOST_V ? number : null;
};

/** The words of a list with commas, in lower case. */
export const wordsOf = (value: string | null): readonly string[] =>
  (value ?? '')
    .toLowerCase()
    .split(/[,;|]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** Spellings of names differ in case and in separators. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
