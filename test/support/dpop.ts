/** Proofs of possession (RFC 9449) by hand, where libraries write none that are wrong. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { sha256 } from './digest.ts';

let proofs = 0;

export type DpopKey = {
  readonly thumbprint: string;
  /** Good for a POST to that address, but for what the claims change. */
  readonly proof: (htu: string, claims?: Readonly<Record<string, unknown>>) => Promise<string>;
  /** Good for a GET of that address with that token, but for what the claims change. */
  readonly proofWith: (token: string, htu: string, claims?: Readonly<Record<string, unknown>>) => Promise<string>;
};

export const makeDpopKey = async (alg = 'ES256'): Promise<DpopKey> => {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  const proof: DpopKey['proof'] = (htu, claims = {}) => {
    proofs += 1;
    return new SignJWT({ htm: 'POST', htu, jti: `made-${proofs}`, iat: Math.floor(Date.now() / 1000), ...claims })
      .setProtectedHeader({ alg, typ: 'dpop+jwt', jwk })
      .sign(privateKey);
  };
  return {
    thumbprint: await calculateJwkThumbprint(jwk),
    proof,
    proofWith: (token, htu, claims = {}) => proof(htu, { htm: 'GET', ath: sha256(token), ...claims }),
  };
};

const ORDER_OF_P256 = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The same proof with the other signature that ECDSA has for it: (r, n - s) verifies wherever (r, s) does. */
export const withOtherSignature = (proof: string): string => {
  const [header = '', payload = '', signature = ''] = proof.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  const other = (ORDER_OF_P256 - s).toString(16).padStart(64, '0');
  return [
    header,
    payload,
    Buffer.concat([bytes.subarray(0, 32), Buffer.from(other, 'hex')]).toString('base64url'),
  ].join('.');
};
