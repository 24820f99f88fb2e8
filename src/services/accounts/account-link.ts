/** Links that let somebody set a password: good once, for a time, and kept as a digest. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Account, AccountLink } from '../../domain/account.ts';

const BYTES = 32;
const GOOD_FOR_MS = { invitation: 7 * 86_400_000, password_reset: 3_600_000 } as const;

const digest = (secret: string): string => createHash('sha256').update(secret, 'utf8').digest('hex');

/** code: `{account id}.{secret}`, for the link's address. */
export const makeLink = (
  account: Pick<Account, 'id'>,
  purpose: AccountLink['purpose'],
  now: Date,
): { readonly link: AccountLink; readonly code: string } => {
  const secret = randomBytes(BYTES).toString('base64url');
  return {
    link: { purpose, hash: digest(secret), expiresAt: new Date(now.getTime() + GOOD_FOR_MS[purpose]) },
    code: `${account.id}.${secret}`,
  };
};

/** null: that is no code. */
export const accountIdOf = (code: string): string | null => /^([\w-]{1,64})\.[\w-]{43}$/.exec(code)?.[1] ?? null;

/** Whether the code opens the account now. */
export const opens = (code: string, { link }: Pick<Account, 'link'>, now: Date): boolean => {
  if (link === null || link.expiresAt <= now) return false;
  const given = Buffer.from(digest(code.slice(code.indexOf('.') + 1)), 'hex');
  return timingSafeEqual(given, Buffer.from(link.hash, 'hex'));
};
