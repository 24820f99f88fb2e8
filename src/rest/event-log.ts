/** /events: the log and its stream. */
import type { Request } from 'express';
import type { EventType } from '../domain/event.ts';
import type { EventFilter } from '../services/api/events.ts';
import type { Standing } from '../services/api/standing.ts';
import type { Log } from '../services/ports/observing.ts';
import type { Clock } from '../services/ports/time.ts';
import { fromEvent } from './event.ts';
import { toDate } from './instant.ts';
import { limitOf, newestFirstIn, sendPage } from './paging.ts';
import { pathOf, queryOf, queryText, type RouteDependencies, type Routes } from './request.ts';
import { streamEvents } from './sse.ts';

const filterOf = (request: Request): EventFilter => ({
  types: queryOf<readonly EventType[]>(request, 'types'),
  stationId: queryText(request, 'station_id'),
  sessionId: queryText(request, 'session_id'),
  locationId: queryText(request, 'location_id'),
  objectId: queryText(request, 'object_id'),
});

export const eventRoutes = ({
  services: {
    events,
    parties: { names },
  },
  publicUrl,
  standing,
  clock,
  log,
  closing,
}: RouteDependencies & {
  readonly standing: Standing;
  readonly clock: Clock;
  readonly log: Log;
  readonly closing: AbortSignal;
}): Routes => ({
  listEvents: async (request, response, caller) => {
    const limit = limitOf(request);
    const page = await events.list(
      caller,
      {
        limit,
        cursor: queryText(request, 'cursor'),
        newestFirst: newestFirstIn(request),
        fromAt: toDate(queryText(request, 'date_from'), '/query/date_from'),
        toAt: toDate(queryText(request, 'date_to'), '/query/date_to'),
        withTotal: true,
      },
      filterOf(request),
    );
    sendPage(request, response, { page, limit, publicUrl }, (event) => JSON.stringify(fromEvent(event, names)));
  },
  getEvent: async (request, response, caller) => {
    response.json(fromEvent(await events.get(caller, pathOf(request, 'id')), names));
  },
  streamEvents: async (request, response, caller) => {
    const afterId = request.get('Last-Event-ID') ?? queryText(request, 'after');
    const open = (signal: AbortSignal) =>
      events.stream(caller, filterOf(request), { afterId, scope: 'events:read', signal });
    await streamEvents({
      response,
      open,
      names,
      afterId,
      expiresAt: caller.expiresAt ?? null,
      watch: (ended) => standing.watch(caller, ended),
      clock,
      log,
      closing,
    });
  },
});
