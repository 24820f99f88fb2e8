import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256, hex: secrets are 256 random bits, which no slow hash makes safer. */
export const hashClientSecret = (secret: string): string => createHash('sha256').update(secret, 'utf8').digest('hex');

export const clientSecretMatches = (given: string, hash: string): boolean => {
  const actual = Buffer.from(hashClientSecret(given), 'hex');
  const expected = Buffer.from(hash, 'hex');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
};
