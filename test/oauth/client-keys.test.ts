/** Keys of clients that could sign nothing, or that nobody may have, are found out before they are kept. */
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { keyFault } from '../../src/oauth/client-keys.ts';

const publicOf = async (alg: string, options: object = {}): Promise<JWK> =>
  exportJWK((await generateKeyPair(alg, { extractable: true, ...options })).publicKey);
const ec = await publicOf('ES256');
const rsa = await publicOf('RS256');
const ed = await publicOf('EdDSA');
const whole = await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey);

describe('a key that can be used', () => {
  it.each([
    ['ES256', { ...ec, alg: 'ES256', use: 'sig' }],
    ['EdDSA', { ...ed, alg: 'EdDSA' }],
    ['RS256, also for PS256', { ...rsa, alg: 'PS256', key_ops: ['verify'] }],
    ['with members of its owner', { ...ec, kid: 'k', x5t: 'abc', note: 1 }],
  ])('is taken: %s', async (_name, key) => {
    expect(await keyFault(key)).toBeNull();
  });
});

describe('a key that is broken', () => {
  const cases: readonly [string, Promise<JWK> | JWK, RegExp][] = [
    ['of no kind', { x: 'x' }, /kty is RSA, EC or OKP/],
    ['that is symmetric', { kty: 'oct', k: 'c2VjcmV0' }, /kty is RSA, EC or OKP/],
    ['with its private part', whole, /take out d\./],
    ['on another curve', publicOf('ES384'), /must be P-256/],
    ['for key agreement', { kty: 'OKP', crv: 'X25519', x: ed.x ?? '' }, /must be Ed25519/],
    ['without a member', { kty: 'EC', crv: 'P-256', x: ec.x ?? '' }, /a member is missing/],
    ['whose point is on no curve', { ...ec, y: ec.x ?? '' }, /a member is missing, or its value/],
    ['whose value is no text', { ...ec, x: 5 as never }, /a member is missing, or its value/],
    ['that is too short', { ...rsa, n: rsa.n?.slice(0, 170) ?? '' }, /2048 bits at least/],
    ['of an algorithm that is not taken', { ...ec, alg: 'HS256' }, /alg must be ES256/],
    ['of the algorithm of another kind', { ...rsa, alg: 'ES256' }, /alg must be RS256 or PS256/],
    ['for encryption', { ...rsa, use: 'enc' }, /use must be sig/],
    ['that may not verify', { ...ec, key_ops: ['sign'] }, /key_ops must hold verify/],
  ];
  it.each(cases)('is refused: %s', async (_name, key, says) => {
    const made = await key;
    const fault = await keyFault({ ...made });
    expect(fault).toMatch(says);
    if (typeof made.d === 'string') expect(fault).not.toContain(made.d);
  });
});
