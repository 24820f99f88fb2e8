import { originOf, type WebhookEndpoint, webhookOwner } from '../webhook-endpoint.ts';
import { kindOf } from './kind.ts';

/** In no scope: an endpoint is its client's, whatever that is bound to; see services/webhooks/. */
export const webhookEndpoints = kindOf<WebhookEndpoint>()({
  name: 'webhookEndpoints',
  key: { name: 'id', of: ({ id }) => id },
  fields: {
    clientId: { type: 'text', of: ({ clientId }) => clientId, filters: true },
    /** Empty: the client's own. */
    owner: { type: 'text', of: (endpoint) => webhookOwner(endpoint), filters: true },
  },
  orders: ['updatedAt'],
  scope: {},
  leads: ['owner', 'clientId'],
  retention: null,
  removable: true,
  audit: {
    object: 'webhook_endpoint',
    // A path may be a secret.
    clean: (endpoint) => ({ ...endpoint, url: originOf(endpoint.url) }),
    fields: {
      id: 'shown',
      version: 'shown',
      clientId: 'shown',
      userId: 'shown',
      accountId: 'shown',
      scopes: 'shown',
      grants: 'shown',
      partyId: 'shown',
      url: 'shown',
      description: 'shown',
      filter: 'shown',
      ordered: 'shown',
      publicKey: 'shown',
      previousSecretEndsAt: 'shown',
      disabled: 'shown',
      failing: 'left_out',
      createdAt: 'shown',
      updatedAt: 'shown',
    },
  },
});
