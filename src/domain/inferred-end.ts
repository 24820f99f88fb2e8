/**
 * Ends that no station told: a session that is over by all that is seen ends at its last reading, marked as inferred, and
 * gives way to the station's own later word.
 */
import { hasSeqNo } from './seq-ranges.ts';
import type { EndInference, LeftMark, Session } from './session.ts';
import { isOpen, resettle, type SessionReport } from './session-rules.ts';

/** Times by our clock. */
export type InferenceTimes = {
  /** How long a connector says Available before what was open on it ends; null: nothing ends so. */
  readonly availableMs: number | null;
  /** How long a station may say nothing after a boot of a session that was open before; null: nothing ends so. */
  readonly bootMs: number | null;
};

/** A transaction that is told of while its connector says Available runs: it ends only when it has been silent so long. */
const QUIET_MS = 15 * 60 * 1000;

const timeOf = (cause: LeftMark['cause'], times: InferenceTimes): number | null =>
  cause === 'boot' ? times.bootMs : times.availableMs;

const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/** Ends an open session from its last reading. */
export const inferEnd = (session: Session, from: EndInference): Session =>
  isOpen(session) ? resettle({ ...session, stale: false, left: null, endInferredFrom: from }) : session;

/** Whether a message is newer than all that the station said of the transaction before. */
const isNews = ({ transaction }: Session, { at, seqNo }: Pick<SessionReport, 'at' | 'seqNo'>): boolean => {
  const highest = transaction.seqNos.at(-1)?.[1];
  if (seqNo !== null && highest !== undefined) return seqNo > highest && !hasSeqNo(transaction.seqNos, seqNo);
  return at > transaction.newestAt;
};

/**
 * Whether the transaction goes on, by the station's own word, though it was taken for ended. Not so when another one has
 * begun in its place: then what is still told of it only corrects its energy and its end.
 */
export const goesOn = (session: Session, report: Pick<SessionReport, 'kind' | 'at' | 'seqNo'>): boolean =>
  session.endInferredFrom !== null &&
  session.endInferredFrom !== 'next_start' &&
  report.kind === 'updated' &&
  isNews(session, report);

/** The session as it was before its end was inferred. */
export const reopened = (session: Session, now: Date): Session => {
  const begun = session.authorization === 'ACCEPTED' || session.transaction.protocol === '1.6' || session.energyWh > 0;
  return resettle({
    ...session,
    endInferredFrom: null,
    endedAt: null,
    // Its connector still says that nobody is there.
    left:
      session.endInferredFrom === 'connector_available'
        ? { cause: 'connector_available', dueAt: after(now, QUIET_MS) }
        : null,
    status: begun ? 'ACTIVE' : 'PENDING',
  });
};

/** The session after a message about it has come: what is told of is not left. */
export const heardOf = (session: Session, before: Session, report: SessionReport, now: Date): Session => {
  const { left } = session;
  if (left === null) return session;
  if (left.cause === 'boot') return { ...session, left: null };
  // Repeated, it says nothing new.
  if (!isNews(before, report)) return session;
  return { ...session, left: { ...left, dueAt: after(now, QUIET_MS) } };
};

const due = (cause: LeftMark['cause'], times: InferenceTimes, now: Date): LeftMark | null => {
  const ms = timeOf(cause, times);
  return ms === null ? null : { cause, dueAt: after(now, ms) };
};

/** After its connector said that nobody is there; told again, it does not begin anew. */
export const leftAvailable = (session: Session, times: InferenceTimes, now: Date): Session => {
  const left = due('connector_available', times, now);
  if (left === null || (session.left !== null && session.left.dueAt <= left.dueAt)) return session;
  return { ...session, left };
};

/** After its station booted. In a loop of boots, the first one counts. */
export const leftAtBoot = (session: Session, times: InferenceTimes, now: Date): Session =>
  session.left?.cause === 'boot' ? session : { ...session, left: due('boot', times, now) };

/** After its station came back: while it is away, it cannot say anything. */
export const leftAgain = (session: Session, times: InferenceTimes, now: Date): Session =>
  session.left === null ? session : { ...session, left: due(session.left.cause, times, now) };

/** After its connector said something else. isRunning: that a transaction runs there. */
export const notLeft = (session: Session, isRunning: boolean): Session =>
  session.left !== null && (isRunning || session.left.cause === 'connector_available')
    ? { ...session, left: null }
    : session;
