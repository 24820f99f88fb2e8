/** MeterValue of 2.x: values are numbers with unit and multiplier; signed data comes beside them. */
import type { JsonObject } from '../../domain/json.ts';
import type { MeterReading, SampledValue } from '../../domain/meter.ts';
import { DEFAULT_CONTEXT, ENERGY_REGISTER, normalise, scaled } from '../metering.ts';
import { integerOf, jsonOf, listOf, numberOf, objectOf, textOf } from '../payload.ts';
import { readingTime, type TimeContext } from '../timestamp.ts';

/** OCPP 2.0.1 part 2, SampledValueType: defaults are Energy.Active.Import.Register and Sample.Periodic. */
const sampledValue = (sample: JsonObject): SampledValue => {
  const measurand = textOf(sample.measurand) ?? ENERGY_REGISTER;
  const unitOfMeasure = objectOf(sample.unitOfMeasure);
  const told = scaled(numberOf(sample.value), integerOf(unitOfMeasure.multiplier) ?? 0);
  const { value, unit } = normalise(told, textOf(unitOfMeasure.unit), measurand);
  return {
    value,
    raw: jsonOf(sample.value),
    measurand,
    unit,
    context: textOf(sample.context) ?? DEFAULT_CONTEXT,
    phase: textOf(sample.phase),
    location: textOf(sample.location),
    signedData: jsonOf(sample.signedMeterValue),
  };
};

/**
 * unreadAt stands in for an instant that cannot be read or meant: the message's own, or the time of receipt.
 * context: whom to tell of such a one; absent: nobody, and whatever can be read is taken.
 */
export const readingsOf = (meterValues: unknown, unreadAt: Date, context?: TimeContext): readonly MeterReading[] =>
  listOf(meterValues)
    .map(objectOf)
    .map((meterValue) => ({
      sampledAt: readingTime(meterValue.timestamp, context) ?? unreadAt,
      values: listOf(meterValue.sampledValue).map((sample) => sampledValue(objectOf(sample))),
    }))
    .filter((reading) => reading.values.length > 0);
