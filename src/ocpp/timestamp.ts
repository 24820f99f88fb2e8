/** Instants as stations write them: with fractions, offsets, and sometimes without a zone. */
import type { InboundContext } from './protocol.ts';

const TIMESTAMP =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?\s?(?:([Zz])|([+-])(\d{2}):?(\d{2})?)?$/;

/** Characters of an unreadable instant that go into the log. */
const MAX_LOGGED = 64;

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

/** The instant that a message names; the fallback (time of receipt) when it cannot be read, which is logged. */
export const timestampOr = (
  value: unknown,
  fallback: Date,
  context: Pick<InboundContext, 'log' | 'stationId'>,
  action: string,
): Date => {
  const at = parseTimestamp(value);
  if (at !== null) return at;
  // With validation off it may be anything, also an object whose `toString` is none.
  const timestamp = typeof value === 'string' ? value.slice(0, MAX_LOGGED) : typeof value;
  context.log.warn({ stationId: context.stationId, action, timestamp }, 'ocpp.timestamp_unreadable');
  return fallback;
};
