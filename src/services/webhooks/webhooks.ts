/** Webhooks, put together: what callers ask of them, and what sends them. */
import { DomainError } from '../../domain/error.ts';
import type { DomainEvent } from '../../domain/event.ts';
import { SEES_ALL } from '../../domain/visibility.ts';
import { requireScope } from '../access.ts';
import type { Webhooks } from '../api/webhooks.ts';
import type { AuditedCommitter } from '../audit/audited-committer.ts';
import type { Deliveries } from '../deliveries/deliveries.ts';
import type { Idempotency } from '../idempotency.ts';
import { OLDEST_FIRST } from '../list-pages.ts';
import { MAX_LIMIT } from '../paging.ts';
import type { Committer } from '../ports/commit.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { Outbound, OutboundCheck } from '../ports/outbound.ts';
import type { Store } from '../ports/store.ts';
import type { Clock, NewId } from '../ports/time.ts';
import type { WebhookSigning } from '../ports/webhook-signing.ts';
import { createDeliveryList, placeOf, toldDelivery } from './delivery-list.ts';
import { createEndpointSubscriber } from './endpoint-subscriber.ts';
import { createEndpoints } from './endpoints.ts';
import { createWebhookHealth } from './health.ts';
import { createWebhookNews } from './news.ts';
import { endpointsOf } from './owners.ts';
import { createReplay } from './replay.ts';
import { createWebhookRoster } from './roster.ts';
import { createSendWebhook } from './sending.ts';
import { subscriberOf } from './subscriber-name.ts';

export type WebhookServices = {
  readonly api: Webhooks;
  /** Behind the commit that has taken an endpoint away. */
  readonly forget: (endpointId: string) => Promise<void>;
  /** From here on endpoints are worked. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type WebhookDependencies = {
  readonly store: Store;
  readonly committer: Committer;
  /** What callers ask for. */
  readonly audited: AuditedCommitter;
  readonly bus: Pick<EventBus, 'subscribe'>;
  readonly deliveries: Deliveries;
  readonly outbound: Outbound & OutboundCheck;
  readonly signing: WebhookSigning;
  readonly idempotency: Idempotency;
  readonly payloadOf: (event: DomainEvent) => string;
  readonly mostEndpoints: number;
  readonly clock: Clock;
  /** The machine's, for looking what changed. */
  readonly lookClock: Clock;
  readonly random: () => number;
  readonly newId: NewId;
  readonly log: Log;
  readonly metrics: Metrics;
};

export const createWebhooks = (dependencies: WebhookDependencies): WebhookServices => {
  const { store, committer, bus, deliveries, outbound, signing, payloadOf, clock, lookClock } = dependencies;
  const { random, log, metrics } = dependencies;
  const news = createWebhookNews(dependencies);
  const send = createSendWebhook({ outbound, signing, payloadOf, clock });
  const health = createWebhookHealth({
    store,
    committer,
    news,
    onWritten: (id) => roster.refresh(id),
    clock,
    log,
    metrics,
  });
  const roster = createWebhookRoster({
    store,
    bus,
    deliveries,
    makeSubscriber: (id) =>
      createEndpointSubscriber({ viewOf: (one) => roster.viewOf(one), send, health, clock, random, metrics }, id),
    clock: lookClock,
    log,
    metrics,
  });
  const made = createEndpoints({ ...dependencies, committer: dependencies.audited, roster, health, news });
  const { forget, ...endpoints } = made;
  const replay = createReplay({ get: endpoints.get, events: store, deliveries, roster, news, send });
  const listed = createDeliveryList({ deliveries, events: store });

  const ownIds = async (caller: Parameters<Webhooks['get']>[0]): Promise<readonly string[]> => {
    const query = { ...OLDEST_FIRST, scope: SEES_ALL, limit: MAX_LIMIT, where: endpointsOf(caller) };
    const { items } = await store.list('webhookEndpoints', query);
    return items.map(({ id }) => id);
  };

  return {
    api: {
      ...endpoints,
      ...replay,
      withheldTypes: ({ id, filter }) => roster.viewOf(id)?.entitlement.withheldTypes(filter) ?? [],
      deliveries: async (caller, page, filter) => {
        requireScope(caller, 'webhooks:manage');
        const ids = await ownIds(caller);
        const endpointIds = filter.endpointId === null ? ids : ids.filter((id) => id === filter.endpointId);
        return listed({ page, filter, endpointIds });
      },
      delivery: async (caller, id) => {
        const place = placeOf(id);
        requireScope(caller, 'webhooks:manage');
        if (place === null) throw new DomainError('not_found');
        const endpoint = await endpoints.get(caller, place.endpointId);
        const delivery = await deliveries.one(subscriberOf(endpoint.id), place.seq);
        if (delivery === null) throw new DomainError('not_found');
        return toldDelivery(endpoint.id, delivery);
      },
    },
    forget,
    start: roster.start,
    stop: roster.stop,
  };
};
