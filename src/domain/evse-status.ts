import type { ConnectorStatus, Evse, EvseStatus, Station } from './station.ts';
import { isOut } from './told-status.ts';

/** OCPI's CHARGING means "in use"; OCCUPIED is all that OCPP 2.x says of it. */
const IN_USE: ReadonlySet<ConnectorStatus> = new Set<ConnectorStatus>([
  'OCCUPIED',
  'CHARGING',
  'SUSPENDED_EV',
  'SUSPENDED_EVSE',
]);
/** A car stands there and does not charge. */
const TAKEN: ReadonlySet<ConnectorStatus> = new Set<ConnectorStatus>(['PREPARING', 'FINISHING']);

/**
 * Status of an EVSE as OCPI 2.2.1 says it, from its station and connectors.
 *
 * `inSession`: a session is known to be open on it, whatever the connectors say.
 * A station that is offline says nothing: UNKNOWN; the EVSEs of one that was deleted are REMOVED. An EVSE serves one connector at a time, so one that is taken or
 * reserved decides for all; a broken one counts only when none is left. What the station says of itself as a whole holds
 * for all its EVSEs but those of which a connector has told its status since.
 * @see OCPI 2.2.1 mod_locations, 8.4.22 Status enum
 */
export const evseStatus = (
  station: Pick<Station, 'online' | 'status' | 'retiredAt'>,
  evse: Evse,
  inSession: boolean,
): EvseStatus => {
  if (station.retiredAt !== undefined) return 'REMOVED';
  if (!station.online) return 'UNKNOWN';
  const { status } = station;
  if (isOut(status) && !evse.connectors.some(({ toldAfterStation }) => toldAfterStation === true)) {
    return status === 'FAULTED' ? 'OUTOFORDER' : 'INOPERATIVE';
  }
  const statuses = evse.connectors.map((connector) =>
    isOut(status) && connector.toldAfterStation !== true ? status : connector.status,
  );
  if (inSession || statuses.some((status) => IN_USE.has(status))) return 'CHARGING';
  if (statuses.some((status) => TAKEN.has(status))) return 'BLOCKED';
  if (statuses.includes('RESERVED')) return 'RESERVED';
  if (statuses.includes('AVAILABLE')) return 'AVAILABLE';
  if (statuses.includes('UNAVAILABLE')) return 'INOPERATIVE';
  if (statuses.includes('FAULTED')) return 'OUTOFORDER';
  return 'UNKNOWN';
};
