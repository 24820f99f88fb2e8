/** Which outages a station's state begins and ends. */
import { carriedFrom } from './at-station.ts';
import { evseStatus } from './evse-status.ts';
import type { Outage } from './outage.ts';
import { DISCONNECT_REASONS, type DisconnectReason, type Evse, type Station } from './station.ts';

type Fault = Pick<Outage, 'evseId' | 'evseUid' | 'cause' | 'reason'>;

type Place = Pick<Fault, 'evseId' | 'evseUid' | 'cause'>;

/** The EVSE that came to a place is not the one that was out of order there. */
const isSame = (a: Place, b: Place): boolean => a.evseId === b.evseId && a.evseUid === b.evseUid && a.cause === b.cause;

const errorOf = (evse: Evse): string | null =>
  evse.connectors.find(({ errorCode }) => errorCode !== null)?.errorCode ?? null;

/** What an EVSE cannot serve for, as its station last told, whether that is reachable or not. */
const faultOfEvse = (evse: Evse): Fault | null => {
  switch (evseStatus({ online: true, status: 'AVAILABLE' }, evse, false)) {
    case 'OUTOFORDER':
      return { evseId: evse.id, evseUid: evse.uid, cause: 'FAULTED', reason: errorOf(evse) };
    case 'INOPERATIVE':
      return { evseId: evse.id, evseUid: evse.uid, cause: 'UNAVAILABLE', reason: errorOf(evse) };
    default:
      return null;
  }
};

/**
 * All that is wrong with a station now. What is wrong with the whole of it is not repeated for each EVSE. A station that
 * was never connected, that is not accepted (any more) or that was replaced is expected to serve nobody.
 */
const faultsOf = (station: Station): readonly Fault[] => {
  if (station.registration !== 'accepted' || station.connectedAt === null || station.replacedBy !== null) return [];
  const unreachable: readonly Fault[] = station.online
    ? []
    : [{ evseId: null, evseUid: null, cause: 'UNREACHABLE', reason: station.disconnectReason }];
  const { status, statusErrorCode: reason = null } = station;
  if (status === 'FAULTED' || status === 'UNAVAILABLE')
    return [...unreachable, { evseId: null, evseUid: null, cause: status, reason }];
  return [...unreachable, ...station.evses.map(faultOfEvse).filter((fault) => fault !== null)];
};

/**
 * The station with its open outages as they are now, and the records that begin or end with that. A station about which
 * nothing changes is answered as it is.
 */
export const trackOutages = (
  station: Station,
  { now, newId }: { readonly now: Date; readonly newId: () => string },
): { readonly station: Station; readonly outages: readonly Outage[] } => {
  const faults = faultsOf(station);
  const { openOutages } = station;
  const lasting = openOutages.filter((outage) => faults.some((fault) => isSame(fault, outage)));
  const ended = openOutages
    .filter((outage) => !lasting.includes(outage))
    .map((outage): Outage => ({ ...outage, version: outage.version + 1, endedAt: now, updatedAt: now }));
  const begun = faults
    .filter((fault) => !lasting.some((outage) => isSame(fault, outage)))
    .map(
      (fault): Outage => ({
        ...fault,
        id: newId(),
        version: 1,
        stationId: station.id,
        ...carriedFrom(station),
        startedAt: now,
        endedAt: null,
        createdAt: now,
        updatedAt: now,
      }),
    );
  if (ended.length === 0 && begun.length === 0) return { station, outages: [] };
  return { station: { ...station, openOutages: [...lasting, ...begun] }, outages: [...ended, ...begun] };
};

/** How the connection ended; null: not told, or the outage is of another cause. */
export const disconnectReasonOf = ({ cause, reason }: Pick<Outage, 'cause' | 'reason'>): DisconnectReason | null =>
  cause === 'UNREACHABLE' ? (DISCONNECT_REASONS.find((known) => known === reason) ?? null) : null;

/** The station's own error code; null: not told. */
export const errorCodeOf = ({ cause, reason }: Pick<Outage, 'cause' | 'reason'>): string | null =>
  cause === 'UNREACHABLE' ? null : reason;
