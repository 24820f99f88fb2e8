/** What a token may do. */
import type { Authorization, AuthorizationStatus, Token } from './token.ts';

/** Whether a token may start a session now, its other sessions aside. A master pass starts none (OCPP 2.0.1 C16). */
export const startStatus = (token: Token | null, now: Date): AuthorizationStatus => {
  if (token === null) return 'INVALID';
  if (token.status === 'BLOCKED') return 'BLOCKED';
  if (token.expiresAt !== null && token.expiresAt <= now) return 'EXPIRED';
  return token.masterPass ? 'INVALID' : 'ACCEPTED';
};

/** An answer about a token, with what the station may cache of it. */
export const authorizationOf = (token: Token | null, status: AuthorizationStatus): Authorization => ({
  status,
  expiresAt: token?.expiresAt ?? null,
  groupId: token?.groupId ?? null,
  token,
});

/**
 * Whether a token is good for an Authorize, which does not say what for: a start, or a stop, which a master pass may do.
 * The station compares the group that it is told with its MasterPassGroupId (OCPP 2.0.1 C16.FR.01).
 */
export const presentStatus = (token: Token | null, now: Date): AuthorizationStatus =>
  token?.masterPass === true ? startStatus({ ...token, masterPass: false }, now) : startStatus(token, now);

/**
 * Whether a token may stop a session: the one that began it, one of its group (also when either is expired meanwhile:
 * whoever could start may stop), or a master pass. A session without a token is stopped by any that is good.
 */
export const stopStatus = (
  stopToken: { readonly uid: string; readonly token: Token | null },
  session: { readonly uid: string | null; readonly groupId: string | null },
  now: Date,
): AuthorizationStatus => {
  const { uid, token } = stopToken;
  if (session.uid !== null && uid.toLowerCase() === session.uid.toLowerCase()) return 'ACCEPTED';
  const status = presentStatus(token, now);
  if (status !== 'ACCEPTED' || token === null) return status;
  const sameGroup = token.groupId !== null && token.groupId === session.groupId;
  return token.masterPass || session.uid === null || sameGroup ? 'ACCEPTED' : 'INVALID';
};
