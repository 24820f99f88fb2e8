/** What a station is told of a tag: IdTagInfo. */
import type { OCPP16 } from 'typed-ocpp';
import type { Authorization, AuthorizationStatus } from '../../domain/token.ts';

type IdTagInfo = OCPP16.AuthorizeResponse['idTagInfo'];

const STATUSES: Readonly<Record<AuthorizationStatus, IdTagInfo['status']>> = {
  ACCEPTED: 'Accepted',
  BLOCKED: 'Blocked',
  EXPIRED: 'Expired',
  INVALID: 'Invalid',
  CONCURRENT_TX: 'ConcurrentTx',
  // 1.6 has no word for credit; Blocked says "not allowed for charging" without denying that the tag is known.
  NO_CREDIT: 'Blocked',
};

/** Longest IdToken of OCPP 1.6 (CiString20Type). */
export const MAX_ID_TAG = 20;

/** A group longer than 1.6 can say is left out: cut short it would be another group. */
export const idTagInfo = (authorization: Authorization): IdTagInfo => ({
  status: STATUSES[authorization.status],
  ...(authorization.expiresAt === null ? {} : { expiryDate: authorization.expiresAt.toISOString() }),
  ...(authorization.groupId === null || authorization.groupId.length > MAX_ID_TAG
    ? {}
    : { parentIdTag: authorization.groupId }),
});
