/** People who sign in: drivers with an app, operators at a console. What of it is secret is on no face, see publicAccount. */
import { type Grants, SCOPES, type Scope } from './access.ts';

/** What a person may do at most. A driver sees and moves only what is its own. */
export const ACCOUNT_ROLES = ['driver', 'viewer', 'operator', 'administrator'] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

/** invited: nobody has signed in to it yet. locked: nobody can. */
export const ACCOUNT_STATUSES = ['invited', 'active', 'locked'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

const OF_DRIVERS: readonly Scope[] = [
  'locations:read',
  'stations:read',
  'sessions:read',
  'sessions:control',
  'tokens:read',
  'events:read',
];
const OF_ADMINISTRATORS: ReadonlySet<Scope> = new Set<Scope>([
  'clients:manage',
  'accounts:manage',
  'parties:write',
  'audit:read',
]);

const OF_ROLES: Readonly<Record<AccountRole, readonly Scope[]>> = {
  driver: OF_DRIVERS,
  viewer: SCOPES.filter((scope) => scope.endsWith(':read') && !OF_ADMINISTRATORS.has(scope)),
  operator: SCOPES.filter((scope) => !OF_ADMINISTRATORS.has(scope)),
  administrator: SCOPES,
};

export const scopesOfRole = (role: AccountRole): readonly Scope[] => OF_ROLES[role];

/** RFC 6238, with SHA-1, six digits, thirty seconds: what every authenticator app takes. */
export type Totp = {
  /** Base32. */
  readonly secret: string;
  /** Of the code that was used last: it and those before are used up. null: none was. */
  readonly lastStep: number | null;
};

/** A way in that is good once: what is kept is a digest of it. */
export type AccountLink = {
  readonly purpose: 'invitation' | 'password_reset';
  /** SHA-256, hex. */
  readonly hash: string;
  readonly expiresAt: Date;
};

/** Who it is at the company's own provider. */
export type AccountIdentity = { readonly issuer: string; readonly subject: string };

export type Account = {
  readonly id: string;
  readonly version: number;
  /** What is typed to sign in: an address or a name, compared without regard to case. */
  readonly login: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly role: AccountRole;
  readonly status: AccountStatus;
  /** Whose tokens and sessions it sees; null: not a driver. */
  readonly driverId: string | null;
  /** Whose account it is: who is bound to parties manages those of its own. */
  readonly partyId: string;
  /** What it may see and move at most, as for clients. */
  readonly grants: Grants;
  /** argon2id, in PHC's form; null: it has no password. */
  readonly passwordHash: string | null;
  /** Whether a password alone does not do. */
  readonly totpRequired: boolean;
  readonly totp: Totp | null;
  /** SHA-256, hex, of the codes that are left. */
  readonly recoveryHashes: readonly string[];
  readonly link: AccountLink | null;
  readonly identity: AccountIdentity | null;
  /** Wrong passwords and codes since it was signed in to last. */
  readonly failedLogins: number;
  readonly failedAt: Date | null;
  readonly signedInAt: Date | null;
  /** What was given out before it counts no more: sessions of browsers, refresh and access tokens. */
  readonly signedOutAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** An account as faces may see it. */
export type PublicAccount = Omit<Account, 'passwordHash' | 'totp' | 'recoveryHashes' | 'link'> & {
  readonly hasPassword: boolean;
  readonly hasTotp: boolean;
  readonly recoveryCodesLeft: number;
  /** Of a link that was made and not used; whether it is still good, its instant says. */
  readonly openLink: Omit<AccountLink, 'hash'> | null;
};

export const publicAccount = ({ passwordHash, totp, recoveryHashes, link, ...account }: Account): PublicAccount => ({
  ...account,
  hasPassword: passwordHash !== null,
  hasTotp: totp !== null,
  recoveryCodesLeft: recoveryHashes.length,
  openLink: link === null ? null : { purpose: link.purpose, expiresAt: link.expiresAt },
});

/** Holds a login, or a subject of a provider, for one account: of two that want it at once, one gets it. */
export type AccountName = {
  /** See loginName and identityName. */
  readonly name: string;
  readonly version: number;
  readonly accountId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export const loginName = (login: string): string => `login ${login.normalize('NFC').toLowerCase()}`;

export const identityName = ({ issuer, subject }: AccountIdentity): string => `identity ${issuer} ${subject}`;

/** All names that an account holds. */
export const namesOf = ({ login, identity }: Pick<Account, 'login' | 'identity'>): readonly string[] => [
  loginName(login),
  ...(identity === null ? [] : [identityName(identity)]),
];

const inSeconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/** As of when everybody is out who is out now: what has come in since the last time, too, whatever second that counts as. */
export const signOutAt = ({ signedOutAt }: Pick<Account, 'signedOutAt'>, now: Date): Date =>
  signedOutAt === null ? now : new Date(Math.max(now.getTime(), signedOutAt.getTime() + 1000));

/** When a sign-in at an instant counts as made. Seconds are all that tokens say: never that in which it was signed out. */
export const authTimeS = ({ signedOutAt }: Pick<Account, 'signedOutAt'>, at: Date): number =>
  Math.max(inSeconds(at), signedOutAt === null ? 0 : inSeconds(signedOutAt) + 1);

/** Whether what a sign-in gave still counts. */
export const outlives = ({ signedOutAt }: Pick<Account, 'signedOutAt'>, signedInAtS: number): boolean =>
  signedOutAt === null || signedInAtS > inSeconds(signedOutAt);

/** Status without a lock. */
export const unlockedStatus = ({
  passwordHash,
  identity,
}: Pick<Account, 'passwordHash' | 'identity'>): AccountStatus =>
  passwordHash === null && identity === null ? 'invited' : 'active';
