/** Instants as stations write them: with fractions, offsets, and sometimes without a zone. */
import { type ClockKind, isBelievable } from '../domain/station-clock.ts';
import { listOf, objectOf } from './payload.ts';
import type { InboundContext } from './protocol.ts';

const TIMESTAMP =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?\s?(?:([Zz])|([+-])(\d{2}):?(\d{2})?)?$/;

/** What most stations write, on days that every month has and without a leap second: Date reads it as we would. */
const USUAL = /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;

/** Surely an instant as RFC 3339 has it; false says nothing. */
export const isUsualTimestamp = (text: string): boolean => USUAL.test(text);

const inRange = (value: number, low: number, high: number): boolean => value >= low && value <= high;

/**
 * Reads an ISO 8601 instant; null when it is none. Without a zone it is UTC, as OCPP asks stations to run on UTC
 * (1.6, time notations). Digits beyond the millisecond are dropped.
 */
export const parseTimestamp = (value: unknown): Date | null => {
  if (typeof value !== 'string') return null;
  if (USUAL.test(value)) return new Date(value);
  const match = TIMESTAMP.exec(value.trim());
  if (match === null) return null;
  const part = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
  const offsetMinutes = (match[9] === '-' ? -1 : 1) * (part(10) * 60 + part(11));
  const milliseconds = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  // A leap second is the last one of its minute to a clock that has none.
  if (!inRange(hour, 0, 23) || !inRange(minute, 0, 59) || !inRange(second, 0, 60)) return null;
  if (!inRange(part(10), 0, 23) || !inRange(part(11), 0, 59)) return null;
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  at.setUTCHours(hour, minute, Math.min(second, 59), second === 60 ? 999 : milliseconds);
  return new Date(at.getTime() - offsetMinutes * 60_000);
};

/** A text without one is UTC by the rule, and local time in the field: its skew is learnt for itself. */
const ZONE = /(?:[Zz]|[+-]\d{2}:?(?:\d{2})?)\s*$/;

const kindOf = (text: unknown): ClockKind =>
  typeof text === 'string' && !USUAL.test(text) && !ZONE.test(text.slice(10)) ? 'zoneless' : 'zoned';

const READING = '/meterValue/*/timestamp';
const READING_OF_STOP = '/transactionData/*/timestamp';

/** What a time in a message is judged with, and whom to tell that it is none. */
export type TimeContext = Pick<InboundContext, 'inbox' | 'stationId' | 'receivedAt'> & { readonly action: string };

/** An instant of a message; kind ours: it named none that can be meant, and `at` is the time of receipt. */
export type NamedTime = { readonly at: Date; readonly kind: ClockKind };

/** A time that a message names; null, which is told, when it cannot be read or meant. Absent is null, and no fault. */
export const believableTime = (value: unknown, context: TimeContext, property: string): Date | null => {
  if (value === undefined || value === null) return null;
  const at = parseTimestamp(value);
  if (at !== null && isBelievable(at, context.receivedAt)) return at;
  const { inbox, stationId, action } = context;
  const detail =
    at === null ? 'The time cannot be read.' : 'The time is before 2015, or more than a day ahead of ours.';
  inbox.problem({
    stationId,
    kind: 'clock_absent',
    action,
    property,
    detail: `${detail} The time of receipt is used instead.`,
  });
  return null;
};

/** The time of a message's `timestamp`, which is what the station's clock is known by; receipt when it names none. */
export const messageTime = (
  value: unknown,
  context: TimeContext,
  { waited = false, property = '/timestamp' }: { readonly waited?: boolean; readonly property?: string } = {},
): NamedTime => {
  const { inbox, stationId, receivedAt } = context;
  const at = believableTime(value, context, property);
  if (at === null) return { at: receivedAt, kind: 'ours' };
  const kind = kindOf(value);
  if (!waited) inbox.clockSeen(stationId, at, receivedAt, { kind });
  return { at, kind };
};

/** The newest time of a message's readings, which the station's clock is known by as well; receipt when none is named. */
export const newestReadingTime = (meterValues: unknown, { inbox, stationId, receivedAt }: TimeContext): NamedTime => {
  let newest: NamedTime | null = null;
  for (const meterValue of listOf(meterValues)) {
    const { timestamp } = objectOf(meterValue);
    const at = parseTimestamp(timestamp);
    if (at === null || !isBelievable(at, receivedAt) || (newest !== null && at <= newest.at)) continue;
    newest = { at, kind: kindOf(timestamp) };
  }
  if (newest === null) return { at: receivedAt, kind: 'ours' };
  inbox.clockSeen(stationId, newest.at, receivedAt, { kind: newest.kind, of: 'reading' });
  return newest;
};

/** When a meter was read; context absent: whatever can be read is taken. */
export const readingTime = (value: unknown, context: TimeContext | undefined): Date | null =>
  context === undefined
    ? parseTimestamp(value)
    : believableTime(value, context, context.action === 'StopTransaction' ? READING_OF_STOP : READING);
