/** Whether a message is taken at a level of validation, and as what. */
import type { JsonObject } from '../../domain/json.ts';
import type { ValidationLevel } from '../../domain/validation-level.ts';
import type { OcppProtocol, StationProduct } from '../protocol.ts';
import { correctPayload, QUIRKS } from '../quirks.ts';
import { type ReadPayload, readPayload, rulesOfRequest } from './validation.ts';

export type Asked = {
  readonly validation: ValidationLevel;
  readonly product: StationProduct | null;
  readonly action: string;
  /** As it came. */
  readonly payload: JsonObject;
};

/** A strict station is held to what it said; any other to what its product is known to mean by it. */
export const checkRequest = (
  protocol: Parameters<typeof rulesOfRequest>[0] & Pick<OcppProtocol, 'reshape'>,
  { validation, product, action, payload }: Asked,
): ReadPayload => {
  const correct = (said: JsonObject): JsonObject => correctPayload(QUIRKS, product, action, said);
  const rules = rulesOfRequest(protocol, action);
  if (validation === 'strict') {
    const read = readPayload(validation, rules, payload);
    return { ...read, payload: correct(read.payload) };
  }
  const corrected = correct(payload);
  const reshaped = protocol.reshape?.(action, corrected) ?? null;
  const read = readPayload(validation, rules, reshaped?.payload ?? corrected);
  return reshaped === null
    ? read
    : { ...read, deviations: [{ pointer: '', detail: reshaped.detail }, ...read.deviations] };
};
