/** For transforms of single sampled values, wherever a message of any version holds them. */
import type { JsonObject, JsonValue } from '../../../domain/json.ts';
import { objectOf } from '../../payload.ts';

/** MeterValues and TransactionEvent; StopTransaction of 1.6. */
const LISTS = ['meterValue', 'transactionData'];

const mapped = (value: JsonValue | undefined, change: (item: JsonObject) => JsonObject): JsonValue =>
  Array.isArray(value) ? value.map((item) => change(objectOf(item))) : (value ?? null);

/** The payload with each of its sampled values changed. */
export const withSampledValues = (payload: JsonObject, change: (sample: JsonObject) => JsonObject): JsonObject => {
  const lists = LISTS.filter((name) => Array.isArray(payload[name]));
  if (lists.length === 0) return payload;
  const changed = lists.map((name) => [
    name,
    mapped(payload[name], (reading) => ({ ...reading, sampledValue: mapped(reading.sampledValue, change) })),
  ]);
  return { ...payload, ...Object.fromEntries(changed) };
};
