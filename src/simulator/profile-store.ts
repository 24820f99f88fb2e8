/** The profiles that a station holds, and which it takes. */
import type { Profile, ProfilePurpose } from './charging-profiles.ts';

export type ProfileFilter = {
  readonly ids: readonly number[] | null;
  readonly connectorId: number | null;
  readonly purpose: ProfilePurpose | null;
  readonly stackLevel: number | null;
};

/** Null: taken. Otherwise a reason code, as OCPP 2.x spells it in statusInfo. */
export type ProfileRefusal = string | null;

export type ProfileStore = {
  readonly all: () => readonly Profile[];
  readonly add: (profile: Profile) => ProfileRefusal;
  readonly find: (filter: ProfileFilter) => readonly Profile[];
  /** How many went. */
  readonly clear: (filter: ProfileFilter) => number;
  /** A TxProfile dies with its transaction. */
  readonly endTransaction: (connectorId: number) => void;
};

type Rules = {
  readonly maxStackLevel: number;
  readonly maxPeriods: number;
  /** 1.6 replaces a profile on the same purpose and stack level; 2.x refuses one with another id (K01.FR.39, .52, .53). */
  readonly sameLevel: 'replaces' | 'is refused';
};

const overlap = (a: Profile, b: Profile): boolean =>
  (a.validFromAt?.getTime() ?? -Infinity) < (b.validToAt?.getTime() ?? Infinity) &&
  (b.validFromAt?.getTime() ?? -Infinity) < (a.validToAt?.getTime() ?? Infinity);

const refusalOf = (profile: Profile, rules: Rules): ProfileRefusal => {
  const { periods } = profile.schedule;
  if (profile.stackLevel < 0 || profile.stackLevel > rules.maxStackLevel) return 'InvalidStackLevel';
  if (periods.length === 0 || periods.length > rules.maxPeriods || periods[0]?.startS !== 0) return 'InvalidSchedule';
  if (periods.some((period, index) => index > 0 && period.startS <= (periods[index - 1]?.startS ?? 0))) {
    return 'InvalidSchedule';
  }
  if (periods.some((period) => period.limit < 0)) return 'InvalidSchedule';
  if (profile.kind === 'Recurring' && (profile.recurrency === null || profile.schedule.startAt === null)) {
    return 'InvalidSchedule';
  }
  if (profile.purpose === 'StationMax' && (profile.connectorId !== 0 || profile.kind === 'Relative')) {
    return 'InvalidProfile';
  }
  if (profile.purpose === 'Tx' && profile.connectorId === 0) return 'InvalidProfile';
  if (profile.validToAt !== null && profile.validToAt <= profile.receivedAt) return 'InvalidProfile';
  return null;
};

export const createProfileStore = (rules: () => Rules): ProfileStore => {
  let profiles: Profile[] = [];

  const matching = (filter: ProfileFilter) => (profile: Profile) =>
    (filter.ids === null || filter.ids.includes(profile.id)) &&
    (filter.connectorId === null || filter.connectorId === profile.connectorId) &&
    (filter.purpose === null || filter.purpose === profile.purpose) &&
    (filter.stackLevel === null || filter.stackLevel === profile.stackLevel);

  return {
    all: () => profiles,
    add: (profile) => {
      const refusal = refusalOf(profile, rules());
      if (refusal !== null) return refusal;
      const others = profiles.filter((other) => other.id !== profile.id);
      const sameLevel = (other: Profile) =>
        other.purpose === profile.purpose &&
        other.stackLevel === profile.stackLevel &&
        other.connectorId === profile.connectorId;
      if (rules().sameLevel === 'is refused') {
        if (others.some((other) => sameLevel(other) && overlap(other, profile))) return 'DuplicateProfile';
        profiles = [...others, profile];
      } else {
        profiles = [...others.filter((other) => !sameLevel(other)), profile];
      }
      return null;
    },
    find: (filter) => profiles.filter(matching(filter)),
    clear: (filter) => {
      const before = profiles.length;
      const goes = matching(filter);
      profiles = profiles.filter((profile) => !goes(profile));
      return before - profiles.length;
    },
    endTransaction: (connectorId) => {
      profiles = profiles.filter((profile) => profile.purpose !== 'Tx' || profile.connectorId !== connectorId);
    },
  };
};
