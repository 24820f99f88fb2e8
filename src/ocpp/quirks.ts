/**
 * Where stations of some product differ from the specification: data, chosen by vendor, model and firmware. Adding one:
 * docs/recipes/quirk.md.
 */
import type { JsonObject } from '../domain/json.ts';
import type { StationProduct } from './protocol.ts';
import { keba } from './quirks/products/keba.ts';
import { openEvse } from './quirks/products/openevse.ts';
import type { Quirk } from './quirks/quirk.ts';

export const QUIRKS: readonly Quirk[] = [keba, openEvse];

const fits = (pattern: RegExp | null, text: string | null | undefined): boolean =>
  pattern === null || (typeof text === 'string' && pattern.test(text));

/**
 * A message as its product meant it. Asked once for each message: not every transform can be done twice. The payload
 * itself is never changed; a right one is given back as it is.
 */
export const correctPayload = (
  quirks: readonly Quirk[],
  product: StationProduct | null,
  action: string,
  payload: JsonObject,
): JsonObject => {
  let corrected = payload;
  for (const { vendor, model, firmware, transforms } of quirks) {
    if (!fits(vendor, product?.vendor) || !fits(model, product?.model) || !fits(firmware, product?.firmwareVersion))
      continue;
    for (const transform of transforms) corrected = transform(action, corrected);
  }
  return corrected;
};
