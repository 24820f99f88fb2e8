/**
 * How far each subscriber of the event log has got, and what it could not be given yet. Nothing is written here for what
 * goes well but the cursors; it stands beside the commits and the queue of commands.
 */
import type { EventType } from '../../domain/event.ts';

export type SubscriberState = {
  readonly name: string;
  /** Grows whenever somebody takes the subscriber over or moves it: who writes with an older one is refused (fencing). */
  readonly generation: number;
  /** Every event up to here is delivered, not accepted, or stands among the deliveries. */
  readonly seq: number;
  /** It said that it is gone; null: it is worked. */
  readonly disabledAt: Date | null;
};

export type DeliveryAttempt = {
  readonly startedAt: Date;
  readonly durationMs: number;
  /** `deadline`: no verdict in time. `fault`: it threw. `expired`: the event is in the log no more. */
  readonly outcome: 'done' | 'retry' | 'given_up' | 'gone' | 'deadline' | 'fault' | 'expired';
  /** What the subscriber noted: an HTTP status, and how its answer began. */
  readonly status: number | null;
  readonly answer: string | null;
  /** What went wrong, where it noted that. Absent: of a release that did not keep it. */
  readonly error?: string | null;
};

/** An event that a subscriber was not given at once. */
export type Delivery = {
  readonly subscriber: string;
  readonly seq: number;
  readonly eventId: string;
  readonly eventType: EventType;
  readonly orderKey: string | null;
  /** due: tried again at dueAt. parked: behind an earlier one of its key. The other two are history. */
  readonly state: 'due' | 'parked' | 'delivered' | 'given_up';
  readonly dueAt: Date | null;
  readonly attemptCount: number;
  readonly firstTriedAt: Date | null;
  /** The newest ones, oldest first. */
  readonly attempts: readonly DeliveryAttempt[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** What a subscriber's node keeps in memory of a delivery that is due or parked. */
export type UnsettledDelivery = Pick<Delivery, 'seq' | 'orderKey'> & {
  /** null: it is parked. */
  readonly dueAt: Date | null;
};

export type DeliveryPage = {
  readonly states: readonly Delivery['state'][];
  /** Only those of events before this one; null: from the newest. */
  readonly beforeSeq: number | null;
  readonly limit: number;
};

/** Throws DomainError('unavailable') when the store gives no answer. */
export type DeliveryStore = {
  /** Makes the subscriber at this place, unless it is there already. */
  readonly ensureSubscriber: (name: string, seq: number) => Promise<void>;
  /** Those of them that are there. */
  readonly subscribers: (names: readonly string[]) => Promise<readonly SubscriberState[]>;
  /** From here on only who has this generation writes. null: there is no such subscriber. */
  readonly takeSubscriber: (name: string) => Promise<SubscriberState | null>;
  /** Puts cursors forward; answers the names whose generation is another one by now. */
  readonly advance: (
    cursors: readonly { readonly name: string; readonly generation: number; readonly seq: number }[],
  ) => Promise<readonly string[]>;
  /** Puts the cursor, back as well as forward, as a new generation; null leaves it where it is. false: no such subscriber. */
  readonly moveSubscriber: (name: string, seq: number | null) => Promise<boolean>;
  /** A new generation as well; null lets it work again. false: no such subscriber. */
  readonly disableSubscriber: (name: string, at: Date | null) => Promise<boolean>;
  /** With its deliveries. */
  readonly removeSubscriber: (name: string) => Promise<void>;

  /** Puts deliveries whole, in this order. false: the generation is another one by now, and they do not count. */
  readonly putDeliveries: (name: string, generation: number, deliveries: readonly Delivery[]) => Promise<boolean>;
  /** All that are due or parked, in the order of their events. They are bounded by who puts them. */
  readonly unsettledDeliveries: (name: string) => Promise<readonly UnsettledDelivery[]>;
  readonly delivery: (name: string, seq: number) => Promise<Delivery | null>;
  /** Newest event first. */
  readonly deliveries: (name: string, page: DeliveryPage) => Promise<readonly Delivery[]>;
  /** Takes history away that nothing was added to since; up to `limit`; answers how many went. */
  readonly pruneDeliveries: (before: Date, limit: number) => Promise<number>;
};
