/** One attempt: signs an event, sends it, and judges the answer. */
import type { DomainEvent } from '../../domain/event.ts';
import type { WebhookEndpoint, WebhookSecrets, WebhookSigner } from '../../domain/webhook-endpoint.ts';
import { retryAfterMs, type WebhookAnswer, webhookAnswerOf } from '../../domain/webhook-rules.ts';
import type { Note } from '../deliveries/subscriber.ts';
import type { Outbound } from '../ports/outbound.ts';
import type { Clock } from '../ports/time.ts';
import type { WebhookSigning } from '../ports/webhook-signing.ts';

const DEADLINE_MS = 15_000;
/** Of an answer: its start is kept, and the rest is not read. */
const ANSWER_BYTES = 1_000;

export type SentWebhook = {
  readonly answer: WebhookAnswer;
  /** How long it asks to be left alone; null: it does not say. */
  readonly retryAfterMs: number | null;
  readonly durationMs: number;
  readonly note: Required<Note>;
};

export type SendWebhook = (
  endpoint: WebhookEndpoint,
  secrets: WebhookSecrets,
  event: DomainEvent,
  signal?: AbortSignal,
) => Promise<SentWebhook>;

/** Those that sign now: the one before, too, until its end. */
const signersAt = ({ current, previous, previousEndsAt }: WebhookSecrets, now: Date): readonly WebhookSigner[] =>
  previous !== null && previousEndsAt !== null && previousEndsAt > now ? [current, previous] : [current];

/** An answer is anybody's text: control characters would be kept, and shown. */
const startOf = (body: Buffer): string =>
  body
    .toString('utf8')
    .replaceAll(/[\p{Cc}�]/gu, ' ')
    .trim();

/** payloadOf: as the event is told on REST, see src/rest/webhook-payload.ts. */
export const createSendWebhook =
  ({
    outbound,
    signing,
    payloadOf,
    clock,
  }: {
    readonly outbound: Outbound;
    readonly signing: Pick<WebhookSigning, 'headers'>;
    readonly payloadOf: (event: DomainEvent) => string;
    readonly clock: Pick<Clock, 'now'>;
  }): SendWebhook =>
  async (endpoint, secrets, event, signal) => {
    const body = payloadOf(event);
    const now = clock.now();
    const outcome = await outbound.send({
      method: 'POST',
      url: endpoint.url,
      headers: {
        'content-type': 'application/json',
        ...signing.headers({ id: event.id, at: now, body }, signersAt(secrets, now)),
      },
      body,
      deadlineMs: DEADLINE_MS,
      maxBytes: ANSWER_BYTES,
      longerAnswer: 'cut',
      ...(signal === undefined ? {} : { signal }),
    });
    const { durationMs } = outcome;
    if (outcome.outcome === 'answered') {
      const { status } = outcome;
      return {
        answer: webhookAnswerOf(status),
        retryAfterMs: retryAfterMs(outcome.headers['retry-after'], now),
        durationMs,
        note: { status, answer: startOf(outcome.body), error: null },
      };
    }
    const status = outcome.outcome === 'failed' ? outcome.status : null;
    const note = { status, answer: null, error: outcome.why };
    return { answer: 'failed', retryAfterMs: null, durationMs, note };
  };
