import type { Quirk } from '../quirk.ts';
import { registerInKwh } from '../transforms/register-in-kwh.ts';

/** Up to 4.2 the one energy input, in kWh, was handed to a library that takes Wh. */
export const openEvse: Quirk = {
  vendor: /^OpenEVSE$/i,
  model: null,
  firmware: /^v?4\.[0-2]\./,
  source: 'OpenEVSE/openevse_esp32_firmware 703',
  transforms: [registerInKwh],
};
