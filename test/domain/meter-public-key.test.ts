import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/domain/json.ts';
import type { MeterReading } from '../../src/domain/meter.ts';
import { keysIn } from '../../src/domain/meter-public-key.ts';
import { START, value } from './transaction-messages.ts';

const reading = (...signed: readonly (JsonValue | null)[]): MeterReading => ({
  sampledAt: START,
  values: signed.map((signedData) => value(null, { signedData })),
});

const signedValue = {
  signedMeterData: 'T0NNRg==',
  signingMethod: 'ECDSA-secp256r1-SHA256',
  encodingMethod: 'OCMF',
  publicKey: 'MFkwEwYH',
};
const told = { publicKey: 'MFkwEwYH', encodingMethod: 'OCMF', signingMethod: 'ECDSA-secp256r1-SHA256' };

describe('the public keys in signed readings', () => {
  it('are read from the object of 2.x and from the JSON text of 1.6, each once', () => {
    expect(keysIn([reading(signedValue), reading(JSON.stringify(signedValue))])).toEqual([told]);
    expect(keysIn([reading(signedValue, { ...signedValue, publicKey: 'other' })])).toEqual([
      told,
      { ...told, publicKey: 'other' },
    ]);
  });

  it.each([
    ['no signed data', null],
    ['text that is no JSON', 'OCMF|{}|{}'],
    ['broken JSON', '{"publicKey":'],
    ['an empty key', { ...signedValue, publicKey: '' }],
    ['a key that is none', { ...signedValue, publicKey: 5 }],
    ['a key that is too long', { ...signedValue, publicKey: 'k'.repeat(2501) }],
    ['a list', [signedValue]],
  ])('are none in %s', (_what, signedData) => {
    expect(keysIn([reading(signedData)])).toEqual([]);
  });
});
