import type { JsonObject } from '../../../domain/json.ts';
import { objectOf, textOf } from '../../payload.ts';
import type { Transform } from '../quirk.ts';
import { withSampledValues } from './sampled-values.ts';

/** OCMF's unit of a reading (RU), in the signed text. */
const UNIT = /"RU"\s*:\s*"(k?Wh)"/;

/** Signed texts are a few hundred bytes. */
const MOST_CHARACTERS = 20_000;

const signedUnit = (sample: JsonObject): string | null => {
  const signed = textOf(objectOf(sample.signedMeterValue).signedMeterData);
  if (signed === null || signed.length > MOST_CHARACTERS) return null;
  return UNIT.exec(Buffer.from(signed, 'base64').toString('latin1'))?.[1] ?? null;
};

/** 2.x: the number beside an OCMF text is the one in it, in OCMF's unit, which the message does not repeat. */
export const signedValueInOwnUnit: Transform = (_action, payload) =>
  withSampledValues(payload, (sample) => {
    const unit = sample.unitOfMeasure === undefined ? signedUnit(sample) : null;
    return unit === null ? sample : { ...sample, unitOfMeasure: { unit } };
  });
