/** Which outages a station's state begins and ends. */
import { carriedFrom } from './at-station.ts';
import { evseStatus } from './evse-status.ts';
import type { Outage } from './outage.ts';
import { type Connector, DISCONNECT_REASONS, type DisconnectReason, type Evse, type Station } from './station.ts';
import { errorInShort, errorOfCode, type StationError } from './station-error.ts';
import { asItIs, errorOf, isOut, lastWord, serves, wholeOf } from './told-status.ts';

type Fault = Pick<Outage, 'evseId' | 'evseUid' | 'cause' | 'reason' | 'error'>;

type Place = Pick<Fault, 'evseId' | 'evseUid' | 'cause'>;

/** The EVSE that came to a place is not the one that was out of order there. */
const isSame = (a: Place, b: Place): boolean => a.evseId === b.evseId && a.evseUid === b.evseUid && a.cause === b.cause;

const told = (error: StationError | null): Pick<Fault, 'reason' | 'error'> => ({ reason: errorInShort(error), error });

/** A connector as it last said, whether a boot has made that void or not. */
const withLastWord = (connector: Connector): Connector => ({ ...connector, status: lastWord(connector) });

/** What an EVSE cannot serve for, as its station last told, whether that is reachable or not. */
const faultOfEvse = (station: Station, evse: Evse): Fault | null => {
  const place = { evseId: evse.id, evseUid: evse.uid };
  const error = () =>
    evse.connectors.map((one) => asItIs(station, one).error ?? null).find((one) => one !== null) ?? null;
  const last = { ...evse, connectors: evse.connectors.map(withLastWord) };
  switch (evseStatus({ online: true, status: station.status }, last, false)) {
    case 'OUTOFORDER':
      return { ...place, cause: 'FAULTED', ...told(error()) };
    case 'INOPERATIVE':
      return { ...place, cause: 'UNAVAILABLE', ...told(error()) };
    default:
      return null;
  }
};

/** Whether a connector has said that it serves since the station, as a whole, said that it does not. */
const servesInPart = ({ evses }: Station): boolean =>
  evses.some(({ connectors }) =>
    connectors.some(({ status, toldAfterStation }) => toldAfterStation === true && serves(status)),
  );

/**
 * All that is wrong with a station now. What is wrong with the whole of it is not repeated for each EVSE. A station that
 * was never connected, that is not accepted (any more), that was replaced or deleted is expected to serve nobody.
 * What it told before a boot lasts until it tells something else: a boot cuts no outage in two.
 */
const faultsOf = (station: Station): readonly Fault[] => {
  const isInUse = station.replacedBy === null && station.retiredAt === undefined;
  if (station.registration !== 'accepted' || station.connectedAt === null || !isInUse) return [];
  const unreachable: readonly Fault[] = station.online
    ? []
    : [{ evseId: null, evseUid: null, cause: 'UNREACHABLE', reason: station.disconnectReason, error: null }];
  const whole = wholeOf(station);
  const cause = lastWord(whole);
  if (isOut(cause) && !servesInPart(station))
    return [...unreachable, { evseId: null, evseUid: null, cause, ...told(errorOf(whole)) }];
  const faults = station.evses.map((evse) => faultOfEvse(station, evse));
  return [...unreachable, ...faults.filter((fault) => fault !== null)];
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

/** All that the station said of it; null: not told. */
export const stationErrorOf = ({ cause, reason, error }: Pick<Outage, 'cause' | 'reason' | 'error'>) =>
  cause === 'UNREACHABLE' ? null : (error ?? errorOfCode(reason));
