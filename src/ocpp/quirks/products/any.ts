import type { Quirk } from '../quirk.ts';
import { enumSpelling } from '../transforms/enum-spelling.ts';

/** Harmless for all: a value that is right stays as it is, and one that is wrong has one meaning only. */
export const anyProduct: Quirk = {
  vendor: null,
  model: null,
  firmware: null,
  source: 'OCPP 1.6 errata; stations of many makes',
  transforms: [enumSpelling],
};
