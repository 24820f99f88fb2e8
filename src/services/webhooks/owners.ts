/** Whose endpoints a caller sees and changes. */
import type { Caller } from '../../domain/access.ts';
import type { Where } from '../../domain/kinds/documents.ts';
import { DIMENSIONS, grantedIn } from '../../domain/visibility.ts';
import { type WebhookEndpoint, webhookOwner } from '../../domain/webhook-endpoint.ts';
import { visibilityOf } from '../access.ts';

/** Its own, whatever it is bound to; who manages clients and is bound by no grant: all. */
const managesAll = (caller: Caller): boolean =>
  caller.scopes.has('clients:manage') &&
  DIMENSIONS.every((dimension) => grantedIn(visibilityOf(caller), dimension) === null);

export const endpointsOf = (caller: Caller): Where<'webhookEndpoints'> =>
  managesAll(caller) ? {} : { clientId: caller.clientId, owner: webhookOwner(caller) };

export const managesEndpoint =
  (caller: Caller) =>
  (endpoint: WebhookEndpoint): boolean =>
    managesAll(caller) || (endpoint.clientId === caller.clientId && webhookOwner(endpoint) === webhookOwner(caller));
