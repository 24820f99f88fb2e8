/**
 * Keys that the embedded issuer signs its tokens with. One signs at a time; the next one is shown in the JWKS before it
 * does, and those before it stay there until nobody needs them. What is used when follows from the instants alone, so
 * that nodes agree without a word.
 */
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** So long a key is shown before it signs; whoever keeps the JWKS for less than that has it by then. */
export const SHOWN_BEFORE_MS = DAY_MS;
/** A key that takes the place of all others at once: until every node has read of it, see READ_EVERY_MS. */
export const AT_ONCE_AFTER_MS = 20_000;
/** Each node reads so often which keys there are. */
export const READ_EVERY_MS = 5_000;
/**
 * So long a key stays after it has signed its last: an id token says at the sign-out who it is, for as long as a browser
 * may be signed in. Access tokens end long before.
 */
export const KEPT_AFTER_MS = 14 * DAY_MS + HOUR_MS;

export type SigningKey = {
  /** A number that grows by one: of two that are made at the same time one is first. */
  readonly id: string;
  readonly version: number;
  readonly kid: string;
  /** RFC 7517, with its private part. */
  readonly jwk: Readonly<Record<string, string>>;
  readonly signsFromAt: Date;
  /** The keys before it end when it begins to sign, and with them what they signed. */
  readonly endsEarlier: boolean;
  /** 1970 for the key of a release that did not say it. */
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** What a key is for: not yet, for new tokens, for those that it has signed, or for nothing any more. */
export type SigningKeyState = 'next' | 'signing' | 'kept' | 'over';

const numberOf = ({ id }: SigningKey): number => Number(id);

/** Whether those behind it have ended it. */
const isOver = (key: SigningKey, keys: readonly SigningKey[], now: Date): boolean =>
  keys.some(
    (other) =>
      numberOf(other) > numberOf(key) &&
      other.signsFromAt.getTime() + (other.endsEarlier ? 0 : KEPT_AFTER_MS) <= now.getTime(),
  );

/** All of them, the newest first, with what each is for now. */
export const statedKeys = (
  keys: readonly SigningKey[],
  now: Date,
): readonly { readonly key: SigningKey; readonly state: SigningKeyState }[] => {
  const newestFirst = [...keys].sort((a, b) => numberOf(b) - numberOf(a));
  // The very first signs, also where the clock of the node that made it was ahead.
  const signing = newestFirst.find(({ signsFromAt }) => signsFromAt <= now) ?? newestFirst.at(-1);
  return newestFirst.map((key) => {
    if (key === signing) return { key, state: 'signing' };
    if (isOver(key, keys, now)) return { key, state: 'over' };
    return { key, state: signing !== undefined && numberOf(key) > numberOf(signing) ? 'next' : 'kept' };
  });
};

/** Those that tokens may be signed by, the one that signs first. */
export const keysInUse = (keys: readonly SigningKey[], now: Date): readonly SigningKey[] => {
  const stated = statedKeys(keys, now).filter(({ state }) => state !== 'over');
  const signing = stated.filter(({ state }) => state === 'signing');
  return [...signing, ...stated.filter((one) => !signing.includes(one))].map(({ key }) => key);
};

/** Whether a new one must be shown now, so that the newest signs for no longer than that. everyMs null: never. */
export const isKeyDue = (keys: readonly SigningKey[], now: Date, everyMs: number | null): boolean => {
  const newest = statedKeys(keys, now)[0]?.key;
  if (newest === undefined || everyMs === null) return false;
  return newest.signsFromAt.getTime() + everyMs <= now.getTime() + SHOWN_BEFORE_MS;
};

/** Whether all there are were made before an instant that has come; null: none is said. */
export const areKeysBefore = (keys: readonly SigningKey[], now: Date, sinceAt: Date | null): boolean =>
  sinceAt !== null && sinceAt <= now && keys.length > 0 && keys.every(({ createdAt }) => createdAt < sinceAt);

/** The number of the next one. */
export const nextKeyId = (keys: readonly SigningKey[]): string => String(Math.max(0, ...keys.map(numberOf)) + 1);
