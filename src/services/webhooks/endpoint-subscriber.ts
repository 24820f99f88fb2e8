/** An endpoint as a subscriber of the event log: what it is sent, in which order, and when it is tried again. */
import type { DomainEvent } from '../../domain/event.ts';
import { webhookPauseMs, webhookRetryMs } from '../../domain/webhook-rules.ts';
import type { Note, Subscriber, Verdict } from '../deliveries/subscriber.ts';
import type { Metrics } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';
import type { WebhookHealth } from './health.ts';
import type { WebhookView } from './roster.ts';
import type { SendWebhook, SentWebhook } from './sending.ts';
import { subscriberOf } from './subscriber-name.ts';

/** At a time, to one that answers. */
const AT_A_TIME = 8;
/** Events that are older wait for a replay or for one that was away, which says nothing of the way of an event. */
const FRESH_MS = 60_000;

export type EndpointSubscriberDependencies = {
  /** As this node knows it now; undefined: it is deleted. */
  readonly viewOf: (id: string) => WebhookView | undefined;
  readonly send: SendWebhook;
  readonly health: WebhookHealth;
  readonly clock: Clock;
  readonly random: () => number;
  readonly metrics: Metrics;
};

const resolvedOnAbort = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

const detailOf = ({ status, error }: Note): string => (status == null ? (error ?? 'no answer') : `HTTP ${status}`);

export const createEndpointSubscriber = (
  { viewOf, send, health, clock, random, metrics }: EndpointSubscriberDependencies,
  id: string,
): Subscriber => {
  /** One that does not answer holds one place only, until it does. */
  let isHanging = false;
  let slowInARow = 0;

  const measure = (event: DomainEvent, attempt: number): void => {
    const ageMs = clock.now().getTime() - event.occurredAt.getTime();
    if (attempt === 1 && ageMs < FRESH_MS) metrics.observe('webhook_first_attempt_seconds', Math.max(0, ageMs) / 1000);
  };

  const retry = ({ note, answer, retryAfterMs }: SentWebhook, attempt: number): Verdict => {
    const nowMs = clock.now().getTime();
    const retryMs = webhookRetryMs(attempt, random());
    if (retryMs === null) return { kind: 'given_up', note };
    slowInARow = answer === 'slow' ? slowInARow + 1 : 0;
    if (answer !== 'slow') return { kind: 'retry', at: new Date(nowMs + retryMs), note };
    const pauseMs = webhookPauseMs(retryAfterMs, slowInARow, random());
    const pauseUntilAt = new Date(nowMs + pauseMs);
    return { kind: 'retry', at: new Date(nowMs + Math.max(retryMs, pauseMs)), pauseUntilAt, note };
  };

  return {
    name: subscriberOf(id),
    accepts: (event) => viewOf(id)?.entitlement.maySend(event) === true,
    orderKey: ({ objectId }) => (viewOf(id)?.endpoint.ordered === true ? objectId : null),
    concurrency: () => (isHanging ? 1 : AT_A_TIME),
    keepsDelivered: true,
    deliver: async ({ events: [event], attempt }, signal) => {
      const view = viewOf(id);
      if (event === undefined) return { kind: 'done' };
      if (view === undefined || view.endpoint.disabled !== null) {
        // It is about to be dropped here: nothing is known of the event, and whoever works it next delivers it.
        await resolvedOnAbort(signal);
        return { kind: 'retry', at: clock.now() };
      }
      const { endpoint, entitlement, secrets } = view;
      // What it might see when the event was read, it may not any more.
      if (!entitlement.maySend(event)) return { kind: 'given_up', note: { error: 'not_allowed' } };
      measure(event, attempt);
      const sent = await send(endpoint, secrets, event, signal);
      if (signal.aborted) return { kind: 'retry', at: clock.now() };
      isHanging = sent.note.error === 'deadline';
      if (sent.answer === 'delivered') {
        slowInARow = 0;
        await health.succeeded(endpoint);
        return { kind: 'done', note: sent.note };
      }
      if (sent.answer === 'gone') {
        await health.disable(endpoint, { reason: 'gone', detail: detailOf(sent.note) });
        return { kind: 'gone', note: sent.note };
      }
      if (await health.failed(endpoint, detailOf(sent.note))) return { kind: 'gone', note: sent.note };
      return retry(sent, attempt);
    },
    // It was told in the commit that disabled it.
    onGone: async () => undefined,
    // What had grown older than the retention is gone for every reader of the log; the worker logs and counts it.
    onGap: async () => undefined,
  };
};
