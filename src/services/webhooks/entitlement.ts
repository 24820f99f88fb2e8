/** What an endpoint may be sent: no more than its client may read at the time, and of that what its filter wants. */
import type { Client, Scope } from '../../domain/access.ts';
import { type DomainEvent, EVENT_TYPES, type EventType, isEventType } from '../../domain/event.ts';
import { isOwnEvent, readsEvent, readsType } from '../../domain/event-scopes.ts';
import { seesEvent } from '../../domain/event-visibility.ts';
import type { WebhookEndpoint, WebhookFilter } from '../../domain/webhook-endpoint.ts';
import { passesWebhookFilter } from '../../domain/webhook-rules.ts';
import { type EventReader, entitlementOf, requireTypes } from '../event-entitlement.ts';

/** Its scopes are those of the token that made it, as far as its client holds them now. */
const readerOf = (endpoint: WebhookEndpoint, client: Client): EventReader => {
  const { clientId, userId, accountId, grants } = endpoint;
  const scopes = new Set<Scope>(endpoint.scopes.filter((scope) => client.scopes.includes(scope)));
  return { clientId, userId, scopes, grants, ...(accountId === null ? {} : { accountId }) };
};

export type EndpointEntitlement = {
  readonly maySend: (event: DomainEvent) => boolean;
  /** The types that a filter lets pass and of which it is sent nothing, because a scope is missing. */
  readonly withheldTypes: (filter: WebhookFilter) => readonly EventType[];
  /** Throws insufficient_scope where one of the types is withheld. */
  readonly requireTypes: (types: readonly EventType[]) => void;
};

const wantedTypes = ({ types }: WebhookFilter): readonly EventType[] => types ?? EVENT_TYPES;

const NOTHING: EndpointEntitlement = {
  maySend: () => false,
  withheldTypes: wantedTypes,
  requireTypes: () => undefined,
};

/** client null: it is not there any more. */
export const endpointEntitlement = (endpoint: WebhookEndpoint, client: Client | null): EndpointEntitlement => {
  if (client === null || client.locked) return NOTHING;
  const reader = readerOf(endpoint, client);
  if (!reader.scopes.has('webhooks:manage')) return NOTHING;
  const { scope: made, reads } = entitlementOf(reader);
  const { scope: now } = entitlementOf({ ...reader, grants: client.grants });
  return {
    maySend: (event) => {
      if (!isEventType(event.type) || !passesWebhookFilter(endpoint.filter, event)) return false;
      if (!readsEvent(reads, event)) return false;
      // Of its own endpoints a client is told whatever it is bound to.
      if ('webhookEndpoint' in event.data && isOwnEvent(reader, event)) return true;
      return seesEvent(made, event) && seesEvent(now, event);
    },
    withheldTypes: (filter) => wantedTypes(filter).filter((type) => !readsType(reads, type)),
    requireTypes: (types) => requireTypes(reads, types, 'the endpoint'),
  };
};
