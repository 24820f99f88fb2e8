/** What a charging profile says at an instant, and how profiles stack (OCPP 1.6, 3.13; OCPP 2.0.1 Part 2, K). Pure. */

export type ProfilePurpose = 'StationMax' | 'External' | 'TxDefault' | 'Tx' | 'Other';

export type SchedulePeriod = {
  readonly startS: number;
  /** In the schedule's unit; A is per phase. */
  readonly limit: number;
  readonly phases: number | null;
};

export type Schedule = {
  readonly startAt: Date | null;
  readonly durationS: number | null;
  readonly unit: 'W' | 'A';
  readonly periods: readonly SchedulePeriod[];
};

export type Profile = {
  readonly id: number;
  readonly stackLevel: number;
  readonly purpose: ProfilePurpose;
  readonly kind: 'Absolute' | 'Recurring' | 'Relative' | 'Dynamic';
  readonly recurrency: 'Daily' | 'Weekly' | null;
  readonly validFromAt: Date | null;
  readonly validToAt: Date | null;
  /** 0: the station. */
  readonly connectorId: number;
  readonly transactionId: string | null;
  readonly schedule: Schedule;
  readonly receivedAt: Date;
  /** As it came, for reports. */
  readonly raw: object;
};

/** What holds from the asked instant until untilMs (exclusive), after which it must be asked again. */
export type Stretch<T> = { readonly value: T; readonly untilMs: number };

export type Limit = { readonly period: SchedulePeriod; readonly unit: 'W' | 'A' };

const CYCLE_MS = { Daily: 86_400_000, Weekly: 604_800_000 };

/** When the schedule that covers atMs began, and when it must end at the latest. */
const scheduleStart = (profile: Profile, atMs: number, transactionStartMs: number | null): Stretch<number> => {
  const relativeMs = transactionStartMs ?? profile.receivedAt.getTime();
  const anchorMs = profile.schedule.startAt?.getTime() ?? relativeMs;
  if (profile.kind === 'Relative') return { value: relativeMs, untilMs: Infinity };
  if (profile.kind === 'Dynamic') return { value: profile.receivedAt.getTime(), untilMs: Infinity };
  if (profile.kind === 'Absolute' || atMs < anchorMs) return { value: anchorMs, untilMs: Infinity };
  const cycleMs = CYCLE_MS[profile.recurrency ?? 'Daily'];
  const value = anchorMs + Math.floor((atMs - anchorMs) / cycleMs) * cycleMs;
  return { value, untilMs: value + cycleMs };
};

/** The period of one profile in force at atMs; null: it says nothing then. */
export const periodAt = (
  profile: Profile,
  atMs: number,
  transactionStartMs: number | null,
): Stretch<SchedulePeriod | null> => {
  const validFromMs = profile.validFromAt?.getTime() ?? -Infinity;
  const validToMs = profile.validToAt?.getTime() ?? Infinity;
  if (atMs < validFromMs) return { value: null, untilMs: validFromMs };
  if (atMs >= validToMs) return { value: null, untilMs: Infinity };
  const start = scheduleStart(profile, atMs, transactionStartMs);
  const boundMs = Math.min(start.untilMs, validToMs);
  if (atMs < start.value) return { value: null, untilMs: Math.min(start.value, boundMs) };
  const endMs = start.value + (profile.schedule.durationS ?? Infinity) * 1000;
  if (atMs >= endMs) return { value: null, untilMs: boundMs };
  let value: SchedulePeriod | null = null;
  let untilMs = Math.min(endMs, boundMs);
  for (const period of profile.schedule.periods) {
    const periodStartMs = start.value + period.startS * 1000;
    if (periodStartMs <= atMs) value = period;
    else {
      untilMs = Math.min(untilMs, periodStartMs);
      break;
    }
  }
  return { value, untilMs };
};

/**
 * The highest stack level that says something at atMs. On one level, a connector's own profile goes before the
 * station's (OCPP 2.0.1 Part 2, K14 and K15).
 */
export const stackedAt = (
  profiles: readonly Profile[],
  atMs: number,
  transactionStartMs: number | null,
): Stretch<Limit | null> => {
  const ordered = [...profiles].sort((a, b) => b.stackLevel - a.stackLevel || b.connectorId - a.connectorId);
  let untilMs = Infinity;
  for (const profile of ordered) {
    const said = periodAt(profile, atMs, transactionStartMs);
    untilMs = Math.min(untilMs, said.untilMs);
    if (said.value !== null) return { value: { period: said.value, unit: profile.schedule.unit }, untilMs };
  }
  return { value: null, untilMs };
};

/** A limit in W. phases: how many the load uses; a limit in A holds for each of them. */
export const limitInW = (limit: Limit, voltageV: number, phases: number): number =>
  limit.unit === 'W' ? limit.period.limit : limit.period.limit * voltageV * Math.min(limit.period.phases ?? 3, phases);

type LoadContext = {
  readonly voltageV: number;
  readonly phases: number;
  readonly transactionId: string | null;
  readonly transactionStartMs: number | null;
};

const watts = (stretch: Stretch<Limit | null>, load: LoadContext): Stretch<number> => ({
  value: stretch.value === null ? Infinity : limitInW(stretch.value, load.voltageV, load.phases),
  untilMs: stretch.untilMs,
});

const lower = (a: Stretch<number>, b: Stretch<number>): Stretch<number> => ({
  value: Math.min(a.value, b.value),
  untilMs: Math.min(a.untilMs, b.untilMs),
});

/** What the whole station may draw, in W; Infinity: nothing said. */
export const stationLimitAt = (profiles: readonly Profile[], atMs: number, load: LoadContext): Stretch<number> => {
  const of = (purpose: ProfilePurpose) =>
    watts(
      stackedAt(
        profiles.filter((profile) => profile.purpose === purpose && profile.connectorId === 0),
        atMs,
        null,
      ),
      load,
    );
  return lower(of('StationMax'), of('External'));
};

/** What the load on one connector may draw by its own profiles, in W: Tx goes before TxDefault; External caps both. */
export const connectorLimitAt = (
  profiles: readonly Profile[],
  connectorId: number,
  atMs: number,
  load: LoadContext,
): Stretch<number> => {
  const own = profiles.filter((profile) => profile.connectorId === 0 || profile.connectorId === connectorId);
  const tx = stackedAt(
    own.filter(
      (profile) =>
        profile.purpose === 'Tx' &&
        profile.connectorId === connectorId &&
        (profile.transactionId === null || profile.transactionId === load.transactionId),
    ),
    atMs,
    load.transactionStartMs,
  );
  const txDefault = stackedAt(
    own.filter((profile) => profile.purpose === 'TxDefault'),
    atMs,
    load.transactionStartMs,
  );
  const leading = tx.value !== null ? tx : { value: txDefault.value, untilMs: Math.min(tx.untilMs, txDefault.untilMs) };
  const external = stackedAt(
    own.filter((profile) => profile.purpose === 'External' && profile.connectorId === connectorId),
    atMs,
    null,
  );
  return lower(watts(leading, load), watts(external, load));
};

export type CompositePeriod = { readonly startS: number; readonly limitW: number };

/** Runs through [fromMs, toMs) from change to change; equal neighbours are one period. */
export const compositeOf = (
  limitAt: (atMs: number) => Stretch<number>,
  fromMs: number,
  toMs: number,
): CompositePeriod[] => {
  const periods: CompositePeriod[] = [];
  for (let atMs = fromMs; atMs < toMs; ) {
    const stretch = limitAt(atMs);
    if (periods.at(-1)?.limitW !== stretch.value) {
      periods.push({ startS: Math.round((atMs - fromMs) / 1000), limitW: stretch.value });
    }
    atMs = stretch.untilMs;
  }
  return periods;
};
