/** One-time codes of authenticator apps (RFC 6238), and the codes that stand in when the phone is lost. */
import { createHash, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Totp } from '../../domain/account.ts';

const PERIOD_S = 30;
/** RFC 6238, 5.2: clocks of phones are off, and people type slowly. */
const WINDOW = 1;
const CODES = 10;
const CODE_BYTES = 10;

const totpOf = (secret: string, label = ''): TOTP =>
  new TOTP({ secret: Secret.fromBase32(secret), issuer: 'Voltgate', label, period: PERIOD_S, digits: 6 });

/** Base32, of 160 bits (RFC 4226, 4). */
export const makeTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** `otpauth://totp/…`, as authenticator apps read it from a picture. */
export const totpUri = (secret: string, login: string): string => totpOf(secret, login).toString();

/** The step of a code that is right now and was not used; null: it is wrong, or used up. */
export const stepOf = ({ secret, lastStep }: Totp, code: string, now: Date): number | null => {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const timestamp = now.getTime();
  const delta = totpOf(secret).validate({ token, timestamp, window: WINDOW });
  if (delta === null) return null;
  const step = Math.floor(timestamp / 1000 / PERIOD_S) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
};

const digest = (code: string): string => createHash('sha256').update(code, 'utf8').digest('hex');

const plain = (code: string): string => code.toUpperCase().replace(/[^A-Z2-7]/g, '');

/** `ABCD-EFGH-IJKL-MNOP`, of 80 random bits each: no slow hash makes those safer. */
export const makeRecoveryCodes = (): { readonly codes: readonly string[]; readonly hashes: readonly string[] } => {
  const codes = Array.from({ length: CODES }, () => {
    const text = new Secret({ buffer: new Uint8Array(randomBytes(CODE_BYTES)).buffer }).base32;
    return text.match(/.{4}/g)?.join('-') ?? text;
  });
  return { codes, hashes: codes.map((code) => digest(plain(code))) };
};

/** What is left when the code is used; null: it is none of them. */
export const withoutRecoveryCode = (hashes: readonly string[], code: string): readonly string[] | null => {
  const given = digest(plain(code));
  return hashes.includes(given) ? hashes.filter((hash) => hash !== given) : null;
};
