import type { OrderOf } from '../../domain/kinds/documents.ts';
import type { StoredReading } from '../../domain/meter.ts';
import type { Session, SessionStatus } from '../../domain/session.ts';
import type { Count, ListQuery, Slice } from './list.ts';

export type SessionQuery = ListQuery<OrderOf<'sessions'>> & {
  readonly stationId: string | null;
  readonly locationId: string | null;
  readonly tokenUid: string | null;
  readonly status: SessionStatus | null;
  /** Whatever station it was on. */
  readonly evseUid?: string | null;
};

/** So many sessions of one transaction id are looked at. */
export const SESSIONS_OF_ONE_ID = 8;

export type SessionStore = {
  readonly session: (id: string) => Promise<Session | null>;
  readonly sessionsById: (ids: readonly string[]) => Promise<readonly Session[]>;
  readonly sessions: (query: SessionQuery) => Promise<Slice<Session>>;
  readonly countSessions: Count<SessionQuery>;
  /** PENDING and ACTIVE ones: all of them, however many. */
  readonly countOpenSessions: () => Promise<number>;
  /** PENDING and ACTIVE ones of a station, oldest first. */
  readonly openSessionsOf: (stationId: string) => Promise<readonly Session[]>;
  /** PENDING and ACTIVE ones that this token began, over all stations. */
  readonly openSessionsOfToken: (tokenUid: string) => Promise<readonly Session[]>;
  readonly sessionByTransaction: (stationId: string, transactionId: string) => Promise<Session | null>;
  /** Up to eight, newest first: stations that lose their memory use ids again. */
  readonly sessionsByTransaction: (stationId: string, transactionId: string) => Promise<readonly Session[]>;
  /** OCPP 1.6: the record of a StartTransaction that is retried. */
  readonly sessionByStartKey: (stationId: string, startKey: string) => Promise<Session | null>;
  /** Oldest first. */
  readonly readings: (
    sessionId: string,
    page: { readonly limit: number; readonly after: { readonly sampledAt: Date; readonly key: string } | null },
  ) => Promise<Slice<StoredReading>>;
};
