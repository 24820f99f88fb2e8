import type { Session } from '../../domain/session.ts';
import type { Log, Metrics } from '../ports/observing.ts';

/** Counts and logs the end of a session, once it is stored. */
export const createToldOfEnd =
  ({ log, metrics }: { readonly log: Log; readonly metrics: Metrics }) =>
  ({ stationId, id: sessionId, status, energyWh, endInferredFrom }: Session): void => {
    metrics.count('sessions_total', { outcome: status.toLowerCase() });
    log.info({ stationId, sessionId, status, energyWh, endInferredFrom }, 'session.ended');
  };
