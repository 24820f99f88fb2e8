/** What a station can do, as it tells in its configuration, and what its answers have taught since. */
import type { ChargingProfilePurpose, RateUnit } from './charging-profile.ts';
import type { CommandType } from './commands/commands.ts';
import type { Feature } from './feature.ts';

/** As told; null, or a feature in neither list: not told. */
export type AbilityFacts = {
  readonly features: readonly Feature[];
  /** The station says that it has them not, by name or by a list that leaves them out. */
  readonly lacking: readonly Feature[];
  /** Whether it asks us about the token of a remote start before it begins. */
  readonly remoteStartAuthorizes: boolean | null;
  /** The highest stack level of a charging profile. */
  readonly maxStackLevel: number | null;
  readonly rateUnits: readonly RateUnit[] | null;
  /** Periods in one schedule, and profiles in all. */
  readonly maxPeriods: number | null;
  readonly maxProfiles: number | null;
  /** Alternating current phases of all its EVSEs, 0: direct current; null: not told, or they differ. */
  readonly phases: number | null;
  /** Whether it can go from three phases to one while it charges. */
  readonly phaseSwitching: boolean | null;
  readonly voltageV: number | null;
  readonly connectors: number | null;
  readonly heartbeatIntervalS: number | null;
};

export type Abilities = AbilityFacts & {
  /** When it told this; null: never, see failure. */
  readonly readAt: Date | null;
  /** The OCPP message that it told this by; null: never. */
  readonly source: string | null;
  /** What it was when it was asked: another protocol or firmware may be able to do other things. */
  readonly protocol: string | null;
  readonly firmwareVersion: string | null;
  /** The last asking, when it brought nothing. */
  readonly failure: { readonly reason: string; readonly failedAt: Date } | null;
  /** Purposes of charging profiles that it refused while it took the same limit with another. */
  readonly refusedPurposes: readonly ChargingProfilePurpose[];
  /** Commands to which it answered that it does not know them. */
  readonly unknownCommands: readonly CommandType[];
};

export const NOTHING_TOLD: AbilityFacts = {
  features: [],
  lacking: [],
  remoteStartAuthorizes: null,
  maxStackLevel: null,
  rateUnits: null,
  maxPeriods: null,
  maxProfiles: null,
  phases: null,
  phaseSwitching: null,
  voltageV: null,
  connectors: null,
  heartbeatIntervalS: null,
};

/** What the answer to a command teaches of its station. */
export type Lesson =
  | { readonly kind: 'purpose_refused'; readonly purpose: ChargingProfilePurpose }
  | { readonly kind: 'command_unknown'; readonly command: CommandType }
  /** Something was set: what is known of its configuration may be out of date. */
  | { readonly kind: 'configured' };

/** What an order may ask of its station. running: transactions that go on. */
export type StationKnowledge = {
  readonly abilities: Abilities | null;
  readonly evseIds: readonly number[];
  readonly running: readonly { readonly transactionId: string; readonly evseId: number | null }[];
};

export const NOTHING_KNOWN: StationKnowledge = { abilities: null, evseIds: [], running: [] };
