/** camelCase to snake_case, for names that are ours. */
import type { JsonObject, JsonValue } from '../domain/json.ts';

/** `stackLevel` is `stack_level`, `limitW` is `limit_w`. */
export const snakeCase = (name: string): string =>
  name.replace(/[a-z0-9][A-Z]/g, ([before, letter]) => `${before}_${letter?.toLowerCase()}`);

/** All keys, in depth; other values stay. Only for what holds no key but names of ours. */
export const snakeCaseValue = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(snakeCaseValue);
  return typeof value === 'object' && value !== null ? snakeCaseKeys(value as JsonObject) : value;
};

export const snakeCaseKeys = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [snakeCase(name), snakeCaseValue(value)]));
