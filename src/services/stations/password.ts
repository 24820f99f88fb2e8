/** Station passwords (OCPP BasicAuthPassword / AuthorizationKey): only a hash is kept. */
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { createFairQueue } from '../fair-queue.ts';

/** The key is random and long (16 bytes at least), so a modest cost is enough; thousands reconnect at once. */
const COST = { N: 4096, r: 8, p: 1 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** OCPP 1.6 Security Whitepaper ed. 3, 3.5: 16 to 40 bytes. */
const MIN_BYTES = 16;
const MAX_BYTES = 40;

const derive = (
  password: Uint8Array,
  salt: Uint8Array,
  cost: { readonly N: number; readonly r: number; readonly p: number },
): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, cost, (error, key) => (error === null ? resolve(key) : reject(error)));
  });

const PASSWORD_TEXT = /^[ -~]{16,40}$/;
const isKeyLength = (bytes: number): boolean => bytes >= MIN_BYTES && bytes <= MAX_BYTES;

const isHex = (text: string): boolean => text.length % 2 === 0 && /^[0-9a-fA-F]+$/.test(text);

/**
 * The key behind what was typed or sent: hex text that stands for a key of 16 to 40 bytes is that key.
 * In the field some stations send the text, others the decoded bytes.
 */
const keyOf = (password: Uint8Array): Uint8Array => {
  if (password.length < 2 * MIN_BYTES || password.length > 2 * MAX_BYTES) return password;
  const text = Buffer.from(password).toString('latin1');
  return isHex(text) ? Buffer.from(text, 'hex') : password;
};

/**
 * Whether a password may be set: 16 to 40 bytes, as text or in hex. Text is of ASCII, as stations differ in how they send
 * the rest by Basic authentication.
 */
export const isPassword = (password: string): boolean =>
  PASSWORD_TEXT.test(password) || (isHex(password) && isKeyLength(password.length / 2));

/** `scrypt$N$r$p$salt$key`, the last two in base64url. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(keyOf(Buffer.from(password, 'utf8')), salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
};

const verify = async (password: Uint8Array, hash: string): Promise<boolean> => {
  const [scheme, n, r, p, salt, key] = hash.split('$');
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) {
    throw new Error('A stored password hash is not of a form that we know.');
  }
  const expected = Buffer.from(key, 'base64url');
  const actual = await derive(keyOf(password), Buffer.from(salt, 'base64url'), {
    N: Number(n),
    r: Number(r),
    p: Number(p),
  });
  return actual.length === expected.length && timingSafeEqual(actual, expected);
};

/** Whether a password, as text, is the one behind the hash. */
export const isPasswordOf = (password: string, hash: string): Promise<boolean> =>
  verify(Buffer.from(password, 'utf8'), hash);

/** What is known of a password without a derivation, and the derivation. */
export type PasswordCheck = {
  /** null: it has to be derived. */
  readonly known: (stationId: string, password: Uint8Array, hash: string) => boolean | null;
  /** network: where it comes from; those that wait for their derivation take turns by it, and by their station. */
  readonly check: (stationId: string, password: Uint8Array, hash: string, network: string) => Promise<boolean>;
};

/** Derivations at once: they share the runtime's four threads with files and names, and the cores with everyone. */
const DERIVATIONS_AT_ONCE = 2;

/** Runs so many tasks at once, the others in turn: who guesses keeps itself waiting. */
const createPlaces = (places: number) => {
  let free = places;
  const waiting = createFairQueue<() => void>();
  return async <T>(network: string, stationId: string, task: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(network, stationId, resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === null) free += 1;
      else next();
    }
  };
};

/**
 * Checks passwords and remembers the last ones, right and wrong, by digest: a storm of reconnects, and a station that
 * keeps trying an old password, cost a lookup each. A new hash makes what is remembered of the old one useless.
 */
export const createPasswordCheck = ({ remembered }: { readonly remembered: number }): PasswordCheck => {
  const right = new Set<string>();
  const wrong = new Set<string>();
  const inPlace = createPlaces(DERIVATIONS_AT_ONCE);

  const digestOf = (stationId: string, password: Uint8Array, hash: string): string =>
    createHash('sha256')
      .update(`${stationId}\n${hash}\n`)
      .update(createHash('sha256').update(password).digest())
      .digest('base64');

  const known: PasswordCheck['known'] = (stationId, password, hash) => {
    if (password.length > 2 * MAX_BYTES) return false;
    const digest = digestOf(stationId, password, hash);
    if (right.has(digest)) return true;
    return wrong.has(digest) ? false : null;
  };

  const remember = (digests: Set<string>, digest: string): void => {
    digests.add(digest);
    const oldest = digests.size > remembered ? digests.values().next().value : undefined;
    if (oldest !== undefined) digests.delete(oldest);
  };

  return {
    known,
    check: async (stationId, password, hash, network) => {
      const before = known(stationId, password, hash);
      if (before !== null) return before;
      const fits = await inPlace(network, stationId, () => verify(password, hash));
      remember(fits ? right : wrong, digestOf(stationId, password, hash));
      return fits;
    },
  };
};
