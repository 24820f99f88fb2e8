/** The frames of OCPP between a station and the gateway. */
import { payloadOf } from '../../services/messages/payload.ts';
import { connect } from '../paging.ts';
import type { Resolvers } from '../schema.gen.ts';

export const messageResolvers: Resolvers = {
  Station: {
    messages: async ({ id }, args, { services, caller }) => {
      const who = await caller();
      const filter = {
        direction: args.direction ?? null,
        action: args.action ?? null,
        commandId: args.commandId ?? null,
      };
      return connect(args, (page) => services.messages.list(who, id, page, filter));
    },
  },
  OcppMessage: {
    ocppVersion: ({ version }) => version,
    cut: ({ isCut }) => isCut,
    payload: payloadOf,
  },
};
