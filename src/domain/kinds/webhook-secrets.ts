import type { WebhookSecrets } from '../webhook-endpoint.ts';
import { kindOf } from './kind.ts';

/** Only ever had by the key of its endpoint, to sign. */
export const webhookSecrets = kindOf<WebhookSecrets>()({
  name: 'webhookSecrets',
  key: { name: 'id', of: ({ id }) => id },
  fields: {},
  orders: [],
  scope: {},
  retention: null,
  removable: true,
  audit: {
    object: 'webhook_secret',
    fields: {
      id: 'shown',
      version: 'shown',
      current: 'secret',
      previous: 'secret',
      previousEndsAt: 'shown',
      createdAt: 'shown',
      updatedAt: 'shown',
    },
  },
});
