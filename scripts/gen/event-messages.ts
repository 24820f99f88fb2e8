/** Each type of event as a message that is sent: for OpenAPI's `webhooks` and for AsyncAPI. */
import { EVENT_TYPES, EVENTS, type EventType } from '../../src/domain/event.ts';
import { scopesInWords } from '../../src/domain/event-scopes.ts';

export type Schema = { readonly [keyword: string]: unknown };

/** What of the contract both need. */
export type EventContract = {
  readonly info: { readonly version: string };
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly 'x-event-data': Readonly<Record<string, { readonly summary: string; readonly data: string }>>;
};

export type EventMessage = {
  readonly type: EventType;
  readonly summary: string;
  /** Who is told, in words. */
  readonly description: string;
  /** What its client must hold: any of the sets. */
  readonly scopes: readonly (readonly string[])[];
  /** By references to `#/components/schemas/`. */
  readonly payload: Schema;
};

const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** What Standard Webhooks 1.0 puts into the head. */
export const WEBHOOK_HEADERS: Readonly<Record<string, Schema>> = {
  'webhook-id': { type: 'string', description: "The event's id: the same, however often it comes." },
  'webhook-timestamp': { type: 'string', description: 'Of this attempt, in seconds since 1970.' },
  'webhook-signature': {
    type: 'string',
    description: 'v1 (and v1a) signatures of `id.timestamp.body`, with a space between; of both secrets in a rotation.',
  },
};

/** Throws an Error where the contract lacks a type. */
export const eventMessages = (contract: EventContract): readonly EventMessage[] =>
  EVENT_TYPES.map((type) => {
    const summary = contract['x-event-data'][type]?.summary;
    if (summary === undefined) throw new Error(`openapi/voltgate.yaml has no x-event-data for ${type}.`);
    const data = { anyOf: [reference(EVENTS[type].schema), { type: 'null' }] };
    const payload = {
      allOf: [reference('WebhookEvent'), { type: 'object', properties: { type: { const: type }, data } }],
    };
    return { type, summary, description: `Needs ${scopesInWords(type)}.`, scopes: EVENTS[type].readBy, payload };
  });
