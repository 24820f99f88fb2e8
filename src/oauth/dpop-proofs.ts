/** DPoP proofs that were used: each is good for one request only (RFC 9449, 11.1). */
import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { OnceOnly } from '../services/ports/limits.ts';

/** A proof is taken while its `iat` is at most 300 s off, to either side. */
const GOOD_FOR_MS = 600_000;

/**
 * Whether a proof of a key, whose signature was checked, comes for the first time; remembers it, over all nodes. It counts
 * by the key and its `jti`: the same proof can be written with other bits (a signature has more than one form), and other
 * keys may use the same `jti`. Throws as OnceOnly does.
 */
export const isFirstUse = (usedOnce: OnceOnly, { key, proof }: { key: string; proof: string }): Promise<boolean> => {
  const { jti } = decodeJwt(proof);
  const name = createHash('sha256')
    .update(JSON.stringify([key, jti]))
    .digest('base64');
  return usedOnce.firstTime(`dpop:${name}`, GOOD_FOR_MS);
};
