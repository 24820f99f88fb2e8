import type { Abilities } from './abilities.ts';
import type { KnownKey } from './meter-public-key.ts';
import type { Outage } from './outage.ts';
import type { FactsBySource } from './plug.ts';
import type { StationAlert, StationError } from './station-error.ts';
import type { StationProblem } from './station-problem.ts';
import type { ValidationLevel } from './validation-level.ts';

export const OCPP_VERSIONS = ['1.6', '2.0.1', '2.1'] as const;
export type OcppVersion = (typeof OCPP_VERSIONS)[number];

/** Union of what all OCPP versions tell of a connector; 2.x says OCCUPIED where 1.6 is finer. */
export const CONNECTOR_STATUSES = [
  'AVAILABLE',
  'PREPARING',
  'OCCUPIED',
  'CHARGING',
  'SUSPENDED_EV',
  'SUSPENDED_EVSE',
  'FINISHING',
  'RESERVED',
  'UNAVAILABLE',
  'FAULTED',
  'UNKNOWN',
] as const;
export type ConnectorStatus = (typeof CONNECTOR_STATUSES)[number];

/** OCPI 2.2.1 EVSE status, derived from the connectors and the session. */
export const EVSE_STATUSES = [
  'AVAILABLE',
  'BLOCKED',
  'CHARGING',
  'INOPERATIVE',
  'OUTOFORDER',
  'REMOVED',
  'RESERVED',
  'UNKNOWN',
] as const;
export type EvseStatus = (typeof EVSE_STATUSES)[number];

export type Connector = {
  readonly id: number;
  readonly status: ConnectorStatus;
  /** The station's own error code (1.6) or null. */
  readonly errorCode: string | null;
  /** The whole of what it said with the status; absent: not since this is kept. */
  readonly error?: StationError | null;
  /** 2.x: what it says is wrong until it takes that back; absent: nothing. */
  readonly alerts?: readonly StationAlert[];
  /** See told-status.ts. */
  readonly beforeBoot?: ConnectorStatus;
  readonly beforeAlert?: ConnectorStatus;
  /** It has told its status since the station, as a whole, said that it is out of order or of service. */
  readonly toldAfterStation?: true;
  /** What earlier releases kept; see plug.ts, which has what is known. */
  readonly standard: string | null;
  readonly maxPowerW: number | null;
  /** The station's time of the status, or ours when it sent none. */
  readonly statusAt: Date | null;
};

/** OCPP 1.6 has no EVSEs: its connector N is EVSE N with connector 1. */
export type Evse = {
  /** The station's number of it. */
  readonly id: number;
  /** Its own, whatever hardware it is on; see evse.ts. */
  readonly uid: string;
  /** eMI3's id of it, or null. */
  readonly emi3Id: string | null;
  readonly connectors: readonly Connector[];
  /** What is known of its plugs, by who said it; absent: nothing. */
  readonly facts?: FactsBySource;
};

/** pending: connected and known, waiting for an operator to adopt it; only configuration is sent. */
export type Registration = 'accepted' | 'pending' | 'rejected';

/** OCPP security profiles; 0 is none (development). */
export type SecurityProfile = 0 | 1 | 2 | 3;

export const DISCONNECT_REASONS = [
  'closed_by_station',
  'closed_by_gateway',
  'connection_lost',
  'gateway_gone',
] as const;
/** connection_lost: no closing handshake was seen. gateway_gone: the node that held the socket ended without a word. */
export type DisconnectReason = (typeof DISCONNECT_REASONS)[number];

export type Station = {
  /** The OCPP identity: at most 48 characters, no slash. */
  readonly id: string;
  readonly version: number;
  readonly locationId: string | null;
  /** See station-group.ts. */
  readonly groupId: string | null;
  readonly name: string | null;
  readonly registration: Registration;
  readonly security: {
    readonly profile: SecurityProfile;
    /** scrypt hash, see services/stations/password.ts; null: none set. Never leaves the gateway. */
    readonly passwordHash: string | null;
  };
  readonly validation: ValidationLevel;
  /** What the station told of itself at its last boot. */
  readonly vendor: string | null;
  readonly model: string | null;
  readonly serialNumber: string | null;
  readonly firmwareVersion: string | null;
  /** The protocol of the last connection. */
  readonly protocol: OcppVersion | null;
  /** What it speaks when it connects without naming a version; null or absent: then it is not let in. */
  readonly registeredProtocol?: OcppVersion | null;
  readonly online: boolean;
  readonly connectedAt: Date | null;
  readonly disconnectedAt: Date | null;
  /** How the last connection ended; null: not since the station was registered. */
  readonly disconnectReason: DisconnectReason | null;
  readonly bootedAt: Date | null;
  /** Whether that boot was answered Accepted; absent: not since this is kept. No face shows it. */
  readonly bootAccepted?: boolean;
  /** Station's clock minus ours, in seconds, as known of this boot; see station-clock.ts. Over 300 is a fault. */
  readonly clockSkewS: number | null;
  /** Station-wide status (1.6 connector 0), FAULTED or AVAILABLE or UNAVAILABLE; UNKNOWN until told. */
  readonly status: ConnectorStatus;
  /** The station's own error code, told with that status; absent: not since this is kept. No face shows it here. */
  readonly statusErrorCode?: string | null;
  /** As a connector's. */
  readonly statusError?: StationError | null;
  readonly alerts?: readonly StationAlert[];
  readonly statusBeforeBoot?: ConnectorStatus;
  readonly statusBeforeAlert?: ConnectorStatus;
  readonly evses: readonly Evse[];
  /** How often its EVSEs have gone to other hardware. */
  readonly evseSeries: number;
  /** The station that has its EVSEs now; null: it was not replaced, or is in use again. */
  readonly replacedBy: string | null;
  /** Those that last; no face shows them here. */
  readonly openOutages: readonly Outage[];
  /** Public keys of its meters that are on record already; no face shows them here. */
  readonly meterKeys: readonly KnownKey[];
  /** The latest first; see station-problem-rules.ts. */
  readonly problems: readonly StationProblem[];
  /** What it can do; absent: it has not been asked yet. */
  readonly abilities?: Abilities;
  /** Its location's party, if it has one. */
  readonly partyId: string;
  /** Of one that is shown though it was deleted, see retired.ts; never of one in use. */
  readonly retiredAt?: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
