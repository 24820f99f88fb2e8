/** What a station is told of a token that someone shows it. */

import type { Session } from '../domain/session.ts';
import { isOpen } from '../domain/session-rules.ts';
import type { Authorization, AuthorizationStatus, Token, TokenRef, TokenType } from '../domain/token.ts';
import { authorizationOf, presentStatus, startStatus, stopStatus } from '../domain/token-rules.ts';
import type { PresentedToken } from './inbox.ts';
import type { SessionStore } from './ports/session-store.ts';
import type { Clock } from './ports/time.ts';
import type { TokenStore } from './ports/token-store.ts';

export type AuthorizationOptions = {
  /**
   * Whether a token may have several sessions at once. `allow` is what the field expects: a fleet charges many cars with
   * one token, and a session whose stop is still on its way must not keep a driver from charging.
   * `refuse` answers ConcurrentTx.
   */
  readonly concurrentTransactions: 'allow' | 'refuse';
};

/** How a token that began a transaction is known. */
export type ShownToken = { readonly ref: TokenRef; readonly authorization: Authorization };

/** partyId: the station's. A token of another party is one that nobody knows there. */
export type Authorizer = {
  /** For Authorize: not said yet what for. */
  readonly present: (shown: PresentedToken, partyId: string) => Promise<Authorization>;
  /**
   * null: no token was shown (a start by button). isOwn: sessions that do not count against it.
   * shownAt: when it was shown; a token that expired before a start was replayed was good when it began.
   */
  readonly start: (
    shown: PresentedToken | null,
    isOwn: (session: Session) => boolean,
    shownAt: Date,
    partyId: string,
  ) => Promise<ShownToken | null>;
  /** Whether it may stop the session; null: one that we don't know. */
  readonly stop: (shown: PresentedToken, session: Session | null, partyId: string) => Promise<Authorization>;
};

/** Types of tokens that we don't know, by what OCPP calls them. */
const TYPES: Readonly<Record<string, TokenType>> = {
  idTag: 'RFID',
  ISO14443: 'RFID',
  ISO15693: 'RFID',
  Central: 'APP_USER',
};

/** OCPP 2.x says "no token was needed" with a token of this kind (C02), 1.6 with an empty idTag. */
export const isShown = (token: PresentedToken | null): token is PresentedToken =>
  token !== null && token.kind !== 'NoAuthorization' && token.uid !== '';

const refOf = (shown: PresentedToken, token: Token | null): TokenRef =>
  token === null
    ? { uid: shown.uid, type: Object.hasOwn(TYPES, shown.kind) ? (TYPES[shown.kind] ?? 'OTHER') : 'OTHER' }
    : { uid: token.uid, type: token.type };

export const createAuthorizer = ({
  store,
  clock,
  options,
}: {
  readonly store: Pick<TokenStore & SessionStore, 'token' | 'openSessionsOfToken'>;
  readonly clock: Clock;
  readonly options: AuthorizationOptions;
}): Authorizer => {
  const unlessConcurrent = async (
    status: AuthorizationStatus,
    uid: string,
    isOwn: (session: Session) => boolean,
  ): Promise<AuthorizationStatus> => {
    if (status !== 'ACCEPTED' || options.concurrentTransactions === 'allow') return status;
    const open = await store.openSessionsOfToken(uid);
    const other = open.some((session) => isOpen(session) && session.authorization === 'ACCEPTED' && !isOwn(session));
    return other ? 'CONCURRENT_TX' : status;
  };

  const known = async ({ uid }: PresentedToken, partyId: string): Promise<Token | null> => {
    const token = await store.token(uid);
    return token?.partyId === partyId ? token : null;
  };

  return {
    // An Authorize can precede a stop as well as a start, so that a session is open does not count here.
    present: async (shown, partyId) => {
      const token = isShown(shown) ? await known(shown, partyId) : null;
      return authorizationOf(token, presentStatus(token, clock.now()));
    },
    start: async (shown, isOwn, shownAt, partyId) => {
      if (!isShown(shown)) return null;
      const token = await known(shown, partyId);
      const status = await unlessConcurrent(startStatus(token, shownAt), token?.uid ?? shown.uid, isOwn);
      return { ref: refOf(shown, token), authorization: authorizationOf(token, status) };
    },
    stop: async (shown, session, partyId) => {
      const token = isShown(shown) ? await known(shown, partyId) : null;
      const now = clock.now();
      const status =
        session === null
          ? presentStatus(token, now)
          : stopStatus({ uid: shown.uid, token }, { uid: session.token?.uid ?? null, groupId: session.groupId }, now);
      return authorizationOf(token, status);
    },
  };
};
