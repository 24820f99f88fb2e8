/** DPoP proofs that were used: each is good for one request only (RFC 9449, 11.1). */
import { createHash } from 'node:crypto';

/** A proof is taken while its `iat` is at most 300 s off, to either side. */
const GOOD_FOR_MS = 600_000;
const AT_MOST = 100_000;

/** When each can be forgotten, by its digest, oldest first. */
export type UsedProofs = Map<string, number>;

/** Whether this proof, whose signature was checked, comes for the first time; remembers it. */
export const isFirstUse = (used: UsedProofs, proof: string, now: Date): boolean => {
  const nowMs = now.getTime();
  for (const [digest, untilMs] of used) {
    if (untilMs > nowMs && used.size < AT_MOST) break;
    used.delete(digest);
  }
  const digest = createHash('sha256').update(proof).digest('base64');
  if (used.has(digest)) return false;
  used.set(digest, nowMs + GOOD_FOR_MS);
  return true;
};
