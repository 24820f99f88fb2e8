import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { subjectPublicKeyInfo } from '../../src/domain/public-key-text.ts';

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const der = publicKey.export({ format: 'der', type: 'spki' });
const hex = der.toString('hex');
const base64 = der.toString('base64');
const inBase64 = (text: string) => Buffer.from(text).toString('base64');
const spaced = (text: string, mark: string) => text.match(/../g)?.join(mark) ?? '';

describe('a public key', () => {
  it.each([
    ['Base64', base64],
    ['Base64 for URLs', der.toString('base64url')],
    ['Base64 over lines', base64.replace(/.{64}/g, '$&\n')],
    ['hex', hex],
    ['hex as it is printed', `0x${hex.toUpperCase()}`],
    ['hex with colons', spaced(hex, ':')],
    ['hex with spaces', spaced(hex, ' ')],
    ['PEM', publicKey.export({ format: 'pem', type: 'spki' })],
    ["OCA's envelope", inBase64(`oca:base16:asn1:${spaced(hex, ' ')}`)],
    ["OCA's envelope over Base64", inBase64(`oca:base64:asn1:${base64}`)],
    ["OCA's envelope without Base64 around it", `oca:base16:asn1:${hex}`],
    ['hex in Base64', inBase64(hex.toUpperCase())],
  ])('is understood as %s', (_what, told) => {
    expect(subjectPublicKeyInfo(String(told))).toBe(base64);
  });

  it.each([
    ['nothing', ''],
    ['some words', 'no key at all'],
    ['a point without its curve', hex.slice(-130)],
    ['Base64 of no key', inBase64('some words')],
    ['a key that was cut', hex.slice(0, -20)],
    ["OCA's envelope with nothing in it", inBase64('oca:base16:asn1:')],
    ["OCA's envelope in an encoding of its own", inBase64('oca:base58:asn1:abc')],
  ])('is none in %s', (_what, told) => {
    expect(subjectPublicKeyInfo(told)).toBeNull();
  });
});
