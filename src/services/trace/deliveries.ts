/** What webhook endpoints were sent of the commands and the session, of those that the caller manages. */
import type { EventType } from '../../domain/event.ts';
import { visibilityOf } from '../access.ts';
import type { Webhooks } from '../api/webhooks.ts';
import type { EventStore } from '../ports/event-store.ts';
import { sliced, type TraceSource } from './source.ts';

/** A session's many updates are not told: their deliveries are listed by themselves. */
const TYPES: readonly EventType[] = ['command.updated', 'session.started', 'session.ended'];
/** Events whose deliveries are looked for, and deliveries of each. */
const MOST_EVENTS = 100;
const MOST_DELIVERIES = 100;

export const deliveries = ({
  store,
  webhooks,
}: {
  readonly store: Pick<EventStore, 'events'>;
  readonly webhooks: Pick<Webhooks, 'deliveries'>;
}): TraceSource => ({
  read: async ({ caller, commands, session, stationId }, slice) => {
    if (!caller.scopes.has('webhooks:manage')) return [];
    const objects = [...commands.map(({ id }) => id), ...(session === null ? [] : [session.id])];
    const pages = await Promise.all(
      objects.map((objectId) =>
        store.events({
          scope: visibilityOf(caller),
          types: TYPES,
          objectId,
          stationId,
          sessionId: null,
          locationId: null,
          afterId: null,
          fromAt: null,
          toAt: null,
          limit: MOST_EVENTS,
        }),
      ),
    );
    const told = pages.flatMap(({ items }) => items).slice(0, MOST_EVENTS);
    const found = await Promise.all(
      told.map((event) =>
        webhooks.deliveries(
          caller,
          { limit: MOST_DELIVERIES, cursor: null, withTotal: false },
          { endpointId: null, eventId: event.id, status: null },
        ),
      ),
    );
    const entries = found.flatMap(({ items }, index) => {
      const event = told[index];
      if (event === undefined) return [];
      return items.flatMap(({ id, endpointId, status, attempts }) =>
        attempts.map(({ startedAt, durationMs, outcome, status: answered, answer }, attempt) => ({
          at: startedAt,
          id: `${id}.${attempt}`,
          source: 'delivery',
          kind: event.type,
          commandId: event.type === 'command.updated' ? event.objectId : null,
          sessionId: event.sessionId,
          data: { endpointId, eventId: event.id, status, outcome, httpStatus: answered, durationMs },
          payload: answer,
        })),
      );
    });
    return sliced(entries, slice);
  },
});
