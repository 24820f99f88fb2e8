/**
 * Which of the sessions with a transaction's id a message is about.
 *
 * OCPP 2.x wants ids that are never used again; stations that lost their memory count from the start. So an id counts
 * within a boot of its station, and what came before a boot keeps its own messages, however late they come.
 */
import type { Session } from './session.ts';
import { isOpen, type SessionReport } from './session-rules.ts';
import { isToldStart, toldEndOf, toldStartOf } from './told-times.ts';

type Told = Pick<SessionReport, 'kind' | 'at' | 'toldAt'>;

/** Whether the station has booted since it last told of the session. */
const isBefore = (session: Session, bootedAt: Date | null): boolean => {
  if (isOpen(session)) return session.left?.cause === 'boot';
  return session.endInferredFrom === 'boot' || (bootedAt !== null && bootedAt >= session.updatedAt);
};

const isAfterEnd = ({ endedAt }: Session, at: Date): boolean => endedAt !== null && at > endedAt;

/**
 * same: it is about this session. new: about one that is not known yet. older: about one that began before this one, if
 * there is one.
 */
export type Identity = 'same' | 'new' | 'older';

const identityOfStart = (session: Session, report: Told, bootedAt: Date | null): Identity => {
  const { at } = report;
  if (!session.transaction.startSeen) return isAfterEnd(session, at) ? 'new' : 'same';
  const apartMs = at.getTime() - session.startedAt.getTime();
  if (apartMs === 0 || isToldStart(session, report)) return 'same';
  // Whatever was repeated since of the one before; a clock may have gone back over the boot.
  if (isBefore(session, bootedAt) || (bootedAt !== null && bootedAt > session.createdAt)) return 'new';
  if (apartMs < 0) return 'older';
  return !isOpen(session) && isAfterEnd(session, at) ? 'new' : 'same';
};

/** session: the newest one with the id. bootedAt: the last boot, by our clock. */
export const identityOf = (session: Session, report: Told, bootedAt: Date | null): Identity => {
  const { kind, at } = report;
  if (kind === 'started') return identityOfStart(session, report, bootedAt);
  const { startSeen, endSeen } = session.transaction;
  if (startSeen && at < session.startedAt) return 'older';
  // Its Started may still come.
  if (kind === 'updated' && endSeen && isAfterEnd(session, at) && isBefore(session, bootedAt)) return 'new';
  return 'same';
};

/** The one of several sessions with an id that a message of that time is about; undefined: it is older than all. */
export const sessionAt = (sessions: readonly Session[], at: Date): Session | undefined =>
  sessions.toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime()).find(({ startedAt }) => startedAt <= at);

/**
 * Whether a StartTransaction of OCPP 1.6 with the same text is the same one. A station repeats only what has not ended: its
 * queue gives a stop only after the start was answered. What comes behind the stop is another one, where its time can be
 * another's: one that cannot be meant (a clock at 1970), one since the boot that followed, that of the stop itself, or
 * any since a boot of a station whose clock was wrong, which may have begun anew with it (at 2020). Otherwise no
 * transaction begins at a moment within the one before it, so such a text was written twice on its way.
 */
export const isRetriedStart = (
  session: Session,
  report: Pick<SessionReport, 'at' | 'toldAt'>,
  bootedAt: Date | null,
): boolean => {
  if (isOpen(session)) return true;
  if (!isToldStart(session, report)) return false;
  const [begun, ended] = [toldStartOf(session), toldEndOf(session)];
  if (ended === null) return !session.transaction.endSeen;
  if (begun === null || begun >= ended) return false;
  const wasWrong = begun.getTime() !== session.startedAt.getTime();
  return bootedAt === null || bootedAt <= session.createdAt || (!wasWrong && report.at < bootedAt);
};
