/** The event log and its stream. */
import { DomainError } from '../../domain/error.ts';
import {
  type DomainEvent,
  EVENT_TYPES,
  EVENTS,
  type EventData,
  type EventObject,
  type EventType,
  isEventType,
} from '../../domain/event.ts';
import type { JsonObject } from '../../domain/json.ts';
import { isSandboxParty } from '../../domain/sandbox.ts';
import type { GraphqlContext } from '../context.ts';
import { readEvents } from '../live.ts';
import { ownerFields } from '../owner.ts';
import { limitOf, toConnection } from '../paging.ts';
import type { Resolvers } from '../schema.gen.ts';

export const typesOf = (types: readonly string[] | null | undefined): readonly EventType[] | null => {
  if (types === null || types === undefined) return null;
  const unknown = types.filter((type) => !isEventType(type));
  if (unknown.length > 0) {
    throw new DomainError('invalid_request', { detail: `There are no events of the type ${unknown.join(', ')}.` });
  }
  return types.filter(isEventType);
};

type Carried = { readonly [O in EventObject]: Extract<EventData[EventType], Readonly<Record<O, object>>>[O] };

const OBJECTS: ReadonlySet<string> = new Set(EVENT_TYPES.map((type) => EVENTS[type].object));

/** The object of a kind that the event carries; null: none, or its type is one that this release does not know. */
const carried = <O extends EventObject>({ type, data }: DomainEvent, object: O): Carried[O] | null =>
  isEventType(type) ? ((data as Partial<Carried>)[object] ?? null) : null;

/** What an event says beside its object. */
const detailsOf = ({ type, data }: DomainEvent): JsonObject =>
  isEventType(type) ? Object.fromEntries(Object.entries(data).filter(([name]) => !OBJECTS.has(name))) : {};

const isOfStation = (type: string): boolean => isEventType(type) && EVENTS[type].object === 'station';

export const eventResolvers: Resolvers = {
  Query: {
    event: async (_root, { id }, { services, caller }) => services.events.get(await caller(), id),
    events: async (_root, args, { services, caller }) => {
      const who = await caller();
      const page = {
        limit: limitOf(args.first),
        cursor: args.after ?? null,
        newestFirst: args.newestFirst ?? false,
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
    ...ownerFields,
    version: ({ objectVersion }) => objectVersion,
    sandbox: ({ partyId }) => isSandboxParty(partyId),
    location: (event) => carried(event, 'location'),
    // As it was right after; where the event does not carry it, as it is now.
    station: (event, _args, { loaders }) =>
      carried(event, 'station') ?? (isOfStation(event.type) ? loaders.station(event.stationId) : null),
    session: (event) => carried(event, 'session'),
    command: (event) => carried(event, 'command'),
    token: (event) => carried(event, 'token'),
    webhookEndpoint: (event) => carried(event, 'webhookEndpoint'),
    details: (event) => detailsOf(event),
  },
};
