/** What an endpoint may be sent: no more than its client may see at the time, and of that what its filter wants. */
import type { Client, Scope } from '../../domain/access.ts';
import { type DomainEvent, EVENTS, type EventObject, isEventType } from '../../domain/event.ts';
import { seesEvent } from '../../domain/event-visibility.ts';
import { SEES_ALL } from '../../domain/visibility.ts';
import type { WebhookEndpoint } from '../../domain/webhook-endpoint.ts';
import type { WebhookEndpointNews } from '../../domain/webhook-news.ts';
import { passesWebhookFilter } from '../../domain/webhook-rules.ts';

type Whose = Pick<WebhookEndpointNews, 'clientId' | 'userId'>;

/** What the client must hold to read an object; commands see below. */
const SCOPE_OF: { readonly [O in Exclude<EventObject, 'command'>]: Scope } = {
  location: 'locations:read',
  station: 'stations:read',
  session: 'sessions:read',
  token: 'tokens:read',
  webhookEndpoint: 'webhooks:manage',
};

/** As services/commands/permissions.ts: its own, or those of others with one of these. */
const readsCommand = (holds: (scope: Scope) => boolean, clientId: string, event: DomainEvent): boolean =>
  holds('stations:read') ||
  holds('sessions:read') ||
  ('command' in event.data && event.data.command.requestedBy.clientId === clientId);

const newsIn = (event: DomainEvent): WebhookEndpointNews | null =>
  'webhookEndpoint' in event.data ? event.data.webhookEndpoint : null;

const isOwn = ({ clientId, userId }: Whose, news: Whose): boolean =>
  news.clientId === clientId && news.userId === userId;

/** client null: it is not there any more. */
export const maySend = (endpoint: WebhookEndpoint, client: Client | null, event: DomainEvent): boolean => {
  if (client === null || client.locked || !isEventType(event.type)) return false;
  const holds = (scope: Scope): boolean => client.scopes.includes(scope) && endpoint.scopes.includes(scope);
  if (!holds('webhooks:manage') || !passesWebhookFilter(endpoint.filter, event)) return false;
  const { object } = EVENTS[event.type];
  if (!(object === 'command' ? readsCommand(holds, client.id, event) : holds(SCOPE_OF[object]))) return false;
  const news = newsIn(event);
  if (news !== null && isOwn(endpoint, news)) return true;
  return [client.grants, endpoint.grants].every((grants) =>
    seesEvent({ ...SEES_ALL, ...grants, driverId: endpoint.userId }, event),
  );
};
