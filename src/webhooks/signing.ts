/** Signs as Standard Webhooks 1.0 says: `v1` by a shared secret, `v1a` by an Ed25519 key. */
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { WebhookSigner } from '../domain/webhook-endpoint.ts';
import type { WebhookSigning } from '../services/ports/webhook-signing.ts';

const SECRET_BYTES = 32;
const FEWEST_BYTES = 24;
const MOST_BYTES = 64;
const SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/;
const KEY_BYTES = 32;

const isSecret = (text: string): boolean => {
  const [, encoded = ''] = SECRET.exec(text) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  // What is no base64 is read as far as it goes.
  return bytes.length >= FEWEST_BYTES && bytes.length <= MOST_BYTES && bytes.toString('base64') === encoded;
};

const fromUrlSafe = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64url');

/** The seed, and the public key behind it. */
const newPrivateKey = (): string => {
  const { d, x } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return `whsk_${Buffer.concat([fromUrlSafe(d), fromUrlSafe(x)]).toString('base64')}`;
};

const keyBytes = (privateKey: string): Buffer => Buffer.from(privateKey.slice('whsk_'.length), 'base64');

const publicKeyOf = ({ privateKey }: WebhookSigner): string | null =>
  privateKey === null ? null : `whpk_${keyBytes(privateKey).subarray(KEY_BYTES).toString('base64')}`;

const readKey = (privateKey: string): KeyObject => {
  const bytes = keyBytes(privateKey);
  const [d, x] = [bytes.subarray(0, KEY_BYTES), bytes.subarray(KEY_BYTES)].map((part) => part.toString('base64url'));
  return createPrivateKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', d: d ?? '', x: x ?? '' } });
};

/** What is read of a signer once. */
type Ready = { readonly secret: Webhook; readonly key: KeyObject | null };

export const createWebhookSigning = (): WebhookSigning => {
  const ready = new WeakMap<WebhookSigner, Ready>();
  const readyOf = (signer: WebhookSigner): Ready => {
    const known = ready.get(signer);
    if (known !== undefined) return known;
    const { secret, privateKey } = signer;
    const made = { secret: new Webhook(secret), key: privateKey === null ? null : readKey(privateKey) };
    ready.set(signer, made);
    return made;
  };
  return {
    make: (given, withKey) => {
      const secret = given ?? `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
      return isSecret(secret) ? { secret, privateKey: withKey ? newPrivateKey() : null } : null;
    },
    publicKeyOf,
    headers: ({ id, at, body }, signers) => {
      const timestamp = String(Math.floor(at.getTime() / 1000));
      const signatures = signers.flatMap((signer) => {
        const { secret, key } = readyOf(signer);
        const v1 = secret.sign(id, at, body);
        if (key === null) return [v1];
        const signed = sign(null, Buffer.from(`${id}.${timestamp}.${body}`), key);
        return [v1, `v1a,${signed.toString('base64')}`];
      });
      return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
    },
  };
};
