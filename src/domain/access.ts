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
  'reports:read',
  'audit:read',
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

/** Who calls, after the access token was checked. */
export type Caller = {
  readonly clientId: string;
  /** The user in the token (a driver's app); null for client_credentials. */
  readonly userId: string | null;
  readonly scopes: ReadonlySet<Scope>;
  readonly grants: Grants;
  /** When the access token ends: streams and sockets end then. Absent: it does not. */
  readonly expiresAt?: Date;
};

/** An OAuth client of ours, or the grants of a client of a trusted outside issuer. */
export type Client = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  /** null: the embedded issuer; else the outside issuer's URL. */
  readonly issuer: string | null;
  /** SHA-256 of the secret, hex; the secret itself is shown once and kept nowhere. null: private_key_jwt, or an outside issuer. */
  readonly secretHash: string | null;
  readonly jwks: { readonly keys: readonly Record<string, unknown>[] } | null;
  readonly scopes: readonly Scope[];
  readonly grants: Grants;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
