/** Keeps the values of a label few: what a stranger sends must not grow the memory of the gateway or of Prometheus. */
import { OCPP_ACTIONS } from './ocpp-actions.ts';

export const UNKNOWN = 'unknown';

/** Labels whose values are known beforehand. */
const KNOWN_VALUES: Readonly<Record<string, ReadonlySet<string>>> = {
  action: OCPP_ACTIONS,
  method: new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']),
};

/** Over all other labels: how many values of one label of one metric are told apart. */
const MOST_VALUES = 300;
const LONGEST_VALUE = 100;

/** Answers the value to count under: itself, or `unknown` when it is unknown or one too many. */
export const createLabelValues = (): ((metric: string, label: string, value: string) => string) => {
  const seen = new Map<string, Set<string>>();
  return (metric, label, value) => {
    const known = KNOWN_VALUES[label];
    if (known !== undefined) return known.has(value) ? value : UNKNOWN;
    const key = `${metric}/${label}`;
    const values = seen.get(key) ?? new Set<string>();
    seen.set(key, values);
    if (values.has(value)) return value;
    if (values.size >= MOST_VALUES || value.length > LONGEST_VALUE) return UNKNOWN;
    values.add(value);
    return value;
  };
};
