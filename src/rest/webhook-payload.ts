/** What a webhook's body is: the event as the log has it, made once however many endpoints get it. */
import type { DomainEvent } from '../domain/event.ts';
import type { PartyNames } from '../domain/party.ts';
import { fromEvent } from './event.ts';
import type { components } from './openapi.gen.ts';

/** Of a body; the data of what is longer is left out, and said where it is. */
export const MOST_WEBHOOK_BYTES = 20_000;

/** publicUrl: without a slash at its end. */
export const createWebhookPayload = ({
  names,
  publicUrl,
}: {
  readonly names: PartyNames;
  readonly publicUrl: string;
}): ((event: DomainEvent) => string) => {
  // Safe as text-once.ts: events never change.
  const texts = new WeakMap<DomainEvent, string>();
  const make = (event: DomainEvent): string => {
    const whole: components['schemas']['WebhookEvent'] = fromEvent(event, names);
    const text = JSON.stringify(whole);
    if (Buffer.byteLength(text) <= MOST_WEBHOOK_BYTES) return text;
    const dataUrl = `${publicUrl}/api/v1/events/${encodeURIComponent(event.id)}`;
    return JSON.stringify({ ...whole, data: null, data_url: dataUrl } satisfies components['schemas']['WebhookEvent']);
  };
  return (event) => {
    const known = texts.get(event);
    if (known !== undefined) return known;
    const text = make(event);
    texts.set(event, text);
    return text;
  };
};
