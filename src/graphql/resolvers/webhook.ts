/** Webhook endpoints and what was sent to them. */
import { NO_WEBHOOK_FILTER, type WebhookFilter } from '../../domain/webhook-endpoint.ts';
import type { WebhookDisabled } from '../../domain/webhook-news.ts';
import { partyIdNamed } from '../../services/api/parties.ts';
import { WEBHOOK_OVERLAP_S, webhookOutcomeOf, webhookReplayOf } from '../../services/api/webhooks.ts';
import type { GraphqlContext } from '../context.ts';
import { connect, limitOf, toConnection } from '../paging.ts';
import type { Resolvers, WebhookFilterInput } from '../schema.gen.ts';
import { typesOf } from './event.ts';

const filterOf = (input: WebhookFilterInput | null | undefined, context: GraphqlContext): WebhookFilter =>
  input === null || input === undefined
    ? NO_WEBHOOK_FILTER
    : {
        types: typesOf(input.types),
        locationIds: input.locationIds ?? null,
        stationIds: input.stationIds ?? null,
        partyIds:
          input.parties?.map((name, index) =>
            partyIdNamed(context.services.parties.names, name, `/filter/parties/${index}`),
          ) ?? null,
      };

/** The names of the enums are those of the values, in upper case. */
const upper = <const T extends string>(value: T): Uppercase<T> => value.toUpperCase() as Uppercase<T>;

const isEnabled = ({ disabled }: { readonly disabled: WebhookDisabled | null }): boolean => disabled === null;

export const webhookResolvers: Resolvers = {
  Query: {
    webhookEndpoint: async (_root, { id }, { services, caller }) => services.webhooks.get(await caller(), id),
    webhookEndpoints: async (_root, args, { services, caller }) => {
      const who = await caller();
      return connect(args, (page) => services.webhooks.list(who, page));
    },
    webhookDelivery: async (_root, { id }, { services, caller }) => services.webhooks.delivery(await caller(), id),
    webhookDeliveries: async (_root, args, { services, caller }) => {
      const who = await caller();
      const { endpointId = null, eventId = null, status = null } = args;
      const filter = { endpointId, eventId, status };
      const page = { limit: limitOf(args.first), cursor: args.after ?? null, withTotal: false };
      return toConnection(await services.webhooks.deliveries(who, page, filter), page.cursor, async () => {
        const counting = { limit: 1, cursor: null, withTotal: true };
        return (await services.webhooks.deliveries(who, counting, filter)).total;
      });
    },
  },
  Mutation: {
    createWebhookEndpoint: async (_root, { input }, context) =>
      context.services.webhooks.create(await context.caller(), {
        url: input.url,
        description: input.description ?? null,
        filter: filterOf(input.filter, context),
        ordered: input.ordered ?? false,
        asymmetric: input.asymmetric ?? false,
        secret: input.secret ?? null,
        idempotencyKey: input.idempotencyKey ?? null,
      }),
    updateWebhookEndpoint: async (_root, { input }, context) => {
      const who = await context.caller();
      const before = await context.services.webhooks.get(who, input.id);
      const changed = {
        url: input.url ?? before.url,
        description: input.description === undefined ? before.description : input.description,
        filter: input.filter === undefined ? before.filter : filterOf(input.filter, context),
        ordered: input.ordered ?? before.ordered,
        asymmetric: input.asymmetric ?? before.publicKey !== null,
      };
      return context.services.webhooks.update(who, input.id, changed, input.ifVersion ?? null);
    },
    deleteWebhookEndpoint: async (_root, { input }, { services, caller }) =>
      services.webhooks.remove(await caller(), input.id, input.ifVersion ?? null),
    rotateWebhookSecret: async (_root, { input }, { services, caller }) =>
      services.webhooks.rotateSecret(await caller(), input.id, {
        secret: input.secret ?? null,
        overlapS: input.overlapS ?? WEBHOOK_OVERLAP_S,
        idempotencyKey: input.idempotencyKey ?? null,
      }),
    testWebhookEndpoint: async (_root, { input }, { services, caller }) =>
      services.webhooks.test(await caller(), input.id),
    enableWebhookEndpoint: async (_root, { input }, { services, caller }) =>
      services.webhooks.enable(await caller(), input.id),
    disableWebhookEndpoint: async (_root, { input }, { services, caller }) =>
      services.webhooks.disable(await caller(), input.id, input.reason ?? null),
    replayWebhook: async (_root, { input }, { services, caller }) => {
      const what = webhookReplayOf(
        {
          eventId: input.eventId ?? null,
          fromAt: input.from ?? null,
          toAt: input.to ?? null,
          sinceAt: input.since ?? null,
          afterEventId: input.afterEventId ?? null,
        },
        (name) => name,
      );
      return services.webhooks.replay(await caller(), input.id, what);
    },
  },
  WebhookEndpoint: {
    withheldTypes: (endpoint, _args, { services }) => services.webhooks.withheldTypes(endpoint),
    asymmetric: ({ publicKey }) => publicKey !== null,
    enabled: isEnabled,
    failingSince: ({ failing }) => failing?.sinceAt ?? null,
    lastUpdated: ({ updatedAt }) => updatedAt,
  },
  WebhookEndpointNews: { enabled: isEnabled },
  WebhookFilter: {
    parties: ({ partyIds }, _args, { services }) => partyIds?.map(services.parties.names.nameOf) ?? null,
  },
  WebhookDisabled: { reason: ({ reason }) => upper(reason) },
  WebhookDelivery: { lastUpdated: ({ updatedAt }) => updatedAt },
  WebhookAttempt: {
    outcome: (attempt) => upper(webhookOutcomeOf(attempt)),
    error: ({ error }) => error ?? null,
  },
};
