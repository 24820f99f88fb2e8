/** What we were told, as it is kept in an event for an operator. */
import type { JsonObject, JsonValue } from '../../domain/json.ts';

const jsonValue = (value: unknown): JsonValue => {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map(jsonValue);
  if (typeof value === 'object') return jsonObject(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' || typeof value === 'boolean' ? value : String(value);
};

/** An object as JSON has it: instants as RFC 3339, what JSON cannot say as null. */
export const jsonObject = (value: object): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([key, member]) => [key, jsonValue(member)]));
