/** Keys with which a client signs its assertions (private_key_jwt): each is tried before it is kept. */
import { webcrypto } from 'node:crypto';

/** What the issuer takes assertions by, and with which keys; see `clientAuthSigningAlgValues` in issuer.ts. */
const KINDS = [
  { kty: 'EC', crv: 'P-256', algs: ['ES256'], by: { name: 'ECDSA', namedCurve: 'P-256' } },
  { kty: 'OKP', crv: 'Ed25519', algs: ['EdDSA', 'Ed25519'], by: { name: 'Ed25519' } },
  { kty: 'RSA', crv: undefined, algs: ['RS256', 'PS256'], by: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } },
] as const;

/** RFC 7518, 6: the parts that no one else may have. */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const;

/** RFC 7518, 3.3. */
const LEAST_RSA_BITS = 2048;

const listed = (values: readonly unknown[]): string => values.join(' or ');

/** What is wrong with a key, as a sentence; null: nothing. It holds no part of the key. */
export const keyFault = async (key: Readonly<Record<string, unknown>>): Promise<string | null> => {
  const kinds = KINDS.filter(({ kty }) => kty === key.kty);
  if (kinds.length === 0) return 'Must be the public part of an RSA, EC or OKP key: kty is RSA, EC or OKP.';
  const secret = PRIVATE.filter((name) => name in key);
  if (secret.length > 0) return `Must be the public part of the key alone: take out ${secret.join(', ')}.`;
  const kind = kinds.find(({ crv }) => crv === undefined || crv === key.crv);
  if (kind === undefined) return `The curve (crv) of an ${key.kty} key must be ${listed(kinds.map(({ crv }) => crv))}.`;
  const algs: readonly unknown[] = kind.algs;
  if (key.alg !== undefined && !algs.includes(key.alg)) return `alg must be ${listed(algs)} for this key, or left out.`;
  if (key.use !== undefined && key.use !== 'sig') return 'use must be sig, or left out.';
  const { key_ops: ops } = key;
  if (ops !== undefined && !(Array.isArray(ops) && ops.includes('verify'))) {
    return 'key_ops must hold verify, or be left out.';
  }
  try {
    const { alg: _, use: __, key_ops: ___, ...parts } = key;
    const { algorithm } = await webcrypto.subtle.importKey('jwk', parts as webcrypto.JsonWebKey, kind.by, true, [
      'verify',
    ]);
    const bits = 'modulusLength' in algorithm ? Number(algorithm.modulusLength) : LEAST_RSA_BITS;
    return bits < LEAST_RSA_BITS ? `An RSA key must have ${LEAST_RSA_BITS} bits at least; this one has ${bits}.` : null;
  } catch {
    return `Cannot be read as an ${key.kty} key: a member is missing, or its value is none of such a key.`;
  }
};
