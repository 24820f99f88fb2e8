import { hash } from 'node:crypto';
import type { MeterReading, SampledValue } from './meter.ts';

const valueKey = (value: SampledValue): string =>
  JSON.stringify([
    value.measurand,
    value.context,
    value.phase,
    value.location,
    value.unit,
    value.value,
    value.raw,
    value.signedData,
  ]);

/** Key of a reading: the same for the same instant and values, in whatever order they are told. 32 hex characters. */
export const readingKey = (reading: MeterReading): string =>
  hash('sha256', JSON.stringify([reading.sampledAt.getTime(), reading.values.map(valueKey).sort()]), 'hex').slice(
    0,
    32,
  );
