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

/** UIDs of 4, 7 or 10 bytes. @see ISO 14443-3, and OCPP 2.0.1 part 2, IdTokenEnumType */
const ISO_14443 = /^(?:[0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20})$/i;
/** UIDs of 8 bytes, which begin with E0. @see ISO 15693-3 */
const ISO_15693 = /^E0[0-9A-F]{14}$/i;

/** What is no card's UID was given out by a central system, also when it is printed on a card. */
const typeOf = ({ uid, type }: { readonly uid: string; readonly type: TokenType }): IdToken['type'] => {
  if (type !== 'RFID') return 'Central';
  if (ISO_14443.test(uid)) return 'ISO14443';
  return ISO_15693.test(uid) ? 'ISO15693' : 'Central';
};

export const idTokenOf = (token: { readonly uid: string; readonly type: TokenType }): IdToken => ({
  idToken: token.uid,
  type: typeOf(token),
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
