/** How quarantined messages come, repeat, are settled and go. */
import { createHash } from 'node:crypto';
import type { StationPlace } from './at-station.ts';
import { carriedFrom } from './at-station.ts';
import type { QuarantinedMessage, Settlement } from './quarantined-message.ts';

/**
 * Open ones of a station. The oldest gives way to a new one: it is set aside, can still be read and applied for a week,
 * and its event is in the log.
 */
export const MOST_OPEN = 1000;
export const SETTLED_KEPT_DAYS = 90;
const GAVE_WAY_KEPT_DAYS = 7;

const DAY_MS = 86_400_000;
const NEVER = new Date('9999-12-31T00:00:00Z');

/** What is told of a message when it is quarantined. */
export type Quarantining = Pick<
  QuarantinedMessage,
  'stationId' | 'protocol' | 'action' | 'payload' | 'reason' | 'property' | 'errorCode' | 'level' | 'receivedAt'
>;

export const quarantineIdOf = ({
  stationId,
  action,
  payload,
}: Pick<Quarantining, 'stationId' | 'action' | 'payload'>): string =>
  createHash('sha256')
    .update(JSON.stringify([stationId, action, payload]))
    .digest('hex')
    .slice(0, 32);

export const newlyQuarantined = (message: Quarantining, place: StationPlace, now: Date): QuarantinedMessage => ({
  ...message,
  id: quarantineIdOf(message),
  version: 1,
  ...carriedFrom(place),
  lastAt: message.receivedAt,
  count: 1,
  status: 'OPEN',
  settlement: null,
  createdAt: now,
  updatedAt: now,
});

const next = (known: QuarantinedMessage, changes: Partial<QuarantinedMessage>, now: Date): QuarantinedMessage => ({
  ...known,
  ...changes,
  version: known.version + 1,
  updatedAt: now,
});

/** The same message once more; settled or not, it is the same record. */
export const quarantinedAgain = (
  known: QuarantinedMessage,
  { reason, property, errorCode, level, receivedAt }: Quarantining,
  now: Date,
): QuarantinedMessage =>
  next(known, { reason, property, errorCode, level, lastAt: receivedAt, count: known.count + 1 }, now);

/** It was tried again, and is refused still; the station knows only what it was answered when it sent it. */
export const stillRefused = (
  known: QuarantinedMessage,
  { reason, property, level }: Pick<Quarantining, 'reason' | 'property' | 'level'>,
  now: Date,
): QuarantinedMessage => next(known, { reason, property, level }, now);

export const settled = (
  known: QuarantinedMessage,
  status: 'APPLIED' | 'DISMISSED',
  settlement: Omit<Settlement, 'settledAt'>,
  now: Date,
): QuarantinedMessage => next(known, { status, settlement: { ...settlement, settledAt: now } }, now);

/** Set aside by the gateway, because too many were open. */
export const gaveWay = (known: QuarantinedMessage, now: Date): QuarantinedMessage =>
  settled(
    known,
    'DISMISSED',
    { clientId: null, userId: null, note: `More than ${MOST_OPEN} were open.`, sessionId: null },
    now,
  );

/** When the record goes; open ones stay. */
export const goesAt = ({ settlement }: QuarantinedMessage): Date => {
  if (settlement === null) return NEVER;
  const { settledAt, clientId, userId } = settlement;
  const days = clientId === null && userId === null ? GAVE_WAY_KEPT_DAYS : SETTLED_KEPT_DAYS;
  return new Date(settledAt.getTime() + days * DAY_MS);
};
