/** Finds the session that a message about a transaction belongs to. */
import type { Session } from '../../domain/session.ts';
import type { SessionReport } from '../../domain/session-rules.ts';
import { identityOf, isRetriedStart, sessionAt } from '../../domain/transaction-identity.ts';
import type { TransactionReport } from '../inbox.ts';
import type { SessionStore } from '../ports/session-store.ts';
import type { StationState } from '../stations/station-writer.ts';

/** By our clock, with what it told. */
type TimedReport = TransactionReport & Pick<SessionReport, 'toldAt'>;

export type Found = {
  /** null: the message is the first that is known of its transaction. */
  readonly session: Session | null;
  /** Had the id, or the text of the start, before the transaction of this message. */
  readonly former: Session | null;
  /** The message does not name it. */
  readonly isGuess: boolean;
};

export type FindSession = (state: StationState, report: TimedReport) => Promise<Found>;

const of = (session: Session | null): Found => ({ session, former: null, isGuess: false });

/** Stations that have lost the id, or never got one, say one of these where OCPP 1.6 wants a number. */
export const isNoId = (id: string | null): boolean => id === '0' || id === '-1';

/**
 * Ids of OCPP 1.6 are ours, and never 0. A stop without one is the only open session's; where there are several, it is
 * nobody's. One with another id is another transaction's, however few are open: what runs must not end by it.
 */
const guessed = ({ sessions: [only, ...others] }: StationState, report: TimedReport): Found => {
  const fits = only !== undefined && others.length === 0 && report.kind === 'ended' && report.at >= only.startedAt;
  return { session: fits ? only : null, former: null, isGuess: fits };
};

export const createFindSession = (
  store: Pick<SessionStore, 'sessionByTransaction' | 'sessionsByTransaction' | 'sessionByStartKey'>,
): FindSession => {
  const byStart = async (state: StationState, report: TimedReport, startKey: string): Promise<Found> => {
    const open = state.sessions.find(({ transaction }) => transaction.startKey === startKey);
    if (open !== undefined) return of(open);
    const stored = await store.sessionByStartKey(report.stationId, startKey);
    if (stored === null || isRetriedStart(stored, report, state.station?.bootedAt ?? null)) return of(stored);
    return { session: null, former: stored, isGuess: false };
  };

  /** Of OCPP 2.x: the station gives it. */
  const byStationsId = async (state: StationState, report: TimedReport, id: string): Promise<Found> => {
    const { stationId } = report;
    const newest =
      state.sessions.findLast(({ transaction }) => transaction.id === id) ??
      (await store.sessionByTransaction(stationId, id));
    if (newest === null) return of(null);
    const identity = identityOf(newest, report, state.station?.bootedAt ?? null);
    if (identity === 'same') return of(newest);
    const all = await store.sessionsByTransaction(stationId, id);
    if (identity === 'new') {
      const repeated = all.find(({ startedAt }) => startedAt.getTime() === report.at.getTime());
      return repeated === undefined ? { session: null, former: newest, isGuess: false } : of(repeated);
    }
    const older = sessionAt(all, report.at);
    if (older !== undefined) return of(older);
    // It was kept at the station since before the one that is known.
    return report.kind === 'started' && report.offline ? { session: null, former: newest, isGuess: false } : of(newest);
  };

  return async (state, report) => {
    const { protocol, transactionId, startKey } = report;
    if (transactionId === null) return startKey === null ? of(null) : byStart(state, report, startKey);
    if (protocol !== '1.6') return byStationsId(state, report, transactionId);
    if (isNoId(transactionId)) return guessed(state, report);
    return of(
      state.sessions.find(({ transaction }) => transaction.id === transactionId) ??
        (await store.sessionByTransaction(report.stationId, transactionId)),
    );
  };
};
