import type { JsonObject } from '../../../domain/json.ts';
import { numberOf, textOf } from '../../payload.ts';
import type { Transform } from '../quirk.ts';
import { withSampledValues } from './sampled-values.ts';

const isRegister = ({ measurand }: JsonObject): boolean =>
  (textOf(measurand) ?? 'Energy.Active.Import.Register').startsWith('Energy.Active.Import');

const inWh = (payload: JsonObject, field: string): JsonObject => {
  const value = numberOf(payload[field]);
  return value === null ? payload : { ...payload, [field]: Math.round(value * 1000) };
};

/** 1.6: energy is told in kWh, and called Wh: in sampled values, meterStart and meterStop. */
export const registerInKwh: Transform = (action, payload) => {
  const sampled = withSampledValues(payload, (sample) =>
    isRegister(sample) && (textOf(sample.unit) ?? 'Wh') === 'Wh' ? { ...sample, unit: 'kWh' } : sample,
  );
  if (action === 'StartTransaction') return inWh(sampled, 'meterStart');
  return action === 'StopTransaction' ? inWh(sampled, 'meterStop') : sampled;
};
