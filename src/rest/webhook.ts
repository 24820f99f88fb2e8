/** /webhooks/endpoints and /webhooks/deliveries */
import type { Response } from 'express';
import { EVENT_TYPES, type EventType } from '../domain/event.ts';
import type { PartyNames } from '../domain/party.ts';
import type { WebhookEndpoint, WebhookFilter } from '../domain/webhook-endpoint.ts';
import { partyIdNamed } from '../services/api/parties.ts';
import {
  WEBHOOK_OVERLAP_S,
  type WebhookDelivery,
  type WebhookDeliveryStatus,
  type WebhookEndpointInput,
  type WebhookReplay,
  type WebhookWithSecret,
  webhookOutcomeOf,
  webhookReplayOf,
} from '../services/api/webhooks.ts';
import type { DeliveryAttempt } from '../services/ports/delivery-store.ts';
import { expectedVersion, sendVersioned } from './etags.ts';
import { fromDate, fromDateOrNull, toDate } from './instant.ts';
import { patchObject } from './merge-patch.ts';
import type { components } from './openapi.gen.ts';
import { limitOf, pageInputOf, sendPage } from './paging.ts';
import { beginWaiting, pathOf, queryOf, queryText, type RouteDependencies, type Routes } from './request.ts';
import { snakeCase } from './snake-case.ts';
import { fromDisabled } from './webhook-disabled.ts';

type Schemas = components['schemas'];

const listOrNull = <T>(values: readonly T[] | null): T[] | null => (values === null ? null : [...values]);

const fromFilter = (
  { types, locationIds, stationIds, partyIds }: WebhookFilter,
  { nameOf }: PartyNames,
): Schemas['WebhookFilter'] => ({
  types: listOrNull(types),
  location_ids: listOrNull(locationIds),
  station_ids: listOrNull(stationIds),
  parties: partyIds?.map(nameOf) ?? null,
});

const fromEndpoint = (
  endpoint: WebhookEndpoint,
  names: PartyNames,
  withheldTypes: readonly EventType[],
): Schemas['WebhookEndpoint'] => ({
  id: endpoint.id,
  version: endpoint.version,
  client_id: endpoint.clientId,
  user_id: endpoint.userId,
  url: endpoint.url,
  description: endpoint.description,
  filter: fromFilter(endpoint.filter, names),
  withheld_types: [...withheldTypes],
  ordered: endpoint.ordered,
  asymmetric: endpoint.publicKey !== null,
  public_key: endpoint.publicKey,
  previous_secret_ends_at: fromDateOrNull(endpoint.previousSecretEndsAt),
  enabled: endpoint.disabled === null,
  disabled: fromDisabled(endpoint.disabled),
  failing_since: fromDateOrNull(endpoint.failing?.sinceAt ?? null),
  created_at: fromDate(endpoint.createdAt),
  last_updated: fromDate(endpoint.updatedAt),
});

const fromAttempt = (attempt: DeliveryAttempt): Schemas['WebhookAttempt'] => ({
  started_at: fromDate(attempt.startedAt),
  duration_ms: attempt.durationMs,
  outcome: webhookOutcomeOf(attempt),
  status: attempt.status,
  answer: attempt.answer,
  error: attempt.error ?? null,
});

const fromDelivery = (delivery: WebhookDelivery): Schemas['WebhookDelivery'] => ({
  id: delivery.id,
  endpoint_id: delivery.endpointId,
  event_id: delivery.eventId,
  event_type: delivery.eventType,
  status: delivery.status,
  attempt_count: delivery.attemptCount,
  next_attempt_at: fromDateOrNull(delivery.nextAttemptAt),
  attempts: delivery.attempts.map(fromAttempt),
  created_at: fromDate(delivery.createdAt),
  last_updated: fromDate(delivery.updatedAt),
});

const toInput = (body: Schemas['WebhookEndpointPost'], names: PartyNames): WebhookEndpointInput => ({
  url: body.url,
  description: body.description ?? null,
  filter: {
    types: body.filter?.types ?? null,
    locationIds: body.filter?.location_ids ?? null,
    stationIds: body.filter?.station_ids ?? null,
    partyIds: body.filter?.parties?.map((name, index) => partyIdNamed(names, name, `/filter/parties/${index}`)) ?? null,
  },
  ordered: body.ordered ?? false,
  asymmetric: body.asymmetric ?? false,
});

const toBody = (endpoint: WebhookEndpoint, names: PartyNames): Schemas['WebhookEndpointPost'] => ({
  url: endpoint.url,
  description: endpoint.description,
  filter: fromFilter(endpoint.filter, names),
  ordered: endpoint.ordered,
  asymmetric: endpoint.publicKey !== null,
});

const toReplay = (body: Schemas['WebhookReplay']): WebhookReplay => {
  const asked = {
    eventId: body.event_id ?? null,
    fromAt: toDate(body.from, '/from'),
    toAt: toDate(body.to, '/to'),
    sinceAt: toDate(body.since, '/since'),
    afterEventId: body.after_event_id ?? null,
  };
  return webhookReplayOf(asked, snakeCase);
};

export const webhookRoutes = ({
  services: {
    webhooks,
    parties: { names },
  },
  publicUrl,
}: RouteDependencies): Routes => {
  const told = (endpoint: WebhookEndpoint): Schemas['WebhookEndpoint'] =>
    fromEndpoint(endpoint, names, webhooks.withheldTypes(endpoint));
  /** With what is withheld in its tag: that changes with its client, and its version stays. */
  const tagged = (endpoint: WebhookEndpoint): WebhookEndpoint & { readonly tag?: string } => {
    const withheld = webhooks.withheldTypes(endpoint).map((type) => EVENT_TYPES.indexOf(type));
    return withheld.length === 0 ? endpoint : { ...endpoint, tag: `${endpoint.version}-${withheld.join('.')}` };
  };
  const send = (response: Response, endpoint: WebhookEndpoint): void =>
    sendVersioned(response, tagged(endpoint), told(endpoint));
  const withSecret = ({ endpoint, secret }: WebhookWithSecret): Schemas['WebhookEndpointWithSecret'] => ({
    endpoint: told(endpoint),
    secret,
  });
  const headersOf = ({ repeated }: WebhookWithSecret): Record<string, string> => ({
    'Cache-Control': 'no-store',
    ...(repeated ? { 'Idempotency-Replayed': 'true' } : {}),
  });
  return {
    listWebhookEndpoints: async (request, response, caller) => {
      const input = pageInputOf(request);
      const page = await webhooks.list(caller, input);
      sendPage(request, response, { page, limit: input.limit, publicUrl }, (endpoint) =>
        JSON.stringify(told(endpoint)),
      );
    },
    getWebhookEndpoint: async (request, response, caller) => {
      const endpoint = await webhooks.get(caller, pathOf(request, 'id'));
      send(response, endpoint);
    },
    createWebhookEndpoint: async (request, response, caller) => {
      const body = request.body as Schemas['WebhookEndpointPost'];
      const idempotencyKey = request.get('Idempotency-Key') ?? null;
      const input = { ...toInput(body, names), secret: body.secret ?? null, idempotencyKey };
      const made = await webhooks.create(caller, input);
      response
        .status(201)
        .set(headersOf(made))
        .location(`${publicUrl}/api/v1/webhooks/endpoints/${encodeURIComponent(made.endpoint.id)}`)
        .json(withSecret(made));
    },
    patchWebhookEndpoint: async (request, response, caller) => {
      const id = pathOf(request, 'id');
      const endpoint = await patchObject(request, {
        read: async () => tagged(await webhooks.get(caller, id)),
        toPut: (known) => toBody(known, names),
        write: (put, ifVersion) => webhooks.update(caller, id, toInput(put, names), ifVersion),
      });
      send(response, endpoint);
    },
    deleteWebhookEndpoint: async (request, response, caller) => {
      const id = pathOf(request, 'id');
      await webhooks.remove(
        caller,
        id,
        await expectedVersion(request, async () => tagged(await webhooks.get(caller, id))),
      );
      response.status(204).end();
    },
    rotateWebhookSecret: async (request, response, caller) => {
      const { secret = null, overlap_s: overlapS = WEBHOOK_OVERLAP_S } = (request.body ??
        {}) as Schemas['WebhookSecretRotation'];
      const idempotencyKey = request.get('Idempotency-Key') ?? null;
      const rotated = await webhooks.rotateSecret(caller, pathOf(request, 'id'), { secret, overlapS, idempotencyKey });
      response.set(headersOf(rotated)).json(withSecret(rotated));
    },
    testWebhookEndpoint: async (request, response, caller) => {
      // An endpoint may take 15 s to answer.
      beginWaiting(response);
      const { eventId, delivered, attempt } = await webhooks.test(caller, pathOf(request, 'id'));
      const result: Schemas['WebhookTestResult'] = { event_id: eventId, delivered, attempt: fromAttempt(attempt) };
      response.json(result);
    },
    enableWebhookEndpoint: async (request, response, caller) => {
      const endpoint = await webhooks.enable(caller, pathOf(request, 'id'));
      send(response, endpoint);
    },
    disableWebhookEndpoint: async (request, response, caller) => {
      const { reason = null } = (request.body ?? {}) as Schemas['WebhookDisable'];
      const endpoint = await webhooks.disable(caller, pathOf(request, 'id'), reason);
      send(response, endpoint);
    },
    replayWebhook: async (request, response, caller) => {
      const replayed = await webhooks.replay(caller, pathOf(request, 'id'), toReplay(request.body));
      response.status(202).json(replayed satisfies Schemas['WebhookReplayed']);
    },
    listWebhookDeliveries: async (request, response, caller) => {
      const limit = limitOf(request);
      const page = await webhooks.deliveries(
        caller,
        { limit, cursor: queryText(request, 'cursor'), withTotal: false },
        {
          endpointId: queryText(request, 'endpoint_id'),
          eventId: queryText(request, 'event_id'),
          status: queryOf<WebhookDeliveryStatus>(request, 'status'),
        },
      );
      sendPage(request, response, { page, limit, publicUrl }, (delivery) => JSON.stringify(fromDelivery(delivery)));
    },
    getWebhookDelivery: async (request, response, caller) => {
      response.json(fromDelivery(await webhooks.delivery(caller, pathOf(request, 'id'))));
    },
  };
};
