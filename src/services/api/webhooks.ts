import type { Caller } from '../../domain/access.ts';
import { DomainError } from '../../domain/error.ts';
import type { EventType } from '../../domain/event.ts';
import type { WebhookEndpoint, WebhookFilter } from '../../domain/webhook-endpoint.ts';
import type { Delivery, DeliveryAttempt } from '../ports/delivery-store.ts';
import type { Page, PageInput } from './paging.ts';

export type WebhookEndpointInput = {
  readonly url: string;
  readonly description: string | null;
  readonly filter: WebhookFilter;
  readonly ordered: boolean;
  /** Signed with an Ed25519 key, too. */
  readonly asymmetric: boolean;
};

/** secret: shown this once. repeated: by an idempotency key, and answered with what is now. */
export type WebhookWithSecret = {
  readonly endpoint: WebhookEndpoint;
  readonly secret: string;
  readonly repeated: boolean;
};

/** PENDING: it will be tried, again or for the first time. FAILED: it was given up. */
export const WEBHOOK_DELIVERY_STATUSES = ['PENDING', 'DELIVERED', 'FAILED'] as const;
export type WebhookDeliveryStatus = (typeof WEBHOOK_DELIVERY_STATUSES)[number];

export type WebhookDelivery = {
  readonly id: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly status: WebhookDeliveryStatus;
  readonly attemptCount: number;
  /** null: none is due, or it waits for an earlier one of its object. */
  readonly nextAttemptAt: Date | null;
  readonly attempts: Delivery['attempts'];
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export type WebhookReplay =
  | { readonly eventId: string }
  /** Instants; both are in it. */
  | { readonly fromAt: Date; readonly toAt: Date }
  | { readonly sinceAt: Date }
  /** Everything behind that event. */
  | { readonly afterEventId: string };

export type WebhookTest = { readonly eventId: string; readonly delivered: boolean; readonly attempt: DeliveryAttempt };

export type Idempotent = { readonly idempotencyKey: string | null };

/**
 * All need webhooks:manage. A client has its own endpoints (of an app: each user); whoever manages clients and is bound by
 * no grant sees and changes all.
 */
export type Webhooks = {
  readonly list: (caller: Caller, page: PageInput) => Promise<Page<WebhookEndpoint>>;
  readonly get: (caller: Caller, id: string) => Promise<WebhookEndpoint>;
  /**
   * Throws insufficient_scope, as update does, for a type in the filter that its scopes do not open.
   * secret: of the caller's choice, `whsec_…` with 24 to 64 bytes; null: one is made.
   */
  readonly create: (
    caller: Caller,
    input: WebhookEndpointInput & Idempotent & { readonly secret: string | null },
  ) => Promise<WebhookWithSecret>;
  readonly update: (
    caller: Caller,
    id: string,
    input: WebhookEndpointInput,
    ifVersion: number | null,
  ) => Promise<WebhookEndpoint>;
  /** Answers it as it was. Nothing more is sent, and its deliveries go with it. */
  readonly remove: (caller: Caller, id: string, ifVersion: number | null) => Promise<WebhookEndpoint>;
  /** What signed before signs beside the new one for that long. */
  readonly rotateSecret: (
    caller: Caller,
    id: string,
    input: Idempotent & { readonly secret: string | null; readonly overlapS: number },
  ) => Promise<WebhookWithSecret>;
  /** It goes on where it stopped. */
  readonly enable: (caller: Caller, id: string) => Promise<WebhookEndpoint>;
  readonly disable: (caller: Caller, id: string, reason: string | null) => Promise<WebhookEndpoint>;
  /** Sends one event of the type webhook.test, now and once; also to one that is disabled. */
  readonly test: (caller: Caller, id: string) => Promise<WebhookTest>;
  /** count null: as many as there are from there on. Throws conflict for one that is disabled. */
  readonly replay: (caller: Caller, id: string, what: WebhookReplay) => Promise<{ readonly count: number | null }>;
  /** Newest event first. */
  readonly deliveries: (
    caller: Caller,
    page: Pick<PageInput, 'limit' | 'cursor' | 'withTotal'>,
    filter: {
      readonly endpointId: string | null;
      readonly eventId: string | null;
      readonly status: WebhookDeliveryStatus | null;
    },
  ) => Promise<Page<WebhookDelivery>>;
  readonly delivery: (caller: Caller, id: string) => Promise<WebhookDelivery>;
  /**
   * Types that its filter lets pass and of which it is sent nothing: the token that made it, or its client now, lacks the
   * scope. As of at most ten seconds ago.
   */
  readonly withheldTypes: (endpoint: WebhookEndpoint) => readonly EventType[];
};

/** What became of an attempt, as faces tell it. */
export type WebhookOutcome = 'delivered' | 'failed' | 'gone' | 'timed_out' | 'expired' | 'not_allowed';

const OUTCOMES: { readonly [O in DeliveryAttempt['outcome']]: WebhookOutcome } = {
  done: 'delivered',
  retry: 'failed',
  given_up: 'failed',
  gone: 'gone',
  deadline: 'timed_out',
  fault: 'failed',
  expired: 'expired',
};

/** By what it noted, where that says more than what became of it. */
export const webhookOutcomeOf = ({ outcome, error }: DeliveryAttempt): WebhookOutcome => {
  if (error === 'not_allowed') return 'not_allowed';
  return error === 'deadline' ? 'timed_out' : OUTCOMES[outcome];
};

export const WEBHOOK_OVERLAP_S = 86_400;

/** Throws invalid_request unless it says one of them. spell: how the face writes a field. */
export const webhookReplayOf = (
  asked: {
    readonly eventId: string | null;
    readonly fromAt: Date | null;
    readonly toAt: Date | null;
    readonly sinceAt: Date | null;
    readonly afterEventId: string | null;
  },
  spell: (name: string) => string,
): WebhookReplay => {
  const { eventId, fromAt, toAt, sinceAt, afterEventId } = asked;
  const said = Object.entries(asked)
    .flatMap(([name, value]) => (value === null ? [] : [name]))
    .join(' ');
  if (said === 'eventId' && eventId !== null) return { eventId };
  if (said === 'fromAt toAt' && fromAt !== null && toAt !== null) return { fromAt, toAt };
  if (said === 'sinceAt' && sinceAt !== null) return { sinceAt };
  if (said === 'afterEventId' && afterEventId !== null) return { afterEventId };
  const detail = `Say one of ${spell('eventId')}, from and to, since, ${spell('afterEventId')}.`;
  throw new DomainError('invalid_request', { detail, faults: [{ pointer: '', detail }] });
};
