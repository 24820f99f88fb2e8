/** Events that tell of endpoints. */
import type { EventTypeOf, NewEvent } from '../../domain/event.ts';
import { newsOf, type WebhookEndpoint } from '../../domain/webhook-endpoint.ts';
import { createEventMaker } from '../new-event.ts';
import type { Clock, NewId } from '../ports/time.ts';

export type WebhookNews = {
  readonly of: (type: EventTypeOf<'webhookEndpoint'>, endpoint: WebhookEndpoint) => NewEvent;
};

export const createWebhookNews = (dependencies: { readonly clock: Clock; readonly newId: NewId }): WebhookNews => {
  const events = createEventMaker(dependencies);
  return {
    of: (type, endpoint) =>
      events.of(
        type,
        {
          objectId: endpoint.id,
          objectVersion: endpoint.version,
          locationId: null,
          stationId: null,
          sessionId: null,
          tokenUid: null,
          partyId: endpoint.partyId,
          stationGroupId: null,
        },
        { webhookEndpoint: newsOf(endpoint, type === 'webhook.endpoint_deleted') },
      ),
  };
};
