/** OAuth scopes of this gateway; docs/api.md says what each opens. */
export const SCOPES = [
  'locations:read',
  'stations:read',
  'stations:write',
  'stations:control',
  'sessions:read',
  'sessions:control',
  'charging:control',
  'tokens:read',
  'tokens:write',
  'tariffs:read',
  'tariffs:write',
  'cdrs:read',
  'webhooks:manage',
  'events:read',
  'demand_response:read',
  'demand_response:write',
  'partners:manage',
  'parties:read',
  'parties:write',
  'clients:manage',
  'accounts:manage',
  'reports:read',
  'audit:read',
  'sandbox:control',
] as const;
export type Scope = (typeof SCOPES)[number];

/** What a client may see and move. null: all. */
export type Grants = {
  readonly locationIds: readonly string[] | null;
  /** Of stations. */
  readonly groupIds: readonly string[] | null;
  readonly tokenUids: readonly string[] | null;
  /** Ids of parties, see party.ts. */
  readonly partyIds: readonly string[] | null;
};

/** Everything. */
export const ALL_GRANTS: Grants = { locationIds: null, groupIds: null, tokenUids: null, partyIds: null };

export const FACES = ['rest', 'graphql', 'mcp', 'login', 'inside'] as const;
/** By what the gateway is asked. inside: by none, as at the start by its settings. */
export type Face = (typeof FACES)[number];

/** Where a request came from: what the audit log says of it. */
export type Origin = {
  readonly face: Face;
  /** See services/request-address.ts; null: not known. */
  readonly address: string | null;
  /** As the answer's `X-Request-Id` says it; null: it was no request. */
  readonly requestId: string | null;
  /** W3C trace context, checked; null: none. */
  readonly traceparent: string | null;
  /** The first LONGEST_USER_AGENT characters; null: it says none. */
  readonly userAgent: string | null;
};

export const LONGEST_USER_AGENT = 200;

/** Of what the gateway does by itself. */
export const FROM_INSIDE: Origin = {
  face: 'inside',
  address: null,
  requestId: null,
  traceparent: null,
  userAgent: null,
};

/** The access token that a caller came in with, once it was found good. */
export type AccessToken = {
  /** Its `jti`. */
  readonly id: string;
  /** null: of the embedded issuer; else the outside issuer's URL. */
  readonly outside: string | null;
  /** `kid` of the key that signed it; null: it names none. */
  readonly keyId: string | null;
  /** Thumbprint of the key that it is bound to (`cnf.jkt`, RFC 9449); null: to none. */
  readonly boundTo: string | null;
  readonly clientId: string;
  readonly subject: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date;
  /** All that it says. */
  readonly claims: Readonly<Record<string, unknown>>;
};

/** Who calls, after the access token was checked. */
export type Caller = {
  readonly clientId: string;
  /** The driver in the token: it sees and moves nothing of others'; null for client_credentials and operators. */
  readonly userId: string | null;
  /** Who signed in; absent for client_credentials, and for users of outside issuers. */
  readonly accountId?: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly grants: Grants;
  readonly from: Origin;
  /** It runs persisted GraphQL operations alone, see persisted-operation.ts. Absent: it runs any. */
  readonly persistedOperationsOnly?: true;
  /** Asked anew for what outlives a request, see services/api/standing.ts. Absent: it is not. */
  readonly token?: AccessToken;
  /** When the access token ends: streams and sockets end then. Absent: it does not. */
  readonly expiresAt?: Date;
};

/**
 * Who a caller is beside others of its client, as one text: whoever signed in to an app or a console, or the client itself.
 * By it is counted what callers use up, and kept what is one's own.
 */
export const callerKey = ({
  clientId,
  userId,
  accountId,
}: Pick<Caller, 'clientId' | 'userId' | 'accountId'>): string => {
  const person = userId ?? accountId ?? null;
  return person === null ? clientId : JSON.stringify([clientId, person]);
};

/**
 * service: a machine that comes in by itself (client_credentials). web: a server that signs people in, with a secret or
 * keys. app: a program at the user's own hands, which can keep no secret (RFC 8252): PKCE stands in for it.
 */
export const CLIENT_TYPES = ['service', 'web', 'app'] as const;
export type ClientType = (typeof CLIENT_TYPES)[number];

/** How a client signs people in. Of a service nothing but its type is said. */
export type SignInOfClient = {
  readonly type: ClientType;
  /** Where codes go: compared by their whole text, loopback addresses without their port. */
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  /** The operator's own: people are not asked whether it may act for them. */
  readonly firstParty: boolean;
};

export const SERVICE_CLIENT: SignInOfClient = {
  type: 'service',
  redirectUris: [],
  postLogoutRedirectUris: [],
  firstParty: false,
};

/** An OAuth client of ours, or the grants of a client of a trusted outside issuer. */
export type Client = SignInOfClient & {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** null: the embedded issuer; else the outside issuer's URL. */
  readonly issuer: string | null;
  /** SHA-256 of the secret, hex; the secret itself is shown once and kept nowhere. null: private_key_jwt, an app, or an outside issuer. */
  readonly secretHash: string | null;
  readonly jwks: { readonly keys: readonly Record<string, unknown>[] } | null;
  readonly scopes: readonly Scope[];
  readonly grants: Grants;
  /** It gets no token, and those that it has open nothing. */
  readonly locked: boolean;
  /** RFC 9449, 5.2: its access tokens are bound to a key; one that is not opens nothing. */
  readonly dpopBoundAccessTokens: boolean;
  /** Of GraphQL it runs operations that are registered for it, or for all; nothing else. */
  readonly persistedOperationsOnly: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

const isLess = (now: readonly string[] | null, before: readonly string[] | null): boolean =>
  now !== null && (before === null || before.some((value) => !now.includes(value)));

/** Whether somebody may do less now than before: a scope, a part of the grants or free GraphQL is gone. */
export const mayLess = (
  now: Pick<Caller, 'userId' | 'scopes' | 'grants' | 'persistedOperationsOnly'>,
  before: Pick<Caller, 'userId' | 'scopes' | 'grants' | 'persistedOperationsOnly'>,
): boolean =>
  now.userId !== before.userId ||
  (now.persistedOperationsOnly === true && before.persistedOperationsOnly !== true) ||
  [...before.scopes].some((scope) => !now.scopes.has(scope)) ||
  isLess(now.grants.locationIds, before.grants.locationIds) ||
  isLess(now.grants.groupIds, before.grants.groupIds) ||
  isLess(now.grants.tokenUids, before.grants.tokenUids) ||
  isLess(now.grants.partyIds, before.grants.partyIds);

/** Whether grants bind in nothing. */
export const isUnboundGrants = (grants: Grants): boolean => Object.values(grants).every((granted) => granted === null);

/**
 * Whether a client can put the clients of the installation in order: it manages them, is bound in nothing, and gets tokens
 * here by itself. One of an outside issuer does not count: nobody here knows whether that issuer still gives it any.
 */
export const isAdministration = ({ issuer, type, locked, scopes, grants, secretHash, jwks }: Client): boolean =>
  issuer === null &&
  type === 'service' &&
  !locked &&
  scopes.includes('clients:manage') &&
  isUnboundGrants(grants) &&
  (secretHash !== null || jwks !== null);
