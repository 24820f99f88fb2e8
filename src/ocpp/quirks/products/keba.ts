import type { Quirk } from '../quirk.ts';
import { signedValueInOwnUnit } from '../transforms/signed-value-in-own-unit.ts';

/** P30 on OCPP 2.0.1: each register comes twice, and the signed one is in kWh without a word of it. */
export const keba: Quirk = {
  vendor: /^keba\b/i,
  model: /P30/i,
  firmware: null,
  source: 'm-hegele/notes keba-invalid-meter-start-stop',
  transforms: [signedValueInOwnUnit],
};
