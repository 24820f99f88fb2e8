export type RateUnit = 'W' | 'A';

/** From startS seconds after the schedule's start. limit in the schedule's unit (A is per phase). */
export type ChargingPeriod = { readonly startS: number; readonly limit: number; readonly phases: number | null };

export type ChargingSchedulePlan = {
  /** null: from when the profile (RELATIVE) or the transaction starts. */
  readonly startAt: Date | null;
  readonly durationS: number | null;
  readonly unit: RateUnit;
  readonly minRate: number | null;
  readonly periods: readonly ChargingPeriod[];
};

/** Ids from here on are the gateway's own, for charging limits; profiles that clients set stay below. */
export const RESERVED_PROFILE_IDS_FROM = 2_000_000_000;

/** STATION_MAX: limit of the whole station; TX_DEFAULT: for each new session; TX: one session. */
export type ChargingProfilePurpose = 'STATION_MAX' | 'TX_DEFAULT' | 'TX';

export type ChargingProfile = {
  /** int32, unique per station; a client's below RESERVED_PROFILE_IDS_FROM. */
  readonly id: number;
  readonly stackLevel: number;
  readonly purpose: ChargingProfilePurpose;
  readonly kind: 'ABSOLUTE' | 'RECURRING' | 'RELATIVE';
  readonly recurrency: 'DAILY' | 'WEEKLY' | null;
  readonly validFromAt: Date | null;
  readonly validToAt: Date | null;
  readonly schedule: ChargingSchedulePlan;
};
