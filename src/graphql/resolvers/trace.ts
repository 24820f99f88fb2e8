/** What happened around a command or a session. */
import { connect } from '../paging.ts';
import type { Resolvers } from '../schema.gen.ts';

export const traceResolvers: Resolvers = {
  Command: {
    trace: async ({ id }, args, { services, caller }) => {
      const who = await caller();
      return connect(args, (page) => services.traces.ofCommand(who, id, page));
    },
  },
  Session: {
    trace: async ({ id }, args, { services, caller }) => {
      const who = await caller();
      return connect(args, (page) => services.traces.ofSession(who, id, page));
    },
  },
};
