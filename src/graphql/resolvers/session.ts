/** Sessions and their readings. */
import { changesOf } from '../../domain/event.ts';
import type { Session } from '../../domain/session.ts';
import { toldEndOf, toldStartOf } from '../../domain/told-times.ts';
import type { GraphqlContext } from '../context.ts';
import { follow } from '../live.ts';
import { ownerFields } from '../owner.ts';
import { connect, limitOf, toConnection } from '../paging.ts';
import type { Resolvers } from '../schema.gen.ts';

const SESSION_EVENTS = changesOf('session');

export const sessionResolvers: Resolvers = {
  Query: {
    session: async (_root, { id }, { services, caller }) => services.sessions.get(await caller(), id),
    sessions: async (_root, args, { services, caller }) => {
      const who = await caller();
      const filter = {
        stationId: args.stationId ?? null,
        locationId: args.locationId ?? null,
        tokenUid: args.tokenUid ?? null,
        status: args.status ?? null,
        evseUid: args.evseUid ?? null,
      };
      return connect(args, (page) => services.sessions.list(who, page, filter));
    },
  },
  Subscription: {
    sessionUpdated: {
      subscribe: async (_root, { id, stationId, after }, context) =>
        follow(
          context,
          {
            filter: { types: SESSION_EVENTS, sessionId: id ?? null, stationId: stationId ?? null },
            scope: 'sessions:read',
            afterId: after ?? null,
          },
          async () => (id ? context.services.sessions.get(await context.caller(), id) : null),
          (event) => ('session' in event.data ? event.data.session : null),
        ),
      resolve: (session: Session, _args: unknown, { loaders }: GraphqlContext) => {
        loaders.clear();
        return session;
      },
    },
  },
  Session: {
    ...ownerFields,
    startDateTime: ({ startedAt }) => startedAt,
    endDateTime: ({ endedAt }) => endedAt,
    toldStartDateTime: toldStartOf,
    toldEndDateTime: toldEndOf,
    kwh: ({ energyWh }) => energyWh / 1000,
    station: ({ stationId }, _args, { loaders }) => loaders.station(stationId),
    location: ({ locationId }, _args, { loaders }) => loaders.location(locationId),
    command: ({ commandId }, _args, { loaders }) => loaders.command(commandId),
    lastUpdated: ({ updatedAt }) => updatedAt,
    readings: async ({ id }, args, { services, caller }) => {
      const page = { limit: limitOf(args.first), cursor: args.after ?? null };
      const { totalCount: _, ...connection } = toConnection(
        await services.sessions.readings(await caller(), id, page),
        page.cursor,
        async () => 0,
      );
      return connection;
    },
  },
  EndInference: {
    NEXT_START: 'next_start',
    CONNECTOR_AVAILABLE: 'connector_available',
    BOOT: 'boot',
  },
};
