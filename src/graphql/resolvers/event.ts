/** The event log and its stream. */
import { DomainError } from '../../domain/error.ts';
import type { DomainEvent, EventType } from '../../domain/event.ts';
import { EVENT_TYPES } from '../../domain/event.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { GraphqlContext } from '../context.ts';
import { readEvents } from '../live.ts';
import { limitOf, toConnection } from '../paging.ts';
import type { Resolvers } from '../schema.gen.ts';

const isEventType = (type: string): type is EventType => (EVENT_TYPES as readonly string[]).includes(type);

const typesOf = (types: readonly string[] | null | undefined): readonly EventType[] | null => {
  if (types === null || types === undefined) return null;
  const unknown = types.filter((type) => !isEventType(type));
  if (unknown.length > 0) {
    throw new DomainError('invalid_request', { detail: `There are no events of the type ${unknown.join(', ')}.` });
  }
  return types.filter(isEventType);
};

const OBJECTS: ReadonlySet<string> = new Set(['location', 'station', 'session', 'command', 'token']);

/** What an event says beside its object. */
const detailsOf = ({ data }: DomainEvent): JsonObject =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !OBJECTS.has(name)));

export const eventResolvers: Resolvers = {
  Query: {
    events: async (_root, args, { services, caller }) => {
      const who = await caller();
      const page = {
        limit: limitOf(args.first),
        cursor: args.after ?? null,
        fromAt: args.dateFrom ?? null,
        toAt: args.dateTo ?? null,
        withTotal: false,
      };
      const filter = {
        types: typesOf(args.types),
        stationId: args.stationId ?? null,
        sessionId: args.sessionId ?? null,
        locationId: args.locationId ?? null,
        objectId: args.objectId ?? null,
      };
      return toConnection(await services.events.list(who, page, filter), page.cursor, async () => {
        const counting = { ...page, limit: 1, cursor: null, withTotal: true };
        const { total } = await services.events.list(who, counting, filter);
        return total;
      });
    },
  },
  Subscription: {
    event: {
      subscribe: async (_root, { types, after }, context) =>
        readEvents(context, { filter: { types: typesOf(types) }, scope: 'events:read', afterId: after ?? null }),
      resolve: (event: DomainEvent, _args: unknown, { loaders }: GraphqlContext) => {
        loaders.clear();
        return event;
      },
    },
  },
  Event: {
    version: ({ objectVersion }) => objectVersion,
    location: ({ data }) => ('location' in data ? data.location : null),
    station: ({ data, stationId }, _args, { loaders }) =>
      'station' in data ? data.station : 'action' in data || 'status' in data ? loaders.station(stationId) : null,
    session: ({ data }) => ('session' in data ? data.session : null),
    command: ({ data }) => ('command' in data ? data.command : null),
    token: ({ data }) => ('token' in data ? data.token : null),
    details: (event) => detailsOf(event),
  },
};
