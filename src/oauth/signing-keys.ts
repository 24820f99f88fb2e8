/** The embedded issuer's signing keys: made at first start, kept in the store, the same on every node. */
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { JsonObject } from '../domain/json.ts';
import type { RecordStore } from '../services/ports/record-store.ts';
import type { NewId } from '../services/ports/time.ts';

const KIND = 'oauth-signing-keys';
const ID = 'current';

/** ES256: small, quick to verify, known by every JWT library. */
export const SIGNING_ALGORITHM = 'ES256';

export type SigningKeys = { readonly keys: readonly JWK[] };

const makeKey = async (newId: NewId): Promise<JWK> => {
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: newId(), use: 'sig', alg: SIGNING_ALGORITHM };
};

/** Private JWK set; the first key signs. */
export const loadSigningKeys = async (dependencies: {
  readonly store: RecordStore;
  readonly newId: NewId;
}): Promise<SigningKeys> => {
  const stored = await dependencies.store.record(KIND, ID);
  if (stored !== null) return stored as unknown as SigningKeys;
  const made = { keys: [await makeKey(dependencies.newId)] };
  if (await dependencies.store.addRecord(KIND, ID, made as unknown as JsonObject)) return made;
  // Another node, started at the same time, was first: its keys are the ones.
  return (await dependencies.store.record(KIND, ID)) as unknown as SigningKeys;
};

const PUBLIC_PARTS = ['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'use', 'alg'] as const;

/** The same set without its private parts, as /oauth/jwks shows it. */
export const publicKeys = (keys: SigningKeys): SigningKeys => ({
  keys: keys.keys.map((key) =>
    Object.fromEntries(PUBLIC_PARTS.filter((part) => key[part] !== undefined).map((part) => [part, key[part]])),
  ),
});
