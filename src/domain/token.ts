export const TOKEN_TYPES = ['RFID', 'APP_USER', 'AD_HOC_USER', 'OTHER'] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];

export type TokenRef = { readonly uid: string; readonly type: TokenType };

/** Who may charge. The uid is compared without regard to case (OCPI CiString, OCPP IdToken). */
export type Token = TokenRef & {
  readonly version: number;
  readonly contractId: string;
  /** BLOCKED is set by hand; expiry comes from expiresAt. */
  readonly status: 'ACCEPTED' | 'BLOCKED';
  readonly expiresAt: Date | null;
  /** Tokens of one group may stop each other's sessions (OCPP parentIdTag / groupIdToken). */
  readonly groupId: string | null;
  /** Stops any session, starts none (OCPP MasterPassGroupId). */
  readonly masterPass: boolean;
  /** The OAuth user (sub) whose token this is; what a driver's app may see hangs on it. */
  readonly driverId: string | null;
  readonly issuer: string | null;
  readonly visualNumber: string | null;
  /** Whose it is, see party.ts: it is good at that party's stations. */
  readonly partyId: string;
  /** Of one that is shown though it was deleted, see retired.ts; never of one in use. */
  readonly retiredAt?: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export type AuthorizationStatus = 'ACCEPTED' | 'BLOCKED' | 'EXPIRED' | 'INVALID' | 'CONCURRENT_TX' | 'NO_CREDIT';

/** What a station is told of a token. */
export type Authorization = {
  readonly status: AuthorizationStatus;
  readonly expiresAt: Date | null;
  readonly groupId: string | null;
  /** null: the token is not known here. */
  readonly token: Token | null;
};
