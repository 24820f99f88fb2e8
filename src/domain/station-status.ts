import type { ConnectorStatus, Station } from './station.ts';
import { asItIs, isOut, serves } from './told-status.ts';

/**
 * Status of a station as a whole, on all versions.
 *
 * What it says of itself holds (1.6 connector 0, 2.x EVSE 0). One that says nothing of itself is AVAILABLE as soon as one
 * of its connectors serves, in use or not; FAULTED when all are out of order; UNAVAILABLE when none serves and one at least
 * is out of service; else UNKNOWN: nothing was told since its boot.
 */
export const stationStatus = (station: Station): ConnectorStatus => {
  if (station.status !== 'UNKNOWN') return station.status;
  const statuses = station.evses.flatMap(({ connectors }) => connectors.map((one) => asItIs(station, one).status));
  if (statuses.some(serves)) return 'AVAILABLE';
  if (statuses.length === 0 || !statuses.every(isOut)) return 'UNKNOWN';
  return statuses.every((status) => status === 'FAULTED') ? 'FAULTED' : 'UNAVAILABLE';
};
