import { declareCommand } from './declaration.ts';
import { text } from './faults.ts';
import { orElse } from './fields.ts';

export const getConfiguration = declareCommand({
  parameters: {
    /** OCPP 1.6 keys; empty: all. */
    keys: orElse<readonly string[]>([]),
  },
  check: ({ keys }) => keys.map((key, index) => text(`keys/${index}`, key, 50)),
  scope: 'stations:control',
  effect: 'answer',
  effectWithinS: 60,
  expiresInS: 14_400,
  beforeAccepted: true,
});
