/** Which comes first at an EVSE, the plug or the start, as remote starts that worked have shown. */
import { withSeenOrder } from './plug.ts';
import type { Session } from './session.ts';
import type { ConnectorStatus, Station } from './station.ts';

/** A vehicle is there. */
const PLUGGED: ReadonlySet<ConnectorStatus> = new Set<ConnectorStatus>([
  'PREPARING',
  'OCCUPIED',
  'CHARGING',
  'SUSPENDED_EV',
  'SUSPENDED_EVSE',
  'FINISHING',
]);

/**
 * The station with what a session teaches that a start from outside began. The connector that told of its vehicle before
 * the start went out wants (or takes) the plug first; the one that was free until then takes the start first. Statuses are
 * compared by when they came: what the station's clock says would not tell.
 *
 * startSentAt: null: it was no start from outside, which says nothing of the order.
 */
export const withStartSeen = (
  station: Station,
  { evseId, connectorId }: Pick<Session, 'evseId' | 'connectorId'>,
  startSentAt: Date | null,
  now: Date,
): Station => {
  const evse = startSentAt === null ? undefined : station.evses.find(({ id }) => id === evseId);
  const connector = evse?.connectors.find(({ id }) => id === (connectorId ?? 1));
  if (startSentAt === null || evse === undefined || connector?.statusAt == null) return station;
  const wasPlugged = PLUGGED.has(connector.status) && connector.statusAt < startSentAt;
  const next = withSeenOrder(evse, wasPlugged ? 'PLUG_FIRST' : 'START_FIRST');
  if (next === evse) return station;
  return {
    ...station,
    evses: station.evses.map((one) => (one === evse ? next : one)),
    version: station.version + 1,
    updatedAt: now,
  };
};
