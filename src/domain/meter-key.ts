import { hash } from 'node:crypto';
import type { JsonValue } from './json.ts';
import type { MeterReading, SampledValue } from './meter.ts';

/** Between fields: stations do not write control characters. */
const NEXT = '\u001f';

const jsonText = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

const valueKey = ({ measurand, context, phase, location, unit, value, raw, signedData }: SampledValue): string =>
  `${measurand}${NEXT}${context}${NEXT}${phase}${NEXT}${location}${NEXT}${unit}${NEXT}${value}${NEXT}${jsonText(raw)}${NEXT}${jsonText(signedData)}`;

/** Key of a reading: the same for the same instant and values, in whatever order they are told. 132 bits as base64url. */
export const readingKey = ({ sampledAt, values }: MeterReading): string =>
  hash('sha256', `${sampledAt.getTime()}\n${values.map(valueKey).sort().join('\n')}`, 'base64url').slice(0, 22);
