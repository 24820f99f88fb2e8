/** The words of all versions for a connector's status, as stations write them. */
import type { ConnectorStatus } from '../domain/station.ts';

/** By their letters alone: `Suspended EV` and `out_of_service` are read as well. */
const STATUSES: Readonly<Record<string, ConnectorStatus>> = {
  available: 'AVAILABLE',
  preparing: 'PREPARING',
  // 2.x; 1.5 said it, too, and so do some stations of 1.6.
  occupied: 'OCCUPIED',
  charging: 'CHARGING',
  suspendedev: 'SUSPENDED_EV',
  suspendedevse: 'SUSPENDED_EVSE',
  finishing: 'FINISHING',
  reserved: 'RESERVED',
  unavailable: 'UNAVAILABLE',
  inoperative: 'UNAVAILABLE',
  outofservice: 'UNAVAILABLE',
  faulted: 'FAULTED',
  fault: 'FAULTED',
  error: 'FAULTED',
};

/** The status; UNKNOWN is the nearest safe one for a word that nobody knows. */
export const connectorStatusOf = (word: string | null): ConnectorStatus => {
  const letters = (word ?? '').toLowerCase().replace(/[^a-z]/g, '');
  return Object.hasOwn(STATUSES, letters) ? (STATUSES[letters] ?? 'UNKNOWN') : 'UNKNOWN';
};
