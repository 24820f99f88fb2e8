/**
 * The columns of the table of authorisation: every kind of client, and what it reaches by an operation. A row of the table
 * (operations.ts, tools.ts) takes its cells from here by `one` and `list`; a pattern that does not name every kind of
 * client does not compile.
 */
import type { Scope } from '../../../src/domain/access.ts';

export const CLIENT_KINDS = [
  /** Every scope, bound in nothing. */
  'administration',
  /** Every scope, bound to the first party. */
  'operator',
  /** To the own location, and to no party. */
  'ofLocation',
  /** To the own group of stations, in the first party. */
  'ofGroup',
  /** To the own token, in the first party. */
  'ofToken',
  /** Signed in by code + PKCE in an app: the driver of the own token and session. */
  'driver',
  /** As POST /sandboxes makes it. Its own objects are the sandbox's. */
  'sandbox',
  /** As the operator, of another party. */
  'otherParty',
  /** As the operator, with every scope but the operation's. */
  'withoutScope',
  'scopeless',
  'locked',
  'nobody',
  'expired',
  'wrongAudience',
  /** Its token is bound to a key (DPoP), and comes without a proof. */
  'withoutProof',
] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** own and foreign are of the first party; foreign lies outside of what the narrower kinds are bound to. */
export const WHOSE = ['own', 'foreign', 'other'] as const;
export type Whose = (typeof WHOSE)[number];

/**
 * all, party (own and foreign), own, other: whose objects it reaches; those of others are to it as if nobody had them.
 * none: nobody's at all. free: it names no object, and goes through. forbidden: whatever it names.
 */
export type Reach = 'all' | 'party' | 'own' | 'other' | 'none' | 'free' | 'forbidden' | 'no_scope' | 'unauthorized';

/** A row's cells. */
export type Access = Readonly<Record<ClientKind, Reach>>;

export const REACHED: Readonly<Record<Reach, readonly Whose[]>> = {
  all: ['own', 'foreign', 'other'],
  party: ['own', 'foreign'],
  own: ['own'],
  other: ['other'],
  none: [],
  free: [],
  forbidden: [],
  no_scope: [],
  unauthorized: [],
};

/** Those that get in nowhere, whatever the operation. */
const OUT = {
  locked: 'unauthorized',
  nobody: 'unauthorized',
  expired: 'unauthorized',
  wrongAudience: 'unauthorized',
  withoutProof: 'unauthorized',
} as const satisfies Partial<Access>;

/** By what an operation is bound. */
export const BOUNDS = {
  /** It names no object. */
  none: {
    ...OUT,
    administration: 'free',
    operator: 'free',
    ofLocation: 'free',
    ofGroup: 'free',
    ofToken: 'free',
    driver: 'free',
    sandbox: 'free',
    otherParty: 'free',
    withoutScope: 'free',
    scopeless: 'free',
  },
  /** A location. Who is bound to groups of stations sees none: it is no station. */
  location: {
    ...OUT,
    administration: 'all',
    operator: 'party',
    ofLocation: 'own',
    ofGroup: 'none',
    ofToken: 'party',
    driver: 'party',
    sandbox: 'own',
    otherParty: 'other',
    withoutScope: 'party',
    scopeless: 'none',
  },
  /** What stands at a location, for everybody to find and read. */
  station: {
    ...OUT,
    administration: 'all',
    operator: 'party',
    ofLocation: 'own',
    ofGroup: 'own',
    ofToken: 'party',
    driver: 'party',
    sandbox: 'own',
    otherParty: 'other',
    withoutScope: 'party',
    scopeless: 'none',
  },
  /** What the hardware said: not for who is bound to tokens or a driver. */
  hardware: {
    ...OUT,
    administration: 'all',
    operator: 'party',
    ofLocation: 'own',
    ofGroup: 'own',
    ofToken: 'none',
    driver: 'none',
    sandbox: 'own',
    otherParty: 'other',
    withoutScope: 'party',
    scopeless: 'none',
  },
  /** What is done to a station that others use, too. */
  control: {
    ...OUT,
    administration: 'all',
    operator: 'party',
    ofLocation: 'own',
    ofGroup: 'own',
    ofToken: 'forbidden',
    driver: 'forbidden',
    sandbox: 'own',
    otherParty: 'other',
    withoutScope: 'party',
    scopeless: 'none',
  },
  /** A location that is changed. */
  place: {
    ...OUT,
    administration: 'all',
    operator: 'party',
    ofLocation: 'own',
    ofGroup: 'none',
    ofToken: 'forbidden',
    driver: 'forbidden',
    sandbox: 'own',
    otherParty: 'other',
    withoutScope: 'party',
    scopeless: 'none',
  },
  /** A command that is about no token. One without the scopes that read sees its own alone. */
  command: {
    ...OUT,
    administration: 'all',
    operator: 'party',
    ofLocation: 'own',
    ofGroup: 'own',
    ofToken: 'none',
    driver: 'none',
    sandbox: 'none',
    otherParty: 'other',
    withoutScope: 'party',
    scopeless: 'none',
  },
  /** A session, with its place and its token. */
  session: {
    ...OUT,
    administration: 'all',
    operator: 'party',
    ofLocation: 'own',
    ofGroup: 'own',
    ofToken: 'own',
    driver: 'own',
    sandbox: 'none',
    otherParty: 'other',
    withoutScope: 'party',
    scopeless: 'none',
  },
  /** A token lies at no place. */
  token: {
    ...OUT,
    administration: 'all',
    operator: 'party',
    ofLocation: 'all',
    ofGroup: 'party',
    ofToken: 'own',
    driver: 'own',
    sandbox: 'own',
    otherParty: 'other',
    withoutScope: 'party',
    scopeless: 'none',
  },
  /** Of a party as a whole: not for who is bound to a part of it. */
  party: {
    ...OUT,
    administration: 'all',
    operator: 'party',
    ofLocation: 'none',
    ofGroup: 'none',
    ofToken: 'none',
    driver: 'none',
    sandbox: 'none',
    otherParty: 'other',
    withoutScope: 'party',
    scopeless: 'none',
  },
  /** The parties themselves. */
  parties: {
    ...OUT,
    administration: 'all',
    operator: 'party',
    ofLocation: 'all',
    ofGroup: 'party',
    ofToken: 'party',
    driver: 'party',
    sandbox: 'own',
    otherParty: 'other',
    withoutScope: 'party',
    scopeless: 'none',
  },
  /** A party is more than its places. */
  partyChange: {
    ...OUT,
    administration: 'all',
    operator: 'party',
    ofLocation: 'forbidden',
    ofGroup: 'forbidden',
    ofToken: 'forbidden',
    driver: 'forbidden',
    sandbox: 'own',
    otherParty: 'other',
    withoutScope: 'party',
    scopeless: 'none',
  },
  /** A client's own, however it is bound. */
  client: {
    ...OUT,
    administration: 'all',
    operator: 'own',
    ofLocation: 'none',
    ofGroup: 'none',
    ofToken: 'none',
    driver: 'none',
    sandbox: 'none',
    otherParty: 'other',
    withoutScope: 'own',
    scopeless: 'none',
  },
  /** Made and taken away by who is bound in nothing. */
  sandbox: {
    ...OUT,
    administration: 'all',
    operator: 'none',
    ofLocation: 'none',
    ofGroup: 'none',
    ofToken: 'none',
    driver: 'none',
    sandbox: 'none',
    otherParty: 'none',
    withoutScope: 'none',
    scopeless: 'none',
  },
  /** What is done to a simulated station: for who is of a sandbox. */
  simulated: {
    ...OUT,
    administration: 'forbidden',
    operator: 'forbidden',
    ofLocation: 'forbidden',
    ofGroup: 'forbidden',
    ofToken: 'forbidden',
    driver: 'forbidden',
    sandbox: 'own',
    otherParty: 'forbidden',
    withoutScope: 'forbidden',
    scopeless: 'none',
  },
} as const satisfies Readonly<Record<string, Access>>;
export type Bound = keyof typeof BOUNDS;

/** What these two hold at most; the other kinds hold every scope, or none. */
const SCOPES_OF: { readonly [K in ClientKind]?: readonly Scope[] } = {
  driver: ['locations:read', 'stations:read', 'sessions:read', 'sessions:control', 'tokens:read', 'events:read'],
  sandbox: [
    'locations:read',
    'stations:read',
    'stations:control',
    'sessions:read',
    'sessions:control',
    'charging:control',
    'tokens:read',
    'events:read',
    'webhooks:manage',
    'sandbox:control',
  ],
};

/** scopes: any of them opens it; null: any token does, and what it shows depends on other scopes. */
export const accessOf = (
  scopes: readonly Scope[] | null,
  bound: Bound,
  unlike: { readonly [K in ClientKind]?: Reach } = {},
): Access => {
  const access: Access = { ...BOUNDS[bound], ...unlike };
  if (scopes === null) return access;
  const closed = Object.entries(SCOPES_OF).flatMap(([kind, held]) =>
    scopes.some((scope) => held.includes(scope)) ? [] : [[kind, 'no_scope'] as const],
  );
  return { ...access, ...Object.fromEntries(closed), withoutScope: 'no_scope', scopeless: 'no_scope' };
};
