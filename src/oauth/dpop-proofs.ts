/** DPoP proofs that were used: each is good for one request only (RFC 9449, 11.1). */
import { createHash } from 'node:crypto';
import type { OnceOnly } from '../services/ports/limits.ts';

/** A proof is taken while its `iat` is at most 300 s off, to either side. */
const GOOD_FOR_MS = 600_000;

/** Whether this proof, whose signature was checked, comes for the first time; remembers it. Throws as OnceOnly does. */
export const isFirstUse = (usedOnce: OnceOnly, proof: string): Promise<boolean> =>
  usedOnce.firstTime(`dpop:${createHash('sha256').update(proof).digest('base64')}`, GOOD_FOR_MS);
