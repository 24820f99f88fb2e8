/**
 * Reads single properties of a payload. Handlers read with these instead of trusting the declared types: what is
 * unfit counts as absent, for at the level `off` a payload comes to them as it is, and at `lenient` words that no
 * enumeration has.
 */
import type { JsonObject, JsonValue } from '../domain/json.ts';

/** The text without spaces around it; numbers are written out, as some stations send ids so. null: absent, empty or something else. */
export const textOf = (value: unknown): string | null => {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text;
};

/** A finite number, also when written as text. */
export const numberOf = (value: unknown): number | null => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(value)) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
};

export const integerOf = (value: unknown): number | null => {
  const number = numberOf(value);
  return number !== null && Number.isSafeInteger(number) ? number : null;
};

/** Of OCPP's integers, and of what the APIs tell as integers. */
const MAX_INT_32 = 2 ** 31 - 1;

/** A number above 0: 0 stands for the station as a whole where EVSEs and connectors are counted. */
export const positiveOf = (value: unknown): number | null => {
  const number = integerOf(value);
  return number !== null && number > 0 && number <= MAX_INT_32 ? number : null;
};

export const objectOf = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A value that came out of JSON, as what it is; null for absent. */
export const jsonOf = (value: unknown): JsonValue => (value === undefined ? null : (value as JsonValue));

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
