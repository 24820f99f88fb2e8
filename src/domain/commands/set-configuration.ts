import { characterCount } from '../character-count.ts';
import { declareCommand } from './declaration.ts';
import { fault, text } from './faults.ts';
import { required } from './fields.ts';

export const setConfiguration = declareCommand({
  parameters: {
    /** An OCPP 1.6 key. */
    key: required<string>(),
    value: required<string>(),
  },
  check: ({ key, value }) => [
    text('key', key, 50),
    characterCount(value) > 500 ? fault('value', 'Must have at most 500 characters.') : null,
  ],
  scope: 'stations:control',
  effect: 'answer',
  effectWithinS: 60,
  expiresInS: 14_400,
  beforeAccepted: true,
});
