/**
 * The endpoints as this node knows them: those that are enabled are among its subscribers. It hears of changes by their
 * events, also of other nodes, and looks for all of them again every ten seconds, so that one that was not told, and a
 * client that was changed, are known soon.
 */
import type { Client } from '../../domain/access.ts';
import { SEES_ALL } from '../../domain/visibility.ts';
import type { WebhookEndpoint, WebhookSecrets } from '../../domain/webhook-endpoint.ts';
import type { Deliveries } from '../deliveries/deliveries.ts';
import type { Subscriber } from '../deliveries/subscriber.ts';
import { OLDEST_FIRST, pagesOf } from '../list-pages.ts';
import { MAX_LIMIT } from '../paging.ts';
import type { ClientStore } from '../ports/client-store.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';
import { type EndpointEntitlement, endpointEntitlement } from './entitlement.ts';
import { subscriberOf } from './subscriber-name.ts';

const EVERY_MS = 10_000;

export type WebhookView = {
  readonly endpoint: WebhookEndpoint;
  readonly secrets: WebhookSecrets;
  /** By its client as that was at most ten seconds ago. */
  readonly entitlement: EndpointEntitlement;
};

const viewOf = (endpoint: WebhookEndpoint, secrets: WebhookSecrets, client: Client | null): WebhookView => ({
  endpoint,
  secrets,
  entitlement: endpointEntitlement(endpoint, client),
});

export type WebhookRoster = {
  readonly viewOf: (id: string) => WebhookView | undefined;
  /** Reads one endpoint again. Resolves when it is worked, or is not any more. */
  readonly refresh: (id: string) => Promise<void>;
  /** Resolves when all that there are are known. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export const createWebhookRoster = ({
  store,
  bus,
  deliveries,
  makeSubscriber,
  clock,
  log,
  metrics,
}: {
  readonly store: Pick<DocumentStore, 'get' | 'getMany' | 'list'> & Pick<ClientStore, 'client'>;
  readonly bus: Pick<EventBus, 'subscribe'>;
  readonly deliveries: Pick<Deliveries, 'addAll' | 'drop' | 'states' | 'enable'>;
  readonly makeSubscriber: (id: string) => Subscriber;
  /** The machine's. */
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
}): WebhookRoster => {
  const views = new Map<string, WebhookView>();
  /** Ids of those that are worked here. */
  const added = new Set<string>();
  let step: Promise<void> = Promise.resolve();
  let isRunning = false;
  let cancel = (): void => undefined;
  let unsubscribe = (): void => undefined;
  const number = (isOne: (endpoint: WebhookEndpoint) => boolean) => () =>
    [...views.values()].filter(({ endpoint }) => isOne(endpoint)).length;
  metrics.gauge(
    'webhook_endpoints',
    number(({ disabled }) => disabled === null),
    { state: 'enabled' },
  );
  metrics.gauge(
    'webhook_endpoints',
    number(({ disabled }) => disabled !== null),
    { state: 'disabled' },
  );
  metrics.gauge(
    'webhook_endpoints',
    number(({ failing }) => failing !== null),
    { state: 'failing' },
  );

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = step.then(work);
    step = done.catch(() => undefined);
    return done;
  };

  /** Disabled by the frame after it was enabled again here: it is enabled in its document, which counts. */
  const mend = async (ids: readonly string[]): Promise<void> => {
    const states = ids.length === 0 ? [] : await deliveries.states(ids.map(subscriberOf));
    for (const { name, disabledAt } of states) if (disabledAt !== null) await deliveries.enable(name);
  };

  const take = async (taken: readonly WebhookView[]): Promise<void> => {
    for (const view of taken) views.set(view.endpoint.id, view);
    const ids = taken.flatMap(({ endpoint: { id, disabled } }) => (disabled === null ? [id] : []));
    for (const { endpoint } of taken) if (endpoint.disabled !== null) await leave(endpoint.id);
    const fresh = ids.filter((id) => !added.has(id));
    if (fresh.length > 0) await deliveries.addAll(fresh.map(makeSubscriber));
    for (const id of fresh) added.add(id);
    await mend(ids);
  };

  const leave = async (id: string): Promise<void> => {
    if (!added.delete(id)) return;
    await deliveries.drop(subscriberOf(id));
  };

  const forget = async (id: string): Promise<void> => {
    views.delete(id);
    await leave(id);
  };

  const readAll = async (): Promise<readonly WebhookView[]> => {
    const found: WebhookView[] = [];
    const query = { ...OLDEST_FIRST, scope: SEES_ALL, limit: MAX_LIMIT };
    const pages = pagesOf('webhookEndpoints', query, (page) => store.list('webhookEndpoints', { ...page, where: {} }));
    for await (const items of pages) {
      const [secrets, clients] = await Promise.all([
        store.getMany(
          'webhookSecrets',
          items.map(({ id }) => id),
        ),
        store.getMany('clients', [...new Set(items.map(({ clientId }) => clientId))]),
      ]);
      const secretsOf = new Map(secrets.map((each) => [each.id, each]));
      const clientOf = new Map(clients.map((each) => [each.id, each]));
      for (const endpoint of items) {
        const own = secretsOf.get(endpoint.id);
        if (own !== undefined) found.push(viewOf(endpoint, own, clientOf.get(endpoint.clientId) ?? null));
      }
    }
    return found;
  };

  const sync = async (): Promise<void> => {
    const found = await readAll();
    const ids = new Set(found.map(({ endpoint }) => endpoint.id));
    for (const id of views.keys()) if (!ids.has(id)) await forget(id);
    await take(found);
  };

  const refresh = (id: string): Promise<void> =>
    inTurn(async () => {
      const [endpoint, secrets] = await Promise.all([
        store.get('webhookEndpoints', id),
        store.get('webhookSecrets', id),
      ]);
      if (endpoint === null || secrets === null) return forget(id);
      await take([viewOf(endpoint, secrets, await store.client(endpoint.clientId))]);
    });

  const told = (error: unknown): void => log.error({ err: error }, 'webhook.roster_not_read');

  const plan = (): void => {
    cancel = clock.after(EVERY_MS, () => {
      inTurn(sync)
        .catch(told)
        .finally(() => {
          if (isRunning) plan();
        });
    });
  };

  return {
    viewOf: (id) => views.get(id),
    refresh,
    start: async () => {
      isRunning = true;
      unsubscribe = bus.subscribe((event) => {
        if (event.type.startsWith('webhook.')) refresh(event.objectId).catch(told);
      });
      await inTurn(sync);
      plan();
    },
    stop: async () => {
      isRunning = false;
      unsubscribe();
      cancel();
      await step;
    },
  };
};
