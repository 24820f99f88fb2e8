import type { StationError } from './station-error.ts';

/** Outages: when a station or an EVSE could not serve, from when to when and why. Uptime is counted from these records. */
export const OUTAGE_CAUSES = ['UNREACHABLE', 'FAULTED', 'UNAVAILABLE'] as const;
/** UNREACHABLE: no connection. FAULTED: out of order. UNAVAILABLE: taken out of service, by an operator or by the station. */
export type OutageCause = (typeof OUTAGE_CAUSES)[number];

/** One record for each outage: written when it begins, ended once. */
export type Outage = {
  readonly id: string;
  readonly version: number;
  readonly stationId: string;
  /** Location of the station when it began. */
  readonly locationId: string | null;
  /** Party of the station when it began. */
  readonly partyId: string;
  readonly stationGroupId: string | null;
  /** The station's number of the EVSE; null: the station as a whole. */
  readonly evseId: number | null;
  /** The EVSE's own. */
  readonly evseUid: string | null;
  readonly cause: OutageCause;
  /** As it was told when the outage began: the station's error code, or how the connection ended; null: not told. */
  readonly reason: string | null;
  /** All that the station said of it then; absent: not since this is kept. */
  readonly error?: StationError | null;
  /** Our time of it: a station's clock cannot make an outage shorter. */
  readonly startedAt: Date;
  /** null: it lasts. */
  readonly endedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
