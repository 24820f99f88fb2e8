/** MeterValue of 1.6: values are texts, each with its own unit. */
import type { JsonObject } from '../../domain/json.ts';
import type { MeterReading, SampledValue } from '../../domain/meter.ts';
import { DEFAULT_CONTEXT, ENERGY_REGISTER, normalise } from '../metering.ts';
import { jsonOf, listOf, numberOf, objectOf, textOf } from '../payload.ts';
import { readingTime, type TimeContext } from '../timestamp.ts';

/** OCPP 1.6 SampledValue: defaults are Energy.Active.Import.Register, Sample.Periodic, Raw. */
const sampledValue = (sample: JsonObject): SampledValue => {
  const measurand = textOf(sample.measurand) ?? ENERGY_REGISTER;
  const signed = sample.format === 'SignedData';
  const { value, unit } = normalise(signed ? null : numberOf(sample.value), textOf(sample.unit), measurand);
  return {
    value,
    raw: jsonOf(sample.value),
    measurand,
    unit,
    context: textOf(sample.context) ?? DEFAULT_CONTEXT,
    phase: textOf(sample.phase),
    location: textOf(sample.location),
    signedData: signed ? jsonOf(sample.value) : null,
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
      // One value without its list is a known slip of the early JSON stations.
      values: (Array.isArray(meterValue.sampledValue) ? meterValue.sampledValue : [meterValue.sampledValue])
        .filter((sample) => sample !== undefined)
        .map((sample) => sampledValue(objectOf(sample))),
    }))
    .filter((reading) => reading.values.length > 0);
