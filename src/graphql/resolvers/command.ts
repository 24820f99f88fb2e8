/** Commands: reading, following and cancelling them. */
import type { Command } from '../../domain/command.ts';
import { COMMAND_REASONS } from '../../domain/command-reason.ts';
import { shownParameters } from '../../domain/commands/audited.ts';
import { knowsWhoAsked } from '../../services/commands/permissions.ts';
import { asError } from '../bulk.ts';
import type { GraphqlContext } from '../context.ts';
import { follow } from '../live.ts';
import { ownerFields } from '../owner.ts';
import { connect } from '../paging.ts';
import type { Resolvers } from '../schema.gen.ts';

export const commandResolvers: Resolvers = {
  Query: {
    command: async (_root, { id }, { services, caller }) => services.commands.get(await caller(), id),
    commands: async (_root, args, { services, caller }) => {
      const who = await caller();
      const filter = {
        stationId: args.stationId ?? null,
        sessionId: args.sessionId ?? null,
        type: args.type ?? null,
        status: args.status ?? null,
        evseUid: args.evseUid ?? null,
        batchId: args.batchId ?? null,
        locationId: args.locationId ?? null,
      };
      return connect(args, (page) => services.commands.list(who, page, filter));
    },
  },
  Mutation: {
    cancelCommand: async (_root, { input }, { services, caller }) => services.commands.cancel(await caller(), input.id),
  },
  Subscription: {
    commandUpdated: {
      subscribe: async (_root, { id, after }, context) => {
        const caller = await context.caller();
        return follow(
          context,
          // Who asked for it follows it, as who reads it: the events that are open to a caller say so.
          { filter: { types: ['command.updated'], objectId: id }, scope: null, afterId: after ?? null },
          () => context.services.commands.get(caller, id),
          (event) => ('command' in event.data ? event.data.command : null),
        );
      },
      resolve: (command: Command, _args: unknown, { loaders }: GraphqlContext) => {
        loaders.clear();
        return command;
      },
    },
  },
  Command: {
    ...ownerFields,
    parameters: (command) => shownParameters(command),
    reason: ({ reason }) =>
      reason === undefined || reason === null
        ? null
        : { code: reason, text: COMMAND_REASONS[reason].text, whatToDo: COMMAND_REASONS[reason].advice },
    seen: ({ seen }) => seen ?? [],
    batchId: ({ batchId }) => batchId ?? null,
    notBefore: ({ notBeforeAt }) => notBeforeAt ?? null,
    requestedBy: async (command, _args, { caller }) =>
      knowsWhoAsked(await caller(), command) ? command.requestedBy : null,
    station: ({ stationId }, _args, { loaders }) => loaders.station(stationId),
    session: ({ sessionId }, _args, { loaders }) => loaders.session(sessionId),
  },
  CommandBatch: {
    batchId: ({ id }) => id,
    requested: ({ results }) => results.filter(({ fault }) => fault === null).length,
    refused: ({ results }) => results.filter(({ fault }) => fault !== null).length,
    results: ({ results }) =>
      results.map(({ stationId, command, fault }, index) => ({
        index,
        stationId,
        command,
        error: fault === null ? null : asError(fault, '/input'),
      })),
  },
  LateOutcome: {
    session: ({ sessionId }, _args, { loaders }) => loaders.session(sessionId),
  },
};
