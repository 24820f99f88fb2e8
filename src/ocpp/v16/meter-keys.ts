import type { ConfiguredKey } from '../../domain/meter-public-key.ts';
import { listOf, objectOf, positiveOf, textOf } from '../payload.ts';
import type { KeysTold } from '../protocol.ts';

/**
 * `MeterPublicKey1` for connector 1 (OCA, Signed Meter Values in OCPP, 3.3.1), which others write `MeterPublicKey[1]`; without
 * a number, or with 0, it is the station's. Keys are compared without regard to case (OCPP 1.6, CiString50Type).
 */
const NAME = /^MeterPublicKey(?:\[(\d{1,9})\]|(\d{1,9}))?$/i;

export const keysTold: KeysTold = new Map([
  [
    'GetConfiguration',
    ({ configurationKey }) =>
      listOf(configurationKey)
        .map(objectOf)
        .flatMap(({ key, value }): readonly ConfiguredKey[] => {
          const name = NAME.exec(textOf(key)?.trim() ?? '');
          const publicKey = textOf(value);
          if (name === null || publicKey === null) return [];
          return [{ evseId: positiveOf(name[1] ?? name[2]), connectorId: null, publicKey }];
        }),
  ],
]);
