import type { JsonValue } from './json.ts';
import type { MeterReading, SampledValue } from './meter.ts';

/** Between fields: stations do not write control characters. */
const NEXT = '\u001f';

const jsonText = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

const valueKey = ({ measurand, context, phase, location, unit, value, raw, signedData }: SampledValue): string =>
  `${measurand}${NEXT}${context}${NEXT}${phase}${NEXT}${location}${NEXT}${unit}${NEXT}${value}${NEXT}${jsonText(raw)}${NEXT}${jsonText(signedData)}`;

const hex = (half: number): string => (half >>> 0).toString(16).padStart(8, '0');

/** FNV-1a, twice, from two beginnings: 64 bits tell what one meter says in one millisecond well enough apart. */
const hashOf = (text: string): string => {
  let one = 0x811c9dc5;
  let other = 0x1b873593;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit, 0x85ebca6b);
    other ^= other >>> 15;
  }
  return hex(one) + hex(other);
};

/**
 * Key of a reading among those of the same session and instant: the same for the same values, in whatever order they are
 * told. 16 hex characters.
 */
export const readingKey = ({ sampledAt, values }: MeterReading): string =>
  hashOf(`${sampledAt.getTime()}\n${values.map(valueKey).sort().join('\n')}`);
