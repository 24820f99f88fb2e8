/**
 * What is known of a station's clock, learnt from every message that names a time.
 *
 * A message is late or of now, never early: its time less ours at its receipt is the skew, less what it waited. So the
 * highest of these differences is the skew, and
 * - a time beyond what is known raises it at once: the clock is ahead by so much at least;
 * - a time within half a minute of ours is taken at once, too: clocks are set right by our own answers, and no message
 *   waits for just as long as its clock is wrong;
 * - late times alone say nothing: they may have waited in a queue. A clock is behind when times come that all are late by
 *   the same, seconds or more apart: a clock runs with ours, a queue that is emptied does not.
 *
 * When a meter was read is not when the message was made (some stations name the beginning of an interval), so the times
 * of readings lower a skew only by as much as their own usual lateness changes.
 */

/** A clock that is further off is a fault that an operator should see, and its times are not shown as they were told. */
export const CLOCK_FAULT_S = 300;

/** Smaller changes of the skew are noise of the network and not worth a write. */
const MATERIAL_S = 60;

/** Whether a skew differs from the stored one so that it should be stored: noticeably, or over or under the limit now. */
export const isMaterialSkew = (knownS: number | null, seenS: number): boolean => {
  if (knownS === null) return Math.abs(seenS) > MATERIAL_S;
  const crossed = Math.abs(knownS) > CLOCK_FAULT_S !== Math.abs(seenS) > CLOCK_FAULT_S;
  return crossed || Math.abs(knownS - seenS) > MATERIAL_S;
};

/** OCPP 1.6 is of 2015: what is before it is a clock that was never set (year 1, 1970, 1980, 2000). */
const FIRST_INSTANT = new Date('2015-01-01T00:00:00Z');
/** Local time is off by 14 hours at most; what is further ahead than a day is no wrong zone, but no time at all. */
const FURTHEST_AHEAD_MS = 24 * 60 * 60 * 1000;

/** Whether a time can be meant; one that cannot is as if it were not there. Old ones can: they waited. */
export const isBelievable = (at: Date, receivedAt: Date): boolean =>
  at >= FIRST_INSTANT && at.getTime() - receivedAt.getTime() <= FURTHEST_AHEAD_MS;

/**
 * Whose clock a time is of: the station's; the station's without a zone, which may be local time, so that what is known of
 * the one says nothing of the other; ours, where the station named none.
 */
export type ClockKind = 'zoned' | 'zoneless' | 'ours';

/** A time that comes so near to ours is right. */
const ON_TIME_S = 30;
/** Differences that are nearer to each other are the same clock's. */
const AGREE_S = 10;
/** Times that were told less apart do not show that the clock runs. */
const APART_S = 20;
/** A candidate that no time has borne out for so long gives way to a later one. */
const STALE_S = 600;

type Candidate = { readonly skewS: number; readonly at: Date };

type Envelope = {
  /** null: not known. */
  readonly skewS: number | null;
  /** The highest of what was told since, all of it late against skewS. */
  readonly candidate: Candidate | null;
  /** Of the boot before; null: not known, or known again. It stands in nothing's way: the clock may have begun anew. */
  readonly formerS: number | null;
};

export type ClockTrack = { readonly messages: Envelope; readonly readings: Envelope };

const found = (skewS: number | null): Envelope => ({ skewS, candidate: null, formerS: null });

const UNKNOWN: Envelope = found(null);

/** skewS null: nothing is known. */
export const newClockTrack = (skewS: number | null): ClockTrack => ({
  messages: found(skewS),
  readings: UNKNOWN,
});

const agree = (a: number, b: number): boolean => Math.abs(a - b) <= AGREE_S;
const secondsBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000;

const withSample = (known: Envelope, seenS: number, at: Date): Envelope => {
  const { skewS, candidate, formerS } = known;
  if (skewS !== null && agree(skewS, seenS)) {
    return candidate === null && seenS <= skewS ? known : found(Math.max(skewS, seenS));
  }
  if (Math.abs(seenS) <= ON_TIME_S || seenS > (skewS ?? 0)) return found(seenS);
  if (skewS === null && formerS !== null && agree(formerS, seenS)) return found(Math.max(formerS, seenS));
  if (candidate === null) return { skewS, candidate: { skewS: seenS, at }, formerS };
  const sinceS = secondsBetween(candidate.at, at);
  if (agree(candidate.skewS, seenS)) {
    return sinceS < APART_S ? known : found(Math.max(candidate.skewS, seenS));
  }
  return seenS > candidate.skewS || sinceS > STALE_S ? { skewS, candidate: { skewS: seenS, at }, formerS } : known;
};

/** The usual lateness of readings stays what it was when the clock is known to be another. */
const shifted = (readings: Envelope, fromS: number | null, toS: number | null): Envelope =>
  readings.skewS === null || fromS === null || toS === null || agree(fromS, toS)
    ? readings
    : found(readings.skewS + toS - fromS);

const withMessage = (track: ClockTrack, seenS: number, at: Date): ClockTrack => {
  const messages = withSample(track.messages, seenS, at);
  if (messages === track.messages) return track;
  return { messages, readings: shifted(track.readings, track.messages.skewS, messages.skewS) };
};

const withReading = (track: ClockTrack, seenS: number, at: Date): ClockTrack => {
  const { skewS, candidate } = track.messages;
  const raises = Math.abs(seenS) <= ON_TIME_S || seenS > (skewS ?? 0);
  const bearsOut = skewS === null && candidate !== null && agree(candidate.skewS, seenS);
  const after = raises || bearsOut ? withMessage(track, seenS, at) : track;
  const readings = withSample(after.readings, seenS, at);
  if (readings === after.readings) return after;
  const [fromS, toS] = [after.readings.skewS, readings.skewS];
  const known = after.messages.skewS;
  if (after !== track || known === null || fromS === null || toS === null || agree(fromS, toS)) {
    return { messages: after.messages, readings };
  }
  return { messages: found(known + toS - fromS), readings };
};

/** @param seenS the time told less our time at its receipt */
export const withTold = (track: ClockTrack, of: 'message' | 'reading', seenS: number, at: Date): ClockTrack =>
  of === 'message' ? withMessage(track, seenS, at) : withReading(track, seenS, at);

/** The track of a clock whose skew something else has shown. */
export const withProven = ({ readings, messages }: ClockTrack, skewS: number): ClockTrack => ({
  messages: found(skewS),
  readings: shifted(readings, messages.skewS, skewS),
});

/** A boot forgets what was known; told again once, it is known again. */
export const afterBoot = ({ messages }: ClockTrack): ClockTrack => ({
  messages: { skewS: null, candidate: null, formerS: messages.skewS },
  readings: UNKNOWN,
});

/** What a message's time can be judged by. */
export type ClockView = {
  readonly kind: ClockKind;
  readonly receivedAt: Date;
  /** Of this boot; null: not known. */
  readonly skewS: number | null;
  /** The latest of what was told in this boot before the message, where that is not enough to know the skew by. */
  readonly toldS: number | null;
  readonly bootedAt: Date | null;
  readonly connectedAt: Date | null;
  readonly disconnectedAt: Date | null;
};

/** Our clock and the station's best agree to about this. */
const TOLERANCE_MS = 60_000;

const lessS = (at: Date, seconds: number): Date => (seconds === 0 ? at : new Date(at.getTime() - seconds * 1000));

/**
 * Seconds to take from a time to have it by our clock: the skew when it is a fault, and the time is of this boot. What is
 * older was told by another setting of the clock, and is left alone, unless it would be of the future then.
 *
 * A time well before what the message is about had begun was told by a setting that is not known yet, and is of now.
 *
 * @param notBefore when what it is about began, by our clock; null: not known
 */
export const correctionS = (told: Date, view: ClockView, notBefore: Date | null = null): number => {
  const { kind, receivedAt, skewS, bootedAt } = view;
  if (kind === 'ours') return 0;
  const lateS = secondsBetween(told, receivedAt);
  const known = skewS === null || Math.abs(skewS) <= CLOCK_FAULT_S ? 0 : Math.round(skewS);
  const isOlder = bootedAt !== null && lessS(told, known).getTime() < bootedAt.getTime() - TOLERANCE_MS;
  const correction = isOlder && lateS >= -CLOCK_FAULT_S ? 0 : known;
  const isEarly = notBefore !== null && secondsBetween(lessS(told, correction), notBefore) > CLOCK_FAULT_S;
  return isEarly ? -Math.round(lateS) : correction;
};

/** When a message was made, by our clock. */
export type MadeAt = {
  readonly at: Date;
  /** By its receipt: it came over the connection that it was made in, or nothing tells of a time before. */
  readonly byArrival: boolean;
};

/** After a connect, what waited comes within so long. */
const BURST_MS = 60_000;

/**
 * When a message about what just happened was made, for whoever asks whether it can come from something of ours.
 *
 * | clock of the station in this boot | time told, corrected | made at |
 * |---|---|---|
 * | ours: no time that can be meant | | receipt |
 * | known | since the connection is open | receipt: it would have come then |
 * | known | before the connection | the time told, corrected: it waited |
 * | not known, later times were told before | before the connection, by the latest of them | so corrected: it waited |
 * | not known, nothing later was told before | | receipt |
 * | not known, nothing was told before | while the station was away, and it comes in the first minute after | the time told |
 * | not known, nothing was told before | else | receipt |
 */
export const madeAt = (told: Date, view: ClockView): MadeAt => {
  const { kind, receivedAt, skewS, toldS, connectedAt, disconnectedAt } = view;
  const arrived: MadeAt = { at: receivedAt, byArrival: true };
  if (kind === 'ours' || connectedAt === null) return arrived;
  const waited = (seconds: number): MadeAt | null => {
    const at = lessS(told, seconds);
    return at < connectedAt && receivedAt.getTime() - at.getTime() > TOLERANCE_MS ? { at, byArrival: false } : null;
  };
  if (skewS !== null) return waited(skewS) ?? arrived;
  if (toldS !== null) {
    return secondsBetween(receivedAt, told) < toldS - TOLERANCE_MS / 1000 ? (waited(toldS) ?? arrived) : arrived;
  }
  const away = disconnectedAt !== null && disconnectedAt <= told;
  const burst = receivedAt.getTime() - connectedAt.getTime() <= BURST_MS;
  return away && burst ? (waited(0) ?? arrived) : arrived;
};

/**
 * The skew that follows from an effect of ours: what we asked for cannot have happened before we asked. null: it does not
 * say so.
 */
export const provenSkewS = (told: Date, sentAt: Date, view: ClockView): number | null => {
  if (view.kind === 'ours') return null;
  const byOurs = lessS(told, correctionS(told, view));
  if (sentAt.getTime() - byOurs.getTime() <= TOLERANCE_MS) return null;
  return Math.round(secondsBetween(view.receivedAt, told));
};

/** As an operator reads it. */
export const skewText = (skewS: number): string => {
  const minutes = Math.round(Math.abs(skewS) / 60);
  const [hours, rest] = [Math.trunc(minutes / 60), minutes % 60];
  const long = [hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''].filter((part) => part !== '').join(' ');
  return `The station's clock is ${long} ${skewS > 0 ? 'ahead of' : 'behind'} ours.`;
};
