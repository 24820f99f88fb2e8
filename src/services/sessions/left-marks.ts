/** Marks open sessions as left, or not any more, by what their station says beside their transactions. */
import { type InferenceTimes, leftAgain, leftAtBoot, leftAvailable, notLeft } from '../../domain/inferred-end.ts';
import type { Session } from '../../domain/session.ts';
import type { ConnectorStatus, Station } from '../../domain/station.ts';

type Said = {
  readonly evseId: number | null;
  /** null: the EVSE's first. */
  readonly connectorId: number | null;
  readonly status: ConnectorStatus;
};

/** Each answers the sessions that it changes, their versions raised. */
export type LeftMarks = {
  /** station: with what was said. */
  readonly said: (
    sessions: readonly Session[],
    reports: readonly Said[],
    station: Pick<Station, 'evses'>,
    now: Date,
  ) => readonly Session[];
  /** station: before the boot. */
  readonly booted: (
    sessions: readonly Session[],
    station: Pick<Station, 'bootedAt' | 'connectedAt'>,
    now: Date,
  ) => readonly Session[];
  /** The session of a station that is connected again, its version as it was. */
  readonly back: (session: Session, now: Date) => Session;
};

/** A transaction runs on a connector that says so (OCPP 1.6, 4.9). */
const RUNNING: ReadonlySet<ConnectorStatus> = new Set<ConnectorStatus>(['CHARGING', 'SUSPENDED_EV', 'SUSPENDED_EVSE']);

const raised = (sessions: readonly Session[], to: (session: Session) => Session, now: Date): readonly Session[] =>
  sessions.flatMap((session) => {
    const marked = to(session);
    return marked === session ? [] : [{ ...marked, version: session.version + 1, updatedAt: now }];
  });

const concerns = ({ evseId, connectorId }: Session, report: Said): boolean =>
  evseId !== null && report.evseId === evseId && (connectorId === null || (report.connectorId ?? 1) === connectorId);

/** Whether nobody is at the session's connector; where that is not known, at none of its EVSE. */
const isFree = ({ evseId, connectorId }: Session, { evses }: Pick<Station, 'evses'>): boolean =>
  connectorId !== null ||
  (evses.find(({ id }) => id === evseId)?.connectors.every(({ status }) => status === 'AVAILABLE') ?? false);

/**
 * Whether the boot is the first one on its connection, and the session was told of on that before: a station that goes on
 * where it was, and only now says who it is.
 */
const isOfThisBoot = (
  session: Session,
  { bootedAt, connectedAt }: Pick<Station, 'bootedAt' | 'connectedAt'>,
): boolean => connectedAt !== null && (bootedAt === null || bootedAt < connectedAt) && session.updatedAt > connectedAt;

export const createLeftMarks = (times: InferenceTimes): LeftMarks => ({
  said: (sessions, reports, station, now) =>
    raised(
      sessions,
      (session) =>
        reports.reduce((marked, report) => {
          if (!concerns(marked, report)) return marked;
          if (report.status !== 'AVAILABLE') return notLeft(marked, RUNNING.has(report.status));
          return isFree(marked, station) ? leftAvailable(marked, times, now) : marked;
        }, session),
      now,
    ),
  booted: (sessions, station, now) =>
    raised(sessions, (session) => (isOfThisBoot(session, station) ? session : leftAtBoot(session, times, now)), now),
  back: (session, now) => leftAgain(session, times, now),
});
