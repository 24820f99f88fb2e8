/** By what was seen, why a command came to nothing. */
import type { Command } from './command.ts';
import type { CommandReason, Observation } from './command-reason.ts';
import type { ErrorCode } from './error.ts';
import type { ConnectorStatus } from './station.ts';

const BY_ERROR: { readonly [C in ErrorCode]?: CommandReason } = {
  not_supported: 'not_supported',
  station_error: 'station_error',
  session_ended: 'session_ended',
  station_replaced: 'station_replaced',
  not_found: 'station_deleted',
  outcome_unknown: 'outcome_unknown',
  internal: 'internal',
};

/** What OCPP 2.x stations add to a refusal (Part 2 Appendices, 5: Standardized reason codes), without case. */
const BY_REASON_CODE: Readonly<Record<string, CommandReason>> = {
  nocable: 'no_plug',
  fixedcable: 'no_plug',
  invalididtoken: 'token_rejected_by_station',
  txinprogress: 'occupied',
  txstarted: 'occupied',
  occupied: 'occupied',
  reserved: 'reserved',
  faulted: 'faulted',
  internalerror: 'station_error',
  unavailable: 'unavailable',
  notenabled: 'unavailable',
  fwupdateinprogress: 'unavailable',
  csnotaccepted: 'not_ready',
  unsupportedrequest: 'not_supported',
  unsupportedparam: 'not_supported',
  unknownevse: 'not_supported',
  unknownconnectorid: 'not_supported',
};

const reasonCodeOf = ({ result }: Command): string | null =>
  typeof result === 'object' && result !== null && 'reason' in result && typeof result.reason === 'string'
    ? result.reason.toLowerCase()
    : null;

/** The last that was told of each connector. */
const lastStatuses = (seen: readonly Observation[]): readonly ConnectorStatus[] => [
  ...new Map(
    seen
      .filter(({ what }) => what === 'CONNECTOR_STATUS')
      .map((one) => [`${one.evseId} ${one.connectorId}`, one.value as ConnectorStatus]),
  ).values(),
];

const TAKEN: ReadonlySet<ConnectorStatus> = new Set(['CHARGING', 'SUSPENDED_EV', 'SUSPENDED_EVSE']);

/** What of the place itself takes no start, where all of its connectors say so; null: nothing. */
const atPlace = (statuses: readonly ConnectorStatus[], seen: readonly Observation[]): CommandReason | null => {
  const all = (match: (status: ConnectorStatus) => boolean) => statuses.length > 0 && statuses.every(match);
  if (all((status) => status === 'FAULTED')) return 'faulted';
  if (all((status) => status === 'UNAVAILABLE' || status === 'FAULTED')) return 'unavailable';
  if (all((status) => status === 'RESERVED')) return 'reserved';
  if (seen.some(({ what, detail }) => what === 'TRANSACTION' && detail === 'other_token')) return 'occupied';
  if (all((status) => TAKEN.has(status))) return 'occupied';
  return all((status) => status === 'FINISHING') ? 'unplug_first' : null;
};

/** The station has said yes to a start, and no transaction came. */
const unstarted = (seen: readonly Observation[], since: Date): CommandReason => {
  const later = (what: Observation['what']) => seen.findLast((one) => one.what === what && one.seenAt >= since);
  if (seen.findLast(({ what }) => what === 'OFFLINE' || what === 'ONLINE')?.what === 'OFFLINE') return 'offline';
  const authorized = seen.findLast(({ what, detail }) => what === 'AUTHORIZE' && detail === 'own_token');
  if (authorized !== undefined && authorized.value !== 'ACCEPTED') return 'token_not_authorized';
  if (later('BOOT') !== undefined) return 'restarted';
  const statuses = lastStatuses(seen);
  const place = atPlace(statuses, seen);
  if (place !== null) return place;
  // OCPP 1.6, 4.9: Preparing is a cable or a token; 2.x says Occupied as soon as a cable is in.
  if (statuses.some((status) => status === 'PREPARING' || status === 'OCCUPIED')) return 'vehicle_not_asking';
  if (seen.some(({ what }) => what === 'TRANSACTION')) return 'vehicle_not_asking';
  return statuses.length > 0 && statuses.every((status) => status === 'AVAILABLE') ? 'no_plug' : 'no_effect';
};

/**
 * Why a command that has ended brought nothing; null: it did, has not ended, or was taken back.
 *
 * @param seen oldest first, of the EVSE that it names, or of the whole station
 */
export const reasonOf = (command: Command, seen: readonly Observation[]): CommandReason | null => {
  const { error, status, type } = command;
  if (error === null || status === 'CONFIRMED' || status === 'CANCELLED') return null;
  const known = BY_ERROR[error.code];
  if (known !== undefined) return known;
  const since = command.sentAt ?? command.createdAt;
  const wasOffline = seen.some(({ what, seenAt }) => what === 'OFFLINE' && seenAt >= since);
  switch (error.code) {
    case 'expired':
      return seen.findLast(({ what }) => what === 'ONLINE' || what === 'OFFLINE')?.what === 'OFFLINE'
        ? 'offline'
        : 'not_ready';
    case 'station_timeout':
      return wasOffline ? 'connection_lost' : 'no_answer';
    case 'station_rejected': {
      // It never left: what the version cannot say is refused by its folder.
      if (type === 'START_SESSION' && command.result === null) return 'not_supported';
      const told = BY_REASON_CODE[reasonCodeOf(command) ?? ''];
      if (told !== undefined) return told;
      return (type === 'START_SESSION' ? atPlace(lastStatuses(seen), seen) : null) ?? 'station_refused';
    }
    case 'effect_timeout':
      if (type === 'START_SESSION') return unstarted(seen, since);
      return wasOffline ? 'offline' : 'no_effect';
    default:
      return 'internal';
  }
};
