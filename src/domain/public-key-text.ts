/** Public keys of meters as text: stations write them in many ways, and verifiers want one. */
import { createPublicKey } from 'node:crypto';

const HEX = /^(?:0x)?[0-9a-f]+$/i;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
const PEM = /^-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----$/;
const PRINTABLE = /^[\x20-\x7e\s]+$/;

/** What is printed on meters has spaces, colons and other marks in it, which do not count. */
const fromHex = (text: string): Buffer => Buffer.from(text.replace(/^0x/i, '').replace(/[^0-9a-f]/gi, ''), 'hex');

/** `oca:<base16 or base64>:<content type>:<printed key>` (OCA, Signed Meter Values in OCPP, 3.2.2). */
const inEnvelope = (text: string): Buffer | null => {
  const [marker, encoding, , ...printed] = text.split(':');
  if (marker?.toLowerCase() !== 'oca' || printed.length === 0) return null;
  const key = printed.join(':');
  if (encoding === 'base16') return fromHex(key);
  return encoding === 'base64' ? Buffer.from(key, 'base64') : null;
};

/** Bytes that are text themselves: OCA has the envelope, and its own example plain hex, in Base64. */
const textIn = (bytes: Buffer): string | null => {
  const text = bytes.toString('latin1');
  return PRINTABLE.test(text) ? text : null;
};

const bytesOf = (told: string, depth: number): Buffer | null => {
  const text = told.trim();
  const enveloped = inEnvelope(text);
  if (enveloped !== null) return enveloped;
  const armoured = PEM.exec(text)?.[1];
  if (armoured !== undefined) return Buffer.from(armoured, 'base64');
  const compact = text.replace(/[\s:]/g, '');
  if (HEX.test(compact)) return fromHex(compact);
  if (!BASE64.test(compact)) return null;
  const bytes = Buffer.from(compact, 'base64');
  const inner = depth === 0 ? textIn(bytes) : null;
  return inner === null ? bytes : bytesOf(inner, depth + 1);
};

/**
 * The key as an X.509 SubjectPublicKeyInfo (RFC 5280, 4.1.2.7) in DER and Base64, however it was told: PEM, hex, Base64, or
 * OCA's envelope, in Base64 or plain. null: it is none of these, or no key of a kind that is known here.
 */
export const subjectPublicKeyInfo = (told: string): string | null => {
  const bytes = bytesOf(told, 0);
  if (bytes === null || bytes.length === 0) return null;
  try {
    const key = createPublicKey({ key: bytes, format: 'der', type: 'spki' });
    return key.export({ format: 'der', type: 'spki' }).toString('base64');
  } catch {
    // Points without their curve, certificates, and what is no key at all: they are kept as told.
    return null;
  }
};
