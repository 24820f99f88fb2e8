/** What somebody says who wants the events of the log: webhooks, partners, exports. */
import type { DomainEvent } from '../../domain/event.ts';

/**
 * Kept with the attempt, so that people see why: an HTTP status, how the answer began, and what went wrong where there was
 * none (`dns`, `deadline`). Never a secret.
 */
export type Note = { readonly status?: number | null; readonly answer?: string | null; readonly error?: string | null };

export type Verdict =
  | { readonly kind: 'done'; readonly note?: Note }
  /** Try again at that time. The schedule is the subscriber's: it is told the number of the attempt. */
  | {
      readonly kind: 'retry';
      readonly at: Date;
      readonly note?: Note;
      /** Nothing at all is tried before then: it said that too much comes (429, 503). */
      readonly pauseUntilAt?: Date;
    }
  /** Never this one; the later ones of its key go on. */
  | { readonly kind: 'given_up'; readonly note?: Note }
  /** Nobody is there any more (410): it is disabled, and told so. */
  | { readonly kind: 'gone'; readonly note?: Note };

export type DeliveryInput = {
  /** In the order of the log; more than one only where `batch` allows it. */
  readonly events: readonly DomainEvent[];
  /** Counts from 1. */
  readonly attempt: number;
  /** Of the first attempt. */
  readonly firstTriedAt: Date;
};

/** Events that the log had let go before the subscriber came to them. */
export type Gap = { readonly afterSeq: number; readonly beforeSeq: number };

export type Subscriber = {
  /** Of the cursor: the same at each start and on each node. At most 100 characters of [A-Za-z0-9._:-]. */
  readonly name: string;
  readonly accepts: (event: DomainEvent) => boolean;
  /** Events of one key are delivered in their order, each after the one before is done or given up; null: no order. */
  readonly orderKey: (event: DomainEvent) => string | null;
  /**
   * At least once. The signal ends with the deadline, and when the subscriber is no longer worked here; what it
   * rejects with counts as a failure, tried again after a minute, later after ten.
   */
  readonly deliver: (input: DeliveryInput, signal: AbortSignal) => Promise<Verdict>;
  /** Events in one delivery. Default 1. */
  readonly batch?: number;
  /** Deliveries at a time, asked before each. Default 4. */
  readonly concurrency?: () => number;
  /** What goes well at once is stored as well, with its attempt, before the cursor goes on. Default: it is not. */
  readonly keepsDelivered?: boolean;
  /** Of one delivery. Default 20 s. */
  readonly deadlineMs?: number;
  /** Events held in memory for it, above which nothing more is read for it. Default 500. */
  readonly mostInHand?: number;
  /** Unsettled deliveries above which nothing more is read for it: the log keeps the rest. Default 1,000. */
  readonly mostUnsettled?: number;
  /** It is disabled, by its own word. */
  readonly onGone: (note: Note) => Promise<void>;
  /** Awaited before the events behind the gap are delivered; told again when the process dies meanwhile. */
  readonly onGap: (gap: Gap) => Promise<void>;
};
