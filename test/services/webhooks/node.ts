/** A node that sends webhooks: real store, real HTTP, the gateway's time by hand where a test says so. */
import { ALL_GRANTS, type Caller, type Client, FROM_INSIDE, SCOPES } from '../../../src/domain/access.ts';
import type { DomainEvent, NewEvent } from '../../../src/domain/event.ts';
import { createPartyNames } from '../../../src/domain/party.ts';
import { createInProcessBus } from '../../../src/events/in-process-bus.ts';
import { systemClock } from '../../../src/observe/clock.ts';
import { createIds } from '../../../src/observe/ids.ts';
import { createOutbound, DEFAULT_OUTBOUND_OPTIONS } from '../../../src/outbound/outbound.ts';
import { createResolve } from '../../../src/outbound/resolve.ts';
import { createWebhookPayload } from '../../../src/rest/webhook-payload.ts';
import type { WebhookEndpointInput } from '../../../src/services/api/webhooks.ts';
import { createCommitter } from '../../../src/services/commit.ts';
import { createDeliveries, type DeliveriesOptions } from '../../../src/services/deliveries/deliveries.ts';
import { createIdempotency } from '../../../src/services/idempotency.ts';
import type { EventBus } from '../../../src/services/ports/event-bus.ts';
import type { Locks } from '../../../src/services/ports/nodes.ts';
import type { Clock } from '../../../src/services/ports/time.ts';
import { createWebhooks } from '../../../src/services/webhooks/webhooks.ts';
import { createWebhookSigning } from '../../../src/webhooks/signing.ts';
import { aClient, aMessageEvent } from '../../conformance/documents.ts';
import { auditedOn } from '../../support/audited.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { createRecordedMetrics } from '../../support/recorded-metrics.ts';
import { silentLog } from '../../support/silent-log.ts';
import { createLeases, SHORT } from '../deliveries/node.ts';
import type { OpenPlace } from '../deliveries/places.ts';

export const PUBLIC_URL = 'https://charge.example';

export const FLEET: Caller = {
  clientId: 'fleet',
  userId: null,
  scopes: new Set(SCOPES),
  grants: { ...ALL_GRANTS, locationIds: ['here'] },
  from: FROM_INSIDE,
};

export const aFleet = (changes: Partial<Client> = {}): Client =>
  aClient({ id: 'fleet', scopes: SCOPES, grants: FLEET.grants, ...changes });

export const anEndpoint = (url: string, changes: Partial<WebhookEndpointInput> = {}) => ({
  url,
  description: null,
  filter: { types: null, locationIds: null, stationIds: null, partyIds: null },
  ordered: false,
  asymmetric: false,
  secret: null,
  idempotencyKey: null,
  ...changes,
});

export const startWebhookNode = async (
  { store, deliveryStore }: OpenPlace,
  {
    clock = systemClock,
    lookClock = createManualClock(),
    bus = createInProcessBus({ log: silentLog }),
    locks = createLeases().of('alone'),
    mostEndpoints = 100,
    allow = ['127.0.0.1'],
    random = () => 0.5,
    options = {},
  }: {
    readonly clock?: Clock;
    readonly lookClock?: Clock;
    readonly bus?: EventBus;
    readonly locks?: Locks;
    readonly mostEndpoints?: number;
    readonly allow?: readonly string[];
    readonly random?: () => number;
    readonly options?: Partial<DeliveriesOptions>;
  } = {},
) => {
  const metrics = createRecordedMetrics();
  const committer = createCommitter({ store, bus });
  const names = createPartyNames({ countryCode: 'NL', partyId: 'VGT' });
  const deliveries = createDeliveries(
    { store: deliveryStore, events: store, bus, locks, clock, leaseClock: systemClock, log: silentLog, metrics },
    { ...SHORT, ...options },
  );
  const outbound = createOutbound(
    { resolve: createResolve(), clock: systemClock, log: silentLog, metrics },
    { ...DEFAULT_OUTBOUND_OPTIONS, allow },
  );
  const webhooks = createWebhooks({
    store,
    committer,
    audited: auditedOn(store, clock, committer),
    bus,
    deliveries,
    outbound,
    signing: createWebhookSigning(),
    idempotency: createIdempotency({ store, clock }),
    payloadOf: createWebhookPayload({ names, publicUrl: PUBLIC_URL }),
    mostEndpoints,
    clock,
    lookClock,
    random,
    newId: createIds(clock),
    log: silentLog,
    metrics,
  });
  if ((await store.client('fleet')) === null) await committer.commit({ clients: [aFleet()] });
  await webhooks.start();
  let closed = false;
  return {
    ...webhooks.api,
    deliveries,
    sent: webhooks.api.deliveries,
    bus,
    metrics,
    committer,
    /** `A:1` is of the object A; at the place `here`, unless it is changed. */
    say: (
      ids: readonly string[],
      changes: Partial<NewEvent<'station.message'>> = {},
    ): Promise<readonly DomainEvent[]> =>
      committer.commit({
        events: ids.map((id) =>
          aMessageEvent(id, {
            objectId: id.split(':')[0] ?? id,
            locationId: 'here',
            stationId: 'CS-1',
            occurredAt: clock.now(),
            ...changes,
          }),
        ),
      }),
    close: async () => {
      if (closed) return;
      closed = true;
      await webhooks.stop();
      await deliveries.close();
      await outbound.close();
    },
  };
};

export type WebhookNode = Awaited<ReturnType<typeof startWebhookNode>>;
