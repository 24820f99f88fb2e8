/** Messages of stations that could not be taken, or fit nothing that is known: kept whole until an operator settles them. */
import type { JsonObject } from './json.ts';
import type { OcppVersion } from './station.ts';
import type { ValidationLevel } from './validation-level.ts';

export const QUARANTINE_STATUSES = ['OPEN', 'APPLIED', 'DISMISSED'] as const;
/** APPLIED: taken in after all, with its own time of receipt. DISMISSED: set aside; it can still be applied. */
export type QuarantineStatus = (typeof QUARANTINE_STATUSES)[number];

export type Settlement = {
  readonly settledAt: Date;
  /** Who asked for it; both null: the gateway did, because too many were open. */
  readonly clientId: string | null;
  readonly userId: string | null;
  readonly note: string | null;
  /** The session that it was applied to; null: to none, or it was not applied. */
  readonly sessionId: string | null;
};

/** One record for each message, however often its station repeats it. */
export type QuarantinedMessage = {
  /** Follows from the station, the action and the payload. */
  readonly id: string;
  readonly version: number;
  readonly stationId: string;
  /** Location, party and group of the station when it came first. */
  readonly locationId: string | null;
  readonly partyId: string;
  readonly stationGroupId: string | null;
  readonly protocol: OcppVersion;
  readonly action: string;
  /** As it came. */
  readonly payload: JsonObject;
  /** Why it was not taken, when it was last tried. */
  readonly reason: string;
  /** JSON pointer; null: it is about the whole. */
  readonly property: string | null;
  /** The CALLERROR that the station got; null: it was acknowledged. */
  readonly errorCode: string | null;
  /** The mildest change of level that would take it; null: none would. */
  readonly level: ValidationLevel | null;
  /** The first time: it counts when the message is applied. */
  readonly receivedAt: Date;
  /** The last time. */
  readonly lastAt: Date;
  readonly count: number;
  readonly status: QuarantineStatus;
  /** null: it is open. */
  readonly settlement: Settlement | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
