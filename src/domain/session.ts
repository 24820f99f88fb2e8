import type { RegisterLog } from './register-log.ts';
import type { OcppVersion } from './station.ts';
import type { AuthorizationStatus, TokenRef } from './token.ts';

export const SESSION_STATUSES = ['PENDING', 'ACTIVE', 'COMPLETED', 'INVALID'] as const;
/** OCPI 2.2.1 SessionStatus. PENDING: begun at the station, not authorised yet. INVALID: ended, never authorised. */
export type SessionStatus = (typeof SESSION_STATUSES)[number];

export const CHARGING_STATES = ['IDLE', 'EV_CONNECTED', 'CHARGING', 'SUSPENDED_EV', 'SUSPENDED_EVSE'] as const;
export type ChargingState = (typeof CHARGING_STATES)[number];

/**
 * Things an operator should see; the raw values stay in the readings.
 *
 * meter_begin_not_believed, energy_step_not_believed: the register rose by more than the hardware can deliver, right
 * after its first value or later; such a step is no energy. energy_below_shown: at the end there is less energy than was
 * shown while it ran. unit_not_understood: energy or power in a unit that is not known, or is none of theirs; it counts
 * nowhere.
 */
export type SessionFlag =
  | 'meter_jumped_back'
  | 'meter_negative'
  | 'meter_stop_below_start'
  | 'meter_begin_not_believed'
  | 'energy_step_not_believed'
  | 'energy_below_shown'
  | 'unit_not_understood'
  | 'missing_messages'
  | 'late_messages'
  | 'started_after_timeout'
  | 'closed_by_operator'
  | 'end_inferred'
  | 'end_guessed';

export const END_INFERENCES = ['next_start', 'connector_available', 'boot'] as const;
/**
 * What an end was inferred from that no station told: another start on the EVSE; its connector, which said Available;
 * a boot of the station, which then said nothing of it.
 */
export type EndInference = (typeof END_INFERENCES)[number];

/** What an open session ends by when the station says no more of it. */
export type LeftMark = {
  readonly cause: Exclude<EndInference, 'next_start'>;
  /** By our clock. */
  readonly dueAt: Date;
};

/** An energy register at an instant, in Wh as precise as it was told. */
export type Register = {
  readonly energyWh: number;
  readonly sampledAt: Date;
  /** The station marked it Transaction.Begin (first) or Transaction.End (last): mere samples never replace it. */
  readonly boundary: boolean;
};

/** Energy of one metering interval, from stations that tell no register. */
export type EnergyInterval = { readonly energyWh: number; readonly sampledAt: Date };

/** When the station told the present value of a field: what is older never overwrites it. null: not told yet. */
export type Told = {
  readonly tokenAt: Date | null;
  readonly chargingStateAt: Date | null;
  /** Orders what was told in one second. */
  readonly chargingStateSeqNo: number | null;
  readonly powerAt: Date | null;
  readonly stateOfChargeAt: Date | null;
};

/** Times as the station told them; null: none that can be meant. endedAt is null as well while it has told no end. */
export type ToldTimes = { readonly startedAt: Date | null; readonly endedAt: Date | null };

/** OCPP's record of it. Kept apart from the session: both ids live on. */
export type Transaction = {
  /** 1.6: our int32 as text. 2.x: the station's own id. Unique per station. */
  readonly id: string;
  readonly protocol: OcppVersion;
  /** 1.6: hash of connector, tag, timestamp and meterStart, so that a retried start finds its record. */
  readonly startKey: string | null;
  readonly remoteStartId: number | null;
  /** Sequence numbers seen, as sorted closed ranges; gaps show. Empty for 1.6. */
  readonly seqNos: readonly (readonly [number, number])[];
  /** False while only later messages have come (an Updated before its Started). */
  readonly startSeen: boolean;
  readonly endSeen: boolean;
  /** The earliest and the latest energy register that count; see domain/session-rules.ts. */
  readonly first: Register | null;
  readonly last: Register | null;
  /** Registers between them, by which steps that no hardware can make are told; see domain/register-log.ts. */
  readonly registers: RegisterLog;
  /** What its EVSE is rated for; null: not known when it began. */
  readonly maxPowerW: number | null;
  /** Distinct ones, oldest first; they count while there is no register. The oldest are folded into `foldedIntervals`. */
  readonly intervals: readonly EnergyInterval[];
  /** Sum of the intervals up to sampledAt that are not kept one by one any more. */
  readonly foldedIntervals: EnergyInterval | null;
  readonly told: Told;
  /** Absent: the station told what the session shows; see told-times.ts. */
  readonly toldTimes?: ToldTimes;
  /** When the newest message was made at the station; older ones never overwrite what it said. */
  readonly newestAt: Date;
};

export type Session = {
  readonly id: string;
  readonly version: number;
  readonly stationId: string;
  /** Location of the station when the session began. */
  readonly locationId: string | null;
  /** Party of the station when the session began. */
  readonly partyId: string;
  /** Group of the station when the session began; `groupId` is the token's. */
  readonly stationGroupId: string | null;
  readonly evseId: number | null;
  /** The EVSE's own, from when the session began there. */
  readonly evseUid: string | null;
  readonly connectorId: number | null;
  readonly status: SessionStatus;
  readonly chargingState: ChargingState | null;
  readonly token: TokenRef | null;
  readonly groupId: string | null;
  readonly driverId: string | null;
  /** What the station was told of the token; null while no token was shown. */
  readonly authorization: AuthorizationStatus | null;
  /** The START_SESSION command behind it. */
  readonly commandId: string | null;
  /** By our clock, as is endedAt; see told-times.ts. */
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** What is believed; it never falls while the session is open. */
  readonly energyWh: number;
  /** What the station's own registers say: its last less its first, negative where it fell; null: it told none. */
  readonly toldEnergyWh: number | null;
  readonly powerW: number | null;
  readonly stateOfChargePercent: number | null;
  readonly stopReason: string | null;
  /** null: it runs, or its station or an operator ended it. */
  readonly endInferredFrom: EndInference | null;
  /** null: nothing says that it is over. No face shows it. */
  readonly left: LeftMark | null;
  /** The station vanished in the session and has not come back. */
  readonly stale: boolean;
  readonly flags: readonly SessionFlag[];
  readonly transaction: Transaction;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
