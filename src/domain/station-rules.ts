import { characterCount } from './character-count.ts';
import type { CommandFault } from './command.ts';
import { DEFAULT_PARTY_ID } from './party.ts';
import type { Connector, Station } from './station.ts';

/**
 * At most 48 characters, none of them a slash or a control character. OCPP forbids the colon, too (OCPP-J 1.6, 3.1.1; 2.0.1
 * Part 4, 3.1.1), because it ends the user of Basic; but there are stations in the field whose identity is a MAC address,
 * and of an identity that is registered it is known where it ends.
 */
export const isStationId = (id: string): boolean =>
  id.length >= 1 && characterCount(id) <= 48 && !/[/\\\p{Cc}]/u.test(id);

/** A station nobody has told anything of yet. */
export const newStation = (id: string, registration: Station['registration'], now: Date): Station => ({
  id,
  version: 1,
  locationId: null,
  groupId: null,
  name: null,
  registration,
  security: { profile: 0, passwordHash: null },
  validation: 'lenient',
  vendor: null,
  model: null,
  serialNumber: null,
  firmwareVersion: null,
  protocol: null,
  online: false,
  connectedAt: null,
  disconnectedAt: null,
  disconnectReason: null,
  bootedAt: null,
  clockSkewS: null,
  status: 'UNKNOWN',
  evses: [],
  evseSeries: 0,
  replacedBy: null,
  openOutages: [],
  meterKeys: [],
  problems: [],
  partyId: DEFAULT_PARTY_ID,
  createdAt: now,
  updatedAt: now,
});

/** RFC 6455, 7.4.1: policy violation. */
export const STATION_REPLACED = { code: 1008, reason: 'the station was replaced by other hardware' } as const;

/** Why nothing is asked of a station any more. */
export const replacedFault = ({ replacedBy }: Pick<Station, 'replacedBy'>): CommandFault => ({
  code: 'station_replaced',
  detail: `The station was replaced by ${replacedBy}.`,
});

export const STATION_DELETED = { code: 1008, reason: 'the station was deleted' } as const;

export const DELETED_FAULT: CommandFault = { code: 'not_found', detail: 'The station was deleted.' };

/** As a boot of other hardware would find it: what it is stays known, what it last told does not. */
const notHeardOf = ({ id, standard, maxPowerW }: Connector): Connector => ({
  id,
  standard,
  maxPowerW,
  status: 'UNKNOWN',
  errorCode: null,
  statusAt: null,
});

/** A deleted station that is put in use again: its EVSEs are those that it had, and it is to come anew. */
export const backInUse = (retired: Station, now: Date): Station => {
  const { abilities } = retired;
  return {
    ...newStation(retired.id, retired.registration, now),
    security: retired.security,
    vendor: retired.vendor,
    model: retired.model,
    serialNumber: retired.serialNumber,
    firmwareVersion: retired.firmwareVersion,
    protocol: retired.protocol,
    evses: retired.evses.map((evse) => ({ ...evse, connectors: evse.connectors.map(notHeardOf) })),
    evseSeries: retired.evseSeries,
    replacedBy: retired.replacedBy,
    meterKeys: retired.meterKeys,
    ...(abilities === undefined ? {} : { abilities }),
    partyId: retired.partyId,
    createdAt: retired.createdAt,
  };
};

/** What of a station decides how its socket is let in and heard. */
export type SocketRules = Pick<Station, 'registration' | 'security' | 'validation' | 'replacedBy'>;

/**
 * Whether a socket that was let in under `before` must come in again under `after`: its proof, its registration or the
 * checking of its messages is another. Adoption alone leaves it be: a station that waits asks again by itself.
 */
export const outdatesSocket = (before: SocketRules, after: SocketRules): boolean =>
  (before.registration !== after.registration && after.registration !== 'accepted') ||
  (before.replacedBy === null && after.replacedBy !== null) ||
  before.security.profile !== after.security.profile ||
  before.security.passwordHash !== after.security.passwordHash ||
  before.validation !== after.validation;
