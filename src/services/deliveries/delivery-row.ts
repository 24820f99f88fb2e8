/** Deliveries as they are stored, and what an attempt makes of them. */
import type { DomainEvent } from '../../domain/event.ts';
import type { Delivery, DeliveryAttempt } from '../ports/delivery-store.ts';

/** Attempts that are kept of a delivery. */
export const ATTEMPTS_KEPT = 10;

/** Parked: it was not tried yet. */
export const newDelivery = (
  subscriber: string,
  event: Pick<DomainEvent, 'seq' | 'id' | 'type'>,
  orderKey: string | null,
  now: Date,
): Delivery => ({
  subscriber,
  seq: event.seq,
  eventId: event.id,
  eventType: event.type,
  orderKey,
  state: 'parked',
  dueAt: null,
  attemptCount: 0,
  firstTriedAt: null,
  attempts: [],
  createdAt: now,
  updatedAt: now,
});

export const afterAttempt = (
  delivery: Delivery,
  attempt: DeliveryAttempt,
  to: Pick<Delivery, 'state' | 'dueAt'>,
  now: Date,
): Delivery => ({
  ...delivery,
  ...to,
  attemptCount: delivery.attemptCount + 1,
  firstTriedAt: delivery.firstTriedAt ?? attempt.startedAt,
  attempts: [...delivery.attempts, attempt].slice(-ATTEMPTS_KEPT),
  updatedAt: now,
});
