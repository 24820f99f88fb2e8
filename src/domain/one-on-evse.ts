/** Never more than one open session on an EVSE (OCPP 1.6: connector): of two, the one that began later is the real one. */
import type { Session } from './session.ts';
import { isOpen, type SessionReport } from './session-rules.ts';

/** Open sessions on the EVSE, but the one with that id. */
export const rivalsOn = (sessions: readonly Session[], evseId: number | null, id: string | null): readonly Session[] =>
  evseId === null
    ? []
    : sessions.filter((session) => session.evseId === evseId && session.id !== id && isOpen(session));

/**
 * Whether a message that begins a record tells of something that was over when the rival began or was last told of.
 * In OCPP 1.6 a queue comes in order, so the last start is the newest, whatever the station's clock says.
 */
export const isOutdated = (report: SessionReport & { readonly offline: boolean }, rival: Session): boolean => {
  if (report.protocol === '1.6') return false;
  return report.kind === 'started'
    ? report.offline && report.at < rival.startedAt
    : report.at <= rival.transaction.newestAt;
};
