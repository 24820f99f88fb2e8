/** Tokens as 2.x says them, and what a station is told of one. */
import type { OCPP20 } from 'typed-ocpp';
import type { Authorization, AuthorizationStatus, TokenType } from '../../domain/token.ts';
import type { PresentedToken } from '../../services/inbox.ts';
import { objectOf, textOf } from '../payload.ts';

export type IdToken = OCPP20.AuthorizeRequest['idToken'];
export type IdTokenInfo = OCPP20.AuthorizeResponse['idTokenInfo'];

/** Longest idToken of OCPP 2.0.1 (identifierString[36]). */
export const MAX_ID_TOKEN = 36;

/** null: none was shown. A start by button says NoAuthorization with an empty text (OCPP 2.0.1 part 2, C02). */
export const presentedToken = (idToken: unknown): PresentedToken | null => {
  const token = objectOf(idToken);
  const kind = textOf(token.type) ?? 'Central';
  const uid = textOf(token.idToken);
  return uid === null || kind === 'NoAuthorization' ? null : { uid, kind };
};

/** Cards are taken for ISO 14443, which nearly all are; what has no card was given out by a central system. */
const TYPES: Readonly<Record<TokenType, IdToken['type']>> = {
  RFID: 'ISO14443',
  APP_USER: 'Central',
  AD_HOC_USER: 'Central',
  OTHER: 'Central',
};

export const idTokenOf = (token: { readonly uid: string; readonly type: TokenType }): IdToken => ({
  idToken: token.uid,
  type: TYPES[token.type],
});

const STATUSES: Readonly<Record<AuthorizationStatus, IdTokenInfo['status']>> = {
  ACCEPTED: 'Accepted',
  BLOCKED: 'Blocked',
  EXPIRED: 'Expired',
  INVALID: 'Invalid',
  CONCURRENT_TX: 'ConcurrentTx',
  NO_CREDIT: 'NoCredit',
};

/** A group longer than the version can say is left out: cut short it would be another group. */
export const idTokenInfo = (authorization: Authorization, maxLength: number = MAX_ID_TOKEN): IdTokenInfo => ({
  // 2.x tells a token that nobody knows from one that is not valid here.
  status:
    authorization.status === 'INVALID' && authorization.token === null ? 'Unknown' : STATUSES[authorization.status],
  ...(authorization.expiresAt === null ? {} : { cacheExpiryDateTime: authorization.expiresAt.toISOString() }),
  ...(authorization.groupId === null || authorization.groupId.length > maxLength
    ? {}
    : { groupIdToken: { idToken: authorization.groupId, type: 'Central' } }),
});
