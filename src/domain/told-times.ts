/**
 * The times of a session as they are shown, and as its station told them.
 *
 * What is shown, and what the rules of sessions put in order, is by our clock: a time told by a clock that is a fault off
 * is corrected by the skew of its boot, and receipt stands for one that cannot be meant. Whether a message is the same one
 * again is asked of what was told, which no estimate of a skew changes: a repeated start or end keeps the correction that
 * it got first.
 */
import type { MeterReading } from './meter.ts';
import type { Session, ToldTimes, Transaction } from './session.ts';
import { CLOCK_FAULT_S, type ClockView, correctionS } from './station-clock.ts';

type Timed = {
  readonly kind: 'started' | 'updated' | 'ended';
  readonly at: Date;
  /** As the station told it; null: it told none that can be meant. Absent: `at`. */
  readonly toldAt?: Date | null;
  readonly readings: readonly MeterReading[];
};

const moved = (at: Date, ms: number): Date => (ms === 0 ? at : new Date(at.getTime() + ms));

/** Seconds to take from a time. */
type Correction = (told: Date) => number;

const timedReading = (reading: MeterReading, correction: Correction): MeterReading => {
  const seconds = correction(reading.sampledAt);
  return seconds === 0 ? reading : { ...reading, sampledAt: moved(reading.sampledAt, -seconds * 1000) };
};

const timed = <T extends Timed>(told: T, { kind }: ClockView, correction: Correction) => ({
  ...told,
  at: moved(told.at, -correction(told.at) * 1000),
  toldAt: kind === 'ours' ? null : told.at,
  readings: told.readings.map((reading) => timedReading(reading, correction)),
});

/** A message with its times by our clock, and its own beside, whatever session it is of. */
export const timedReport = <T extends Timed>(told: T, view: ClockView): T & { readonly toldAt: Date | null } =>
  timed(told, view, (at) => correctionS(at, view));

/**
 * How times of a session are corrected. A time that goes on from the newest one as our clock went on since keeps the
 * correction that the session began with: a clock that drifts over the limit must not put readings before those that it
 * told before, which would look like a meter that falls. Only a clock that was set is corrected anew.
 *
 * When the session has gone on to a time that our clock has yet to come to, ours was set back meanwhile, and the session
 * goes on by the station's. notBefore: as correctionS has it.
 */
const correctionIn = (session: Session, view: ClockView, notBefore: Date | null): Correction => {
  const { startedAt, updatedAt, transaction } = session;
  const { kind, receivedAt } = view;
  const toldAt = toldStartOf(session);
  const ownS = kind === 'ours' || toldAt === null ? 0 : (toldAt.getTime() - startedAt.getTime()) / 1000;
  if (transaction.newestAt.getTime() - receivedAt.getTime() > CLOCK_FAULT_S * 1000) return () => ownS;
  const dueMs = transaction.newestAt.getTime() + Math.max(0, receivedAt.getTime() - updatedAt.getTime());
  const goesOn = (at: Date): boolean => Math.abs(at.getTime() - ownS * 1000 - dueMs) <= CLOCK_FAULT_S * 1000;
  return (at) => (kind !== 'ours' && goesOn(at) ? ownS : correctionS(at, view, notBefore));
};

/** Readings of a session. */
export const timedReadingsOf = (
  session: Session,
  readings: readonly MeterReading[],
  view: ClockView,
): readonly MeterReading[] => {
  const correction = correctionIn(session, view, beginningOf(session));
  return readings.map((reading) => timedReading(reading, correction));
};

/** Whether a reading is none from before the session. */
export const isSince = (session: Session, reading: MeterReading, view: ClockView): boolean =>
  timedReading(reading, correctionIn(session, view, null)).sampledAt >= session.startedAt;

/** Nothing of it is before that. */
const beginningOf = ({ startedAt, transaction }: Session): Date | null => (transaction.startSeen ? startedAt : null);

/** When the station said that it began; null: it told no time that can be meant. */
export const toldStartOf = ({ startedAt, transaction: { toldTimes } }: Session): Date | null =>
  toldTimes === undefined ? startedAt : toldTimes.startedAt;

/** When the station said that it ended; null: it has not, or told no time that can be meant. */
export const toldEndOf = ({ endedAt, transaction: { toldTimes, endSeen } }: Session): Date | null => {
  if (!endSeen) return null;
  return toldTimes === undefined ? endedAt : toldTimes.endedAt;
};

/** What a message itself told as its time. */
export const toldOf = ({ at, toldAt }: Pick<Timed, 'at' | 'toldAt'>): Date | null =>
  toldAt === undefined ? at : toldAt;

const isSame = (a: Date | null, b: Date | null): boolean => a?.getTime() === b?.getTime();

/** Whether a start tells the very time that the session was told to have begun at. */
export const isToldStart = (session: Session, report: Pick<Timed, 'at' | 'toldAt'>): boolean => {
  const told = toldOf(report);
  return told !== null && isSame(toldStartOf(session), told);
};

/** Whether two messages of a kind can be one: they told the same time, or one of them told none. */
export const canBeSame = (a: Date | null, b: Date | null): boolean => a === null || b === null || isSame(a, b);

/** The instant that a start or end which the session has heard already is shown at; null: it is news. */
const shownBefore = (session: Session, report: Timed): Date | null => {
  const { startSeen, endSeen } = session.transaction;
  const told = toldOf(report);
  if (report.kind === 'started' && startSeen && isSame(toldStartOf(session), told)) return session.startedAt;
  return report.kind === 'ended' && endSeen && (told === null || isSame(toldEndOf(session), told))
    ? session.endedAt
    : null;
};

/**
 * A message with its times by our clock, as a part of its session; null: it is the first. One that the session has heard
 * already says again what it said, whatever the clock is thought to be now.
 */
export const timedReportOf = <T extends Timed & { readonly offline: boolean }>(
  session: Session | null,
  told: T,
  view: ClockView,
): T & { readonly toldAt: Date | null } => {
  if (session === null) return timedReport(told, view);
  const known = redated(session, view);
  const isFree = told.kind === 'started' || told.offline;
  const report = timed(told, view, correctionIn(known, view, isFree ? null : beginningOf(known)));
  const shownAt = shownBefore(session, report);
  if (shownAt === null) return report;
  const byMs = shownAt.getTime() - told.at.getTime();
  const readings = told.readings.map((reading) => ({ ...reading, sampledAt: moved(reading.sampledAt, byMs) }));
  return { ...report, at: shownAt, readings };
};

/** The session after a message, with what was told where something else is shown. before null: it is new. */
export const withToldTimes = (before: Session | null, after: Session, report: Timed): Session => {
  const told = toldOf(report);
  const { startedAt, endedAt, transaction } = after;
  const isPlain = before?.transaction.toldTimes === undefined && isSame(told, report.at);
  if (isPlain) return after;
  const times: ToldTimes = {
    startedAt: before !== null && isSame(before.startedAt, startedAt) ? toldStartOf(before) : told,
    endedAt: endOf(before, after, report),
  };
  const { toldTimes: _, ...rest } = transaction;
  const differs = !isSame(times.startedAt, startedAt) || (transaction.endSeen && !isSame(times.endedAt, endedAt));
  return { ...after, transaction: differs ? { ...rest, toldTimes: times } : rest };
};

const endOf = (before: Session | null, after: Session, report: Timed): Date | null => {
  if (!after.transaction.endSeen) return null;
  const isKnown = before?.transaction.endSeen === true && isSame(before.endedAt, after.endedAt);
  return isKnown ? toldEndOf(before) : toldOf(report);
};

/** Every instant in a transaction, so much later. */
const movedWithin = <T>(value: T, ms: number): T => {
  if (value instanceof Date) return moved(value, ms) as T;
  if (Array.isArray(value)) return value.map((one) => movedWithin(one, ms)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, movedWithin(one, ms)])) as T;
};

/** A start is of now when it comes within so long. */
const OF_NOW_MS = 60_000;

/**
 * A session that began before it was known that the clock is off, by the clock of then: a clock that is behind cannot be
 * known by the first message. What it had told until then moves as a whole, when its start was of now as it came, in this
 * boot.
 */
export const redated = (session: Session, { kind, skewS, bootedAt }: ClockView): Session => {
  const { transaction, startedAt, createdAt } = session;
  if (kind === 'ours' || skewS === null || skewS >= -CLOCK_FAULT_S) return session;
  if (transaction.toldTimes !== undefined || transaction.endSeen) return session;
  if (bootedAt !== null && createdAt < bootedAt) return session;
  const ms = -skewS * 1000;
  if (Math.abs(startedAt.getTime() + ms - createdAt.getTime()) > OF_NOW_MS) return session;
  const { registers } = transaction;
  const then: Transaction = {
    ...movedWithin(transaction, ms),
    registers: registers.samples.length === 0 ? registers : { ...registers, fromMs: registers.fromMs + ms },
  };
  return {
    ...session,
    startedAt: moved(startedAt, ms),
    transaction: { ...then, toldTimes: { startedAt, endedAt: null } },
  };
};
