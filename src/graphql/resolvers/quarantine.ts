/** Messages of stations that could not be taken. */
import { goesAt } from '../../domain/quarantine-rules.ts';
import type { QuarantineFilter } from '../../services/api/quarantined-messages.ts';
import type { GraphqlContext } from '../context.ts';
import { ownerFields } from '../owner.ts';
import { connect, type ListArguments } from '../paging.ts';
import type { Resolvers } from '../schema.gen.ts';

const messagesAt = async (filter: QuarantineFilter, args: ListArguments, { services, caller }: GraphqlContext) => {
  const who = await caller();
  return connect(args, (page) => services.quarantinedMessages.list(who, page, filter));
};

export const quarantineResolvers: Resolvers = {
  Query: {
    quarantinedMessage: async (_root, { id }, { services, caller }) =>
      services.quarantinedMessages.get(await caller(), id),
    quarantinedMessages: (_root, args, context) => {
      const { stationId = null, locationId = null, status = null, action = null } = args;
      return messagesAt({ stationId, locationId, status, action }, args, context);
    },
  },
  Mutation: {
    applyQuarantinedMessage: async (_root, { input }, { services, caller }) =>
      services.quarantinedMessages.apply(await caller(), input.id),
    dismissQuarantinedMessage: async (_root, { input }, { services, caller }) =>
      services.quarantinedMessages.dismiss(await caller(), input.id, input.note ?? null),
  },
  Station: {
    quarantinedMessages: ({ id }, args, context) =>
      messagesAt({ stationId: id, status: args.status ?? null }, args, context),
  },
  QuarantinedMessage: {
    ...ownerFields,
    station: ({ stationId }, _args, { loaders }) => loaders.station(stationId),
    goesAt: (message) => (message.settlement === null ? null : goesAt(message)),
    lastReceivedAt: ({ lastAt }) => lastAt,
    lastUpdated: ({ updatedAt }) => updatedAt,
  },
  QuarantineSettlement: {
    session: ({ sessionId }, _args, { loaders }) => loaders.session(sessionId),
  },
};
