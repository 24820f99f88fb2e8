/** When a webhook is tried again, when an endpoint is given up, and which events its filter lets pass. */
import type { DomainEvent } from './event.ts';
import type { WebhookFailing, WebhookFilter } from './webhook-endpoint.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Behind each attempt, the first of which is made at once. @see Standard Webhooks 1.0, "Delivery schedule" */
const DELAYS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;

export const MOST_WEBHOOK_ATTEMPTS = DELAYS_MS.length + 1;
/** An endpoint is given up after that much time with failures only. */
export const GIVEN_UP_AFTER_MS = 5 * DAY_MS;
/** With no attempt for so long, failures before and behind that are two times of failure, not one. */
const FORGOTTEN_AFTER_MS = 2 * DAY_MS;
/** An endpoint cannot put its events off by more. */
const LONGEST_PAUSE_MS = HOUR_MS;
const LONGEST_OWN_PAUSE_MS = 5 * MINUTE_MS;

/** Between 90 and 110 per cent, so that what failed together is not tried together. random: from 0 to 1. */
const jittered = (ms: number, random: number): number => Math.round(ms * (0.9 + 0.2 * random));

/** Behind the attempt of that number, counted from 1; null: it was the last one. */
export const webhookRetryMs = (attempt: number, random: number): number | null => {
  const delayMs = DELAYS_MS[attempt - 1];
  return delayMs === undefined ? null : jittered(delayMs, random);
};

/**
 * How long an endpoint is left alone that said that too much comes: as long as it asks, up to an hour; else 5 s, and twice
 * as long with each such answer in a row, up to five minutes.
 */
export const webhookPauseMs = (askedMs: number | null, inARow: number, random: number): number =>
  askedMs === null
    ? jittered(Math.min(LONGEST_OWN_PAUSE_MS, 5 * SECOND_MS * 2 ** (Math.max(1, Math.min(inARow, 10)) - 1)), random)
    : Math.max(SECOND_MS, Math.min(askedMs, LONGEST_PAUSE_MS));

/** RFC 9110, 10.2.3: seconds, or a date; null: it says neither. */
export const retryAfterMs = (header: string | undefined, now: Date): number | null => {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * SECOND_MS;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - now.getTime());
};

/** What an answer makes of a delivery. slow: too much comes, or nobody is there just now. */
export type WebhookAnswer = 'delivered' | 'gone' | 'slow' | 'failed';

export const webhookAnswerOf = (status: number): WebhookAnswer => {
  if (status >= 200 && status < 300) return 'delivered';
  if (status === 410) return 'gone';
  return status === 429 || (status >= 502 && status <= 504) ? 'slow' : 'failed';
};

export const failingSince = (before: WebhookFailing | null, now: Date): WebhookFailing =>
  before === null || now.getTime() - before.lastAt.getTime() > FORGOTTEN_AFTER_MS
    ? { sinceAt: now, lastAt: now }
    : { sinceAt: before.sinceAt, lastAt: now };

export const isGivenUp = ({ sinceAt, lastAt }: WebhookFailing): boolean =>
  lastAt.getTime() - sinceAt.getTime() >= GIVEN_UP_AFTER_MS;

const isAmong = (wanted: readonly string[] | null, value: string | null): boolean =>
  wanted === null || (value !== null && wanted.includes(value));

/** What tells of endpoints is of no place: there its type alone counts. */
export const passesWebhookFilter = (filter: WebhookFilter, event: DomainEvent): boolean =>
  isAmong(filter.types, event.type) &&
  (event.type.startsWith('webhook.') ||
    (isAmong(filter.locationIds, event.locationId) &&
      isAmong(filter.stationIds, event.stationId) &&
      isAmong(filter.partyIds, event.partyId)));
