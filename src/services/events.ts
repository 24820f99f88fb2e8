/** The event log and the stream of it, as callers see them. */
import { type Caller, callerKey } from '../domain/access.ts';
import { DomainError, isDomainError } from '../domain/error.ts';
import type { DomainEvent } from '../domain/event.ts';
import { found, requireScope } from './access.ts';
import type { EventFilter, Events } from './api/events.ts';
import { type Entitlement, entitlementOf, isEntitled, requireTypes } from './event-entitlement.ts';
import { createFanOut } from './event-fan-out.ts';
import { streamEvents } from './event-stream.ts';
import { COUNTED_UP_TO, OTHER_ORDER, pageOf, requireLimit } from './paging.ts';
import type { EventBus } from './ports/event-bus.ts';
import type { EventStore } from './ports/event-store.ts';
import type { Slice } from './ports/list.ts';
import type { Metrics } from './ports/observing.ts';

/** Events read from the log at once for a stream that resumes. */
const BACKLOG_PAGE = 500;
/** Streams that one client (of an app: one user) has open, over all faces. */
export const MOST_STREAMS = 500;
/** Of all clients together. */
const MOST_STREAMS_OF_ALL = 10_000;

/** Whether an event passes a filter; null fields let all pass. */
export const matchesFilter = (filter: EventFilter, event: DomainEvent): boolean =>
  (filter.types === null || filter.types.includes(event.type)) &&
  (filter.stationId === null || filter.stationId === event.stationId) &&
  (filter.sessionId === null || filter.sessionId === event.sessionId) &&
  (filter.locationId === null || filter.locationId === event.locationId) &&
  (filter.objectId === null || filter.objectId === event.objectId);

/** How cursors begin that go on from the oldest, as all of older releases do, and from the newest. */
const markOf = (newestFirst: boolean): string => (newestFirst ? 'n.' : 'e.');

const toCursor = (id: string, newestFirst: boolean): string =>
  Buffer.from(`${markOf(newestFirst)}${id}`).toString('base64url');

const badCursor = (
  detail = 'The cursor is not one of ours, or what it stands behind is gone.',
  cause?: unknown,
): DomainError => new DomainError('invalid_request', { detail, faults: [{ pointer: '/cursor', detail }], cause });

const fromCursor = (cursor: string, newestFirst: boolean): string => {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (text.startsWith(markOf(newestFirst))) return text.slice(2);
  throw badCursor(text.startsWith(markOf(!newestFirst)) ? OTHER_ORDER : undefined);
};

export const createEvents = ({
  store,
  bus,
  metrics,
  mostOfAll = MOST_STREAMS_OF_ALL,
}: {
  readonly store: EventStore;
  readonly bus: Pick<EventBus, 'subscribe'>;
  readonly metrics: Metrics;
  readonly mostOfAll?: number;
}): Events => {
  const fanOut = createFanOut({ bus, onOverflow: () => metrics.count('event_streams_overflown_total') });
  const open = new Map<string, number>();
  let openOfAll = 0;
  metrics.gauge('event_streams_open', () => openOfAll);
  metrics.gauge('event_streams_events_waiting', fanOut.waiting);

  async function* pagesBehind(entitlement: Entitlement, filter: EventFilter, afterId: string) {
    let after: string | null = afterId;
    while (after !== null) {
      const query = {
        ...filter,
        ...entitlement,
        descending: false,
        afterId: after,
        limit: BACKLOG_PAGE,
        fromAt: null,
        toAt: null,
      };
      const { items, more }: Slice<DomainEvent> = await store.events(query);
      yield items;
      after = more ? (items.at(-1)?.id ?? null) : null;
    }
  }

  /** Takes the place of one more stream of a client; the answer gives it back. Throws rate_limited or unavailable. */
  const takePlace = (caller: Caller): (() => void) => {
    const key = callerKey(caller);
    const count = open.get(key) ?? 0;
    if (openOfAll >= mostOfAll) {
      metrics.count('event_streams_refused_total', { by: 'all' });
      throw new DomainError('unavailable', { detail: 'Too many streams are open.', retryAfterS: 10 });
    }
    if (count >= MOST_STREAMS) {
      metrics.count('event_streams_refused_total', { by: 'client' });
      throw new DomainError('rate_limited', { detail: `A client has at most ${MOST_STREAMS} streams open at a time.` });
    }
    open.set(key, count + 1);
    openOfAll += 1;
    return () => {
      openOfAll -= 1;
      const left = (open.get(key) ?? 1) - 1;
      if (left === 0) open.delete(key);
      else open.set(key, left);
    };
  };

  return {
    list: async (caller, page, filter) => {
      requireScope(caller, 'events:read');
      requireLimit(page.limit);
      const entitlement = entitlementOf(caller);
      requireTypes(entitlement.reads, filter.types);
      const query = {
        ...filter,
        ...entitlement,
        descending: page.newestFirst,
        afterId: page.cursor === null ? null : fromCursor(page.cursor, page.newestFirst),
        limit: page.limit,
        fromAt: page.fromAt,
        toAt: page.toAt,
      };
      const read = async () => {
        try {
          return await store.events(query);
        } catch (error) {
          // It was a place in the log once: for a list that is a bad cursor, not a missing object.
          throw isDomainError(error, 'not_found') && page.cursor !== null ? badCursor(undefined, error) : error;
        }
      };
      const [slice, total] = await Promise.all([
        read(),
        page.withTotal ? store.countEvents({ ...query, afterId: null }, COUNTED_UP_TO) : Promise.resolve(null),
      ]);
      return pageOf(slice, (event) => toCursor(event.id, page.newestFirst), total);
    },
    get: async (caller, id) => {
      requireScope(caller, 'events:read');
      const seq = await store.eventSeq(id).catch((error: unknown) => {
        // As of one that is there, and not to be seen.
        throw isDomainError(error, 'not_found') ? new DomainError('not_found', { cause: error }) : error;
      });
      const [event] = await store.eventsBySeq(seq - 1, 1);
      const entitlement = entitlementOf(caller);
      return found(event !== undefined && event.id === id ? event : null, (one) => isEntitled(entitlement, one));
    },
    stream: (caller, filter, { afterId, scope, signal }) => {
      if (scope !== null) requireScope(caller, scope);
      const entitlement = entitlementOf(caller);
      requireTypes(entitlement.reads, filter.types);
      const giveBack = takePlace(caller);
      const reader = fanOut.open({
        key: JSON.stringify([entitlement, filter]),
        filter,
        accepts: (event) => matchesFilter(filter, event) && isEntitled(entitlement, event),
      });
      const backlog =
        afterId === null
          ? null
          : { after: () => store.eventSeq(afterId), pages: () => pagesBehind(entitlement, filter, afterId) };
      return streamEvents({ reader, backlog, signal: signal ?? null, onEnd: giveBack });
    },
  };
};
