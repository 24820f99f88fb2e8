/** Webhooks as they come in: whether they are the gateway's, and what they say. */
import { Webhook } from 'standardwebhooks';
import type { VoltgateEvent } from './events.ts';

/**
 * body: the bytes or text as they came, before anything parsed them. secret: `whsec_…` of the endpoint; during a rotation
 * either of the two does. Throws WebhookVerificationError when the signature is wrong or older than five minutes.
 */
export const verifyWebhook = (
  body: string | Uint8Array,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  secret: string,
): VoltgateEvent => {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const named = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
  return new Webhook(secret).verify(text, named) as VoltgateEvent;
};
